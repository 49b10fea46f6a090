// An issue that was opened once can be read again without a network.
"use strict";
(() => {
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  const own = document.currentScript.dataset;
  navigator.serviceWorker.register(own.worker).then(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (own.keep !== "issue") return;
    const wanted = new Set([location.href.split("#")[0]]);
    for (const link of document.querySelectorAll("main a[href]")) {
      const address = new URL(link.href);
      address.hash = "";
      if (address.origin === location.origin && /\/(article|page)\//.test(address.pathname) && !/\.json$/.test(address.pathname)) wanted.add(address.href);
    }
    for (const image of document.querySelectorAll("main img")) wanted.add(image.src);
    active.postMessage({ keep: [...wanted] });
  }).catch(() => {});
})();
