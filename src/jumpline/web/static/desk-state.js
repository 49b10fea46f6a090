// What the desk knows: the issue as it is now, who sits here, what is not saved yet. Every change is
// one request with a name of its own, so that sending it again after a broken line changes nothing.
const words = {};
let told = {};
export const desk = { state: null, piece: -1, problem: -1, page: 1, mark: null, arrows: true, zoom: 1 };
const listeners = [];

export function said(room) {
  told = JSON.parse(room.dataset.said);
  Object.assign(words, told.words);
  // The token comes behind the #, which no server sees; it stays in this tab.
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem("jumpline-token", given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return told;
}
export function say(name, values = {}) {
  return (words[name] || name).replace(/\{(\w+)\}/g, (_, key) => (key in values ? values[key] : ""));
}
export const token = () => sessionStorage.getItem("jumpline-token") || "";
export const keepToken = (value) => sessionStorage.setItem("jumpline-token", value);
export const author = () => localStorage.getItem("jumpline-author") || "";
export const keepAuthor = (value) => localStorage.setItem("jumpline-author", value.trim());

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
export function stageMark(each) {
  const kind = each.holds ? "holds" : each.stale ? "stale" : "open";
  const note = each.holds ? "✓" : each.stale ? `! ${say("stale")}` : "·";
  const by = each.signoff ? `${each.signoff.author} ${local(each.signoff.time)}` : say("unsigned");
  return element("li", { class: `stage stage--${kind}`, title: by }, `${say(`stage_${each.stage}`)} ${note}`);
}
export function local(time) {
  const found = new Date(time);
  return Number.isNaN(found.getTime()) ? time : found.toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
}

export const onState = (listener) => listeners.push(listener);
export function show(state) {
  const before = desk.state;
  const was = before && before.pieces[desk.piece];
  desk.state = state;
  if (was) {
    const same = (each) => each.text === was.text && each.part === was.part;
    const near = state.pieces.findIndex((each) => same(each) && each.page === was.page);
    const start = was.text.slice(0, 12);
    const like = near >= 0 ? near : state.pieces.findIndex((each) => each.text.startsWith(start) && each.page === was.page);
    desk.piece = like >= 0 ? like : Math.min(desk.piece, state.pieces.length - 1);
  }
  desk.problem = Math.min(desk.problem, state.problems.length - 1);
  for (const listener of listeners) listener(state);
}

// ---- requests -------------------------------------------------------------------------------------
async function ask(path, body) {
  const address = `${told.base}/${desk.issue.split("/").map(encodeURIComponent).join("/")}/${path}.json`;
  const options = { headers: { [told.header]: token() }, cache: "no-store" };
  if (body) {
    options.method = "POST";
    options.headers["content-type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  return fetch(address, options);
}
export async function load() {
  const answer = await ask("state");
  if (answer.status === 401) return "token";
  if (!answer.ok) return "refused";
  show(await answer.json());
  return "";
}

const status = () => document.querySelector(".desk__said");
export function tell(text, kind = "") {
  status().textContent = text;
  status().dataset.kind = kind;
}
const waiting = () => `jumpline-waiting:${desk.issue}`;
export const unsent = () => JSON.parse(localStorage.getItem(waiting()) || "null");

// What is sent stays in the browser's store until the server has said that it is kept.
export async function send(path, body, { again = false } = {}) {
  const whole = { expected: desk.state.edition, ...body };
  localStorage.setItem(waiting(), JSON.stringify({ path, body }));
  tell(say("saving"));
  let answer;
  try {
    answer = await ask(path, whole);
  } catch {
    alert_(say("offline"), path, body);
    return false;
  }
  const found = await answer.json().catch(() => ({}));
  if (answer.ok) {
    localStorage.removeItem(waiting());
    alert_("");
    show(found);
    tell(say("saved", { revision: found.revision }), "good");
    return true;
  }
  if (answer.status === 409) {
    const known = new Set(desk.state.corrections.map((each) => `${each.id} ${each.state}`));
    const fresh = found.state.corrections.filter((each) => !known.has(`${each.id} ${each.state}`));
    const who = fresh.map((each) => say("changed_by", { author: each.author, kind: say(`kind_${each.kind}`), what: each.what.slice(0, 24) }));
    show(found.state);
    alert_([say("overtaken"), ...who].join(" "), path, body);
  } else {
    localStorage.removeItem(waiting());
    alert_(say(answer.status === 401 ? "wrong_token" : "refused", { detail: found.detail || "" }));
  }
  tell("", "bad");
  return false;
}
export function alert_(text, path, body) {
  const bar = document.querySelector(".desk__alert");
  bar.hidden = !text;
  bar.replaceChildren();
  if (!text) return;
  bar.append(element("p", {}, text));
  if (path) {
    bar.append(element("button", { type: "button", "data-again": "1", onclick: () => send(path, body, { again: true }) }, say("again")));
    bar.append(element("button", { type: "button", "data-discard": "1", onclick: () => { localStorage.removeItem(waiting()); alert_(""); } }, say("discard")));
  } else bar.append(element("button", { type: "button", onclick: () => alert_("") }, say("cancel")));
}

// ---- corrections ----------------------------------------------------------------------------------
function name() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((each) => "0123456789abcdefghjkmnpqrstvwxyz"[each % 32]).join("");
}
export function correct(...made) {
  if (!author()) {
    tell(say("need_name"), "bad");
    document.querySelector("[name=who]").focus();
    return Promise.resolve(false);
  }
  const reason = document.querySelector("[name=why]").value.trim() || say("reason_default");
  const time = new Date().toISOString();
  const corrections = made.map((each) => ({ issue: desk.issue, author: author(), reason, time, id: name(), ...each }));
  return send("corrections", { corrections });
}
// The least change that makes one text the other, as a correction's place and its new text.
export function change(piece, text) {
  const chars = [...piece.text];
  const other = [...text];
  let start = 0;
  while (start < chars.length && start < other.length && chars[start] === other[start]) start += 1;
  let end = 0;
  while (end < chars.length - start && end < other.length - start && chars[chars.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  if (start === chars.length - end) {
    // Nothing is taken out: a neighbour tells the place.
    if (start > 0) start -= 1;
    else end -= 1;
  }
  return { kind: "text", at: spot(piece, start, chars.length - end), new: other.slice(start, other.length - end).join("") };
}
// The name of a part of a piece: what stands there, and 24 characters on either side.
export function spot(piece, start, end) {
  const chars = [...piece.text];
  const text = (from, to) => chars.slice(Math.max(from, 0), Math.max(to, 0)).join("");
  return { ...piece.spot, quote: text(start, end), before: text(start - 24, start), after: text(end, end + 24) };
}
// ---- drafts ---------------------------------------------------------------------------------------
const draft = (piece) => `jumpline-draft:${desk.issue}:${piece.spot.digest}:${piece.part}`;
export const keepDraft = (piece, text) => (text === piece.text ? localStorage.removeItem(draft(piece)) : localStorage.setItem(draft(piece), text));
export const draftOf = (piece) => localStorage.getItem(draft(piece));
export const dropDraft = (piece) => localStorage.removeItem(draft(piece));
