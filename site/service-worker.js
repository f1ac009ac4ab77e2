// Keeps the files of one build, all of them or none; the build fills in its version and what each
// file must be: the SHA-256 of its content as the host has it, and as the host may have unpacked it.
const OURS = `izhikevich ${self.registration.scope} `; // the host may have others elsewhere
const VERSION = `${OURS}@version@`;
const FILES = { "@file@": ["@sha256@"] };

self.addEventListener("install", (event) => event.waitUntil(keep()));

// A newer build takes over when no page of the older is open: a page never mixes two.
self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await ourCaches()).filter((name) => name !== VERSION);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== location.origin) return;
  event.respondWith(
    (async () => {
      const kept = await caches.match(event.request, { cacheName: VERSION, ignoreSearch: true });
      return kept ?? fetch(event.request);
    })(),
  );
});

/** Fetch and check all files, then keep them. Where one is wrong there is no new build. */
async function keep() {
  const names = Object.keys(FILES);
  const cache = await caches.open(VERSION);
  if ((await cache.keys()).length === names.length) return; // from before; perhaps it is in use
  try {
    const older = await findOlder();
    const files = await Promise.all(names.map((name) => rightFile(name, older)));
    await Promise.all(names.map((name, i) => cache.put(name, files[i])));
  } catch (error) {
    await caches.delete(VERSION);
    throw error;
  }
}

/**
 * The file, as it must be, from wherever it is: an older build that is kept, the host if it says
 * that what the browser has is current, or the host whatever the browser has.
 */
async function rightFile(name, older) {
  const tries = [
    ...(older.get(withoutBuild(name)) ?? []),
    () => fetch(name, { cache: "no-cache" }),
    () => fetch(name, { cache: "reload" }),
  ];
  for (const attempt of tries) {
    const response = await attempt().catch(() => undefined);
    const content = response?.ok && (await response.arrayBuffer().catch(() => undefined)); // it may break off
    if (!content || !FILES[name].includes(await sha256(content))) continue;
    const headers = new Headers(response.headers);
    headers.delete("Content-Encoding"); // the content is what came out of it
    headers.delete("Content-Length");
    return new Response(content, { headers });
  }
  throw new Error(`The host's ${name} is not the one of this build.`);
}

/** What is kept of older builds: how to read it, by name. */
async function findOlder() {
  const found = new Map();
  for (const cacheName of await ourCaches()) {
    const cache = await caches.open(cacheName);
    for (const request of await cache.keys()) {
      const name = withoutBuild(`./${request.url.slice(self.registration.scope.length)}`);
      found.set(name, [...(found.get(name) ?? []), () => cache.match(request)]);
    }
  }
  return found;
}

/** The name without the folder that says of which build it is. */
function withoutBuild(name) {
  return name.replace(/^\.\/build-\w+\//, "./");
}

async function ourCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}

async function sha256(content) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
