/** After the first visit the page opens without a network. Only an enhancement: nothing depends on it. */
export function keepForOffline() {
  const hosted = location.protocol.startsWith("http") && origin !== "null" && !("embeddedAssets" in globalThis);
  if (hosted && "serviceWorker" in navigator) navigator.serviceWorker.register("./service-worker.js").catch(() => {});
}

/** Forget all that the browser keeps of the page, which may be broken, and load it from the host. */
export async function loadAfresh() {
  try {
    const scope = new URL("./", location.href).href;
    const registrations = await navigator.serviceWorker.getRegistrations();
    await Promise.all(registrations.filter((each) => each.scope === scope).map((each) => each.unregister()));
    const names = (await caches.keys()).filter((name) => name.startsWith(`izhikevich ${scope} `));
    await Promise.all(names.map((name) => caches.delete(name)));
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith(scope));
    await Promise.all(loaded.map((name) => fetch(name, { cache: "reload" }).then((response) => response.blob()).catch(() => {})));
  } catch {
    // Frames without an origin and files on a disk have none of these.
  }
  location.reload();
}

/** What a notice of a start that failed offers. */
export const AFRESH = {
  label: "Load everything again",
  press: (/** @type {HTMLButtonElement} */ button) => {
    button.disabled = true;
    loadAfresh();
  },
};
