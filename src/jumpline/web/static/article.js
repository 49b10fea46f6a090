// Reading aloud, sharing, printing. Without this file the article is all there.
"use strict";
(() => {
  const acts = document.querySelector(".acts");
  const story = document.querySelector(".story");
  if (!acts || !story) return;
  acts.hidden = false;

  // ---- what was searched for -------------------------------------------------------------------
  const { words, places, texts, carry } = window.jumplineWords;
  if (words.length) {
    for (const part of story.querySelectorAll("h1, .kicker, .deck, .byline, .story__body p:not(.seam), .story__body h2, .story__body li, figcaption")) {
      const nodes = texts(part);
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
  // Every sentence is a list of elements: one that goes through marks or readings has several.
  function divide() {
    const found = [];
    for (const part of story.querySelectorAll("h1, .deck, .story__body p:not(.seam), .story__body h2, .story__body li")) {
      const nodes = texts(part);
      const whole = nodes.map((node) => node.data).join("");
      const ends = [...whole.matchAll(/[^。！？!?；;]*(?:[。！？!?；;]+["”’』」）)]*|$)/g)].map((match) => match.index + match[0].length);
      let at = 0;
      let next = 0;
      let sentence = [];
      for (const node of nodes) {
        const held = document.createDocumentFragment();
        const { data } = node;
        for (let from = 0; from < data.length; ) {
          while (ends[next] <= at) next += 1;
          const to = Math.min(data.length, from + ends[next] - at);
          const element = document.createElement("span");
          element.textContent = data.slice(from, to);
          held.append(element);
          sentence.push(element);
          at += to - from;
          from = to;
          if (at === ends[next]) {
            if (text(sentence).trim()) found.push(sentence);
            sentence = [];
          }
        }
        node.replaceWith(held);
      }
    }
    return found;
  }
  function text(sentence) {
    return sentence.map((each) => each.textContent).join("");
  }
  function mark(sentence, on) {
    for (const each of sentence) each.classList.toggle("spoken", on);
  }
  function say(at, turn) {
    if (turn !== reading) return;
    if (at > 0) mark(sentences[at - 1], false);
    if (at >= sentences.length) return stop();
    const sentence = sentences[at];
    mark(sentence, true);
    sentence[0].scrollIntoView({ block: "nearest" });
    const said = new SpeechSynthesisUtterance(text(sentence));
    said.lang = sentence[0].closest("[lang]").lang;
    said.onend = () => say(at + 1, turn);
    said.onerror = () => turn === reading && stop();
    synth.speak(said);
  }
  function stop() {
    reading += 1;
    synth.cancel();
    for (const each of sentences || []) mark(each, false);
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
