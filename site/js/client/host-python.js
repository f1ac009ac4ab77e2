import { eventOf } from "./transport.js";

/**
 * Python in the page around this one, such as a notebook's kernel, in place of the worker. The document
 * says so itself, since no link and no message may: the package writes it for its widget
 * (izhikevich/widget/page.py), whose script (js/widget/widget.js) carries requests and events.
 */
export const hostHasPython = document.documentElement.dataset.python === "host";

/** What stands for the worker: messages through a port. */
class HostWorker extends EventTarget {
  #port;
  #count = 0;
  /** @type {Map<number, () => void>} */ #open = new Map();

  /** @param {MessagePort} port */
  constructor(port) {
    super();
    this.#port = port;
    port.onmessage = ({ data }) => {
      if (data.settled === undefined) {
        this.dispatchEvent(new MessageEvent("message", { data }));
        return;
      }
      this.#open.get(data.settled)?.();
      this.#open.delete(data.settled);
    };
  }

  /**
   * Hand over a request.
   *
   * @param {string} header
   * @param {Uint8Array | File} [bytes]
   * @returns {Promise<void>} settles when it is done
   */
  receive(header, bytes) {
    return new Promise((resolve) => {
      const number = ++this.#count;
      this.#open.set(number, resolve);
      this.#port.postMessage({ number, header, bytes });
    });
  }

  terminate() {
    this.#port.postMessage({ end: true });
    this.#port.close();
  }
}

/** @returns {Promise<import("../boot/start.js").Launched>} */
export async function launchHostPython() {
  const { port1, port2 } = new MessageChannel();
  const worker = new HostWorker(port1);
  const launched = { worker, failed: new Promise(() => {}), live: false };
  worker.addEventListener("message", (event) => {
    if (eventOf(/** @type {MessageEvent} */ (event).data)?.type === "live") launched.live = true;
  });
  window.parent.postMessage({ type: "izhikevich:python" }, "*", [port2]);
  return launched;
}

/**
 * Wait until Python is ready there, which may take as long as other code runs.
 *
 * @param {import("../boot/start.js").Launched} launched
 * @returns {Promise<{worker: any, sync: any}>} the same as `pythonRuns`
 */
export async function hostPythonRuns(launched) {
  const { worker } = launched;
  while (!launched.live) await new Promise((resolve) => worker.addEventListener("message", resolve, { once: true }));
  return { worker, sync: worker };
}
