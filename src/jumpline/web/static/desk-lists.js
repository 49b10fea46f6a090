// The lists beside the page: problems, pieces of text, what was changed, who has signed.
import { author, correct, desk, element, local, say, send, stageMark } from "./desk-state.js";
import { colour } from "./desk-page.js";

const panel = (name) => document.querySelector(`#panel-${name}`);
const count = (name, value) => { document.querySelector(`#tab-${name} .count`).textContent = value || ""; };
const BODY = new Set(["paragraph", "subhead", "item", "table"]);
export const isBody = (piece) => BODY.has(piece.part);

export function openTab(name) {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const on = tab.id === `tab-${name}`;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    document.querySelector(`#${tab.getAttribute("aria-controls")}`).hidden = !on;
  }
}
export function drawLists(acts) {
  problems(acts);
  pieces(acts);
  changes();
  stages();
}
function problems(acts) {
  const { problems: all, pages } = desk.state;
  count("problems", all.length);
  const labels = new Map(pages.map((page) => [page.number, page.label]));
  if (!all.length) return panel("problems").replaceChildren(element("p", { class: "quiet panel__none" }, say("problems_none")));
  const rows = all.map((problem, at) => {
    const head = element("button", { type: "button", class: "problem__go", "aria-current": at === desk.problem ? "true" : null, onclick: () => acts.problem(at) },
      element("span", { class: `severity severity--${problem.severity}` }, say(`severity.${problem.severity}`)),
      element("span", { class: "quiet" }, labels.has(problem.page) ? `${say("page")} ${labels.get(problem.page)}` : ""),
      element("span", { class: "problem__text", dir: "auto" }, problem.message),
      problem.quote ? element("q", { dir: "auto" }, problem.quote) : null,
      problem.suggestion ? element("span", { class: "problem__hint", dir: "auto" }, problem.suggestion) : null);
    const row = element("li", { class: at === desk.problem ? "problem problem--on" : "problem", "data-at": at }, head);
    const does = element("span", { class: "problem__acts" });
    if (problem.accept) does.append(element("button", { type: "button", class: "primary", onclick: () => acts.accept(at) }, say("accept"), element("kbd", { "aria-hidden": "true" }, "A")));
    does.append(element("button", { type: "button", onclick: () => acts.reject(at) }, say("reject"), element("kbd", { "aria-hidden": "true" }, "R")));
    row.append(does);
    return row;
  });
  panel("problems").replaceChildren(element("ol", {}, ...rows));
}
const here = (piece) => piece.page === desk.page || piece.blocks.some(([page]) => page === desk.page);
export function shownPieces() {
  return desk.state.pieces.map((piece, at) => at).filter((at) => here(desk.state.pieces[at]));
}
function pieces(acts) {
  const rows = [];
  let article = null;
  let list = null;
  for (const at of shownPieces()) {
    const piece = desk.state.pieces[at];
    if (list === null || piece.article !== article) {
      article = piece.article;
      const known = desk.state.articles[article];
      list = element("ol", {});
      const group = element("section", { class: "story-group" }, element("h3", { dir: "auto" }, known ? known.title || say("untitled") : say(`part_${piece.part}`)), list);
      group.style.setProperty("--own", colour(article));
      rows.push(group);
    }
    list.append(row(piece, at, acts));
  }
  count("text", rows.length);
  panel("text").replaceChildren(facts(), ...(rows.length ? rows : [element("p", { class: "quiet panel__none" }, say("nothing_here"))]));
}
// What the masthead says, to be set right.
const COUNTED = new Set(["number", "page_count"]);
let open = false;
function facts() {
  const fields = Object.entries(desk.state.facts).map(([field, value]) => {
    const input = element("input", { "data-fact": field, maxlength: "200", inputmode: COUNTED.has(field) ? "numeric" : null, autocomplete: "off" });
    input.value = value === null ? "" : String(value);
    input.addEventListener("change", () => {
      const text = input.value.trim();
      const said = !text ? null : COUNTED.has(field) && /^\d{1,9}$/.test(text) ? Number(text) : text;
      if (said !== value) correct({ kind: "metadata", field, value: said });
    });
    return element("label", {}, say(`fact_${field}`), input);
  });
  const fold = element("details", { class: "facts", open }, element("summary", {}, say("facts")), element("div", {}, ...fields));
  fold.addEventListener("toggle", () => { open = fold.open; });
  return fold;
}
function row(piece, at, acts) {
  const go = element("button", { type: "button", class: "piece__go", "aria-current": at === desk.piece ? "true" : null, onclick: () => acts.select(at), ondblclick: () => acts.edit() },
    element("span", { class: "piece__part" }, say(`part_${piece.part}`)), element("span", { class: "piece__text", dir: "auto" }, piece.text));
  const made = element("li", { class: `piece piece--${piece.part}${at === desk.piece ? " piece--on" : ""}${at === desk.mark ? " piece--marked" : ""}`, "data-piece": at, draggable: "true" }, go);
  made.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/x-jumpline-piece", String(at));
    event.dataTransfer.effectAllowed = "move";
  });
  const above = (event) => event.clientY < made.getBoundingClientRect().top + made.offsetHeight / 2;
  made.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("text/x-jumpline-piece")) return;
    event.preventDefault();
    made.classList.toggle("piece--above", above(event));
    made.classList.toggle("piece--below", !above(event));
  });
  const clear = () => made.classList.remove("piece--above", "piece--below");
  made.addEventListener("dragleave", clear);
  made.addEventListener("drop", (event) => {
    event.preventDefault();
    const before = above(event);
    clear();
    acts.drop(Number(event.dataTransfer.getData("text/x-jumpline-piece")), at, before);
  });
  return made;
}
function changes() {
  const { corrections, conflicts } = desk.state;
  count("changes", corrections.filter((each) => each.state !== "undone").length);
  if (!corrections.length) return panel("changes").replaceChildren(element("p", { class: "quiet panel__none" }, say("no_changes")));
  const names = new Map(corrections.map((each) => [each.id, each]));
  const fights = conflicts.map((each) => element("p", { class: "fight", dir: "auto" }, say("conflict", { first: (names.get(each.first) || {}).author || "", second: (names.get(each.second) || {}).author || "", what: (names.get(each.second) || {}).what || "" })));
  const rows = [...corrections].reverse().map((each) => element("li", { class: `change change--${each.state}`, "data-change": each.id },
    element("strong", {}, say(`kind_${each.kind}`)), " ",
    element("span", { class: "quiet" }, `${each.author} · ${local(each.time)} · ${say(each.state)}`),
    element("p", { dir: "auto" }, each.kind === "text" ? element("del", {}, each.what) : element("span", {}, each.what), each.new ? " → " : "", each.new ? element("ins", {}, each.kind === "role" ? say(`part_${each.new}`) : each.new) : ""),
    each.reason ? element("p", { class: "quiet", dir: "auto" }, each.reason) : null,
    each.why ? element("p", { class: "fight", dir: "auto" }, each.why) : null,
    each.state === "undone" ? null : element("button", { type: "button", onclick: () => send("undo", { id: each.id }) }, say("undo"))));
  panel("changes").replaceChildren(...fights, element("ol", {}, ...rows));
}
function stages() {
  const { signed, signoffs } = desk.state;
  count("signoff", signed.filter((each) => each.holds).length ? `${signed.filter((each) => each.holds).length}/${signed.length}` : "");
  document.querySelector(".desk__head .desk__stages").replaceChildren(...signed.map(stageMark));
  const rows = signed.map((each, at) => {
    const open = at === 0 || signed[at - 1].holds;
    const own = each.signoff;
    return element("li", { class: `sign sign--${each.holds ? "holds" : each.stale ? "stale" : "open"}` },
      element("strong", {}, say(`stage_${each.stage}`)),
      element("span", { dir: "auto" }, own ? say("signed_by", { author: own.author, time: local(own.time), revision: own.revision }) : say("unsigned"), each.stale ? ` ${say("stale")}` : ""),
      each.holds
        ? element("button", { type: "button", onclick: () => sign(each.stage, true) }, say("withdraw"))
        : element("button", { type: "button", class: "primary", disabled: !open, "data-sign": each.stage, onclick: () => sign(each.stage, false) }, say("sign", { stage: say(`stage_${each.stage}`) })));
  });
  const before = [...signoffs].reverse().map((each) => element("li", { class: "quiet", dir: "auto" }, `${say(`stage_${each.stage}`)} · ${each.withdrawn ? `${say("withdraw")} · ` : ""}${say("signed_by", { author: each.author, time: local(each.time), revision: each.revision })}`));
  panel("signoff").replaceChildren(element("ol", { class: "signs" }, ...rows), element("ol", { class: "signs__before" }, ...before));
}
function sign(stage, withdrawn) {
  if (author()) send("signoff", { stage, author: author(), withdrawn });
  else document.querySelector("[name=who]").focus();
}
// What is selected, without building the lists anew.
export function lightLists() {
  for (const each of document.querySelectorAll("[data-piece]")) {
    const on = Number(each.dataset.piece) === desk.piece;
    each.classList.toggle("piece--on", on);
    each.classList.toggle("piece--marked", Number(each.dataset.piece) === desk.mark);
    each.firstChild.toggleAttribute("aria-current", on);
    if (on) each.firstChild.setAttribute("aria-current", "true");
    if (on) near(each);
  }
  for (const each of document.querySelectorAll(".problem")) {
    const on = Number(each.dataset.at) === desk.problem;
    each.classList.toggle("problem--on", on);
    if (on) each.firstChild.setAttribute("aria-current", "true");
    else each.firstChild.removeAttribute("aria-current");
    if (on) near(each);
  }
}
function near(each) {
  const box = each.closest(".panel");
  if (box.hidden) return;
  const one = each.getBoundingClientRect();
  const room = box.getBoundingClientRect();
  if (one.top < room.top || one.bottom > room.bottom) box.scrollTop += one.top - room.top - room.height / 4;
}
export const reject = (problem) => correct({ kind: "reject", code: problem.code, quote: problem.quote });
