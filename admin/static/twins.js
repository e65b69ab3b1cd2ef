// Likely twins are asked for a moment after something changed by which an organisation is known.
(() => {
  const place = document.getElementById("twins"), form = place && place.closest("form");
  if (!form) return;
  const asked = /^(csrf_token|name_ar|name_en|acronym|acronym_ar|aliases|kind|registration_number|iati_identifier|home_area|website)$/;
  // What the form came with was told with it.
  window.askWhileTyping(form, place, asked).isAsked();
})();
