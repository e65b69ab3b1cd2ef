// The cells of a report: arrows and Enter go from one to the next, what is broken down is added up with each change.
(() => {
  "use strict";
  const form = document.querySelector("form.report");
  if (!form) return;
  const cells = () => [...form.querySelectorAll("input.number")];
  const isNarrow = (cell) => !cell.closest("table");

  // Up and down a column of a table, then on to the item before or after; Enter goes down, and saves with Ctrl alone.
  const beside = (cell, step) => {
    const row = cell.closest("tr"), table = cell.closest("table");
    if (table) {
      const at = [...row.cells].indexOf(cell.closest("td")), rows = [...table.tBodies[0].rows];
      const next = rows[rows.indexOf(row) + step];
      if (next) return next.cells[at].querySelector("input");
    }
    const every = cells(), own = table ? [...table.querySelectorAll("input.number")] : [cell];
    return every[step > 0 ? every.indexOf(own[own.length - 1]) + 1 : every.indexOf(own[0]) - 1];
  };
  const along = (cell, step) => {
    const inputs = [...cell.closest("tr").querySelectorAll("input.number")];
    return inputs[inputs.indexOf(cell) + step];
  };
  form.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches("input.number") || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && event.ctrlKey) return;
    const isRightToLeft = document.dir === "rtl";
    const isWhole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    const isAtEnd = (side) => isWhole || (cell.selectionStart === cell.selectionEnd && cell.selectionEnd === (side < 0 ? 0 : cell.value.length));
    let to = null;
    if (event.key === "ArrowDown" || event.key === "Enter") to = beside(cell, 1);
    else if (event.key === "ArrowUp") to = beside(cell, -1);
    else if (event.key === "ArrowLeft" && !isNarrow(cell) && isAtEnd(-1)) to = along(cell, isRightToLeft ? 1 : -1);
    else if (event.key === "ArrowRight" && !isNarrow(cell) && isAtEnd(1)) to = along(cell, isRightToLeft ? -1 : 1);
    else return;
    if (to || event.key === "Enter") event.preventDefault();
    if (to) { to.focus(); to.select(); }
  });

  const western = (text) => text.replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 0x6f0);
  const number = (text) => {
    const plain = western(text).replace(/[\s٬,'_]/g, "").replace("٫", ".");
    return plain === "" || Number.isNaN(Number(plain)) ? null : Number(plain);
  };
  const add = () => form.querySelectorAll("[data-total]").forEach((total) => {
    const known = [...form.querySelectorAll(`[data-of="${total.dataset.total}"]`)].map((cell) => number(cell.value)).filter((value) => value !== null);
    const options = { maximumFractionDigits: 6, numberingSystem: "latn" };
    total.textContent = known.length ? known.reduce((a, b) => a + b).toLocaleString(document.documentElement.lang, options) : "—";
  });
  form.addEventListener("input", add);
  form.addEventListener("change", add);
})();
