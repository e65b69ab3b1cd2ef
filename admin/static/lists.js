// What a list does in the browser: plain addresses, filters that close again, how many rows there are, rows that are
// chosen, columns that are moved. Without it every form does the same by way of the server.
(() => {
  "use strict";

  // A form that narrows leaves out what is empty, the names beside ids, and what holds anyhow.
  const narrow = document.querySelector(".list-narrow");
  if (narrow) {
    narrow.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData.entries()]) {
        const id = name.endsWith("-text") ? formData.get(name.slice(0, -5)) : "";
        const field = narrow.elements[name];
        if (!value || id || (field && field.dataset && field.dataset.start === value)) formData.delete(name);
      }
    });
  }

  // The filters close again where somebody goes on elsewhere, as a menu does.
  const filters = document.querySelector(".filters");
  if (filters) {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !filters.open || event.target.getAttribute("aria-expanded") === "true") return;
      filters.open = false;
      filters.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => {
      if (!filters.contains(event.target) && document.contains(event.target)) filters.open = false;
    });
  }

  // In a large table the rows are counted after the page stands.
  const found = document.querySelector(".found[data-count]");
  if (found) {
    fetch(found.dataset.count).then((answer) => (answer.ok && !answer.redirected ? answer.text() : "")).then((said) => {
      if (said) found.textContent = said;
    }).catch(() => {});
  }

  // Whoever takes a filter away by keyboard goes on where they were: at the filters that are left.
  const removed = "tansiq-chip-removed";
  document.querySelectorAll(".chips a").forEach((one) => {
    one.addEventListener("click", () => sessionStorage.setItem(removed, "1"));
  });
  if (sessionStorage.getItem(removed)) {
    sessionStorage.removeItem(removed);
    (document.querySelector(".chips a") || document.getElementById("search") || document.getElementById("main")).focus();
  }

  // The address of a list shows all of its state, the columns a person chose included.
  const form = document.querySelector(".chosen");
  if (form && form.elements.back) history.replaceState(history.state, "", form.elements.back.value);

  const count = form && form.querySelector(".count");
  if (count) {
    const page = document.getElementById("choose-page");
    const ticks = [...form.querySelectorAll("input[name=row]")];
    const said = JSON.parse(count.dataset.counts);
    let last = null;
    page.parentElement.hidden = false;

    const tell = () => {
      const chosen = ticks.filter((one) => one.checked).length;
      ticks.forEach((one) => one.closest("tr").classList.toggle("is-chosen", one.checked));
      page.checked = chosen === ticks.length;
      page.indeterminate = chosen > 0 && chosen < ticks.length;
      form.classList.toggle("has-chosen", chosen > 0);
      count.textContent = chosen ? said[chosen - 1] : count.dataset.none;
    };
    page.addEventListener("change", () => {
      ticks.forEach((one) => { one.checked = page.checked; });
      tell();
    });
    form.addEventListener("click", (event) => {
      const at = ticks.indexOf(event.target);
      if (at < 0) return;
      // With the shift key everything between the last tick and this one becomes like this one.
      if (event.shiftKey && last !== null) {
        ticks.slice(Math.min(at, last), Math.max(at, last) + 1).forEach((one) => { one.checked = ticks[at].checked; });
      }
      last = at;
      tell();
    });
    // The browser may bring ticks back with the page.
    if (ticks.some((one) => one.checked)) tell();
    addEventListener("pageshow", () => { if (ticks.some((one) => one.checked)) tell(); });
  }

  // Columns move without asking the server; the focus stays on the button that moves.
  const columns = document.querySelector(".columns");
  if (columns) {
    columns.addEventListener("click", (event) => {
      const button = event.target.closest("button[name=move]");
      if (!button) return;
      event.preventDefault();
      const item = button.closest("li");
      const isUp = button.value.startsWith("up:");
      const other = isUp ? item.previousElementSibling : item.nextElementSibling;
      if (!other) return;
      if (isUp) other.before(item);
      else other.after(item);
      button.focus();
      const name = item.querySelector("label").textContent.trim();
      const place = [...columns.children].indexOf(item) + 1;
      document.getElementById("moved").textContent = columns.dataset.moved.replace("{name}", name).replace("{place}", place);
    });
  }
})();
