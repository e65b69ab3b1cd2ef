// Enter goes to the next number, as in a sheet; on the last one to the button that saves. Ctrl and Enter save at once.
(() => {
  "use strict";
  const form = document.querySelector("form.month");
  if (!form) return;
  const numbers = [...form.querySelectorAll("input[inputmode=numeric]")];
  const save = form.querySelector(".btn-primary");
  form.addEventListener("keydown", (event) => {
    const place = numbers.indexOf(event.target);
    if (event.key !== "Enter" || place < 0 || event.isComposing) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) form.requestSubmit(save);
    else if (event.shiftKey && place > 0) numbers[place - 1].select();
    else (numbers[place + 1] || save).focus();
  });
  // What is typed replaces what stands there.
  form.addEventListener("focusin", (event) => { if (numbers.includes(event.target)) event.target.select(); });
  // Nobody leaves numbers behind that are not sent yet.
  const before = numbers.map((one) => one.defaultValue);
  let isSent = false;
  form.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("beforeunload", (event) => {
    const isOpen = "dirty" in form.dataset || numbers.some((one, place) => one.value !== before[place]);
    if (isOpen && !isSent) event.preventDefault();
  });
  const wrong = form.querySelector("[aria-invalid]");
  (wrong || numbers.find((one) => !one.value) || numbers[0]).focus();
})();
