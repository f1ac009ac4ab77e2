/**
 * The run-time environment of a learning platform: the object by which a lesson reports to it, as SCORM
 * describes. Each of its calls returns text, and leaves the number of an error behind.
 *
 * @typedef {Record<string, (...values: string[]) => string>} Api
 */

const MAX_WINDOWS = 20; // around this one, or around the one that opened it

/** How the two versions name the object and its functions. */
const NAMES = {
  scorm12: {
    object: "API",
    begin: "LMSInitialize",
    get: "LMSGetValue",
    set: "LMSSetValue",
    keep: "LMSCommit",
    end: "LMSFinish",
    error: "LMSGetLastError",
  },
  scorm2004: {
    object: "API_1484_11",
    begin: "Initialize",
    get: "GetValue",
    set: "SetValue",
    keep: "Commit",
    end: "Terminate",
    error: "GetLastError",
  },
};

/** @typedef {keyof typeof NAMES} Standard */

/** A session with a learning platform. */
export class Session {
  #open;

  /** @param {Api} api @param {Standard} standard */
  constructor(api, standard) {
    this.api = api;
    this.names = NAMES[standard];
    this.#open = this.#call("begin", "") === "true";
  }

  get isOpen() {
    return this.#open;
  }

  /** @param {string} element of the data model */
  get(element) {
    return this.#open ? this.#call("get", element) : "";
  }

  /**
   * Set elements, and have them kept.
   *
   * @param {[string, string][]} elements
   * @returns {boolean} whether all were taken
   */
  keep(elements) {
    if (!this.#open) return false;
    const taken = elements.map(([element, value]) => this.#call("set", element, value) === "true");
    return this.#call("keep", "") === "true" && taken.every(Boolean);
  }

  end() {
    if (!this.#open) return;
    this.#open = false;
    this.#call("end", "");
  }

  /** @param {"begin" | "get" | "set" | "keep" | "end"} what @param {string[]} values */
  #call(what, ...values) {
    try {
      const answer = String(this.api[this.names[what]](...values));
      const error = String(this.api[this.names.error]());
      if (answer === "false") console.warn(`${this.names[what]}(${values.join(", ")}): error ${error}`);
      return answer;
    } catch (error) {
      console.warn(error);
      return "false";
    }
  }
}

/**
 * Begin a session with the platform that shows this page; null: there is none.
 *
 * @param {Standard} standard
 * @param {Window} [own]
 */
export function begin(standard, own = window) {
  const api = around(own, standard) ?? (own.opener && around(own.opener, standard));
  if (!api) return null;
  const session = new Session(api, standard);
  return session.isOpen ? session : null;
}

/**
 * The object in a window or in one around it.
 *
 * @param {Window} first
 * @param {Standard} standard
 * @returns {Api | null}
 */
function around(first, standard) {
  let one = first;
  try {
    for (let k = 0; k < MAX_WINDOWS; k++) {
      const found = /** @type {any} */ (one)[NAMES[standard].object];
      if (found) return found;
      if (one.parent === one) break;
      one = one.parent;
    }
  } catch {
    // A window of another origin: the platform's object is not there.
  }
  return null;
}
