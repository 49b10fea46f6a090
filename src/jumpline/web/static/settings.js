// In the static edition: how the reader wants to see the paper. It travels in the address.
"use strict";
(() => {
  const given = new URLSearchParams(location.search);
  const kept = ["theme", "size", "dir"].filter((name) => /^[a-z]+$/.test(given.get(name) || ""));
  for (const name of kept) document.documentElement.dataset[name] = given.get(name);
  // Lines that run downwards; numbers of one or two digits stand upright in them.
  function vertical() {
    const reading = document.querySelector(".reading");
    const story = document.querySelector(".story");
    if (!reading || !story) return;
    reading.classList.add("reading--vertical");
    const scroll = document.createElement("div");
    scroll.className = "scroll";
    scroll.tabIndex = 0;
    story.replaceWith(scroll);
    scroll.append(story);
    const nodes = [];
    const walker = document.createTreeWalker(story, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      const parts = node.data.split(/(?<![0-9A-Za-z.,%])([0-9]{1,2})(?![0-9A-Za-z.,%])/);
      if (parts.length < 3) continue;
      const held = document.createDocumentFragment();
      parts.forEach((part, at) => {
        if (at % 2 === 0) return held.append(part);
        const upright = document.createElement("span");
        upright.className = "upright";
        upright.textContent = part;
        held.append(upright);
      });
      node.replaceWith(held);
    }
  }
  document.addEventListener("DOMContentLoaded", () => {
    if (given.get("dir") === "vertical") vertical();
    for (const link of document.querySelectorAll("a[href]")) {
      const address = new URL(link.getAttribute("href"), location.href);
      if (address.protocol !== location.protocol || address.host !== location.host || !address.pathname.endsWith(".html")) continue;
      const own = link.closest(".choice");
      for (const name of kept) if (!address.searchParams.has(name) && !(own && own.dataset.name === name)) address.searchParams.set(name, given.get(name));
      link.setAttribute("href", address.href);
    }
    for (const list of document.querySelectorAll(".choice[data-name]")) {
      const now = given.get(list.dataset.name);
      if (!now) continue;
      for (const link of list.querySelectorAll("a")) {
        link.removeAttribute("aria-current");
        if (link.dataset.value === now) link.setAttribute("aria-current", "true");
      }
    }
  });
})();
