/**
 * @typedef {object} Events
 * @property {() => void} silent nothing has been heard for long: the reader may want to stop it
 * @property {() => void} heard it reports again, or has nothing left to do
 * @property {() => void} hangs it was asked to stop, and did not
 *
 * @typedef {import("./protocol.js").Request} Request
 */

const TICK = 250; // ms
const SILENCE = 2000; // ms without a sign after which the reader can stop it
const LONGEST = 20000; // ms: the same for the first answer, at most
const PING = 500; // ms without a sign after which it is pinged
const PATIENCE = 1000; // ms in which a silent worker, or the reader's code, must end once asked to
const LAST_WORD = 3000; // ms without a sign in which a run must return what it has computed so far
/** Requests to end: how long they may take. @type {Record<string, number>} */
const POLITE = { stop: LAST_WORD, stop_run: PATIENCE };
/** The page's own requests, for which no reader waits. */
const ASIDE = new Set(["ping", "speak", "end_live", ...Object.keys(POLITE)]);

/**
 * Monitors whether the worker is alive while it has something to do. Whatever it sends is a sign of
 * life, and so is its answer to a ping, which comes unless it computes without a pause.
 *
 * Time is counted in ticks of the page: a page that is throttled, sleeps or is busy itself counts as
 * little as it lives, and while it is hidden nothing at all.
 */
export class Watchdog {
  /** @type {Set<Request>} */ #open = new Set();
  /** @type {((request: Request) => Promise<any>) | null} */ #send = null;
  /** @type {ReturnType<typeof setInterval>} */ #timer;
  /** @type {number | null} */ #latest = null;
  /** @type {{left: number, code: boolean} | null} */ #stopping = null;
  #silent = 0;
  #started = 0; // ms that Python took to start: its first answer may take as long
  #answered = false;
  #pinged = false;
  #offered = false;

  /** @param {Events} events */
  constructor(events) {
    this.events = events;
    this.#timer = setInterval(() => this.#tick(), TICK);
  }

  /** The request that the worker last reported on. */
  get latest() {
    return this.#latest;
  }

  /**
   * Python runs: listen to it from now on.
   *
   * @param {(request: Request) => Promise<any>} send settles when the request is done
   * @returns {(request: Request) => void} the same, to be called in its place
   */
  watch(send) {
    this.#send = send;
    return (request) => this.#sent(request, send(request));
  }

  /** Ask whatever runs to stop; it is ended if it does not comply. */
  stop() {
    for (const { type, id } of /** @type {Iterable<any>} */ (this.#open)) {
      if (type === "ask") this.#send?.({ type: "stop", id });
      if (type === "run") this.#send?.({ type: "stop_run" });
    }
    this.#stopping = { left: PATIENCE, code: false };
  }

  /** The worker has ended. */
  leave() {
    clearInterval(this.#timer);
    this.#send = null;
  }

  /**
   * @param {Request} request
   * @param {Promise<any>} done
   */
  #sent(request, done) {
    const { type } = request;
    if (type in POLITE) this.#stopping = { left: POLITE[type], code: type === "stop_run" };
    if (ASIDE.has(type)) return;
    if (!this.#open.size) this.#silent = 0;
    this.#open.add(request);
    const over = () => {
      this.#open.delete(request);
      this.#answered = true;
      this.#hear();
    };
    done.then(over, over);
  }

  #tick() {
    if (document.hidden) return;
    if (!this.#send) {
      this.#started += TICK;
      return;
    }
    if (!this.#open.size) return;
    this.#silent += TICK;
    if (this.#silent >= PING && !this.#pinged) this.#ping();
    if (
      this.#silent >= (this.#answered ? SILENCE : Math.min(Math.max(SILENCE, this.#started), LONGEST)) &&
      !this.#offered
    ) {
      this.#offered = true;
      this.events.silent();
    }
    if (!this.#stopping || (this.#stopping.left -= TICK) > 0) return;
    this.#stopping = null;
    this.events.hangs();
  }

  #ping() {
    this.#pinged = true;
    this.#send?.({ type: "ping" }).then(
      () => {
        this.#pinged = false;
        this.#hear();
      },
      () => {},
    );
  }

  /** The worker sent an event. @param {import("./protocol.js").Event} event */
  receive(event) {
    this.#latest = "id" in event ? event.id : null;
    if (event.type !== "output") this.#hear(); // code that hangs may print
  }

  #hear() {
    this.#silent = 0;
    const code = [...this.#open].some(({ type }) => type === "run");
    if (!this.#stopping?.code || !code) this.#stopping = null;
    if (!this.#offered) return;
    this.#offered = false;
    this.events.heard();
  }
}
