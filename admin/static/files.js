// A file that is too large is told as soon as it is chosen, and not sent over a slow line; without this the server tells it.
(() => {
  "use strict";
  const isTooLarge = (input) => [...input.files].some((file) => file.size > Number(input.dataset.most) * 1000000);
  const inputs = [...document.querySelectorAll("input[type=file][data-most]")];
  const tell = (input) => { document.getElementById(`${input.id}-too-large`).hidden = !isTooLarge(input); };
  inputs.forEach((input) => { input.addEventListener("change", () => tell(input)); tell(input); });
  // Before anything else hears that the form is sent.
  document.addEventListener("submit", (event) => {
    const wrong = inputs.find((input) => input.form === event.target && isTooLarge(input));
    if (!wrong) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wrong.focus();
  }, true);
})();
