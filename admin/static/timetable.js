// Branches of the timetable are fetched as they are opened, and the page stays where it is. Without it the same links
// lead to the page with the branch open.
(() => {
  "use strict";
  document.addEventListener("click", async (event) => {
    const link = event.target.closest(".timetable .twist, .timetable .buttons a");
    if (!link || !link.href || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const shown = document.querySelector(".timetable"), id = link.closest("[data-item]")?.id;
    shown.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(link.href);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".timetable");
      if (!fresh) { location.assign(link.href); return; }
      shown.replaceWith(fresh);
      history.replaceState(null, "", link.href);
      (id ? fresh.querySelector(`#${id} .twist`) : fresh.querySelector(".buttons a"))?.focus({ preventScroll: true });
    } catch {
      location.assign(link.href);
    }
  });
})();
