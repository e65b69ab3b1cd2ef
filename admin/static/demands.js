// While a demand is entered: those that may ask for the same, asked for a moment after title, area or sector changed.
// Without it they are told where the form comes back, and on the page of the demand.
(() => {
  "use strict";
  const form = document.querySelector("form.record"), place = document.getElementById("alike");
  if (!form || !place) return;
  const asked = /^(csrf_token|title_ar|title_en|area|sector)(-text)?$/;
  const isTold = (said) => said.get("sector") && said.get("area") && (said.get("title_ar") || said.get("title_en"));
  window.askWhileTyping(form, place, asked, isTold);
})();
