// Unsaved work: leaving it asks, a line that is down does not lose it, and it is offered again. What is typed is
// kept in this browser for its account and address, without tokens, until it is saved, thrown away, signed out
// of, or a fortnight old.
(() => {
  "use strict";
  const PREFIX = "tansiq:draft:", SENT = "tansiq:sent", FORTNIGHT = 14 * 24 * 3600 * 1000;
  const kept = (() => {
    // A browser may keep nothing at all: then everything works but keeping.
    try { localStorage.setItem(PREFIX, ""); localStorage.removeItem(PREFIX); return localStorage; } catch { /* Below. */ }
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  })();
  const read = (key) => { try { return JSON.parse(kept.getItem(key)); } catch { return null; } };
  const ours = (start) => Object.keys(kept).filter((key) => key.startsWith(start));

  ours(PREFIX).filter((key) => !((read(key) || {}).at > Date.now() - FORTNIGHT)).forEach((key) => kept.removeItem(key));
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && document.querySelector(".message-success")) kept.removeItem(sent);
  const out = document.querySelector('form[action$="/sign-out"]');
  if (out) out.addEventListener("submit", () => ours(`${PREFIX}${document.body.dataset.account}:`).forEach((key) => kept.removeItem(key)));

  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const words = form.dataset, key = `${PREFIX}${words.draft}:${location.pathname}${location.search}`;
  const bar = document.querySelector(".draft-bar");
  const version = form.querySelector(":scope > [name=version]");

  // What the form holds: {plain: {name: value}, rows: {sites: [{id, values}]}}, rows in their order.
  const value = (one) => (one.type === "checkbox" ? (one.checked ? "1" : "") : one.value);
  const isOurs = (one) => one.name && !/^(csrf_token|form_key|version|do|_add_another)$|-version$/.test(one.name) && one.type !== "submit" && one.type !== "file";
  const ending = (row, name) => name.slice(name.indexOf(`-${row.dataset.key}-`) + row.dataset.key.length + 2);
  const holds = () => {
    const found = { plain: {}, rows: {} };
    form.querySelectorAll("[data-rows]").forEach((group) => {
      found.rows[group.dataset.rows] = [...group.querySelectorAll("[data-row]")].map((row) => {
        const values = {};
        row.querySelectorAll("input, select, textarea").forEach((one) => {
          if (isOurs(one)) values[ending(row, one.name)] = value(one);
        });
        return { id: values.id || "", values };
      });
    });
    [...form.elements].filter((one) => isOurs(one) && !one.closest("[data-row]")).forEach((one) => { found.plain[one.name] = value(one); });
    return found;
  };

  // A form that came back unsaved holds nothing that is saved: all of it is unsaved work.
  const came = holds(), start = JSON.stringify(came);
  const base = "dirty" in words ? { plain: {}, rows: {} } : came;
  const isDirty = () => "dirty" in words || JSON.stringify(holds()) !== start;
  const differing = (now, before) => Object.fromEntries(Object.entries(now).filter(([name, it]) => it !== (before || {})[name]));
  const changes = () => {
    const now = holds(), rows = {};
    Object.entries(now.rows).forEach(([name, list]) => {
      const old = base.rows[name] || [];
      if (JSON.stringify(list) === JSON.stringify(old)) return;
      const known = Object.fromEntries(old.filter((row) => row.id).map((row) => [row.id, row.values]));
      rows[name] = list.map((row) => ({ id: row.id, values: differing(row.values, known[row.id]) }));
    });
    return { plain: differing(now.plain, base.plain), rows };
  };

  let isOffered = false, isLeaving = false, isAsking = false, waiting = 0;
  const keep = () => {
    clearTimeout(waiting);
    if (isOffered || isLeaving) return;
    if (!isDirty()) { kept.removeItem(key); return; }
    const draft = { at: Date.now(), version: version ? version.value : "", ...changes() };
    // A full store keeps what it has.
    try { kept.setItem(key, JSON.stringify(draft)); } catch { /* Leaving still asks. */ }
  };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(keep, 400); };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });

  const say = (text, ...buttons) => {
    const said = Object.assign(document.createElement("p"), { textContent: text });
    bar.replaceChildren(said, ...buttons.map(([label, act]) => {
      const one = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-outline-secondary", textContent: label });
      one.addEventListener("click", act);
      return one;
    }));
    bar.hidden = !text;
    bar.classList.toggle("draft-bar-follows", !isOffered);
  };

  // Taking over: only what had been changed is changed again, in the record as it stands now.
  const fill = (one, given) => {
    if (!one) return;
    if (one.type === "checkbox") one.checked = given === "1"; else one.value = given;
  };
  const fillRows = (group, list) => {
    const rows = [...group.querySelectorAll("[data-row]")];
    const known = new Map(rows.map((row) => [row.querySelector('[name$="-id"]').value, row]));
    rows.filter((row) => !row.querySelector('[name$="-id"]').value).forEach((row) => row.remove());
    const told = list.filter((row) => !row.id || known.has(row.id)).map((row) => {
      const detail = { group, row: known.get(row.id) };
      if (!row.id) form.dispatchEvent(new CustomEvent("rows:add", { detail }));
      Object.entries(row.values).forEach(([name, given]) => {
        if (name !== "id") fill(detail.row.querySelector(`[name$="-${detail.row.dataset.key}-${name}"]`), given);
      });
      return detail.row;
    });
    const left = [...known].filter(([id, row]) => id && !told.includes(row)).map(([, row]) => row);
    group.querySelector("ol").append(...told, ...left);
  };
  const take = (draft) => {
    Object.entries(draft.plain).forEach(([name, given]) => fill(form.elements[name], given));
    form.querySelectorAll("[data-rows]").forEach((group) => {
      if (draft.rows[group.dataset.rows]) fillRows(group, draft.rows[group.dataset.rows]);
    });
    form.querySelectorAll("details").forEach((one) => { one.open ||= [...one.querySelectorAll("input")].some((it) => value(it)); });
    isOffered = false;
    form.dispatchEvent(new Event("change"));
    keep();
    say(words.taken);
  };
  const offer = (draft) => {
    const language = document.documentElement.lang === "en" ? "en-GB" : `${document.documentElement.lang}-u-nu-latn`, at = new Date(draft.at);
    const time = at.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const day = at.toLocaleDateString(language, { day: "numeric", month: "long" });
    const text = words.unsaved.replace("{time}", time).replace("{day}", day);
    isOffered = true;
    say(version && draft.version !== version.value ? `${text} ${words.newer}` : text,
      [words.take, () => take(draft)],
      [words.throw, () => { isOffered = false; kept.removeItem(key); say(""); keep(); }]);
  };
  const found = read(key);
  if (found && !("dirty" in words)) offer(found); else if ("dirty" in words) keep();

  window.addEventListener("beforeunload", (event) => {
    if (isLeaving || !isDirty()) return;
    keep();
    event.preventDefault();
    event.returnValue = "";
  });

  // Before the form is sent the line is tried, so that no error page of the browser takes its place.
  const reaches = async () => {
    if (!navigator.onLine) return false;
    try {
      await fetch(`${words.ping}&at=${Date.now()}`, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(10000) });
      return true;
    } catch {
      return false;
    }
  };
  const send = (button) => {
    keep();
    isLeaving = true;
    sessionStorage.setItem(SENT, key);
    form.requestSubmit(button);
    // Whoever stops the page from loading may send again.
    setTimeout(() => { isLeaving = false; }, 15000);
  };
  let isSent = false;
  form.addEventListener("submit", async (event) => {
    if (isLeaving && !isSent) { isSent = true; setTimeout(() => { isSent = false; }, 15000); return; }
    event.preventDefault();
    if (isAsking || isLeaving) return;
    isAsking = true;
    keep();
    say(words.saving);
    const isUp = await reaches();
    isAsking = false;
    if (isUp) send(event.submitter);
    else say(words.down, [words.try, () => send(event.submitter)]);
  });
  window.addEventListener("offline", () => { keep(); say(words.down); });
  window.addEventListener("online", () => { if (!isOffered) say(words.back); });
})();
