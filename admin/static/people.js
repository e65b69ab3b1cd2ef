// Copying a link with one press; without it, or where the browser does not allow it, the text is marked for copying.
(() => {
  "use strict";
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        button.textContent = button.dataset.done;
      } catch {
        field.focus();
      }
    });
  });
})();
