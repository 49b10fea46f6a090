// Search in the static edition: the same results as a search for the words as they stand.
"use strict";
(() => {
  const place = document.querySelector("[data-lookup]");
  if (!place) return;
  const base = place.dataset.lookup;
  const say = place.dataset;
  const status = place.querySelector("[role=status]");
  const list = place.querySelector(".hits");
  const more = place.querySelector(".more");
  const held = new Map();
  const SHOWN = 20;

  // Parts are scripts that call this: it works from a disk, too, where nothing can be fetched.
  window.jumplinePart = (name, value) => held.get(name).resolve(value);
  function part(name) {
    if (!held.has(name)) {
      const entry = {};
      entry.promise = new Promise((resolve) => { entry.resolve = resolve; });
      held.set(name, entry);
      const script = document.createElement("script");
      script.src = `${base}/${name}.js`;
      script.onerror = () => entry.resolve(null);
      document.head.append(script);
    }
    return held.get(name).promise;
  }

  let simple = null;
  async function table() {
    if (simple) return;
    const told = await part("fold");
    simple = new Map([...told.from].map((char, at) => [char, told.to[at]]));
  }
  // Each character of the text with the place it came from.
  function mapped(text) {
    let plain = "";
    const places = [];
    for (let at = 0; at < text.length; at += 1) {
      const char = text[at];
      if (/[\s\u00ad\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f]/.test(char)) continue;
      for (const each of char.normalize("NFKC").toLowerCase().normalize("NFKC")) {
        if (/\s/.test(each)) continue;
        plain += simple.get(each) || each;
        places.push(at);
      }
    }
    return { plain, places };
  }

  // Words apart by spaces, phrases in quotation marks, all of them wanted; those after - are not.
  function terms(query) {
    const wanted = [];
    const unwanted = [];
    for (const match of query.matchAll(/(-?)(?:["“„「『＂]([^"”」』＂]*)["”」』＂]?|(\S+))/g)) {
      const text = mapped(match[2] === undefined ? match[3] : match[2]).plain;
      if (text) (match[1] ? unwanted : wanted).push(text);
    }
    return { wanted, unwanted };
  }
  function unpack(text) {
    let before = -1;
    return text.split(",").map((step) => (before += 1 + parseInt(step, 36)));
  }
  async function having(year, pair, parts) {
    const told = await part(`${year}/p${pair.charCodeAt(0) % parts}`);
    if (!told) return [];
    if (pair.length > 1) return told[pair] ? unpack(told[pair]) : [];
    const all = new Set();
    for (const [key, packed] of Object.entries(told)) if (key[0] === pair) unpack(packed).forEach((each) => all.add(each));
    return [...all].sort((a, b) => a - b);
  }
  async function candidates(year, term, parts) {
    const pairs = term.length < 2 ? [term] : [...Array(term.length - 1).keys()].map((at) => term.slice(at, at + 2));
    let left = null;
    for (const pair of new Set(pairs)) {
      const own = new Set(await having(year, pair, parts));
      left = left === null ? [...own] : left.filter((each) => own.has(each));
      if (!left.length) break;
    }
    return left;
  }

  function snippet(article, wanted) {
    const { plain, places } = mapped(article.text);
    const at = Math.max(0, plain.indexOf(wanted[0]));
    const start = Math.max(0, places[Math.max(0, at - 30)] || 0);
    const end = Math.min(article.text.length, (places[Math.min(places.length - 1, at + 90)] || 0) + 1);
    const made = document.createElement("p");
    made.className = "snippet";
    const own = mapped(article.text.slice(start, end));
    const marks = [];
    for (const term of wanted) {
      for (let from = own.plain.indexOf(term); from >= 0; from = own.plain.indexOf(term, from + term.length)) {
        marks.push([own.places[from], own.places[from + term.length - 1] + 1]);
      }
    }
    marks.sort((a, b) => a[0] - b[0]);
    let done = 0;
    const text = article.text.slice(start, end);
    made.append(start > 0 ? "…" : "");
    for (const [a, b] of marks) {
      if (a < done) continue;
      made.append(text.slice(done, a));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(a, b);
      made.append(mark);
      done = b;
    }
    made.append(text.slice(done), end < article.text.length ? "…" : "");
    return made;
  }
  function shown(article, wanted) {
    const item = document.createElement("li");
    const head = document.createElement("h3");
    const link = document.createElement("a");
    link.href = `${article.address}?q=${encodeURIComponent(asked)}`;
    link.textContent = article.headline;
    head.append(link);
    const facts = document.createElement("p");
    facts.className = "quiet";
    facts.textContent = [article.title, article.date, say.page.replace("{label}", article.page), article.byline].filter(Boolean).join("　");
    item.append(head, facts, snippet(article, wanted));
    return item;
  }

  let asked = "";
  async function search(query) {
    asked = query;
    await table();
    const told = await part("years");
    const { wanted, unwanted } = terms(query);
    if (!told || !wanted.length) return;
    status.textContent = say.busy;
    const hits = [];
    for (const year of Object.keys(told.years).sort().reverse()) {
      let left = null;
      for (const term of wanted) {
        const own = new Set(await candidates(year, term, told.parts));
        left = left === null ? [...own] : left.filter((each) => own.has(each));
        if (!left.length) break;
      }
      for (const number of left) {
        const texts = await part(`${year}/t${Math.floor(number / told.texts)}`);
        const article = texts && texts[number % told.texts];
        if (!article) continue;
        const lines = article.text.split("\n").map((line) => mapped(line).plain);
        const has = (term) => lines.some((line) => line.includes(term));
        if (wanted.every(has) && !unwanted.some(has)) hits.push(article);
      }
    }
    hits.sort((a, b) => (b.date || "").localeCompare(a.date || ""));
    status.textContent = say.total.replace("{count}", hits.length);
    let at = 0;
    const next = () => {
      for (const article of hits.slice(at, at + SHOWN)) list.append(shown(article, wanted));
      at += SHOWN;
      more.hidden = at >= hits.length;
    };
    more.onclick = next;
    next();
  }
  const query = new URLSearchParams(location.search).get("q") || "";
  for (const field of document.querySelectorAll("input[name=q]")) field.value = query;
  if (query.trim()) search(query);
})();
