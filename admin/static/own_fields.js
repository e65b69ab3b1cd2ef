// Fields that a ministry defined, while a form is filled: those whose condition is not met are hidden unless they hold
// something, calculated ones are reckoned with each change. The server does the same when the form is sent.
(() => {
  "use strict";
  const told = document.querySelector("[data-own]");
  if (!told) return;
  const own = JSON.parse(told.dataset.own), form = told.closest("form");
  const named = (number) => [...form.querySelectorAll(`[name="extra.${number}"]`)];
  const box = (number) => document.getElementById(`extra.${number}`)?.closest(".field");
  const western = (text) => text.replace(/[٠-٩۰-۹]/g, (digit) => "٠١٢٣٤٥٦٧٨٩".includes(digit) ? digit.charCodeAt(0) - 0x660 : digit.charCodeAt(0) - 0x6f0);
  const number = (text) => {
    const plain = western(text).replace(/[\s٬,'_]/g, "").replace("٫", ".");
    return plain === "" || Number.isNaN(Number(plain)) ? null : Number(plain);
  };
  const month = (text) => {
    const plain = western(text), found = plain.match(/^(\d{4})[-/](\d{1,2})$/) || plain.match(/^(\d{1,2})[-/](\d{4})$/);
    if (!found) return null;
    const [year, of] = found[1].length === 4 ? [found[1], found[2]] : [found[2], found[1]];
    return `${year}-${of.padStart(2, "0")}`;
  };
  const read = {
    WHOLE: number, NUMBER: number, MONTH: month,
    YES_NO: (text) => ({ yes: true, no: false })[text] ?? null,
    DAY: (text, input) => (text ? input.dataset.iso || null : null),
  };
  const held = (key) => {
    const [input] = named(key), parts = [...form.querySelectorAll(`[data-of="${key}"]`)].map((one) => number(one.value)).filter((one) => one !== null);
    if (parts.length) return parts.reduce((a, b) => a + b);
    if (own.kinds[key] === "CHOICES") return named(key).filter((one) => one.checked).map((one) => one.value);
    const text = input ? input.value.trim() : "";
    return read[own.kinds[key]] ? read[own.kinds[key]](text, input || {}) : text;
  };
  const isEmpty = (key) => named(key).every((one) => (one.type === "checkbox" ? !one.checked : !one.value.trim() && !one.dataset.holds));
  const show = (key, value) => {
    const place = document.getElementById(`extra.${key}`);
    const options = { maximumFractionDigits: 6, numberingSystem: "latn" };
    if (place) place.textContent = value === null ? "—" : typeof value === "number" ? value.toLocaleString(document.documentElement.lang, options) : value === true ? told.dataset.yes : value === false ? told.dataset.no : value;
  };
  const reckon = () => {
    const values = {};
    Object.keys(own.kinds).forEach((key) => { if (!(key in own.sums)) values[key] = held(key); });
    own.order.forEach((key) => {
      values[key] = tansiqExpression(own.sums[key], values, own.today, own.previous);
      show(key, values[key]);
    });
    Object.entries(own.shows).forEach(([key, tree]) => {
      const place = box(key);
      if (place) place.hidden = tansiqExpression(tree, values, own.today, own.previous) !== true && isEmpty(key);
    });
  };
  ["input", "change", "read"].forEach((event) => form.addEventListener(event, reckon));
  reckon();
})();
