// What the panel does in the browser: the menu on narrow screens, the focus on what was wrong, and looking
// rows up while a name is typed. Without it every page still reads, searches and saves.
(() => {
  "use strict";
  document.documentElement.classList.add("scripted");

  const button = document.querySelector(".menu-button");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const isOpen = document.getElementById("menu").classList.toggle("open");
      button.setAttribute("aria-expanded", String(isOpen));
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
      document.getElementById("menu").classList.remove("open");
      button.setAttribute("aria-expanded", "false");
      button.focus();
    });
  }

  // "/" leads to the search of everything from wherever nobody is typing. What is found stands below the field, the
  // best of it marked: arrows move the mark, Enter opens what is marked, also where it is pressed before it is found.
  const find = document.querySelector(".find");
  if (find) {
    const field = find.querySelector("input"), list = find.querySelector("[role=listbox]");
    let waiting = 0, asked = 0, current = 0, shown = "", isToOpen = false;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);

    const options = () => [...list.querySelectorAll("[role=option]")];
    const close = () => {
      clearTimeout(waiting);
      asked += 1;
      list.hidden = true;
      shown = "";
      isToOpen = false;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const point = (index) => {
      const all = options();
      if (!all.length) return;
      current = (index + all.length) % all.length;
      all.forEach((one, at) => one.setAttribute("aria-selected", String(at === current)));
      field.setAttribute("aria-activedescendant", all[current].id);
      all[current].scrollIntoView({ block: "nearest" });
    };
    const open = () => {
      const chosen = options()[current];
      if (chosen) location.assign(chosen.href);
      else find.submit();
    };
    const ask = async () => {
      const mine = ++asked, typed = field.value.trim();
      if (typed.length < 2) { close(); return; }
      const address = new URL(find.dataset.below, location.href);
      address.searchParams.set("q", typed);
      const answer = await fetch(address).catch(() => null);
      if (mine !== asked) return;
      // A session that ended leads elsewhere: the page of the search says so, and the list does not.
      if (!answer || !answer.ok || answer.redirected) { if (isToOpen) find.submit(); return; }
      list.innerHTML = await answer.text();
      shown = typed;
      if (!options().length) list.textContent = find.dataset.none;
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      current = 0;
      point(0);
      if (isToOpen) open();
    };

    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 150);
    });
    field.addEventListener("keydown", (event) => {
      const typed = field.value.trim();
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) ask();
        else point(current + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && typed.length > 1) {
        event.preventDefault();
        if (shown === typed && !list.hidden) { open(); return; }
        clearTimeout(waiting);
        isToOpen = true;
        ask();
      } else if (event.key === "Escape" && !list.hidden) {
        // The browser would empty the field as well.
        event.preventDefault();
        close();
      }
    });
    field.addEventListener("blur", () => setTimeout(close, 200));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => {
      const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
      // On an Arabic keyboard the same key writes a letter.
      if (!["/", "ظ"].includes(event.key) || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      field.focus();
      field.select();
    });
  }

  // A message stays until whoever reads it puts it away; the focus goes to where it stood.
  document.querySelectorAll(".dismiss").forEach((one) => {
    one.hidden = false;
    one.addEventListener("click", () => {
      one.closest(".message").remove();
      document.getElementById("main").focus();
    });
  });

  const faults = document.querySelector(".faults");
  if (faults) faults.focus();

  // A look-up follows the combobox pattern of the WAI-ARIA practices: the text field keeps the focus, arrows
  // move through the list, Enter takes, Escape closes. The hidden field holds the id of what was taken.
  const lookUp = (box) => {
    const text = box.querySelector("input[type=text]");
    const id = box.querySelector("input[type=hidden]");
    const list = box.querySelector("[role=listbox]");
    let waiting = 0, asked = 0, current = -1;
    text.setAttribute("role", "combobox");
    text.setAttribute("aria-autocomplete", "list");
    text.setAttribute("aria-expanded", "false");
    text.setAttribute("aria-controls", list.id);

    const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
    const close = () => {
      // An answer still under way must not open the list again.
      clearTimeout(waiting);
      asked += 1;
      list.hidden = true;
      current = -1;
      text.setAttribute("aria-expanded", "false");
      text.removeAttribute("aria-activedescendant");
    };
    const point = (index) => {
      const all = options();
      if (!all.length) return;
      current = (index + all.length) % all.length;
      all.forEach((one, at) => one.setAttribute("aria-selected", String(at === current)));
      text.setAttribute("aria-activedescendant", all[current].id);
      all[current].scrollIntoView({ block: "nearest" });
    };
    const take = (one) => {
      text.value = one.textContent;
      id.value = one.dataset.id;
      close();
      text.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const row = (said, at) => {
      const one = document.createElement("li");
      one.id = `${list.id}-${at}`;
      one.setAttribute("role", "option");
      one.setAttribute("aria-selected", "false");
      one.dir = "auto";
      one.textContent = said;
      return one;
    };
    const show = (found) => {
      list.replaceChildren(...found.map(([key, said], at) => {
        const one = row(said, at);
        one.dataset.id = key;
        return one;
      }));
      if (!found.length) {
        const none = row(box.dataset.none, 0);
        none.setAttribute("aria-disabled", "true");
        list.append(none);
      }
      list.hidden = false;
      list.scrollIntoView({ block: "nearest" });
      current = -1;
      text.setAttribute("aria-expanded", "true");
    };
    const ask = async () => {
      const mine = ++asked;
      const address = new URL(box.dataset.lookup, location.href);
      address.searchParams.set("query", text.value);
      address.searchParams.set("limit", "12");
      // Where the line is down nothing is offered; the typed text is looked up when the form is sent.
      const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
      if (answer && answer.ok && mine === asked) show(await answer.json());
    };

    text.addEventListener("input", () => {
      id.value = "";
      clearTimeout(waiting);
      waiting = setTimeout(ask, 200);
    });
    text.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) ask();
        else point(current + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter" && !list.hidden && current >= 0) {
        event.preventDefault();
        take(options()[current]);
      } else if (event.key === "Escape") close();
    });
    list.addEventListener("mousedown", (event) => {
      const one = event.target.closest("[role=option]:not([aria-disabled])");
      event.preventDefault();
      if (one) take(one);
    });
    text.addEventListener("blur", () => setTimeout(close, 150));
  };
  document.querySelectorAll("[data-lookup]").forEach(lookUp);
  // Tabs that do not fit the width show the one that is open; the page itself stays where it is.
  document.querySelectorAll(".tabs [aria-current]").forEach((open) => {
    const row = open.closest("ul"), [tab, all] = [open, row].map((one) => one.getBoundingClientRect());
    row.scrollBy((tab.left + tab.right - all.left - all.right) / 2, 0);
  });
  // A list of parts offers those of what is chosen in another field; a part of another one stays until that changes.
  document.querySelectorAll("[data-within]").forEach((parts) => {
    const above = parts.form.elements[parts.dataset.within];
    const groups = [...parts.querySelectorAll("optgroup")];
    const offer = () => groups.forEach((one) => {
      one.hidden = one.disabled = one.dataset.of !== above.value && !one.contains(parts.selectedOptions[0]);
    });
    if (!above) return;
    above.addEventListener("change", () => {
      const chosen = parts.selectedOptions[0], group = chosen && chosen.closest("optgroup");
      if (group && group.dataset.of !== above.value) parts.value = "";
      offer();
    });
    parts.form.addEventListener("change", offer);
    offer();
  });
  // Rows that a form gets while it is being filled bring look-ups of their own.
  document.addEventListener("rows:added", (event) => event.target.querySelectorAll("[data-lookup]").forEach(lookUp));
})();
