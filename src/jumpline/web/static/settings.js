// In the static edition: how the reader wants to see the paper. It travels in the address.
"use strict";
(() => {
  const given = new URLSearchParams(location.search);
  const kept = ["theme", "size"].filter((name) => /^[a-z]+$/.test(given.get(name) || ""));
  for (const name of kept) document.documentElement.dataset[name] = given.get(name);
  document.addEventListener("DOMContentLoaded", () => {
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
