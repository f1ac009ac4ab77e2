import { launchPython, pythonRuns } from "../boot/start.js";
import { hostHasPython, hostPythonRuns, launchHostPython } from "./host-python.js";
import { eventOf, packed } from "./transport.js";
import { Watchdog } from "./watchdog.js";

/**
 * @typedef {import("./protocol.js").Request} Request
 *
 * @typedef {object} Events
 * @property {(send: (request: Request) => void) => void} live Python runs, for the first time or again
 * @property {(event: import("./protocol.js").Event) => void} event something came from it
 * @property {(why: Ended) => void} ended it no longer runs, and is being restarted
 * @property {(error: Error) => void} failed it could not be started
 * @property {(stop: () => void) => void} silent it computes without a sign of life; how to stop it
 * @property {() => void} heard it gives signs again
 *
 * @typedef {object} Ended
 * @property {"reader" | "memory" | "crash"} by who ended it: also the page, when memory ran out
 * @property {string} text the browser's message
 * @property {number | null} during the request that it last reported on
 */

/** Where Python runs: in a worker of this page, or in the page around it. */
const [launch, runs] = hostHasPython ? [launchHostPython, hostPythonRuns] : [launchPython, pythonRuns];

/**
 * The worker in which Python runs: launched immediately, and relaunched when it crashes, runs out of
 * memory, or hangs and is stopped. It keeps nothing that the page could not request again.
 */
export class Simulator {
  /** @type {Promise<import("../boot/start.js").Launched>} */ launched = launch();

  /** @param {Events} events */
  constructor(events) {
    this.events = events;
    this.watchdog = this.#makeWatchdog();
    this.launched.catch(() => {}); // reported by `start`
  }

  /** Wait until Python runs. */
  async start() {
    const launched = this.launched;
    try {
      const { worker, sync } = await runs(await launched);
      if (launched !== this.launched) return; // it has been ended meanwhile
      const crashed = (/** @type {any} */ error) => {
        if (launched === this.launched) this.#restart("crash", String(error?.message ?? error));
      };
      worker.addEventListener("error", crashed);
      const { watchdog } = this;
      worker.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
        const event = eventOf(data);
        if (!event) return;
        watchdog.receive(event);
        this.events.event(event);
      });
      this.events.live(
        watchdog.watch((request) => {
          const received = sync.receive(...packed(request));
          received.catch(crashed); // Python answers errors of its own in words: only a broken interpreter throws
          return received;
        }),
      );
    } catch (error) {
      if (launched === this.launched) this.events.failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** It holds all memory: restart it, which releases the memory. */
  giveBack() {
    return this.#restart("memory");
  }

  /**
   * @param {Ended["by"]} by
   * @param {string} [text]
   */
  async #restart(by, text = "") {
    const old = this.launched;
    const during = this.watchdog.latest;
    this.watchdog.leave();
    this.watchdog = this.#makeWatchdog();
    this.launched = old
      .then(
        ({ worker }) => worker.terminate(),
        () => {},
      )
      .then(launch);
    this.launched.catch(() => {}); // reported by `start`
    this.events.ended({ by, text, during });
    await this.start();
  }

  #makeWatchdog() {
    return new Watchdog({
      silent: () => this.events.silent(() => this.watchdog.stop()),
      heard: () => this.events.heard(),
      hangs: () => this.#restart("reader"),
    });
  }
}
