/** After the first visit the page opens without a network. Only an enhancement: nothing depends on it. */
export function keepForOffline() {
  const hosted = location.protocol.startsWith("http") && origin !== "null" && !("embeddedAssets" in globalThis);
  if (hosted && "serviceWorker" in navigator) navigator.serviceWorker.register("./service-worker.js").catch(() => {});
}
