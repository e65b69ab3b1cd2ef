// The rows of a form (partners, sites) in place: add, move, remove; people added up while they are typed; and the
// warning of what somebody else does already. Without it the same buttons send the form, which comes back changed.
(() => {
  "use strict";
  const form = document.querySelector("form.record");
  const groups = form ? [...form.querySelectorAll("[data-rows]")] : [];
  if (!groups.length) return;
  const numbers = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`);

  const list = (group) => group.querySelector(":scope > ol");
  const rowsOf = (group) => [...list(group).children];
  const field = (row, name) => row.querySelector(`[name$="-${row.dataset.key}-${name}"]`);
  const isGone = (row) => field(row, "removed").value === "1";
  const changed = (group) => group.dispatchEvent(new Event("change", { bubbles: true }));

  // Digits of any script as a whole number; null for nothing and for what is no number.
  const whole = (text) => {
    const plain = text.replace(/[٠-٩]/g, (d) => d.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (d) => d.charCodeAt(0) - 0x6f0)
      .replace(/[\s٬,'’_]/g, "");
    return /^\d+$/.test(plain) ? Number(plain) : null;
  };

  // How a row stands: its title and place, and whether it is to go.
  const refresh = (group) => {
    let fresh = Number(group.dataset.first || 1);
    rowsOf(group).forEach((row) => {
      const title = group.dataset.title.replace("{number}", row.dataset.number || fresh++);
      row.querySelectorAll(".row-title").forEach((one) => { one.textContent = title; });
      const gone = row.querySelector(".row-gone");
      if (gone) {
        gone.hidden = !isGone(row);
        row.querySelector(".row-body").hidden = isGone(row);
        row.querySelector(".row-place").textContent = field(row, "area-text").value;
      }
    });
    group.querySelectorAll("[data-total]").forEach((shown) => total(group, shown));
  };

  const total = (group, shown) => {
    const known = rowsOf(group).filter((row) => !isGone(row)).map((row) => whole(field(row, shown.dataset.total).value));
    if ("others" in shown.dataset) known.push(Number(shown.dataset.others));
    const counted = known.filter((value) => value !== null);
    shown.textContent = counted.length ? numbers.format(counted.reduce((a, b) => a + b, 0)) : "—";
  };

  const add = (group) => {
    const key = 1 + Math.max(-1, ...rowsOf(group).map((row) => Number(row.dataset.key)));
    const row = group.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
    [row, ...row.querySelectorAll("*")].forEach((one) => {
      [...one.attributes].filter((it) => it.value.includes("KEY")).forEach((it) => { it.value = it.value.replaceAll("KEY", key); });
    });
    list(group).append(row);
    row.querySelectorAll("[data-measure]").forEach(sum);
    refresh(group);
    row.dispatchEvent(new Event("rows:added", { bubbles: true }));
    return row;
  };

  const move = (group, row, step) => {
    const rows = rowsOf(group), place = rows.indexOf(row) + step;
    if (place < 0 || place >= rows.length) return;
    if (step < 0) rows[place].before(row); else rows[place].after(row);
    refresh(group);
    const words = { title: row.querySelector(".row-title").textContent, place: place + 1, count: rows.length };
    group.querySelector("[data-said]").textContent = group.dataset.moved.replace(/\{(\w+)\}/g, (_all, name) => words[name]);
  };

  // A stored row is struck out until the form is saved, and can be kept; a new one is gone at once.
  const remove = (group, row) => {
    const next = row.nextElementSibling || row.previousElementSibling;
    if (field(row, "id").value) field(row, "removed").value = "1"; else row.remove();
    refresh(group);
    const focus = row.isConnected ? row.querySelector("[data-do=keep]") : next && next.querySelector("summary, input:not([type=hidden])");
    (focus || group.querySelector(":scope > [data-do=add]")).focus();
  };

  const deeds = {
    add: (group) => add(group).querySelector("input:not([type=hidden])").focus(),
    up: (group, row, button) => { move(group, row, -1); button.focus(); },
    down: (group, row, button) => { move(group, row, 1); button.focus(); },
    remove,
    keep: (group, row) => {
      field(row, "removed").value = "";
      refresh(group);
      row.querySelector("summary").focus();
    },
  };

  // A total is the sum of its parts as long as nobody types another one; where it differs, the sum is told.
  const sum = (measure) => {
    const inputs = [...measure.querySelectorAll("input")], kind = measure.dataset.measure;
    const whose = (it) => it.name.replace(/^.*-/, "");
    const all = inputs.find((it) => whose(it) === kind);
    const parts = inputs.filter((it) => whose(it).startsWith(`${kind}_`) && !whose(it).endsWith("_disabled"));
    const known = parts.map((it) => whole(it.value)).filter((value) => value !== null);
    const found = known.length ? String(known.reduce((a, b) => a + b, 0)) : "";
    if (all.value === "" || all.value === measure.dataset.was) all.value = found;
    measure.dataset.was = found;
    tell(measure, all, found !== "" && whole(all.value) !== Number(found) ? found : "");
  };
  const tell = (measure, all, found) => {
    const said = measure.querySelector(".sum") || Object.assign(document.createElement("p"), { className: "hint sum" });
    said.textContent = found && measure.dataset.sum.replace("{sum}", numbers.format(Number(found)));
    if (found) all.after(said); else said.remove();
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    event.preventDefault();
    const group = button.closest("[data-rows]");
    deeds[button.dataset.do](group, button.closest("[data-row]"), button);
    changed(group);
  });
  form.addEventListener("input", (event) => {
    const measure = event.target.closest("[data-measure]");
    if (measure) sum(measure);
    groups.forEach(refresh);
  });
  form.addEventListener("change", () => groups.forEach(refresh));
  // Unsaved work that is taken over asks for rows, and says when it has filled them.
  form.addEventListener("rows:add", (event) => { event.detail.row = add(event.detail.group); });

  groups.forEach(refresh);
  form.querySelectorAll("[data-measure]").forEach((measure) => {
    const all = measure.querySelector(`[name$="-${measure.dataset.measure}"]`), given = all.value;
    sum(measure);
    // What stood there stays, even where it is empty: only typing adds up.
    if (given === "" && all.value !== "") { all.value = given; tell(measure, all, measure.dataset.was); }
  });

  // The warning is asked for a moment after something changed that it hangs on.
  const place = document.getElementById("overlaps");
  if (!place) return;
  const asked = /^(csrf_token|organization|sector|subsector|activity_type|modality|status|starts_on|ends_on)(-text)?$|^partners-|^(serves|warned)$|^sites-\d+-(id|version|removed|area|area-text|population_group)$/;
  const isTold = (said) => ["organization", "sector", "starts_on"].every((name) => said.get(name))
    && [...said].some(([name, value]) => /^sites-\d+-area$/.test(name) && value);
  // What is ticked below, and what was told of before, is sent along and asks for nothing new.
  const about = (said) => String(new URLSearchParams([...said].filter(([name]) => !["serves", "warned"].includes(name))));
  const { soon } = window.askWhileTyping(form, place, asked, isTold, about);
  if (!place.children.length) soon();

  // A place nearby becomes that of the only site, or of one more; the point on the map was that of the former place.
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-place]");
    if (!button) return;
    const sites = document.getElementById("sites"), rows = rowsOf(sites).filter((row) => !isGone(row));
    const row = rows.length === 1 ? rows[0] : add(sites), text = field(row, "area-text");
    field(row, "area").value = button.dataset.place;
    ["latitude", "longitude"].forEach((name) => { field(row, name).value = ""; });
    text.value = button.dataset.text;
    row.querySelector("details").open = true;
    text.focus();
    changed(sites);
  });
})();
