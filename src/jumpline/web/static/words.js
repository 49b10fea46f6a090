// The words that the reader came for (?q=), found again in a text.
"use strict";
window.jumplineWords = (() => {
  const query = new URLSearchParams(location.search).get("q") || "";
  function plain(text) {
    return text.normalize("NFKC").toLowerCase();
  }
  // Quoted phrases and words; no operators, no names of fields, nothing that is not wanted.
  const words = [];
  for (const match of query.matchAll(/(-?)(?:\p{L}+[:：])?(?:["“„「『＂]([^"”」』＂]*)["”」』＂]?|([^\s()（）"“„「『＂]+))/gu)) {
    const text = plain(match[2] === undefined ? match[3] : match[2]).replace(/\s/g, "");
    if (text && !match[1] && !/^(and|or|not|与|與|或|非)$/.test(text)) words.push(text);
  }
  // Places [start, end] in an array of characters, white space apart.
  function places(chars) {
    const kept = [];
    let whole = "";
    chars.forEach((char, at) => {
      const folded = plain(char);
      if (/^\s*$/.test(folded)) return;
      for (const each of folded) kept.push(at);
      whole += folded;
    });
    const found = [];
    for (const word of words) {
      for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) {
        found.push([kept[at], kept[at + word.length - 1] + 1]);
      }
    }
    return found.sort((a, b) => a[0] - b[0]);
  }
  // Of printed text; readings above characters stand beside it.
  function texts(part) {
    const nodes = [];
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => node.parentNode.closest("rt, rp") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    });
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  }
  // The same question for the next page.
  function carry(link) {
    const address = new URL(link.getAttribute("href"), location.href);
    address.searchParams.set("q", query);
    link.setAttribute("href", address.href);
  }
  return { query, words, places, texts, carry };
})();
