// What tansiq/expressions/script.py writes, reckoned for the values of a form: tansiqExpression(tree, values).
// values: {number of field: number | text | day as "2026-01-31" | true | false | [codes]}; null is missing, as in SQL.
// The server reckons again when the form is sent; this shows the same before.
(() => {
  "use strict";
  const known = (value) => (value === undefined || value === "" || (Array.isArray(value) && !value.length) ? null : value);
  const round = (number, places) => +number.toFixed(places);
  const ofAll = (act) => (...given) => (given.includes(null) ? null : act(...given));
  const ofKnown = (act) => (...given) => {
    const found = given.filter((value) => value !== null);
    return found.length ? found.reduce(act) : null;
  };
  const acts = {
    "+": ofAll((a, b) => a + b),
    "-": ofAll((a, b) => a - b),
    "*": ofAll((a, b) => a * b),
    "div": ofAll((a, b) => (b ? a / b : null)),
    "mod": ofAll((a, b) => (b ? a % b : null)),
    "=": ofAll((a, b) => a === b),
    "!=": ofAll((a, b) => a !== b),
    "<": ofAll((a, b) => a < b),
    "<=": ofAll((a, b) => a <= b),
    ">": ofAll((a, b) => a > b),
    ">=": ofAll((a, b) => a >= b),
    "and": (a, b) => (a === false || b === false ? false : a && b),
    "or": (a, b) => (a || b ? true : a === null || b === null ? null : false),
    "not": ofAll((a) => !a),
    "negative": ofAll((a) => -a),
    "round": ofAll(round),
    // A half that a binary fraction falls short of by its last bits is rounded up all the same.
    "round half": ofAll((number, places) => round(number * (1 + 2e-15), places)),
    "if": (asked, a, b) => (asked ? a : b),
    "coalesce": (...given) => given.find((value) => value !== null) ?? null,
    "count": (...given) => given.filter((value) => value !== null).length,
    "sum": ofKnown((a, b) => a + b),
    "min": ofKnown((a, b) => (b < a ? b : a)),
    "max": ofKnown((a, b) => (b > a ? b : a)),
    "selected": ofAll((codes, code) => codes.includes(code)),
    "days-between": ofAll((a, b) => (Date.parse(b) - Date.parse(a)) / 864e5),
  };
  const reckon = (tree, given) => {
    if (!Array.isArray(tree)) return tree;
    const [act, ...rest] = tree;
    if (act === "today") return given.today;
    if (act === "field" || act === "previous") return known(given[act][rest[0]]);
    return acts[act](...rest.map((part) => reckon(part, given)));
  };
  window.tansiqExpression = (tree, values, today, previous = {}) => reckon(tree, { field: values, today, previous });
})();
