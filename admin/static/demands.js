// While a demand is entered: those that may ask for the same, asked for a moment after title, area or sector changed.
// Without it they are told where the form comes back, and on the page of the demand.
(() => {
  "use strict";
  const form = document.querySelector("form.record"), place = document.getElementById("alike");
  if (!form || !place) return;
  const asked = /^(csrf_token|title_ar|title_en|area|sector)(-text)?$/;
  let waiting = 0, asking = null, last = "";
  const ask = async () => {
    const said = new URLSearchParams([...new FormData(form)].filter(([name]) => asked.test(name)));
    if (String(said) === last) return;
    last = String(said);
    if (asking) asking.abort();
    asking = new AbortController();
    if (!said.get("sector") || !said.get("area") || !(said.get("title_ar") || said.get("title_en"))) { place.replaceChildren(); return; }
    try {
      const answer = await fetch(place.dataset.ask, { method: "POST", body: said, signal: asking.signal });
      const found = answer.ok && !answer.redirected ? (await answer.text()).trim() : "";
      if (found !== place.innerHTML.trim()) place.innerHTML = found;
    } catch {
      // The line is down, or the form has changed once more: the next change asks again.
      last = "";
    }
  };
  const soon = (event) => {
    if (place.contains(event.target)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 600);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
})();
