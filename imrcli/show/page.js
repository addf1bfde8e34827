// Lights a field's places and a place's field. Nothing is made from the letter's words but text.
(() => {
  "use strict";
  const first = (what, within = document) => within.querySelector(what);
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  document.documentElement.classList.add("js");

  const bar = first(".status"), say = first("#say"), letter = first(".letter"), fields = first(".fields");
  const tag = document.createElement("div");
  tag.className = "tag";
  tag.setAttribute("aria-hidden", "true");
  const wide = () => matchMedia("(min-width: 62rem)").matches;
  const smooth = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;

  // What there is to light, by number: its boxes (page drawings or pieces of text), its rows and links, its size.
  const places = new Map(), rows = new Map(), size = new Map();
  const put = (map, key, value) => map.set(key, [...(map.get(key) || []), value]);
  for (const box of all("[data-b]")) for (const id of box.dataset.b.split(" ")) put(places, id, box);
  for (const row of all("[data-t]")) for (const id of row.dataset.t.split(" ")) put(rows, id, row);
  const rect = (shape) => ["x", "y", "width", "height"].map((name) => +shape.getAttribute(name));
  for (const [id, boxes] of places) {
    size.set(id, boxes.filter((box) => box.matches("g.b")).flatMap((box) => all("rect", box))
      .reduce((sum, shape) => sum + rect(shape)[2] * rect(shape)[3], 0));
  }
  const nameOf = (id) => {
    const link = (rows.get(id) || []).find((row) => row.dataset.name);
    return link ? link.dataset.name : "";
  };
  const stops = (ids) => {
    const seen = new Map();
    for (const id of ids) for (const box of places.get(id) || []) {
      if (box.matches(".flag")) continue;
      const key = box.matches("g") ? id + box.closest(".sheet").id : id;
      if (!seen.has(key)) seen.set(key, box.matches("g") ? first("rect", box) : box);
    }
    return [...seen.values()];
  };
  const pageOf = (box) => {
    const sheet = box.closest(".sheet");
    return sheet ? `page ${sheet.dataset.page}` : "the text";
  };

  let pinned = [], pinnedName = "", from = null, stop = 0;

  const show = (ids, name) => {
    for (const old of all(".lit")) old.classList.remove("lit");
    for (const old of all(".find[aria-current]")) old.removeAttribute("aria-current");
    tag.remove();
    for (const id of ids) {
      for (const box of places.get(id) || []) box.classList.add("lit");
      for (const row of rows.get(id) || []) {
        if (row.dataset.t !== id) continue;
        if (row.matches(".row, .part")) row.classList.add("lit");
        if (row.matches(".sides .find")) row.parentElement.classList.add("lit");
        if (row.matches(".find")) row.setAttribute("aria-current", "true");
      }
    }
    const spots = stops(ids);
    bar.hidden = !ids.length;
    if (!ids.length) return;
    const where = [...new Set(spots.map(pageOf))];
    first(".lit-name").textContent = where.length && where[0] !== "the text" ? `${name}: ${where.join(", ")}` : name;
    first(".next").hidden = spots.length < 2;
    label(spots[0], name);
  };

  const label = (shape, name) => {
    const sheet = shape && shape.closest(".paper");
    if (!sheet) return;
    const view = first(".lights", sheet).viewBox.baseVal, [x, y] = rect(shape);
    tag.textContent = name;
    tag.style.left = `${(100 * x) / view.width}%`;
    tag.style.top = `${(100 * y) / view.height}%`;
    sheet.append(tag);
  };

  const reveal = (element, pane) => {
    if (!element) return;
    const box = element.getBoundingClientRect();
    const room = wide() ? pane.getBoundingClientRect() : { top: 0, bottom: innerHeight };
    if (box.top >= room.top + 60 && box.bottom <= room.bottom - 60) return;
    const tall = box.height > (room.bottom - room.top) * 0.7;
    const behavior = smooth() ? "smooth" : "auto";
    element.scrollIntoView({ block: tall ? "start" : "center", inline: "nearest", behavior });
  };

  const pin = (ids, name, source) => {
    pinned = ids; pinnedName = name; from = source || from; stop = 0;
    show(ids, name);
    const spots = stops(ids), where = [...new Set(spots.map(pageOf))];
    say.textContent = ids.length ? `${name}: lit on ${where.join(" and ")}` : "";
  };
  const clear = () => {
    if (!pinned.length) return;
    pin([], "");
    say.textContent = "Cleared";
    if (from && !wide()) reveal(from, fields);
  };

  const idsOf = (element) => element.dataset.t.split(" ");
  const nameAt = (element) => element.dataset.name || nameOf(idsOf(element)[0]);
  const choose = (element) => {
    pin(idsOf(element), nameAt(element), element);
    reveal(stops(pinned)[0], letter);
  };

  fields.addEventListener("click", (event) => {
    const more = event.target.closest(".more");
    if (more) {
      const short = more.previousElementSibling.classList.toggle("short");
      more.textContent = short ? "Show all" : "Show less";
      more.setAttribute("aria-expanded", String(!short));
      return;
    }
    const row = event.target.closest("[data-t]");
    const button = event.target.closest("a, button");
    if (!row || (button || row) !== row && !event.target.closest("[data-t]:is(a, button)")) return;
    if (event.target.closest("a.find")) event.preventDefault();
    else if (!getSelection().isCollapsed) return;
    choose(row);
  });
  fields.addEventListener("focusin", (event) => {
    const link = event.target.closest("a.find, .both");
    if (!link || !link.matches(":focus-visible")) return;
    pin(idsOf(link), nameAt(link), link);
    if (wide()) reveal(stops(pinned)[0], letter);
  });

  // Hovering lights for as long as it lasts; what was chosen comes back after it.
  let waiting = 0;
  const over = (ids, name, then) => {
    clearTimeout(waiting);
    show(ids, name);
    if (wide() && then) waiting = setTimeout(then, 180);
  };
  const out = () => { clearTimeout(waiting); show(pinned, pinnedName); };
  let hovered = null;
  fields.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const row = event.target.closest("[data-t]");
    if (row === hovered) return;
    hovered = row;
    if (row) over(idsOf(row), nameAt(row), () => reveal(stops(idsOf(row))[0], letter));
    else out();
  });
  fields.addEventListener("pointerleave", () => { if (hovered) { hovered = null; out(); } });

  // The smallest target at a point of the letter: values before findings of the same size.
  const at = (event) => {
    const piece = event.target.closest("mark[data-b]");
    if (piece) {
      if (piece.matches(".off")) return null;
      const ids = piece.dataset.b.split(" ");
      return ids.filter((id) => rows.has(id) && !isSide(id)).pop() || ids.pop();
    }
    const paper = event.target.closest(".paper");
    if (!paper) return null;
    const seen = paper.getBoundingClientRect(), view = first(".lights", paper).viewBox.baseVal;
    const x = ((event.clientX - seen.left) / seen.width) * view.width;
    const y = ((event.clientY - seen.top) / seen.height) * view.height;
    let best = null;
    for (const group of all("[data-b]:not(.off)", paper)) for (const shape of all("rect", group)) {
      const [left, top, width, height] = rect(shape);
      if (x < left || x > left + width || y < top || y > top + height) continue;
      const id = group.dataset.b, flag = group.matches(".flag") ? 0 : size.get(id) + (isSide(id) ? 0.5 : 0);
      if (!best || flag < best[1]) best = [id, flag];
    }
    return best && best[0];
  };
  const isSide = (id) => (places.get(id) || []).some((box) => box.matches(".flag")) ||
    !(rows.get(id) || []).some((row) => row.matches(".row, .part"));
  const fieldOf = (id) => {
    const own = (rows.get(id) || []).filter((row) => row.dataset.t === id);
    return own.find((row) => row.matches(".row")) || own.find((row) => row.matches(".find")) || own[0];
  };

  letter.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    const id = at(event);
    const paper = event.target.closest(".paper");
    if (paper) paper.classList.toggle("hit", Boolean(id));
    if (id === hovered) return;
    hovered = id;
    if (id) over([id], nameOf(id), () => reveal(fieldOf(id), fields));
    else out();
  });
  letter.addEventListener("pointerleave", () => { if (hovered) { hovered = null; out(); } });
  letter.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed || event.target.closest("button")) return;
    const id = at(event);
    if (!id) return clear();
    pin([id], nameOf(id), fieldOf(id));
    if (wide()) reveal(fieldOf(id), fields);
  });

  first(".clear").addEventListener("click", clear);
  first(".back").addEventListener("click", () => {
    if (!from) return;
    reveal(from, fields);
    (from.matches("a, button") ? from : first("a.find", from) || fields).focus({ preventScroll: true });
  });
  first(".next").addEventListener("click", () => {
    const spots = stops(pinned);
    if (!spots.length) return;
    stop = (stop + 1) % spots.length;
    label(spots[stop], pinnedName);
    reveal(spots[stop], letter);
    say.textContent = `${pinnedName}: ${pageOf(spots[stop])}`;
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return clear();
    const here = document.activeElement;
    if (!here || !here.matches(".fields .find, .fields .both")) return;
    const links = all(".fields .find, .fields .both"), now = links.indexOf(here);
    const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: links.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const link = links[Math.max(0, Math.min(links.length - 1, next))];
    link.focus({ preventScroll: true });
    reveal(link, fields);
  });

  for (const button of all(".kind")) button.addEventListener("click", () => {
    const off = button.getAttribute("aria-pressed") === "true";
    button.setAttribute("aria-pressed", String(!off));
    for (const box of all(`.b.k-${button.dataset.kind}`)) box.classList.toggle("off", off);
  });

  for (const value of all(".value.long")) {
    value.classList.add("short");
    const more = document.createElement("button");
    more.type = "button";
    more.className = "more";
    more.textContent = "Show all";
    more.setAttribute("aria-expanded", "false");
    value.after(more);
  }
})();
