// Reading aloud, sharing, printing. Without this file the article is all there.
"use strict";
(() => {
  const acts = document.querySelector(".acts");
  const story = document.querySelector(".story");
  if (!acts || !story) return;
  acts.hidden = false;

  // ---- what was searched for -------------------------------------------------------------------
  const { words, places, carry } = window.jumplineWords;
  if (words.length) {
    for (const part of story.querySelectorAll("h1, .kicker, .deck, .byline, .story__body p:not(.seam), .story__body h2, .story__body li, figcaption")) {
      const nodes = [];
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) nodes.push(walker.currentNode);
      const chars = nodes.flatMap((node) => [...Array(node.data.length).keys()].map((at) => [node, at]));
      const found = places(chars.map(([node, at]) => node.data[at]));
      // From the end, so that places before it stay what they are.
      for (const [start, end] of found.reverse()) {
        for (let at = end - 1; at >= start; ) {
          const node = chars[at][0];
          let first = at;
          while (first > start && chars[first - 1][0] === node) first -= 1;
          const range = document.createRange();
          range.setStart(node, chars[first][1]);
          range.setEnd(node, chars[at][1] + 1);
          if (!node.parentNode.closest("mark")) range.surroundContents(document.createElement("mark"));
          at = first - 1;
        }
      }
    }
    for (const link of document.querySelectorAll(".seen a")) carry(link);
    const first = story.querySelector("mark");
    if (first && !location.hash) first.scrollIntoView({ block: "center" });
  }

  // ---- read aloud, with the sentence marked ----------------------------------------------------
  const speak = acts.querySelector("[data-do=speak]");
  const synth = window.speechSynthesis;
  let queue = [];
  let marked = null;
  function unmark() {
    if (!marked) return;
    const parent = marked.parentNode;
    while (marked.firstChild) parent.insertBefore(marked.firstChild, marked);
    marked.remove();
    parent.normalize();
    marked = null;
  }
  // Sentences of the article's text, each with the node that holds it: [node, start, end].
  function sentences() {
    const found = [];
    const parts = story.querySelectorAll("h1, .deck, .story__body p:not(.seam), .story__body h2, .story__body li");
    for (const part of parts) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        for (const match of node.data.matchAll(/[^。！？!?；;]*[。！？!?；;]?["”’』」）)]*/g)) {
          if (match[0].trim()) found.push([node, match.index, match.index + match[0].length]);
        }
      }
    }
    return found;
  }
  function next() {
    unmark();
    const piece = queue.shift();
    if (!piece) return stop();
    const [node, start, end] = piece;
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    const text = range.toString();
    marked = document.createElement("span");
    marked.className = "spoken";
    range.surroundContents(marked);
    // The nodes behind the mark are new: those still to come are counted from its end.
    const rest = marked.nextSibling;
    queue = queue.map((each) => (each[0] === node ? [rest, each[1] - end, each[2] - end] : each));
    const after = queue;
    marked.scrollIntoView({ block: "nearest" });
    const said = new SpeechSynthesisUtterance(text);
    said.lang = story.closest("[lang]").lang || document.documentElement.lang;
    const go = () => {
      if (queue !== after || speak.getAttribute("aria-pressed") !== "true") return;
      // Unmarking joins the text again: the next pieces are counted from the joined node's start.
      const held = marked;
      const before = held && held.previousSibling ? held.previousSibling.data.length : 0;
      const length = held ? held.textContent.length : 0;
      const first = held && held.previousSibling ? held.previousSibling : held && held.firstChild;
      const tail = held ? held.nextSibling : null;
      unmark();
      queue = queue.map((each) => (each[0] === tail ? [first, each[1] + before + length, each[2] + before + length] : each));
      next();
    };
    said.onend = go;
    said.onerror = stop;
    synth.speak(said);
  }
  function stop() {
    queue = [];
    synth.cancel();
    unmark();
    speak.setAttribute("aria-pressed", "false");
  }
  if (synth) {
    speak.hidden = false;
    speak.addEventListener("click", () => {
      if (speak.getAttribute("aria-pressed") === "true") return stop();
      speak.setAttribute("aria-pressed", "true");
      queue = sentences();
      next();
    });
    window.addEventListener("pagehide", () => synth.cancel());
  }

  // ---- print, share ---------------------------------------------------------------------------
  acts.querySelector("[data-do=print]").addEventListener("click", () => window.print());
  const share = acts.querySelector("[data-do=share]");
  const told = acts.querySelector("[role=status]");
  share.addEventListener("click", async () => {
    const address = location.href.split("#")[0];
    try {
      if (navigator.share) await navigator.share({ title: document.title, url: address });
      else {
        await navigator.clipboard.writeText(address);
        told.textContent = share.dataset.done;
      }
    } catch {
      told.textContent = address;
    }
  });
})();
