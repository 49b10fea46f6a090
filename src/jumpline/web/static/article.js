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
  let sentences = null;
  let reading = 0;
  // Every sentence in an element of its own; a sentence that goes through marks has several.
  function divide() {
    const found = [];
    for (const part of story.querySelectorAll("h1, .deck, .story__body p:not(.seam), .story__body h2, .story__body li")) {
      const nodes = [];
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) nodes.push(walker.currentNode);
      for (const node of nodes) {
        const pieces = [...node.data.matchAll(/[^。！？!?；;]*[。！？!?；;]+["”’』」）)]*|[^。！？!?；;]+$/g)].map((match) => match[0]);
        if (!pieces.join("").trim()) continue;
        const held = document.createDocumentFragment();
        for (const piece of pieces) {
          const element = document.createElement("span");
          element.textContent = piece;
          held.append(element);
          if (piece.trim()) found.push(element);
        }
        node.replaceWith(held);
      }
    }
    return found;
  }
  function say(at, turn) {
    if (turn !== reading) return;
    if (at > 0) sentences[at - 1].classList.remove("spoken");
    if (at >= sentences.length) return stop();
    const sentence = sentences[at];
    sentence.classList.add("spoken");
    sentence.scrollIntoView({ block: "nearest" });
    const said = new SpeechSynthesisUtterance(sentence.textContent);
    said.lang = sentence.closest("[lang]").lang;
    said.onend = () => say(at + 1, turn);
    said.onerror = () => turn === reading && stop();
    synth.speak(said);
  }
  function stop() {
    reading += 1;
    synth.cancel();
    for (const each of sentences || []) each.classList.remove("spoken");
    speak.setAttribute("aria-pressed", "false");
  }
  if (synth) {
    speak.hidden = false;
    speak.addEventListener("click", () => {
      if (speak.getAttribute("aria-pressed") === "true") return stop();
      speak.setAttribute("aria-pressed", "true");
      sentences = sentences || divide();
      reading += 1;
      say(0, reading);
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
