// Coverage in the browser: what is said of a cell when it is pointed at, arrow keys in the table, and the map.
// Without it every cell still leads to its page, and the map is a picture.
(() => {
  "use strict";

  const fill = (box, title, said) => {
    box.querySelector(".reckoning-title").textContent = title;
    box.querySelector("ul").replaceChildren(...said.map((text) => {
      const item = document.createElement("li");
      item.dir = "auto";
      item.textContent = text;
      return item;
    }));
    box.hidden = false;
  };
  const json = async (address) => {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  // The table follows the grid pattern of the WAI-ARIA practices: one stop for the Tab key, arrows within.
  const table = document.querySelector("[data-reckonings]");
  if (table) {
    const box = document.querySelector(".reckoning");
    const lines = [...table.querySelectorAll("tbody tr, tfoot tr")].map((row) => [...row.querySelectorAll("a")]);
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    let reckonings = null, shown = "";

    table.setAttribute("role", "grid");
    table.querySelectorAll("td").forEach((cell) => cell.setAttribute("role", "gridcell"));
    document.querySelectorAll(".with-script").forEach((one) => { one.hidden = false; });
    const all = lines.flat();
    all.forEach((link, at) => { link.tabIndex = at ? -1 : 0; });
    if (all.length) table.closest(".matrix").removeAttribute("tabindex");

    // What a cell is asked by stands in its address alone, so that the table is light.
    const keyOf = (link) => new URL(link.href).searchParams.get("at");
    const show = async (link) => {
      const key = keyOf(link);
      if (!key || key === shown) return;
      shown = key;
      // All reckonings of the page come at once, with the first that is asked for.
      reckonings = reckonings || json(table.dataset.reckonings);
      try {
        const said = (await reckonings)[key];
        if (!said || shown !== key) return;
        const cell = link.closest("td");
        const row = cell.parentElement.querySelector("th").textContent.trim();
        fill(box, `${row} · ${heads[cell.cellIndex]}`, said);
        box.querySelector("a").href = link.href;
      } catch {
        reckonings = null;
        shown = "";
      }
    };
    const go = (link) => {
      if (!link) return;
      all.forEach((one) => { one.tabIndex = -1; });
      link.tabIndex = 0;
      link.focus();
    };
    const step = (event, link) => {
      const y = lines.findIndex((line) => line.includes(link));
      const x = lines[y].indexOf(link);
      const on = getComputedStyle(table).direction === "rtl" ? -1 : 1;
      const moves = {
        ArrowRight: () => lines[y][x + on], ArrowLeft: () => lines[y][x - on],
        ArrowDown: () => lines.slice(y + 1).map((line) => line[Math.min(x, line.length - 1)]).find(Boolean),
        ArrowUp: () => lines.slice(0, y).reverse().map((line) => line[Math.min(x, line.length - 1)]).find(Boolean),
        Home: () => lines[y][0], End: () => lines[y][lines[y].length - 1],
      };
      if (!moves[event.key] || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      go(moves[event.key]());
    };

    const away = () => {
      box.hidden = true;
      shown = "";
    };
    box.querySelector(".put-away").addEventListener("click", () => {
      go(all.find((one) => one.tabIndex === 0));
      away();
    });
    table.addEventListener("keydown", (event) => {
      if (event.key === "Escape") away();
      const link = event.target.closest("a");
      if (link) step(event, link);
    });
    table.addEventListener("focusin", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      all.forEach((one) => { one.tabIndex = one === link ? 0 : -1; });
      show(link);
    });
    table.addEventListener("pointerover", (event) => {
      const link = event.pointerType === "mouse" && event.target.closest("td a");
      if (link) show(link);
    });
    // A finger has nothing to point with: its first tap tells, the second leads on.
    let told = "";
    table.addEventListener("click", (event) => {
      const link = event.target.closest("td a");
      if (!link || event.pointerType !== "touch" || told === keyOf(link)) return;
      event.preventDefault();
      told = keyOf(link);
      show(link);
    });
  }

  // TopoJSON: arcs are steps on a grid; a shape is rings of arcs laid end to end, ~i meaning arc i backwards.
  const decode = (topology) => {
    const { scale, translate } = topology.transform;
    const arcs = topology.arcs.map((steps) => {
      let x = 0, y = 0;
      return steps.map(([dx, dy]) => {
        x += dx;
        y += dy;
        return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
      });
    });
    const line = (at) => (at < 0 ? [...arcs[~at]].reverse() : arcs[at]);
    const ring = (parts) => parts.flatMap((at, i) => line(at).slice(i ? 1 : 0));
    const rings = { Polygon: (it) => it.map(ring), MultiPolygon: (it) => it.map((part) => part.map(ring)) };
    return topology.objects.areas.geometries.filter((shape) => rings[shape.type]).map((shape) => ({
      type: "Feature", id: shape.id, properties: {},
      geometry: { type: shape.type, coordinates: rings[shape.type](shape.arcs) },
    }));
  };

  // Where a name stands: the middle of the longest line from west to east through the largest ring of a shape.
  const middle = ({ type, coordinates }) => {
    const area = (ring) => Math.abs(ring.reduce((sum, [x, y], i) => {
      const [u, v] = ring[(i + 1) % ring.length];
      return sum + x * v - u * y;
    }, 0));
    const rings = (type === "Polygon" ? [coordinates] : coordinates).map((part) => part[0]);
    const ring = rings.reduce((best, one) => (area(one) > area(best) ? one : best));
    const heights = ring.map(([, y]) => y);
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    let best = [0, ring[0][0], ring[0][1]];
    for (let step = 3; step < 10; step += 1) {
      const y = low + (high - low) * step / 12 + 1e-9;
      const cuts = ring.flatMap(([x, v], i) => {
        const [u, w] = ring[(i + 1) % ring.length];
        return (v > y) === (w > y) ? [] : [x + (y - v) / (w - v) * (u - x)];
      }).sort((a, b) => a - b);
      for (let i = 0; i + 1 < cuts.length; i += 2) {
        if (cuts[i + 1] - cuts[i] > best[0]) best = [cuts[i + 1] - cuts[i], (cuts[i] + cuts[i + 1]) / 2, y];
      }
    }
    return [best[2], best[1]];
  };

  const script = (address) => new Promise((done, failed) => {
    const one = Object.assign(document.createElement("script"), { src: address, onload: done, onerror: failed });
    document.head.append(one);
  });
  const draw = async (box) => {
    const said = document.querySelector(".map-said");
    const choice = document.getElementById("on");
    const [topology, first] = await Promise.all(
      [json(box.dataset.shapes), json(box.dataset.figures), script(box.dataset.leaflet)]);
    let figures = first, told = "";
    const map = L.map(box, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, scrollWheelZoom: false, dragging: !L.Browser.mobile });
    L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
    const known = (layer) => figures[layer.feature.id];
    const style = (feature) => ({
      fillColor: `url(#pattern-${figures[feature.id] ? figures[feature.id][1] : "NO_NEED_DATA"})`,
      fillOpacity: 1, color: "#1d2b2f", weight: 1,
    });
    const tip = (layer) => {
      const box = document.createElement("div");
      const title = document.createElement("strong");
      box.className = "map-tip";
      box.dir = document.documentElement.dir;
      title.textContent = known(layer)[0];
      const list = document.createElement("ul");
      list.append(...known(layer)[2].map((text) => Object.assign(document.createElement("li"), { textContent: text })));
      box.append(title, list);
      return box;
    };
    const open = (layer, event) => {
      const key = String(layer.feature.id);
      // A finger's first tap tells, the second leads on.
      if (event && event.pointerType === "touch" && told !== key) {
        told = key;
        fill(said, known(layer)[0], known(layer)[2]);
      } else location.href = known(layer)[3];
    };
    const shapes = L.geoJSON({ type: "FeatureCollection", features: decode(topology) }, {
      style,
      filter: (feature) => Boolean(figures[feature.id]),
      onEachFeature: (feature, layer) => {
        layer.bindTooltip(tip, { sticky: true });
        layer.on("click", (event) => open(layer, event.originalEvent));
      },
    }).addTo(map);
    // The largest shapes are named first; where name and figure find no room the figure may, else neither: both are
    // told when the shape is pointed at, and in the list beside the map.
    const extent = (layer) => { const it = layer.getBounds(); return (it.getEast() - it.getWest()) * (it.getNorth() - it.getSouth()); };
    const labels = shapes.getLayers().sort((a, b) => extent(b) - extent(a)).slice(0, 120).map((layer) =>
      [layer, L.tooltip({ permanent: true, direction: "center", className: "map-label", interactive: false })
        .setLatLng(middle(layer.feature.geometry)).setContent(" ").addTo(map)]);
    const label = () => {
      const taken = [];
      const around = box.getBoundingClientRect();
      labels.forEach(([layer, one]) => {
        const [name, , , , figure] = known(layer);
        const fits = [figure ? [name, figure] : [name], figure ? [figure] : []].some((lines) => {
          const said = document.createElement("div");
          said.append(...lines.map((text) => Object.assign(document.createElement("bdi"), { textContent: text })));
          one.setContent(said);
          const at = one.getElement().getBoundingClientRect();
          const isFree = lines.length && at.left >= around.left && at.right <= around.right
            && taken.every((it) => at.right + 3 < it.left || at.left - 3 > it.right || at.bottom + 2 < it.top || at.top - 2 > it.bottom);
          if (isFree) taken.push(at);
          return isFree;
        });
        if (!fits) one.setContent(" ");
      });
    };
    const size = () => { if (shapes.getLayers().length) map.fitBounds(shapes.getBounds(), { padding: [8, 8] }); };
    size();
    label();
    map.on("zoomend", label);
    addEventListener("resize", () => { map.invalidateSize(); });

    // The shapes are one stop for the Tab key; arrows go from area to area, Enter opens one.
    const order = shapes.getLayers().sort((a, b) => known(a)[0].localeCompare(known(b)[0], document.documentElement.lang));
    const name = (layer) => layer.getElement().setAttribute("aria-label", `${known(layer)[0]}: ${known(layer)[2].join(" · ")}`);
    order.forEach((layer, at) => {
      const path = layer.getElement();
      path.setAttribute("role", "link");
      path.setAttribute("tabindex", at ? "-1" : "0");
      name(layer);
      path.addEventListener("focus", () => fill(said, known(layer)[0], known(layer)[2]));
      path.addEventListener("keydown", (event) => {
        const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (event.key === "Enter") open(layer);
        if (!by) return;
        event.preventDefault();
        event.stopPropagation();
        const next = order[(at + by + order.length) % order.length].getElement();
        path.setAttribute("tabindex", "-1");
        next.setAttribute("tabindex", "0");
        next.focus();
      });
    });

    const beside = new Map([...document.querySelectorAll(".map-list [data-area]")].map((item) => [item.dataset.area, item]));
    shapes.eachLayer((layer) => {
      const item = beside.get(String(layer.feature.id));
      if (!item) return;
      layer.on("mouseover", () => item.classList.add("pointed"));
      layer.on("mouseout", () => item.classList.remove("pointed"));
    });
    const list = () => beside.forEach((item, key) => {
      if (!figures[key]) return;
      item.className = `grade-${figures[key][1]}`;
      item.querySelector("use").setAttribute("href", `#sign-${figures[key][1]}`);
      item.querySelector("span").textContent = figures[key][4] || "";
    });

    // Another sector colours the same shapes anew.
    choice.addEventListener("change", async () => {
      const address = new URL(box.dataset.figures, location.href);
      const here = new URL(location.href);
      [address, here].forEach((one) => one.searchParams.set("on", choice.value));
      figures = await json(address);
      history.replaceState(null, "", here);
      shapes.setStyle(style);
      order.forEach(name);
      label();
      list();
      said.hidden = true;
    });
    choice.form.querySelector("button").hidden = true;
  };

  const box = document.querySelector(".map");
  if (box) {
    box.hidden = false;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", box.dataset.label);
    // On a slow line the map and what draws it, a fifth of the page's weight, wait until somebody scrolls towards it.
    new IntersectionObserver((seen, watch) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      watch.disconnect();
      draw(box).catch(() => { box.textContent = box.dataset.broken; box.classList.add("map-broken"); });
    }, { rootMargin: "300px" }).observe(box);
  }
})();
