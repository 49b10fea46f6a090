// Keeps what was read: from the network while there is one, from the store when there is none.
"use strict";
const STORE = "jumpline-1";
const MOST = 3000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function put(request, response) {
  if (!response.ok || response.type === "opaque") return;
  const store = await caches.open(STORE);
  await store.put(request, response);
  const keys = await store.keys();
  if (keys.length > MOST) await Promise.all(keys.slice(0, keys.length - MOST).map((each) => store.delete(each)));
}

async function keep(address, deep) {
  const response = await fetch(address, { credentials: "same-origin" });
  const copy = response.clone();
  await put(new Request(address), response);
  if (!deep || !(copy.headers.get("content-type") || "").startsWith("text/html")) return;
  const text = await copy.text();
  const inside = [...text.matchAll(/<(?:img|script|link|image)\b[^>]*?\b(?:src|href)="([^"]+)"/g)].map((match) => new URL(match[1].replaceAll("&amp;", "&"), address));
  for (const each of inside) {
    if (each.origin !== self.location.origin || /\.json$/.test(each.pathname)) continue;
    if (!(await caches.match(each.href, { ignoreVary: true }))) await keep(each.href, false).catch(() => {});
  }
}

self.addEventListener("message", (event) => {
  const wanted = Array.isArray(event.data && event.data.keep) ? event.data.keep.slice(0, MOST) : [];
  event.waitUntil((async () => {
    for (const address of wanted) {
      if (new URL(address).origin === self.location.origin) await keep(address, true).catch(() => {});
    }
    for (const client of await self.clients.matchAll()) client.postMessage({ kept: wanted.length });
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  // What is at somebody's desk is neither kept nor shown from a store.
  if (/\/review(\/|\.json$|$)/.test(new URL(request.url).pathname)) return;
  event.respondWith((async () => {
    try {
      const response = await fetch(request);
      if (response.ok) event.waitUntil(put(request, response.clone()));
      return response;
    } catch (error) {
      const found = await caches.match(request, { ignoreVary: true, ignoreSearch: request.mode === "navigate" });
      if (found) return found;
      throw error;
    }
  })());
});
