// In a large register, what takes a while to count comes after the page. Without scripts a link asks for it.
(() => {
  "use strict";
  const say = (place, text) => {
    const told = document.createElement("p");
    told.textContent = text;
    place.replaceChildren(told);
  };

  document.querySelectorAll("[data-later]").forEach(async (place) => {
    const link = place.firstElementChild;
    say(place, place.dataset.wait);
    try {
      const answer = await fetch(place.dataset.later, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      // The piece comes from our own server, and the page's policy runs no script within it.
      place.innerHTML = await answer.text();
    } catch {
      say(place, place.dataset.failed);
      place.append(link);
    }
  });
})();
