// Days: whatever is typed is read by the register and shown in both calendars, or chosen from the browser's own calendar.
(() => {
  "use strict";
  const beside = (input) => document.getElementById(`${input.id}-beside`);
  const ask = async (input, address) => {
    const place = beside(input), typed = input.value.trim();
    if (!typed) { place.textContent = place.dataset.example; input.dataset.iso = ""; return {}; }
    try {
      const answer = await fetch(`${address}?typed=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return {};
      const found = await answer.json();
      if (input.value.trim() === typed) place.textContent = found.wrong || [found.day, found.hijri].filter(Boolean).join(" · ");
      input.dataset.iso = found.iso || "";
      input.dispatchEvent(new Event("read", { bubbles: true }));
      return found;
    } catch {
      // The line is down: the register says how it read the day when the form is sent.
      return {};
    }
  };
  const enrich = (box) => {
    const input = box.querySelector("input");
    if (!input || box.querySelector("button")) return;
    beside(input).setAttribute("role", "status");
    input.addEventListener("change", () => ask(input, box.dataset.day));
    const calendar = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1, className: "day-calendar" });
    calendar.setAttribute("aria-hidden", "true");
    if (!calendar.showPicker) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-outline-secondary day-button", title: box.dataset.choose });
    button.setAttribute("aria-label", `${box.dataset.choose}: ${document.querySelector(`label[for="${input.id}"]`).textContent.trim()}`);
    button.append(Object.assign(document.createElement("span"), { className: "day-sign" }));
    button.addEventListener("click", async () => {
      const found = await ask(input, box.dataset.day);
      calendar.value = found.iso || "";
      try { calendar.showPicker(); } catch { input.focus(); }
    });
    calendar.addEventListener("change", async () => {
      input.value = calendar.value;
      const found = await ask(input, box.dataset.day);
      if (found.day) input.value = found.day;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    box.append(button, calendar);
  };
  document.querySelectorAll("[data-day]").forEach(enrich);
})();
