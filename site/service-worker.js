// Keeps the files of one build; the build fills in its version and files.
const OURS = `izhikevich ${self.registration.scope} `; // the host may have others elsewhere
const VERSION = `${OURS}@version@`;
const FILES = ["@files@"];

// What the browser still keeps of the host's files may be of an older build: ask whether it changed.
const current = (file) => new Request(file, { cache: "no-cache" });

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(FILES.map(current))));
});

// A newer build takes over when no page of the older is open: a page never mixes two.
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== VERSION);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== location.origin) return;
  event.respondWith((async () => {
    const kept = await (await caches.open(VERSION)).match(event.request, { ignoreSearch: true });
    return kept ?? fetch(event.request);
  })());
});
