import { launchPython, pythonRuns } from "./start.js";

/**
 * @typedef {{worker: Worker, sync: any}} Started
 *
 * @typedef {object} Events
 * @property {(started: Started) => void} live Python runs, for the first time or again
 * @property {(why: Ended) => void} ended it runs no more, and is being started anew
 * @property {(error: Error) => void} failed it could not be started
 *
 * @typedef {object} Ended
 * @property {"reader" | "memory" | "crash"} by who ended it: the page does, too, when memory ran out
 * @property {string} text what the browser says
 */

/**
 * The worker in which Python runs: launched at once, and launched anew when it crashes, runs out of
 * memory, or hangs and is told to end. It keeps nothing that the page could not ask it again.
 */
export class Simulator {
  /** @type {Promise<import("./start.js").Launched>} */ launched = launchPython();

  /** @param {Events} events */
  constructor(events) {
    this.events = events;
    this.launched.catch(() => {}); // told by `start`
  }

  /** Wait until Python runs. */
  async start() {
    const launched = this.launched;
    try {
      const started = await pythonRuns(await launched);
      if (launched !== this.launched) return; // it was ended meanwhile
      const crashed = (/** @type {any} */ error) => {
        if (launched === this.launched) this.#restart({ by: "crash", text: String(error?.message ?? error) });
      };
      started.worker.addEventListener("error", crashed);
      this.events.live({ worker: started.worker, sync: watched(started.sync, crashed) });
    } catch (error) {
      if (launched === this.launched) this.events.failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** End what hangs, or holds all memory, and start anew. @param {"reader" | "memory"} by */
  restart(by) {
    return this.#restart({ by, text: "" });
  }

  /** @param {Ended} why */
  async #restart(why) {
    const old = this.launched;
    this.events.ended(why);
    this.launched = old.then(({ worker }) => worker.terminate(), () => {}).then(launchPython);
    await this.start();
  }
}

/**
 * What the worker exports, with an ear for calls that fail: Python answers errors of its own in
 * words, so that only a broken interpreter throws.
 *
 * @param {any} sync
 * @param {(error: any) => void} crashed
 */
function watched(sync, crashed) {
  return new Proxy(sync, {
    get: (target, name) => (/** @type {any[]} */ ...args) => {
      const answer = target[name](...args);
      answer?.catch?.(crashed);
      return answer;
    },
  });
}
