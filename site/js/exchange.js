import { ownAddress } from "./address.js";
import { unpack } from "./transport.js";

/**
 * @typedef {import("./types.js").State} State
 *
 * @typedef {object} Written a file
 * @property {string} filename
 * @property {string} mime
 * @property {string[]} notes what the format cannot express, and what was wrong in the state
 * @property {string | ArrayBuffer} content
 * @property {string | null} text what of it can be read
 *
 * @typedef {{state: State, words: string, notes: string[]}} Read what a text or file stands for
 *
 * @typedef {object} Call
 * @property {string} name what the worker exports
 * @property {any[]} given
 * @property {(answer: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {(text: string) => void} progress
 */

/**
 * The line to the worker for files, tables and pictures. What is asked before Python runs, or while it ends and is
 * started anew, is answered later.
 */
export class Exchange {
  /** @type {any} */ #sync = null;
  /** @type {Map<string, Call>} */ #calls = new Map();
  #count = 0;

  /** @param {import("./simulator.js").Started} started */
  connect({ worker, sync }) {
    this.#sync = sync;
    worker.addEventListener("message", (event) => this.#receive(event.data));
    for (const [id, call] of this.#calls) this.#send(id, call);
  }

  /** The worker has ended: what it hung in is not asked again. @param {import("./simulator.js").Ended} why */
  disconnect({ by, during }) {
    this.#sync = null;
    const call = by === "reader" ? this.#calls.get(String(during)) : undefined;
    if (!call) return;
    this.#calls.delete(String(during));
    call.reject(new Error("Stopped: Python did not answer."));
  }

  /**
   * A state as a file of a format.
   *
   * @param {State} state
   * @param {string} name
   * @param {Record<string, string>} [options]
   * @param {(text: string) => void} [progress] is told what is being computed for it
   * @returns {Promise<Written>}
   */
  export(state, name, options = {}, progress = () => {}) {
    return this.#call("export", [JSON.stringify(state), name, JSON.stringify(options), ownAddress()], progress);
  }

  /**
   * The numbers of a panel in a state.
   *
   * @param {State} state
   * @param {string} panel
   * @param {(text: string) => void} [progress] is told what is being computed for them
   * @returns {Promise<import("./types.js").Table[]>}
   */
  tables(state, panel, progress = () => {}) {
    return this.#call("tables", [JSON.stringify(state), panel], progress);
  }

  /**
   * A plot as SVG.
   *
   * @param {State | null} state null: of what the reader's code shows
   * @param {string} panel
   * @param {Record<string, any>} options
   * @param {(text: string) => void} [progress] is told what is being computed for it
   * @returns {Promise<string>}
   */
  picture(state, panel, options, progress = () => {}) {
    return this.#call("picture", [JSON.stringify(state), panel, JSON.stringify(options)], progress);
  }

  /**
   * The thinned curves of a plot as they are where it is zoomed.
   *
   * @param {State | null} state null: of what the reader's code shows
   * @param {string} panel
   * @param {import("./axes.js").Windows} windows
   * @returns {Promise<import("./panel.js").CloseUp[]>}
   */
  closeUp(state, panel, windows) {
    return this.#call("close_up", [JSON.stringify(state), panel, JSON.stringify(windows)], () => {});
  }

  /**
   * What a text, or the bytes of a file, stands for.
   *
   * @param {string | Uint8Array} content
   * @param {string} [filename]
   * @returns {Promise<Read>}
   */
  read(content, filename = "") {
    return this.#call("read", [content, filename], () => {});
  }

  /**
   * @param {string} name
   * @param {any[]} given
   * @param {(text: string) => void} progress
   * @returns {Promise<any>}
   */
  #call(name, given, progress) {
    return new Promise((resolve, reject) => {
      const id = `file ${++this.#count}`;
      const call = { name, given, resolve, reject, progress };
      this.#calls.set(id, call);
      this.#send(id, call);
    });
  }

  /**
   * @param {string} id
   * @param {Call} call
   */
  #send(id, { name, given }) {
    this.#sync?.[name](id, ...given);
  }

  /** @param {any} message */
  #receive(message) {
    const call = message?.kind === "izhikevich" && this.#calls.get(message.request);
    if (!call || message.event === "begun") return;
    if (message.event === "writing") {
      call.progress(message.text);
      return;
    }
    this.#calls.delete(message.request);
    if (message.event === "failed") {
      if (message.details) console.error(message.details);
      call.reject(new Error(message.text));
    } else if (message.event === "exported") {
      const { filename, mime, notes, text, buffer } = message;
      call.resolve({ filename, mime, notes, text: text ?? null, content: buffer ?? text });
    } else if (message.event === "picture") {
      call.resolve(message.text);
    } else if (message.event === "close_up") {
      call.resolve(unpack(message.header, message.buffer).curves);
    } else if (message.event === "tables") {
      call.resolve(unpack(message.header, message.buffer).tables);
    } else {
      const { state, words, notes } = message;
      call.resolve({ state, words, notes });
    }
  }
}
