// Shows something friendly when there is no way to us, and rings. Pages are never kept: they are people's own.
// VERSION and FILES are put before this by /sw.js.

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const forget = (names) => Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(forget).then(() => self.clients.claim()));
});

// What a worker fetches carries no sign that a person followed a link (Sec-Fetch-User), and bells are read by that: those
// the browser fetches itself.
const FOLLOWED = "/bells/open/";

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (new URL(request.url).pathname.startsWith(FOLLOWED)) return;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(fetch(request).catch(() => caches.match("/offline")));
  } else if (request.url.includes(`/assets/${VERSION}/`)) {
    event.respondWith(caches.match(request).then((known) => known ?? fetch(request)));
  }
});

// A push says what to show and where it leads (notifications' { title, body, url, tag }); the same news replace each other.
self.addEventListener("push", (event) => {
  const { title, body, url, tag } = event.data?.json() ?? {};
  if (title) event.waitUntil(self.registration.showNotification(title, { body, tag, data: { url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const way = new URL(event.notification.data?.url ?? "/", location.origin);
  if (way.origin === location.origin) event.waitUntil(show(way.href));
});

// In the page that is open already, if there is one, else in a new one.
async function show(address) {
  const [open] = await self.clients.matchAll({ type: "window" });
  if (!open) return self.clients.openWindow(address);
  await open.focus();
  return open.navigate(address);
}
