// Working in the outline of a plan without leaving it: branches are fetched as they are opened, forms are sent and the
// outline comes back as it is then; keys and dragging move items. Without it the same links and forms lead to the page.
(() => {
  "use strict";
  const isRtl = document.documentElement.dir === "rtl";
  let outline = document.querySelector(".outline");
  if (!outline) return;

  const opened = () => outline.dataset.open.split(".").filter(Boolean);
  const lineOf = (id) => outline.querySelector(`#item-${id}`);
  const focusOn = (id) => lineOf(id)?.querySelector(".item-name a")?.focus();
  const say = (text) => {
    outline.querySelectorAll(":scope > .wrong").forEach((one) => one.remove());
    const told = Object.assign(document.createElement("p"), { className: "wrong", textContent: text });
    told.setAttribute("role", "alert");
    outline.prepend(told);
  };

  // Take the outline that the server gives: the piece itself, or the page to which it leads instead.
  const take = async (answer) => {
    if (answer.redirected || !answer.ok) { location.assign(answer.redirected ? answer.url : location.href); return false; }
    const place = document.createElement("template");
    place.innerHTML = await answer.text();
    const fresh = place.content.querySelector(".outline");
    if (!fresh) { location.reload(); return false; }
    outline.replaceWith(fresh);
    outline = fresh;
    prepare();
    return true;
  };
  const send = async (address, body, then) => {
    outline.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { method: body ? "POST" : "GET", body, headers: { "X-Piece": "outline" } });
      if (await take(answer)) then?.(!("refused" in outline.dataset));
    } catch {
      outline.removeAttribute("aria-busy");
      say(outline.dataset.failed);
    }
  };
  const read = (ids, at, then) => {
    const address = new URL(outline.dataset.piece, location.href);
    address.searchParams.set("id", outline.dataset.plan);
    if (ids.length) address.searchParams.set("open", ids.join("."));
    if (at) address.searchParams.set("at", at);
    return send(address, null, then);
  };
  const move = (id, values) => {
    const body = new FormData(), seen = lineOf(id).parentElement.dataset.seen;
    body.set("csrf_token", outline.querySelector("[name=csrf_token]").value);
    Object.entries({ item: id, at: outline.dataset.at, open: outline.dataset.open, seen, ...values }).forEach(([name, value]) => body.set(name, value));
    return send(outline.dataset.move, body, () => focusOn(id));
  };

  const prepare = () => {
    if (!("changes" in outline.dataset)) return;
    outline.querySelectorAll(".line").forEach((one) => { one.draggable = true; });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".outline a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const address = new URL(link.href), id = link.closest("[data-item]")?.dataset.item;
    if (link.matches(".twist")) {
      event.preventDefault();
      const ids = (address.searchParams.get("open") || "").split(".").filter(Boolean);
      read(ids, null, () => outline.querySelector(`[data-open="${id}"]`)?.focus());
    } else if (link.matches(".item-open, .work-close")) {
      event.preventDefault();
      const at = link.matches(".item-open") ? id : null;
      read(opened(), at, () => {
        if (at) outline.querySelector(".work-said .form-control")?.focus();
        else focusOn(id);
      });
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    // Archiving leads through the page, on which the button stands that takes it back.
    if (!form.closest(".outline") || form.matches(".work-remove")) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter), isAdding = form.matches(".work-add");
    send(form.action, body, (isDone) => {
      if (!isDone) outline.querySelector(".wrong")?.scrollIntoView({ block: "nearest" });
      const at = outline.querySelector(".at");
      if (isDone && isAdding) outline.querySelector(".work-add [name$=name_ar], .work-add [name$=name_en]")?.focus();
      else if (isDone && at) focusOn(at.dataset.item);
    });
  });

  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.(".outline .item-name a");
    if (!link || !("changes" in outline.dataset) || !event.altKey) return;
    const [inward, outward] = isRtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const deed = { ArrowUp: "up", ArrowDown: "down", [inward]: "in", [outward]: "out" }[event.key];
    if (!deed) return;
    event.preventDefault();
    move(link.closest("[data-item]").dataset.item, { deed });
  });

  // Dragging: the upper and the lower part of a line stand for before and after it, its middle for under it.
  let dragged = null;
  const marks = ["drop-before", "drop-after", "drop-under"];
  const clear = () => outline.querySelectorAll(marks.map((one) => `.${one}`).join()).forEach((one) => one.classList.remove(...marks));
  const placeOf = (event) => {
    const line = event.target.closest?.(".outline .line"), target = line?.closest("[data-item]");
    if (!dragged || !target || dragged.contains(target)) return null;
    const box = line.getBoundingClientRect(), part = (event.clientY - box.top) / box.height;
    return { target, where: part < 0.3 ? "before" : part > 0.7 ? "after" : "under" };
  };
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.(".outline .line")?.closest("[data-item]") || null;
    if (dragged) event.dataTransfer.setData("text/plain", dragged.dataset.item);
  });
  document.addEventListener("dragover", (event) => {
    const place = placeOf(event);
    clear();
    if (!place) return;
    event.preventDefault();
    place.target.classList.add(`drop-${place.where}`);
  });
  document.addEventListener("drop", (event) => {
    const place = placeOf(event);
    clear();
    if (!place) return;
    event.preventDefault();
    move(dragged.dataset.item, { deed: "beside", target: place.target.dataset.item, where: place.where });
  });
  document.addEventListener("dragend", () => { dragged = null; clear(); });
  prepare();
})();
