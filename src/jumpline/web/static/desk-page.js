// The printed page: blocks in the colour of their article, arrows in the order of reading, problems.
import { desk, say } from "./desk-state.js";

const SVG = "http://www.w3.org/2000/svg";
// Twelve colours that stay apart for most colour-blind readers.
const COLOURS = ["#4477aa", "#ee6677", "#228833", "#aa3377", "#cc7700", "#0099a8", "#7a5195", "#a05d00", "#d62728", "#2ca02c", "#1f77b4", "#8c564b"];
export const colour = (article) => (article < 0 ? "#777777" : COLOURS[article % COLOURS.length]);

function drawn(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
export const pageNow = () => desk.state.pages.find((each) => each.number === desk.page) || desk.state.pages[0];
const key = (page, block) => `${page}:${block}`;

// Which pieces a block prints, and the blocks in the order in which an article is read.
export function owners() {
  const found = new Map();
  desk.state.pieces.forEach((piece, at) => {
    for (const [page, block] of piece.blocks) {
      const name = key(page, block);
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(at);
    }
  });
  return found;
}
export function drawPage(acts) {
  const room = document.querySelector(".sheet-room");
  const page = pageNow();
  room.replaceChildren();
  if (!page || !page.width || !page.height) {
    const note = document.createElement("p");
    note.className = "quiet sheet-none";
    note.textContent = say("no_picture");
    room.append(note);
    return;
  }
  if (page.picture) {
    const picture = new Image();
    picture.alt = "";
    picture.src = `${page.picture}/full/1400,/0/default.webp`;
    picture.width = 1400;
    picture.height = Math.round((1400 * page.height) / page.width);
    room.append(picture);
  }
  const over = drawn("svg", { viewBox: `0 0 ${page.width} ${page.height}`, role: "group", "aria-label": say("page") + " " + page.label });
  const tip = drawn("marker", { id: "tip", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto-start-reverse" });
  tip.append(drawn("path", { d: "M0 0L8 4L0 8Z", fill: "context-stroke" }));
  const defs = drawn("defs", {});
  defs.append(tip);
  over.append(defs);
  const known = owners();
  for (const block of page.blocks) {
    if (!block.box) continue;
    const pieces = known.get(key(page.number, block.id)) || [];
    over.append(shape(page, block, pieces));
  }
  if (desk.arrows) over.append(...arrows(page));
  over.append(...marks(page));
  const thread = drawn("path", { class: "thread", d: "" });
  over.append(thread);
  grips(over, thread, page, known, acts);
  room.append(over);
  room.style.width = `${desk.zoom * 100}%`;
  light();
}
function shape(page, block, pieces) {
  const [x0, y0, x1, y1] = block.box;
  const made = drawn("rect", {
    class: `block block--${block.role}${pieces.length ? "" : " block--free"}`,
    x: x0, y: y0, width: x1 - x0, height: y1 - y0,
    fill: colour(block.article), stroke: colour(block.article), "data-block": block.id,
  });
  const title = drawn("title", {});
  title.textContent = `${block.role}: ${block.text}`;
  made.append(title);
  return made;
}
function arrows(page) {
  const boxes = new Map(page.blocks.filter((each) => each.box).map((each) => [each.id, each]));
  const made = [];
  desk.state.articles.forEach((_, article) => {
    const chain = [];
    for (const piece of desk.state.pieces) {
      if (piece.article !== article || piece.part === "caption") continue;
      for (const [number, block] of piece.blocks) {
        if (number === page.number && boxes.has(block) && chain[chain.length - 1] !== block) chain.push(block);
      }
    }
    for (let at = 1; at < chain.length; at += 1) {
      const [a0, , a1, bottom] = boxes.get(chain[at - 1]).box;
      const [b0, top, b1] = boxes.get(chain[at]).box;
      const x = (a0 + a1) / 2;
      const over = (b0 + b1) / 2;
      const bend = Math.abs(over - x) > 20 ? `C${x} ${bottom + 14} ${over} ${top - 14} ` : "L";
      made.push(drawn("path", { class: "arrow", "data-article": article, d: `M${x} ${bottom - 3}${bend}${over} ${top + 3}`, stroke: colour(article), "marker-end": "url(#tip)" }));
    }
  });
  return made;
}
function marks(page) {
  return desk.state.problems.flatMap((problem, at) => {
    if (problem.page !== page.number || !problem.box) return [];
    const [x0, y0, x1, y1] = problem.box;
    return [drawn("rect", { class: `fault fault--${problem.severity}`, x: x0 - 2, y: y0 - 2, width: x1 - x0 + 4, height: y1 - y0 + 4, "data-problem": at })];
  });
}
// Click selects; dragging one block to another puts it behind that one.
function grips(over, thread, page, known, acts) {
  let from = null;
  const at = (event) => {
    const hit = document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.classList && each.classList.contains("block"));
    const pieces = hit ? known.get(key(page.number, hit.dataset.block)) || [] : [];
    return pieces.length ? { hit, pieces } : null;
  };
  const point = (event) => {
    const place = over.createSVGPoint();
    place.x = event.clientX;
    place.y = event.clientY;
    const found = place.matrixTransform(over.getScreenCTM().inverse());
    return `${found.x} ${found.y}`;
  };
  over.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = at(event);
    if (from) {
      from.start = point(event);
      over.setPointerCapture(event.pointerId);
    }
  });
  over.addEventListener("pointermove", (event) => {
    if (from) thread.setAttribute("d", `M${from.start}L${point(event)}`);
  });
  over.addEventListener("pointerup", (event) => {
    thread.setAttribute("d", "");
    const to = at(event);
    const begun = from;
    from = null;
    if (!begun || !to) return;
    if (to.hit === begun.hit) {
      const now = begun.pieces.indexOf(desk.piece);
      acts.select(begun.pieces[(now + 1) % begun.pieces.length]);
    } else acts.drop(begun.pieces[begun.pieces.length - 1], to.pieces[to.pieces.length - 1]);
  });
  over.addEventListener("pointercancel", () => {
    from = null;
    thread.setAttribute("d", "");
  });
  over.addEventListener("dblclick", () => acts.edit());
}
// What is selected, without drawing anew.
export function light() {
  const piece = desk.state.pieces[desk.piece];
  const own = new Set((piece ? piece.blocks : []).filter(([page]) => page === desk.page).map(([, block]) => block));
  const marked = desk.mark !== null ? desk.state.pieces[desk.mark] : null;
  const other = new Set((marked ? marked.blocks : []).filter(([page]) => page === desk.page).map(([, block]) => block));
  for (const each of document.querySelectorAll(".sheet-room .block")) {
    each.classList.toggle("block--on", own.has(each.dataset.block));
    each.classList.toggle("block--marked", other.has(each.dataset.block));
  }
  for (const each of document.querySelectorAll(".sheet-room .arrow")) each.classList.toggle("arrow--on", Boolean(piece) && Number(each.dataset.article) === piece.article);
  for (const each of document.querySelectorAll(".sheet-room .fault")) each.classList.toggle("fault--on", Number(each.dataset.problem) === desk.problem);
}
export function scrollTo_(selector) {
  const frame = document.querySelector(".sheet-window");
  const hit = frame.querySelector(selector);
  if (!hit) return;
  const one = hit.getBoundingClientRect();
  const box = frame.getBoundingClientRect();
  if (one.top < box.top || one.bottom > box.bottom) frame.scrollTop += one.top - box.top - Math.max(20, (box.height - one.height) / 3);
  if (one.left < box.left || one.right > box.right) frame.scrollLeft += one.left - box.left - 40;
}
export function zoom(factor) {
  desk.zoom = factor ? Math.min(6, Math.max(1, desk.zoom * factor)) : 1;
  document.querySelector(".sheet-room").style.width = `${desk.zoom * 100}%`;
  scrollTo_(".block--on");
}
