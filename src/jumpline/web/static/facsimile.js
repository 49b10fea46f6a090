// The page as a picture: zoom, pan, regions that name themselves, text that can be selected.
// Without this file the picture and its links are all there.
"use strict";
(() => {
  const facs = document.querySelector(".facs");
  if (!facs) return;
  const frame = facs.querySelector(".facs__window");
  const sheet = facs.querySelector(".facs__sheet");
  const picture = facs.querySelector(".facs__picture");
  const tiles = facs.querySelector(".facs__tiles");
  const name = facs.querySelector(".facs__name");
  const tools = facs.querySelector(".facs__tools");
  const select = tools.querySelector("[data-do=select]");
  const regions = new Map([...facs.querySelectorAll(".region")].map((each) => [each.id, each]));
  const list = new Map();
  for (const link of document.querySelectorAll(".paper__list [data-region]")) list.set(link.dataset.region, link);
  const SIDE = 512;
  const MOST = 8;
  let zoom = 1;
  let info = null;
  let asked = false;

  tools.hidden = false;
  document.querySelector(".paper__keys").hidden = false;
  facs.classList.add("facs--live");

  // ---- zoom: the sheet is wider than its window, and the window scrolls -----------------------
  function setZoom(wanted, x, y) {
    const next = Math.min(MOST, Math.max(1, wanted));
    const box = frame.getBoundingClientRect();
    const fx = x === undefined ? box.width / 2 : x - box.left;
    const fy = y === undefined ? box.height / 2 : y - box.top;
    const left = (frame.scrollLeft + fx) / zoom;
    const top = (frame.scrollTop + fy) / zoom;
    zoom = next;
    sheet.style.width = `${zoom * 100}%`;
    facs.classList.toggle("facs--near", zoom > 1);
    frame.scrollLeft = left * zoom - fx;
    frame.scrollTop = top * zoom - fy;
    later();
  }

  function show(region) {
    const shape = region.getBoundingClientRect();
    const box = frame.getBoundingClientRect();
    const fits = Math.min(box.width / shape.width, box.height / shape.height) * 0.9;
    setZoom(Math.min(zoom * fits, 3.2));
    const now = region.getBoundingClientRect();
    frame.scrollLeft += now.left + now.width / 2 - box.left - box.width / 2;
    frame.scrollTop += now.top - box.top - Math.max(12, (box.height - now.height) / 2);
    later();
  }

  // ---- sharper tiles for what is in sight ------------------------------------------------------
  let waiting = 0;
  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(sharpen, 120);
  }
  async function sharpen() {
    const wide = sheet.clientWidth * Math.min(2, window.devicePixelRatio || 1);
    if (wide <= picture.naturalWidth * 1.1) return;
    if (facs.dataset.still) {
      if (picture.src !== new URL(facs.dataset.still, location.href).href) picture.src = facs.dataset.still;
      return;
    }
    if (info === null) {
      if (asked) return;
      asked = true;
      try {
        info = await (await fetch(`${facs.dataset.image}/info.json`)).json();
      } catch {
        return;
      }
      // The reader may have gone on meanwhile.
      return later();
    }
    let factor = 1;
    while (info.width / (factor * 2) >= wide) factor *= 2;
    const span = SIDE * factor;
    const scale = info.width / sheet.clientWidth;
    const x0 = Math.max(0, Math.floor((frame.scrollLeft * scale) / span));
    const y0 = Math.max(0, Math.floor((frame.scrollTop * scale) / span));
    const x1 = Math.min(Math.ceil(info.width / span), Math.ceil(((frame.scrollLeft + frame.clientWidth) * scale) / span));
    const y1 = Math.min(Math.ceil(info.height / span), Math.ceil(((frame.scrollTop + frame.clientHeight) * scale) / span));
    const wanted = new Set();
    for (let y = y0; y < y1; y += 1) {
      for (let x = x0; x < x1; x += 1) {
        const key = `${factor}-${x}-${y}`;
        wanted.add(key);
        if (!tiles.querySelector(`[data-tile="${key}"]`)) tiles.append(tile(key, factor, x * span, y * span, span));
      }
    }
    for (const old of [...tiles.children]) {
      if (!wanted.has(old.dataset.tile) && (tiles.children.length > 160 || !old.dataset.tile.startsWith(`${factor}-`))) old.remove();
    }
  }
  function tile(key, factor, x, y, span) {
    const w = Math.min(span, info.width - x);
    const h = Math.min(span, info.height - y);
    const made = new Image();
    made.alt = "";
    made.dataset.tile = key;
    made.src = `${facs.dataset.image}/${x},${y},${w},${h}/${Math.ceil(w / factor)},${Math.ceil(h / factor)}/0/default.webp`;
    made.style.left = `${(100 * x) / info.width}%`;
    made.style.top = `${(100 * y) / info.height}%`;
    made.style.width = `${(100 * w) / info.width}%`;
    made.style.height = `${(100 * h) / info.height}%`;
    return made;
  }

  // ---- regions name themselves ----------------------------------------------------------------
  function light(id) {
    for (const [key, region] of regions) region.classList.toggle("region--lit", key === id);
    for (const [key, link] of list) link.classList.toggle("lit", key === id);
    const region = regions.get(id);
    name.textContent = region ? region.getAttribute("aria-label") : "";
  }
  for (const [id, region] of regions) {
    region.addEventListener("pointerenter", () => light(id));
    region.addEventListener("focus", () => light(id));
  }
  for (const [id, link] of list) {
    link.addEventListener("pointerenter", () => light(id));
    link.addEventListener("focus", () => light(id));
  }
  facs.addEventListener("pointerleave", () => light(""));

  // ---- pan with the mouse, two fingers to zoom -------------------------------------------------
  const fingers = new Map();
  let grabbed = null;
  let moved = false;
  let apart = 0;
  frame.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    moved = false;
    if (fingers.size === 2) apart = distance();
    if (event.pointerType === "mouse" && event.button === 0 && !selecting()) {
      grabbed = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
    }
  });
  window.addEventListener("pointermove", (event) => {
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, event);
    if (fingers.size === 2) {
      const now = distance();
      const [a, b] = [...fingers.values()];
      if (apart > 0) setZoom((zoom * now) / apart, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2);
      apart = now;
      moved = true;
    } else if (grabbed) {
      const dx = event.clientX - grabbed.x;
      const dy = event.clientY - grabbed.y;
      if (Math.abs(dx) + Math.abs(dy) > 5) moved = true;
      frame.scrollLeft = grabbed.left - dx;
      frame.scrollTop = grabbed.top - dy;
    }
  });
  function drop(event) {
    fingers.delete(event.pointerId);
    grabbed = null;
  }
  window.addEventListener("pointerup", drop);
  window.addEventListener("pointercancel", drop);
  function distance() {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  }
  sheet.addEventListener("dragstart", (event) => event.preventDefault());
  sheet.addEventListener("click", (event) => {
    if (moved) event.preventDefault();
  }, true);
  frame.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    setZoom(zoom * Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
  }, { passive: false });
  frame.addEventListener("scroll", later, { passive: true });
  window.addEventListener("resize", later);

  // ---- text -----------------------------------------------------------------------------------
  function selecting() {
    return facs.classList.contains("facs--select");
  }
  function setSelecting(on) {
    facs.classList.toggle("facs--select", on);
    select.setAttribute("aria-pressed", String(on));
    if (!on) window.getSelection().removeAllRanges();
  }
  document.addEventListener("copy", (event) => {
    if (!selecting()) return;
    const range = window.getSelection().rangeCount ? window.getSelection().getRangeAt(0) : null;
    if (!range || !facs.contains(range.commonAncestorContainer)) return;
    const held = document.createElement("div");
    held.append(range.cloneContents());
    const lines = [...held.querySelectorAll("text")].map((each) => each.textContent);
    if (lines.length < 2) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", lines.reduce(join, ""));
  });
  // Lines of Chinese go on without a space, words of other scripts with one or over a hyphen.
  function join(text, line) {
    if (!text) return line;
    if (/[A-Za-z]-$/.test(text) && /^[a-z]/.test(line)) return text.slice(0, -1) + line;
    return /[\u2e80-\uffef]$/.test(text) || /^[\u2e80-\uffef]/.test(line) ? text + line : `${text} ${line}`;
  }

  // ---- what was searched for, marked where it is printed -----------------------------------------
  const { words, places, carry } = window.jumplineWords;
  if (words.length) {
    const marks = facs.querySelector(".facs__marks");
    for (const passage of facs.querySelectorAll(".facs__text > g")) {
      const chars = [...passage.querySelectorAll("text")].flatMap((line) => [...Array(line.getNumberOfChars()).keys()].map((at) => [line, at]));
      for (const [start, end] of places(chars.map(([line, at]) => line.textContent[at]))) {
        for (let at = start; at < end; ) {
          const line = chars[at][0];
          let last = at;
          while (last + 1 < end && chars[last + 1][0] === line) last += 1;
          const a = line.getExtentOfChar(chars[at][1]);
          const b = line.getExtentOfChar(chars[last][1]);
          const mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
          mark.setAttribute("x", Math.min(a.x, b.x));
          mark.setAttribute("y", Math.min(a.y, b.y));
          mark.setAttribute("width", Math.max(a.x + a.width, b.x + b.width) - Math.min(a.x, b.x));
          mark.setAttribute("height", Math.max(a.y + a.height, b.y + b.height) - Math.min(a.y, b.y));
          marks.append(mark);
          at = last + 1;
        }
      }
    }
    for (const link of [...regions.values(), ...list.values()]) carry(link);
  }

  // ---- buttons and keys -----------------------------------------------------------------------
  const acts = {
    in: () => setZoom(zoom * 1.5),
    out: () => setZoom(zoom / 1.5),
    fit: () => setZoom(1),
    select: () => setSelecting(!selecting()),
  };
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) acts[button.dataset.do]();
  });
  const keys = { "+": "in", "=": "in", "-": "out", "0": "fit", t: "select" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (keys[event.key]) {
      event.preventDefault();
      acts[keys[event.key]]();
    } else if (event.key === "PageDown" || event.key === "PageUp" || event.key === "n" || event.key === "p") {
      const way = event.key === "PageDown" || event.key === "n" ? "next" : "prev";
      const link = document.querySelector(`[data-key=${way}]`);
      if (link && (event.key === "n" || event.key === "p")) link.click();
    }
  });

  // ---- an address that names an article --------------------------------------------------------
  function named() {
    const region = regions.get(decodeURIComponent(location.hash.slice(1)));
    if (!region) return;
    light(region.id);
    show(region);
  }
  window.addEventListener("hashchange", named);
  if (picture.complete) named();
  else picture.addEventListener("load", named, { once: true });
  later();
})();
