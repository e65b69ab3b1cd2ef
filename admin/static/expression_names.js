// Names of fields and functions below an expression are buttons that put them in where somebody writes.
(() => {
  "use strict";
  document.querySelectorAll(".expression-names[data-into]").forEach((box) => {
    const area = document.getElementById(box.dataset.into);
    box.querySelectorAll("li code").forEach((code) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-outline-secondary", dir: code.dir, textContent: code.textContent });
      button.addEventListener("click", () => {
        area.setRangeText(code.textContent, area.selectionStart, area.selectionEnd, "end");
        area.dispatchEvent(new Event("input", { bubbles: true }));
        area.focus();
      });
      code.replaceWith(button);
    });
  });
})();
