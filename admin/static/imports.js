// Imports in the browser: a place to drop a file on, and progress that is told without reloading. Without it the
// file is chosen by the plain field, and the page of progress reloads itself.
(() => {
  "use strict";

  const drop = document.querySelector("[data-drop]");
  if (drop) {
    const input = drop.querySelector("input[type=file]");
    const said = drop.querySelector(".import-chosen");
    const button = drop.closest("form").querySelector(".btn-primary");
    drop.querySelector(".import-drop-here").hidden = false;

    // What is too large is told before it is sent over a slow line.
    const tell = () => {
      const file = input.files[0];
      const isTooLarge = Boolean(file) && file.size > Number(drop.dataset.limit) * 1000000;
      said.classList.toggle("import-too-large", isTooLarge);
      said.textContent = "";
      if (!file) return;
      const name = document.createElement("bdi");
      name.textContent = file.name;
      said.append(isTooLarge ? drop.dataset.tooLarge : drop.dataset.chosen, " ", name);
    };
    const over = (isOver) => (event) => {
      event.preventDefault();
      drop.classList.toggle("import-over", isOver);
    };
    ["dragenter", "dragover"].forEach((kind) => drop.addEventListener(kind, over(true)));
    ["dragleave", "drop"].forEach((kind) => drop.addEventListener(kind, over(false)));
    drop.addEventListener("drop", (event) => {
      if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
      tell();
    });
    input.addEventListener("change", tell);
    tell();
    // A second press while the file is still on its way would send it twice.
    drop.closest("form").addEventListener("submit", () => setTimeout(() => { button.disabled = true; }, 0));
    window.addEventListener("pageshow", () => { button.disabled = false; });
  }

  const box = document.querySelector("[data-progress]");
  if (box) {
    const stage = box.querySelector(".import-stage");
    const bar = box.querySelector("progress");
    const show = (far) => {
      if (stage.textContent !== far.text) stage.textContent = far.text;
      if (far.total) {
        bar.max = far.total;
        bar.value = Math.min(far.count, far.total);
      } else bar.removeAttribute("value");
    };
    // Whoever pressed a button or followed a link is on the way elsewhere: loading this page again would hold them here.
    let leftAt = -Infinity;
    const isLeaving = () => performance.now() - leftAt < 20000;
    ["submit", "beforeunload"].forEach((kind) => addEventListener(kind, () => { leftAt = performance.now(); }));
    const ask = async () => {
      try {
        const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
        const far = answer.redirected || !answer.ok ? { is_over: true } : await answer.json();
        if (!isLeaving()) {
          if (far.is_over) return location.reload();
          show(far);
        }
      } catch {
        // The line is down for a moment: ask again.
      }
      setTimeout(ask, 1500);
    };
    setTimeout(ask, 700);
  }
})();
