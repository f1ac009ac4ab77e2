import { unpack } from "./transport.js";

/**
 * @typedef {import("./simulator.js").Ended} Ended
 * @typedef {import("./types.js").State} State
 *
 * @typedef {object} Shown what the code shows: in words, as a figure, or both
 * @property {string} [text]
 * @property {import("./types.js").Figure} [figure]
 * @property {State} [state] in which it can be opened
 * @property {string} [title] of that state's view
 *
 * @typedef {object} Hears
 * @property {(text: string, stream: "out" | "error") => void} output
 * @property {(shown: Shown) => void} shown
 * @property {(problem: {text: string, line?: number, details: string}) => void} problem
 * @property {(why: Ended | null) => void} ended whether Python itself has ended with it
 */

/** The line to the worker for the reader's own code. */
export class Program {
  /** @type {any} */ #sync = null;
  /** @type {{id: string, text: string, hears: Hears, sent: boolean} | null} */ #run = null;
  /** @type {Map<string, {state: State, resolve: (text: string) => void}>} */ #scripts = new Map();
  #count = 0;

  /** @param {() => void} giveBack ends the worker, which gives its memory back, and starts another */
  constructor(giveBack) {
    this.giveBack = giveBack;
  }

  /** @param {import("./simulator.js").Started} started */
  connect({ worker, sync }) {
    this.#sync = sync;
    worker.addEventListener("message", (event) => this.#receive(event.data));
    for (const [id, { state }] of this.#scripts) sync.script(id, JSON.stringify(state));
    this.#send();
  }

  /** The worker has ended. @param {Ended} why */
  disconnect(why) {
    this.#sync = null;
    if (this.#run?.sent) this.#finish(why);
    if (why.by !== "reader") return;
    this.#scripts.get(String(why.during))?.resolve("# Stopped: Python did not answer.\n");
    this.#scripts.delete(String(why.during)); // it is not asked again
  }

  /**
   * Run code, as soon as Python does.
   *
   * @param {string} text
   * @param {Hears} hears
   */
  run(text, hears) {
    this.#run = { id: `code ${++this.#count}`, text, hears, sent: false };
    this.#send();
  }

  /** End the code; if it does not, the watchdog ends it with the worker: nothing else reaches it. */
  stop() {
    if (this.#run?.sent) this.#sync.stop_code();
    else this.#finish(null);
  }

  /**
   * The script of a state.
   *
   * @param {State} state
   * @returns {Promise<string>}
   */
  script(state) {
    const id = `script ${++this.#count}`;
    return new Promise((resolve) => {
      this.#scripts.set(id, { state, resolve });
      this.#sync?.script(id, JSON.stringify(state));
    });
  }

  #send() {
    if (!this.#sync || !this.#run || this.#run.sent) return;
    this.#run.sent = true;
    this.#sync.run_code(this.#run.id, this.#run.text);
  }

  /** @param {Ended | null} why */
  #finish(why) {
    const run = this.#run;
    this.#run = null;
    run?.hears.ended(why);
  }

  /** @param {any} message */
  #receive(message) {
    if (message?.kind !== "izhikevich") return;
    if (message.event === "script") {
      this.#scripts.get(message.request)?.resolve(message.text);
      this.#scripts.delete(message.request);
    }
    const run = this.#run;
    if (!run || message.request !== run.id) return;
    if (message.event === "output") run.hears.output(message.text, message.stream);
    else if (message.event === "problem") run.hears.problem(message);
    else if (message.event === "memory") this.giveBack();
    else if (message.event === "done") this.#finish(null);
    else if (message.event === "shown") {
      const figure = message.header ? unpack(message.header, message.buffer) : undefined;
      run.hears.shown({ text: message.text, figure, state: message.state, title: message.title });
    }
  }
}
