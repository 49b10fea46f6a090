// The text of a piece beside its printed lines. What is typed stays in the browser until it is saved.
import { change, correct, desk, draftOf, dropDraft, element, keepDraft, say, spot, tell } from "./desk-state.js";

const dialog = () => document.querySelector(".editor");
let piece = null;
let fields = [];

const text = () => fields.map(({ field }) => field.value).join("");
function grow(field) {
  field.rows = 1;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}
export function edit() {
  piece = desk.state.pieces[desk.piece];
  if (!piece) return tell(say("need_piece"), "bad");
  const draft = draftOf(piece);
  const rows = dialog().querySelector(".editor__rows");
  const chars = [...piece.text];
  // A draft need not fall into the lines any more.
  const lines = draft === null && piece.lines.length ? piece.lines : [{ start: 0, end: chars.length, boxes: boxes() }];
  fields = lines.map((line, at) => {
    const field = element("textarea", { rows: 1, spellcheck: "false", dir: "auto", "aria-label": `${say(`part_${piece.part}`)} ${at + 1}` });
    field.value = draft !== null ? draft : chars.slice(line.start, line.end).join("");
    field.addEventListener("input", () => {
      grow(field);
      keepDraft(piece, text());
    });
    return { field, line };
  });
  rows.replaceChildren(...fields.map(({ field, line }) => element("div", { class: "editor__row" }, ...(line.boxes || [line]).map(picture), field)));
  rows.classList.toggle("editor__rows--whole", Boolean(lines[0].boxes));
  dialog().querySelector("h2").textContent = `${say("edit")}: ${say(`part_${piece.part}`)}`;
  if (draft !== null) tell(say("draft"));
  dialog().returnValue = "";
  dialog().showModal();
  for (const { field } of fields) grow(field);
  fields[0].field.focus();
  fields[0].field.setSelectionRange(0, 0);
}
function boxes() {
  return piece.blocks.map(([page, block]) => {
    const found = desk.state.pages.find((each) => each.number === page);
    const known = found && found.blocks.find((each) => each.id === block);
    return { page, box: known ? known.box : null };
  });
}
function picture({ page: number, box }) {
  const page = desk.state.pages.find((each) => each.number === number);
  if (!box || !page || !page.picture) return null;
  const room = 3;
  const [x0, y0] = [Math.max(0, box[0] - room), Math.max(0, box[1] - room)];
  const [x1, y1] = [Math.min(page.width, box[2] + room), Math.min(page.height, box[3] + room)];
  const share = [x0 / page.width, y0 / page.height, (x1 - x0) / page.width, (y1 - y0) / page.height].map((each) => (100 * each).toFixed(3));
  const made = new Image();
  made.loading = "lazy";
  made.alt = "";
  const wide = Math.max(1, Math.min(900, Math.round((x1 - x0) * 2.5)));
  made.src = `${page.picture}/pct:${share.join(",")}/${wide},/0/default.webp`;
  if (y1 - y0 > 1.6 * (x1 - x0)) made.className = "down";
  return made;
}
// The caret as a place in the whole text as it was; -1 where something was typed before it.
function caret() {
  const now = fields.find(({ field }) => field === document.activeElement) || fields.find(({ field }) => field.dataset.last) || fields[0];
  const typed = fields.some(({ field, line }) => field.value !== [...piece.text].slice(line.start, line.end).join(""));
  return typed ? -1 : now.line.start + [...now.field.value.slice(0, now.field.selectionStart)].length;
}
async function save() {
  const wanted = text();
  const own = piece;
  if (wanted === own.text) return;
  if (await correct(change(own, wanted))) dropDraft(own);
}
async function split() {
  const at = caret();
  const own = piece;
  const chars = [...own.text];
  if (at < 0) return tell(say("save"), "bad");
  if (at <= 0 || at >= chars.length) return;
  dialog().close("split");
  await correct({ kind: "split", at: spot(own, at, Math.min(at + 40, chars.length)) });
}
export function listen() {
  const whole = dialog();
  whole.addEventListener("close", () => { if (whole.returnValue === "save") save(); else if (whole.returnValue === "cancel" && piece) dropDraft(piece); });
  whole.querySelector("[data-editor=split]").addEventListener("pointerdown", (event) => event.preventDefault());
  whole.querySelector("[data-editor=split]").addEventListener("click", split);
  whole.addEventListener("focusin", (event) => {
    if (event.target.tagName !== "TEXTAREA") return;
    for (const { field } of fields) delete field.dataset.last;
    event.target.dataset.last = "1";
  });
  whole.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      whole.close("save");
    } else if (event.altKey && (event.key === "s" || event.key === "S" || event.code === "KeyS")) {
      event.preventDefault();
      split();
    } else if (event.target.tagName === "TEXTAREA" && ["ArrowUp", "ArrowDown"].includes(event.key)) step(event);
  });
}
// The arrows go from line to line as in one text.
function step(event) {
  const at = fields.findIndex(({ field }) => field === event.target);
  const next = fields[at + (event.key === "ArrowDown" ? 1 : -1)];
  const { value, selectionStart } = event.target;
  const edge = event.key === "ArrowDown" ? !value.slice(selectionStart).includes("\n") : !value.slice(0, selectionStart).includes("\n");
  if (!next || !edge || fields.length < 2) return;
  event.preventDefault();
  next.field.focus();
  next.field.setSelectionRange(Math.min(selectionStart, next.field.value.length), Math.min(selectionStart, next.field.value.length));
}
