/**
 * @typedef {object} Events
 * @property {() => void} silent nothing has been heard for long: the reader may want to stop it
 * @property {() => void} heard it speaks again, or has nothing to do any more
 * @property {() => void} hangs it was asked to stop, and did not
 *
 * @typedef {{name: string, id: number | string}} Call of a function that the worker exports
 */

const TICK = 250; // ms
const SILENCE = 2000; // ms without a sign after which the reader is offered to stop it
const LONGEST = 20000; // ms: the same for the first answer, at most
const PING = 500; // ms without a sign after which it is asked for one
const PATIENCE = 1000; // ms that what is silent, or the reader's code, has to end once it was asked to
const LAST_WORD = 3000; // ms without a sign that a run has to give what it computed so far
/** What asks for an end: how long it may take. @type {Record<string, number>} */
const POLITE = { stop: LAST_WORD, stop_code: PATIENCE };
/** Questions of the page's own, which keep no reader waiting. */
const ASIDE = new Set(["ping", "speak", ...Object.keys(POLITE)]);

/**
 * Listens whether the worker is alive while it has something to do. Whatever it sends is a sign of
 * life, and so is its answer to a ping, which comes unless it computes without a pause.
 *
 * Time is counted in ticks of the page: a page that is throttled, sleeps or is busy itself counts as
 * little as it lives, and while it is hidden nothing at all.
 */
export class Watchdog {
  /** @type {Set<Call>} */ #open = new Set();
  /** @type {any} */ #sync = null;
  /** @type {ReturnType<typeof setInterval>} */ #timer;
  /** @type {number | string | null} */ #latest = null;
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

  /** The question that the worker last said something about. */
  get latest() {
    return this.#latest;
  }

  /**
   * Python runs: listen to it from now on.
   *
   * @param {Worker} worker
   * @param {any} sync what it exports
   * @returns {any} the same, to be called in its place
   */
  watch(worker, sync) {
    worker.addEventListener("message", ({ data }) => this.#receive(data));
    this.#sync = sync;
    return new Proxy(sync, {
      get: (target, name) => (/** @type {any[]} */ ...args) => this.#called(String(name), args[0], target[name](...args)),
    });
  }

  /** Ask whatever runs to stop; it is ended if it does not. */
  stop() {
    for (const { name, id } of this.#open) {
      if (name === "request") this.#sync.stop(id);
      if (name === "run_code") this.#sync.stop_code();
    }
    this.#stopping = { left: PATIENCE, code: false };
  }

  /** The worker has ended. */
  leave() {
    clearInterval(this.#timer);
    this.#sync = null;
  }

  /**
   * @param {string} name
   * @param {any} id
   * @param {any} answer
   */
  #called(name, id, answer) {
    if (name in POLITE) this.#stopping = { left: POLITE[name], code: name === "stop_code" };
    if (ASIDE.has(name)) return answer;
    const call = { name, id };
    if (!this.#open.size) this.#silent = 0;
    this.#open.add(call);
    const over = () => {
      this.#open.delete(call);
      this.#answered = true;
      this.#hear();
    };
    answer.then(over, over);
    return answer;
  }

  #tick() {
    if (document.hidden) return;
    if (!this.#sync) {
      this.#started += TICK;
      return;
    }
    if (!this.#open.size) return;
    this.#silent += TICK;
    if (this.#silent >= PING && !this.#pinged) this.#ping();
    if (this.#silent >= (this.#answered ? SILENCE : Math.min(Math.max(SILENCE, this.#started), LONGEST)) && !this.#offered) {
      this.#offered = true;
      this.events.silent();
    }
    if (!this.#stopping || (this.#stopping.left -= TICK) > 0) return;
    this.#stopping = null;
    this.events.hangs();
  }

  #ping() {
    this.#pinged = true;
    this.#sync.ping().then(() => {
      this.#pinged = false;
      this.#hear();
    }, () => {});
  }

  /** @param {any} message */
  #receive(message) {
    if (message?.kind !== "izhikevich") return;
    this.#latest = message.request;
    if (message.event !== "output") this.#hear(); // code that hangs may print
  }

  #hear() {
    this.#silent = 0;
    const code = [...this.#open].some(({ name }) => name === "run_code");
    if (!this.#stopping?.code || !code) this.#stopping = null;
    if (!this.#offered) return;
    this.#offered = false;
    this.events.heard();
  }
}
