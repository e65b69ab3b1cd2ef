// Likely twins are asked for a moment after something changed by which an organisation is known.
(() => {
  const place = document.getElementById("twins"), form = place && place.closest("form");
  if (!form) return;
  const asked = /^(csrf_token|name_ar|name_en|acronym|acronym_ar|aliases|kind|registration_number|iati_identifier|home_area|website)$/;
  let waiting = 0, asking = null, last = "";
  const question = () => new URLSearchParams([...new FormData(form)].filter(([name]) => asked.test(name)));
  const ask = async () => {
    const said = question();
    if (String(said) === last) return;
    last = String(said);
    if (asking) asking.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(place.dataset.ask, { method: "POST", body: said, signal: asking.signal });
      const found = answer.ok ? (await answer.text()).trim() : "";
      if (answer.ok && found !== place.innerHTML.trim()) place.innerHTML = found;
    } catch {
      // The line is down, or the form has changed once more: the next change asks again.
      last = "";
    }
  };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(ask, 600); };
  last = String(question());
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
})();
