/** After the first visit the page opens without a network. Only an enhancement: nothing depends on it. */
export function keepForOffline() {
  const hosted = location.protocol.startsWith("http") && origin !== "null" && !("embeddedAssets" in globalThis);
  if (hosted && "serviceWorker" in navigator) navigator.serviceWorker.register("./service-worker.js").catch(() => {});
}

/** Delete everything that the browser keeps of the page, which may be broken, and load it from the host. */
export async function loadAfresh() {
  const scope = new URL("./", location.href).href;
  await forget(scope).catch(() => {}); // frames without an origin, for example, have nothing to forget
  const loaded = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.startsWith(scope));
  const again = (/** @type {string} */ name) => fetch(name, { cache: "reload" }).then((response) => response.blob());
  await Promise.allSettled(loaded.map(again));
  location.reload();
}

/** End the service worker, and delete what it keeps. @param {string} scope */
async function forget(scope) {
  const registrations = await navigator.serviceWorker.getRegistrations();
  await Promise.all(registrations.filter((each) => each.scope === scope).map((each) => each.unregister()));
  const names = (await caches.keys()).filter((name) => name.startsWith(`izhikevich ${scope} `));
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** The button in a notice about a failed start. */
export const AFRESH = {
  label: "Load everything again",
  press: (/** @type {HTMLButtonElement} */ button) => {
    button.disabled = true;
    loadAfresh();
  },
};
