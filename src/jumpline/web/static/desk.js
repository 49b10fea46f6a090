// The review desk: keys and buttons, what each does, and the way in.
import { alert_, author, correct, desk, element, keepAuthor, keepToken, load, onState, said, say, send, tell, token, unsent } from "./desk-state.js";
import { drawPage, light, scrollTo_, zoom } from "./desk-page.js";
import { drawLists, isBody, lightLists, openTab, reject, shownPieces } from "./desk-lists.js";
import { edit, listen } from "./desk-edit.js";

const room = document.querySelector(".desk");
const gate = room.querySelector(".gate");
said(room);
desk.issue = room.dataset.issue;

const piece = () => desk.state.pieces[desk.piece];
const at = (number) => desk.state.pieces[number].spot;
const need = (found, why) => {
  if (!found) tell(say(why), "bad");
  return found;
};
function show() {
  light();
  lightLists();
}
function turn(number) {
  if (!desk.state.pages.some((each) => each.number === number) || number === desk.page) return;
  desk.page = number;
  draw();
}
function draw() {
  drawPage(acts);
  drawLists(acts);
  for (const each of room.querySelectorAll(".desk__pages button")) {
    if (Number(each.value) === desk.page) each.setAttribute("aria-current", "page");
    else each.removeAttribute("aria-current");
  }
}
const own = (part) => desk.state.pieces.map((each, number) => number).filter((number) => desk.state.pieces[number].article === piece().article && (!part || isBody(desk.state.pieces[number])));

const acts = {
  select(number) {
    desk.piece = number;
    const found = piece();
    if (found && found.page !== desk.page && !found.blocks.some(([page]) => page === desk.page)) turn(found.page);
    show();
    scrollTo_(".block--on");
    tell("");
  },
  problem(number) {
    const problem = desk.state.problems[number];
    if (!problem) return;
    desk.problem = number;
    if (problem.page) turn(problem.page);
    if (problem.piece !== null) desk.piece = problem.piece;
    show();
    scrollTo_(problem.box ? ".fault--on" : ".block--on");
  },
  step(way) {
    const shown = shownPieces();
    const place = shown.indexOf(desk.piece);
    const next = shown[place < 0 ? 0 : place + way];
    if (next !== undefined) acts.select(next);
  },
  edit,
  split: edit,
  accept(number = desk.problem) {
    const problem = desk.state.problems[number];
    if (problem && problem.accept) correct({ kind: "text", ...problem.accept });
  },
  reject(number = desk.problem) {
    if (desk.state.problems[number]) reject(desk.state.problems[number]);
  },
  mark() {
    if (!need(piece(), "need_piece")) return;
    desk.mark = desk.mark === desk.piece ? null : desk.piece;
    show();
    tell(desk.mark === null ? "" : say("marked"));
  },
  // The marked piece and the selected one; without a mark, the selected one and the next.
  merge() {
    if (!need(piece() && isBody(piece()), "need_piece")) return;
    let [one, two] = [desk.mark, desk.piece];
    if (one === null) {
      const body = own(true);
      [one, two] = [desk.piece, body[body.indexOf(desk.piece) + 1]];
    }
    if (!need(two !== undefined && one !== two, "need_other")) return;
    desk.piece = one;
    correct({ kind: "join", at: at(one), other: at(two) }).then(unmark);
  },
  up: () => order(-1),
  down: () => order(1),
  move() {
    if (need(desk.mark !== null && desk.mark !== desk.piece && piece(), "need_other")) acts.drop(desk.piece, desk.mark).then(unmark);
  },
  join() {
    if (!need(desk.mark !== null && piece() && desk.state.pieces[desk.mark].article !== piece().article, "need_other")) return;
    correct({ kind: "join-articles", at: at(desk.mark), other: at(desk.piece) }).then(unmark);
  },
  link() {
    if (!need(desk.mark !== null && piece() && desk.state.pieces[desk.mark].article !== piece().article, "need_other")) return;
    correct({ kind: "jump", at: at(desk.mark), other: at(desk.piece) }).then(unmark);
  },
  begin() {
    if (!need(piece() && isBody(piece()), "need_piece")) return;
    const found = window.prompt(say("headline_of_new"), "");
    if (found !== null) correct({ kind: "split-article", at: at(desk.piece), headline: found.trim() ? [found.trim()] : [] });
  },
  retag() {
    if (need(piece() && piece().article >= 0 && piece().part !== "caption", "need_piece")) choose();
  },
  // One piece behind another one (or before it), in the same article or in another.
  drop(from, to, before = false) {
    const [one, two] = [desk.state.pieces[from], desk.state.pieces[to]];
    if (from === to || !need(one && two && isBody(one) && two.article >= 0, "need_other")) return Promise.resolve(false);
    const body = desk.state.pieces.map((each, number) => number).filter((number) => number !== from && desk.state.pieces[number].article === two.article && isBody(desk.state.pieces[number]));
    const place = isBody(two) ? body.indexOf(to) - (before ? 1 : 0) : -1;
    const after = place >= 0 ? at(body[place]) : null;
    desk.piece = from;
    if (one.article === two.article) return correct({ kind: "order", at: one.spot, ...(after ? { after } : {}) });
    const moved = { kind: "move", at: one.spot, to: two.spot, ...(after ? { after } : {}) };
    return correct(moved);
  },
  undo() {
    const last = [...desk.state.corrections].reverse().find((each) => each.state !== "undone" && each.author === author());
    if (last) send("undo", { id: last.id }).then((done) => done && tell(say("undone", { kind: say(`kind_${last.kind}`) }), "good"));
  },
  arrows() {
    desk.arrows = !desk.arrows;
    room.querySelector("[data-act=arrows]").setAttribute("aria-pressed", String(desk.arrows));
    drawPage(acts);
  },
  in: () => zoom(1.4),
  out: () => zoom(1 / 1.4),
  fit: () => zoom(0),
  help: () => room.querySelector(".keys").showModal(),
};
function unmark(done) {
  if (!done) return;
  desk.mark = null;
  show();
}
function order(way) {
  if (!need(piece() && isBody(piece()), "need_piece")) return;
  const body = own(true);
  const place = body.indexOf(desk.piece);
  const to = body[place + way];
  if (to !== undefined) acts.drop(desk.piece, to, way < 0);
}
const ROLES = ["headline", "kicker", "deck", "column", "paragraph", "subhead", "item", "table"];
function choose() {
  const dialog = room.querySelector(".chooser");
  dialog.querySelector(".chooser__list").replaceChildren(...ROLES.map((role, number) => element("button", { value: role, "aria-current": piece().part === role ? "true" : null }, say(`part_${role}`), element("kbd", { "aria-hidden": "true" }, String(number + 1)))));
  dialog.returnValue = "";
  dialog.showModal();
}
room.querySelector(".chooser").addEventListener("keydown", (event) => {
  const role = ROLES[Number(event.key) - 1];
  if (role) room.querySelector(".chooser").close(role);
});
room.querySelector(".chooser").addEventListener("close", (event) => {
  const role = event.target.returnValue;
  if (ROLES.includes(role) && role !== piece().part) correct({ kind: "role", at: at(desk.piece), role });
});

// ---- keys and buttons -------------------------------------------------------------------------------
const KEYS = {
  n: () => acts.problem(Math.min(desk.problem + 1, desk.state.problems.length - 1)),
  p: () => acts.problem(Math.max(desk.problem - 1, 0)),
  j: () => acts.step(1), k: () => acts.step(-1), ArrowDown: () => acts.step(1), ArrowUp: () => acts.step(-1),
  "[": () => page(-1), "]": () => page(1),
  e: "edit", Enter: "edit", a: "accept", r: "reject", m: "merge", s: "split", t: "retag", u: "up", d: "down",
  x: "mark", v: "move", g: "join", b: "begin", l: "link", z: "undo", o: "arrows", "+": "in", "=": "in", "-": "out", 0: "fit", "?": "help",
};
function page(way) {
  const numbers = desk.state.pages.map((each) => each.number);
  const next = numbers[numbers.indexOf(desk.page) + way];
  if (next !== undefined) turn(next);
}
document.addEventListener("keydown", (event) => {
  if (!desk.state || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog[open], [role=tab]")) return;
  if (event.key === "Enter" && event.target.closest("button, a")) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  if (typeof act === "string") acts[act]();
  else act();
});
room.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) acts[button.dataset.act]();
  const tab = event.target.closest("[role=tab]");
  if (tab) openTab(tab.id.slice(4));
});
room.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const tabs = [...room.querySelectorAll("[role=tab]")];
  const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!way) return;
  const next = tabs[(tabs.indexOf(event.target) + way + tabs.length) % tabs.length];
  openTab(next.id.slice(4));
  next.focus();
});
for (const who of room.querySelectorAll("[name=who]")) who.addEventListener("change", () => keepAuthor(who.value));

// ---- in ---------------------------------------------------------------------------------------------
onState((state) => {
  room.querySelector(".desk__rev").textContent = `r${state.revision}`;
  if (!state.pages.some((each) => each.number === desk.page) && state.pages[0]) desk.page = state.pages[0].number;
  const pages = room.querySelector(".desk__pages");
  pages.replaceChildren(...state.pages.map((each) => {
    const faults = state.problems.filter((problem) => problem.page === each.number).length;
    return element("button", { type: "button", value: each.number, onclick: () => turn(each.number) }, each.label, faults ? element("span", { class: "count" }, String(faults)) : null);
  }));
  draw();
});
async function enter() {
  const fault = token() && author() ? await load().catch(() => "offline") : "";
  const inside = Boolean(desk.state);
  gate.hidden = inside;
  room.querySelector(".desk__room").hidden = !inside;
  gate.token.value = token();
  gate.author.value = author();
  gate.querySelector("[role=alert]").textContent = fault === "token" ? say("wrong_token") : fault ? say(fault) : "";
  if (!inside) return;
  room.querySelector("[name=who]").value = author();
  listenOnce();
  const left = unsent();
  if (left) alert_(say("offline"), left.path, left.body);
  if (desk.state.problems.length) acts.problem(0);
  else {
    openTab("text");
    acts.step(1);
  }
}
let heard = false;
function listenOnce() {
  if (!heard) listen();
  heard = true;
}
gate.addEventListener("submit", (event) => {
  event.preventDefault();
  keepToken(gate.token.value.trim());
  keepAuthor(gate.author.value);
  enter();
});
room.dataset.ready = "1";
enter();
