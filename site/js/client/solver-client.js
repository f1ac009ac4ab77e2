import { ownAddress } from "../state/address.js";

/**
 * @typedef {import("./protocol.js").Request} Request
 * @typedef {import("./protocol.js").Event} Event
 * @typedef {import("./protocol.js").State} State
 * @typedef {import("./protocol.js").Results} Results
 * @typedef {import("./rpc.js").Ended} Ended
 *
 * @typedef {object} Listener to the answer to a state
 * @property {(answer: import("./protocol.js").Answer, first: boolean) => void} answer
 * @property {(fraction: number, text: string) => void} progress
 * @property {(memory: number) => void} done what Python holds, bytes
 * @property {(error: import("./protocol.js").Failed) => void} error
 *
 * @typedef {object} Hears events of the reader's code
 * @property {(text: string, stream: "out" | "error") => void} output
 * @property {(shown: import("./protocol.js").Shown) => void} shown
 * @property {(problem: import("./protocol.js").Problem) => void} problem
 * @property {(why: Ended | null) => void} ended whether Python itself has ended with it
 *
 * @typedef {{id: number, listener: Listener, begun: boolean, answered: boolean, done: boolean}} Question
 * @typedef {{id: number, source: string, hears: Hears, sent: boolean}} Running
 *
 * @typedef {object} Piece
 * @property {number} id
 * @property {(frame: import("./protocol.js").LiveFrame) => void} resolve
 * @property {(error: Error) => void} reject
 *
 * @typedef {object} Call
 * @property {Request} request
 * @property {(result: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {(text: string) => void} progress
 */

const ignore = () => {};

/**
 * The page's requests to Python, and its answers. Requests made before Python runs, or while it is being
 * restarted, are answered later.
 *
 * Of states only the newest counts: while a quick answer is being computed a newer state waits (a still
 * newer one takes its place), and as soon as it is sent the worker drops the rest of the older
 * one. So a drag never queues up.
 */
export class Client {
  /** @type {((request: Request) => void) | null} */ #send = null;
  #count = 0;
  /** @type {{state: State, goal: string[], listener: Listener} | null} */ #waiting = null;
  /** @type {Question | null} */ #current = null;
  /** @type {Running | null} */ #run = null;
  /** @type {Piece | null} of the live run, requested last */ #piece = null;
  /** @type {Map<number, Call>} */ #calls = new Map();

  /** @param {() => void} giveBack ends Python, which releases its memory, and restarts it */
  constructor(giveBack) {
    this.giveBack = giveBack;
  }

  /** Python runs. @param {(request: Request) => void} send */
  connect(send) {
    this.#send = send;
    this.#sendState();
    for (const { request } of this.#calls.values()) send(request);
    this.#sendRun();
  }

  /**
   * Python has ended: the request in which it hung is not sent again.
   *
   * @param {Ended} why
   * @returns {{left: number | null, overtaken: boolean}} the question without its answer, and whether a newer one waits
   */
  disconnect(why) {
    const left = this.#current && !this.#current.done ? this.#current.id : null;
    this.#send = null;
    this.#current = null;
    if (this.#run?.sent) this.#endRun(why);
    if (why.by === "reader" && why.during !== null) {
      this.#calls.get(why.during)?.reject(new Error("Stopped: Python did not respond."));
      this.#calls.delete(why.during);
    }
    return { left, overtaken: this.#waiting !== null };
  }

  /**
   * Request the answer to a state.
   *
   * @param {State} state
   * @param {Listener} listener
   * @param {string[]} [goal] conditions of a task: the answer reports whether they are met
   */
  ask(state, listener, goal = []) {
    this.#waiting = { state, goal, listener };
    this.#sendState();
  }

  /** End the answer with what it has. */
  stop() {
    if (this.#current) this.#send?.({ type: "stop", id: this.#current.id });
  }

  /**
   * Run code, as soon as Python does.
   *
   * @param {string} source
   * @param {Hears} hears
   */
  run(source, hears) {
    this.#run = { id: this.#newId(), source, hears, sent: false };
    this.#sendRun();
  }

  /** End the code; if it does not end, the watchdog ends it with the worker: nothing else reaches it. */
  stopRun() {
    if (this.#run?.sent) this.#send?.({ type: "stop_run" });
    else this.#endRun(null);
  }

  /** The script of a state. @param {State} state */
  script(state) {
    return this.#call({ type: "script", id: this.#newId(), state });
  }

  /**
   * A state as a file of a format.
   *
   * @param {State} state
   * @param {string} format
   * @param {Record<string, string>} [options]
   * @param {(text: string) => void} [progress] receives what is being computed for it
   */
  export(state, format, options = {}, progress = ignore) {
    return this.#call({ type: "export", id: this.#newId(), state, format, options, address: ownAddress() }, progress);
  }

  /**
   * The numbers of a panel in a state.
   *
   * @param {State} state
   * @param {string} panel
   * @param {(text: string) => void} [progress] receives what is being computed for them
   */
  async tables(state, panel, progress = ignore) {
    return (await this.#call({ type: "tabulate", id: this.#newId(), state, panel }, progress)).tables;
  }

  /**
   * A plot as SVG.
   *
   * @param {Omit<import("./protocol.js").Picture, "type" | "id">} asked
   * @param {(text: string) => void} [progress] receives what is being computed for it
   */
  picture(asked, progress = ignore) {
    return this.#call({ ...asked, type: "picture", id: this.#newId() }, progress);
  }

  /**
   * Plots on one sheet.
   *
   * @param {Omit<import("./protocol.js").Compose, "type" | "id" | "address">} asked
   * @param {(text: string) => void} [progress] receives what is being computed for it
   * @returns {Promise<import("./protocol.js").Sheet>}
   */
  compose(asked, progress = ignore) {
    return this.#call({ ...asked, type: "compose", id: this.#newId(), address: ownAddress() }, progress);
  }

  /**
   * The thinned curves of a plot in its zoomed part.
   *
   * @param {State | null} state null: for a plot of the reader's code
   * @param {string} panel
   * @param {import("../plots/axes.js").Windows} windows
   */
  async closeUp(state, panel, windows) {
    return (await this.#call({ type: "closer", id: this.#newId(), state, panel, windows })).curves;
  }

  /**
   * The meaning of a text, or of the bytes of a file.
   *
   * @param {string | Uint8Array<ArrayBuffer> | File} content
   * @param {string} filename
   * @param {State} state that is shown: a parameter of it that takes files may take the content
   * @param {object} [options]
   * @param {string | null} [options.parameter] the one that is to
   * @param {string | null} [options.cell] name of the neuron to read, if there are several
   * @param {(text: string) => void} [options.progress] receives what is being read
   */
  read(content, filename, state, { parameter = null, cell = null, progress = ignore } = {}) {
    const sent = /** @type {string | Uint8Array<ArrayBuffer>} */ (content); // a file becomes bytes on its way
    return this.#call({ type: "read", id: this.#newId(), content: sent, filename, state, parameter, cell }, progress);
  }

  /** The guided tour in the text of a file. @param {string} text */
  readTour(text) {
    return this.#call({ type: "read_tour", id: this.#newId(), text });
  }

  /**
   * A guided tour as a package for learning platforms.
   *
   * @param {Omit<import("./protocol.js").MakeCourse, "type" | "id" | "explorer"> & {explorer: File}} course
   */
  makeCourse({ explorer, ...rest }) {
    const sent = /** @type {any} */ (explorer); // a file becomes bytes on its way
    return this.#call({ type: "make_course", id: this.#newId(), explorer: sent, ...rest });
  }

  /** Run a view live, or let it continue with other values. @param {State} state */
  goLive(state) {
    return this.#call({ type: "go_live", id: this.#newId(), state });
  }

  /** The last part of the live run as a state. @param {number} duration ms */
  measure(duration) {
    return this.#call({ type: "measure", id: this.#newId(), duration });
  }

  /** The shape of a distribution; null: the text is none. @param {string} text */
  law(text) {
    return this.#call({ type: "law", id: this.#newId(), text });
  }

  /** The neurons of links, as cells of a network. @param {string[]} links */
  readCells(links) {
    return this.#call({ type: "read_cells", id: this.#newId(), links });
  }

  /**
   * The next piece of the live run.
   *
   * @param {Omit<import("./protocol.js").Advance, "type" | "id">} inputs
   * @returns {Promise<import("./protocol.js").LiveFrame>}
   */
  advance(inputs) {
    return new Promise((resolve, reject) => {
      const id = this.#newId();
      this.#piece = { id, resolve, reject };
      this.#send?.({ type: "advance", id, ...inputs });
    });
  }

  endLive() {
    this.#piece = null;
    this.#send?.({ type: "end_live" });
  }

  /** Something came from Python. @param {Event} event */
  receive(event) {
    if (!("id" in event)) return;
    if (event.id === this.#current?.id) this.#answer(this.#current, event);
    else if (event.id === this.#run?.id) this.#hear(this.#run, event);
    else if (event.id === this.#piece?.id) this.#advanced(this.#piece, event);
    else this.#end(event);
  }

  /**
   * @template {keyof Results} K
   * @param {Extract<import("./protocol.js").Call, {type: K}>} request
   * @param {(text: string) => void} [progress]
   * @returns {Promise<Results[K]>}
   */
  #call(request, progress = ignore) {
    return new Promise((resolve, reject) => {
      this.#calls.set(request.id, { request, resolve, reject, progress });
      this.#send?.(request);
    });
  }

  #newId() {
    return ++this.#count;
  }

  #sendState() {
    if (!this.#send || !this.#waiting || (this.#current && !this.#current.answered)) return;
    const { state, goal, listener } = this.#waiting;
    this.#waiting = null;
    this.#current = { id: this.#newId(), listener, begun: false, answered: false, done: false };
    this.#send({ type: "ask", id: this.#current.id, state, goal });
  }

  #sendRun() {
    if (!this.#send || !this.#run || this.#run.sent) return;
    this.#run.sent = true;
    this.#send({ type: "run", id: this.#run.id, source: this.#run.source });
  }

  /** @param {Ended | null} why */
  #endRun(why) {
    const run = this.#run;
    this.#run = null;
    run?.hears.ended(why);
  }

  /**
   * @param {Question} current
   * @param {Event} event
   */
  #answer(current, event) {
    const { listener } = current;
    if (event.type === "answer") {
      const first = !current.begun;
      current.begun = true;
      current.answered ||= event.answer.whole;
      listener.answer(event.answer, first);
    } else if (event.type === "progress") {
      current.answered = true; // it takes long: new requests need not wait
      listener.progress(event.fraction, event.text);
    } else if (event.type === "failed") {
      current.answered = current.done = true;
      listener.error(event);
    } else if (event.type === "done") {
      current.answered = current.done = true;
      listener.done(event.memory);
    }
    this.#sendState();
  }

  /**
   * @param {Running} run
   * @param {Event} event
   */
  #hear({ hears }, event) {
    if (event.type === "output") hears.output(event.text, event.stream);
    else if (event.type === "shown") hears.shown(event);
    else if (event.type === "problem") hears.problem(event);
    else if (event.type === "done" && event.exhausted) this.giveBack();
    else if (event.type === "done") this.#endRun(null);
  }

  /** @param {Piece} piece @param {Event} event */
  #advanced({ resolve, reject }, event) {
    if (event.type === "frame") resolve(event.frame);
    else if (event.type === "failed") reject(new Error(event.text));
  }

  /** @param {Event & {id: number}} event */
  #end(event) {
    const call = this.#calls.get(event.id);
    if (!call) return;
    if (event.type === "progress") {
      call.progress(event.text);
      return;
    }
    if (event.type !== "returned" && event.type !== "failed") return;
    this.#calls.delete(event.id);
    if (event.type === "returned") {
      call.resolve(event.result);
    } else {
      if (event.details) console.error(event.details);
      call.reject(new Error(event.text));
    }
  }
}
