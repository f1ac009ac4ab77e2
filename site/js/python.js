import { unpack } from "./transport.js";

/**
 * @typedef {import("./types.js").State & {goal?: string[]}} State
 * @typedef {object} Listener
 * @property {(answer: import("./types.js").Answer, first: boolean) => void} answer
 * @property {(fraction: number, text: string) => void} progress
 * @property {(memory: number) => void} done what Python holds, bytes
 * @property {(error: {type: string, parameter: string | null, text: string, details: string}) => void} error
 */

/**
 * The line to the Python worker. Only the newest question counts: while a quick answer is being
 * computed a newer state waits (a still newer one takes its place), and as soon as it is sent the
 * worker drops what was left of the older one. So a drag never queues up.
 */
export class Python {
  /** @type {{sync: any} | null} */ #worker = null;
  /** @type {{state: State, listener: Listener} | null} */ #waiting = null;
  /** @type {{id: number, listener: Listener, begun: boolean, answered: boolean, done: boolean} | null} */ #current = null;
  #lastId = 0;

  /** @param {import("./simulator.js").Started} started */
  connect({ worker, sync }) {
    this.#worker = { sync };
    worker.addEventListener("message", (event) => this.#receive(event.data));
    this.#send();
  }

  /**
   * The worker has ended.
   *
   * @returns {{left: number | null, overtaken: boolean}} the question without its answer, and whether a newer one waits
   */
  disconnect() {
    const left = this.#current && !this.#current.done ? this.#current.id : null;
    this.#worker = null;
    this.#current = null;
    return { left, overtaken: this.#waiting !== null };
  }

  /**
   * @param {State} state
   * @param {Listener} listener
   */
  ask(state, listener) {
    this.#waiting = { state, listener };
    this.#send();
  }

  /** Let what runs end with what it has. */
  stop() {
    if (this.#current) this.#worker?.sync.stop(this.#current.id);
  }

  #send() {
    if (!this.#worker || !this.#waiting || (this.#current && !this.#current.answered)) return;
    const { state, listener } = this.#waiting;
    this.#waiting = null;
    this.#current = { id: ++this.#lastId, listener, begun: false, answered: false, done: false };
    this.#worker.sync.request(this.#current.id, JSON.stringify(state));
  }

  /** @param {any} message */
  #receive(message) {
    const current = this.#current;
    if (!current || message?.kind !== "izhikevich" || message.request !== current.id) return;
    if (message.event === "answer") {
      const answer = unpack(message.header, message.buffer);
      const first = !current.begun;
      current.begun = true;
      current.answered ||= answer.whole === true;
      current.listener.answer(answer, first);
    } else if (message.event === "progress") {
      current.answered = true; // it takes long: what is newly asked need not wait
      current.listener.progress(message.fraction, message.text);
    } else if (message.event === "error") {
      current.answered = current.done = true;
      current.listener.error(message.error);
    } else if (message.event === "done") {
      current.answered = current.done = true;
      current.listener.done(message.memory);
    }
    this.#send();
  }
}
