// Shows something friendly when there is no way to us. Pages are never kept: they are people's own.
// VERSION and FILES are put before this by /sw.js.

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const forget = (names) => Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(forget).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(fetch(request).catch(() => caches.match("/offline")));
  } else if (request.url.includes(`/assets/${VERSION}/`)) {
    event.respondWith(caches.match(request).then((known) => known ?? fetch(request)));
  }
});
