// Choosing an area from the tree, by the tree pattern of the WAI-ARIA practices: levels are read as they are opened,
// arrows move, open and close, letters find, Enter chooses. The look-up beside the button takes what was chosen.
(() => {
  "use strict";
  const dialog = document.getElementById("tree");
  if (!dialog) return;
  const tree = dialog.querySelector("[role=tree]"), said = dialog.querySelector(".tree-said"), button = dialog.querySelector(".tree-take");
  const isRtl = document.documentElement.dir === "rtl";
  let text = null, typed = "", typedAt = 0;

  const span = (className, content) => Object.assign(document.createElement("span"), { className, textContent: content });
  const item = (leaf, level) => {
    const one = document.createElement("li"), label = span("tree-label", ""), name = document.createElement("bdi");
    label.id = `tree-${leaf.id}`;
    name.textContent = leaf.name;
    const sign = span("tree-sign", "");
    sign.setAttribute("aria-hidden", "true");
    label.append(sign, name, " ", span("tree-level", leaf.level));
    Object.entries({ role: "treeitem", tabindex: "-1", "aria-level": level, "aria-selected": "false", "aria-labelledby": label.id })
      .forEach(([key, given]) => one.setAttribute(key, given));
    if (leaf.opens) one.setAttribute("aria-expanded", "false");
    Object.assign(one.dataset, { id: leaf.id, full: leaf.full, name: leaf.name });
    one.append(label);
    return one;
  };
  const read = async (of) => {
    const address = new URL(dialog.dataset.branch, location.href);
    if (of) address.searchParams.set("of", of);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok) return await answer.json();
    } catch { /* Told below. */ }
    said.textContent = dialog.dataset.down;
    return null;
  };

  const open = async (one) => {
    if (!one.hasAttribute("aria-expanded")) return;
    if (!one.querySelector(":scope > [role=group]")) {
      one.setAttribute("aria-busy", "true");
      const found = await read(one.dataset.id);
      one.removeAttribute("aria-busy");
      if (!found) return;
      const below = document.createElement("ul");
      below.setAttribute("role", "group");
      below.append(...found.map((leaf) => item(leaf, Number(one.getAttribute("aria-level")) + 1)));
      one.append(below);
      said.textContent = found.length ? "" : dialog.dataset.none;
    }
    one.setAttribute("aria-expanded", "true");
  };
  const close = (one) => one.setAttribute("aria-expanded", "false");
  const isOpen = (one) => one.getAttribute("aria-expanded") === "true";
  const above = (one) => one.parentElement.closest("[role=treeitem]");
  const shown = () => [...tree.querySelectorAll("[role=treeitem]")].filter((one) => !one.parentElement.closest('[aria-expanded="false"]'));

  // One item at a time can be tabbed to; the one with the focus is the one selected.
  const point = (one) => {
    if (!one) return;
    tree.querySelectorAll("[role=treeitem]").forEach((other) => {
      other.tabIndex = other === one ? 0 : -1;
      other.setAttribute("aria-selected", String(other === one));
    });
    button.disabled = false;
    one.focus();
    one.querySelector(".tree-label").scrollIntoView({ block: "nearest" });
  };
  const selected = () => tree.querySelector('[aria-selected="true"]');
  const take = () => {
    const one = selected();
    if (!one || !text) return;
    text.value = one.dataset.full;
    text.parentElement.querySelector("input[type=hidden]").value = one.dataset.id;
    dialog.close();
    text.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const find = (letter) => {
    typed = (Date.now() - typedAt < 700 ? typed : "") + letter.toLowerCase();
    typedAt = Date.now();
    const all = shown(), from = all.indexOf(selected()) + (typed.length > 1 ? 0 : 1);
    point([...all.slice(from), ...all.slice(0, from)].find((one) => one.dataset.name.toLowerCase().startsWith(typed)));
  };

  const show = async (button_) => {
    text = document.getElementById(button_.dataset.tree);
    said.textContent = "";
    dialog.showModal();
    if (!tree.children.length) {
      const found = await read("");
      tree.append(...(found || []).map((leaf) => item(leaf, 1)));
      if (tree.children.length === 1) await open(tree.firstElementChild);
    }
    point(selected() || tree.querySelector("[role=treeitem]"));
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-tree]");
    if (opener) show(opener);
  });
  tree.addEventListener("click", async (event) => {
    const one = event.target.closest("[role=treeitem]");
    if (!one) return;
    const isAgain = one === selected() && !event.target.closest(".tree-sign");
    point(one);
    if (event.target.closest(".tree-sign") || isAgain) await (isOpen(one) ? close(one) : open(one));
  });
  tree.addEventListener("dblclick", take);
  tree.addEventListener("keydown", async (event) => {
    const one = event.target.closest("[role=treeitem]"), all = shown(), at = all.indexOf(one);
    const [opening, closing] = isRtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const acts = {
      ArrowDown: () => point(all[at + 1]),
      ArrowUp: () => point(all[at - 1]),
      Home: () => point(all[0]),
      End: () => point(all[all.length - 1]),
      Enter: take,
      " ": take,
      [opening]: () => (isOpen(one) ? point(one.querySelector("[role=treeitem]")) : open(one)),
      [closing]: () => (isOpen(one) ? close(one) : point(above(one))),
    };
    const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!(event.key in acts) && !isLetter) return;
    event.preventDefault();
    await (acts[event.key] || (() => find(event.key)))();
  });
  button.addEventListener("click", take);
  dialog.querySelector(".tree-leave").addEventListener("click", () => dialog.close());
})();
