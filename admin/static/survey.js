// An answer to a survey that is not sent yet is kept in this browser alone, for a fortnight, until it has arrived.
(() => {
  "use strict";
  const PREFIX = "tansiq:answer:", FORTNIGHT = 14 * 24 * 3600 * 1000;
  let kept;
  // A browser may keep nothing at all: then the form works all the same.
  try { kept = localStorage; kept.getItem(PREFIX); } catch { return; }
  const read = (key) => { try { return JSON.parse(kept.getItem(key)); } catch { return null; } };
  const ours = () => Object.keys(kept).filter((key) => key.startsWith(PREFIX));
  ours().filter((key) => !((read(key) || {}).at > Date.now() - FORTNIGHT)).forEach((key) => kept.removeItem(key));
  if (document.querySelector("[data-sent]")) { ours().forEach((key) => { if ((read(key) || {}).sent) kept.removeItem(key); }); return; }

  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const key = PREFIX + form.dataset.draft, bar = document.querySelector(".draft-bar");
  const fields = () => [...form.elements].filter((one) => one.name && one.type !== "file" && !/^(csrf_token|form_key|website|check|language|consent)$/.test(one.name));
  const isTicked = (one) => one.type === "checkbox" || one.type === "radio";
  const holds = () => fields().filter((one) => (isTicked(one) ? one.checked : one.value && one.type !== "hidden")).map((one) => [one.name, one.value]);
  const keep = (sent) => {
    const values = holds();
    // A full store keeps what it has.
    try { if (values.length) kept.setItem(key, JSON.stringify({ at: Date.now(), sent, values })); else kept.removeItem(key); } catch { /* The form is still there. */ }
  };
  const say = (text, label) => {
    const said = Object.assign(document.createElement("p"), { textContent: text });
    const clear = Object.assign(document.createElement("button"), { type: "button", className: "language", textContent: label || "" });
    clear.addEventListener("click", () => { kept.removeItem(key); location.assign(location.href); });
    bar.replaceChildren(said, ...(label ? [clear] : []));
    bar.hidden = false;
  };
  const found = read(key);
  if (found && !("dirty" in form.dataset)) {
    fields().forEach((one) => {
      const given = found.values.filter(([name]) => name === one.name).map(([, value]) => value);
      if (isTicked(one)) one.checked = given.includes(one.value);
      else if (one.type !== "hidden" && given.length) one.value = given[0];
    });
    say(form.dataset.again, form.dataset.clear);
    form.dispatchEvent(new Event("change"));
  } else if ("dirty" in form.dataset) keep(false);
  ["input", "change"].forEach((event) => form.addEventListener(event, () => keep(false)));
  form.addEventListener("submit", (event) => {
    keep(true);
    if (navigator.onLine) return;
    event.preventDefault();
    say(form.dataset.down);
  });
})();
