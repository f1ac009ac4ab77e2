import { byId, make } from "../dom.js";
import { withMinus } from "../language/format.js";

/**
 * @typedef {import("../client/protocol.js").Notice & {buttons?: Button[]}} Notice the buttons are the page's own
 * @typedef {{label: string, press: (button: HTMLButtonElement) => void}} Button
 * @typedef {import("../client/protocol.js").Values} Values
 */

/** Notices about the display: next to the controls that they concern, or above the plots. */
export class Notices {
  /** @type {Notice[]} */ #all = [];
  /** @type {Notice[]} */ #aside = [];
  #explain;
  #set;

  /**
   * @param {(notices: Notice[]) => Notice[]} explain faults of controls, next to these; returns the others
   * @param {(values: Values) => void} set
   */
  constructor(explain, set) {
    this.#explain = explain;
    this.#set = set;
  }

  /** Add notices to each answer until the reader changes something. @param {Notice[]} notices */
  keep(notices) {
    this.#aside = notices;
  }

  /** Add one more of these, unless it is there, and show it now. @param {Notice} notice */
  add(notice) {
    const others = (/** @type {Notice[]} */ notices) => notices.filter(({ text }) => text !== notice.text);
    this.#aside = [...others(this.#aside), notice];
    this.#all = [...others(this.#all), notice];
    this.#show();
  }

  /** Show only these. @param {Notice[]} notices */
  tell(notices) {
    this.#all = notices;
    this.#show();
  }

  /**
   * Notices that came late in an answer stay, faintly, until the next answer has come as far: so that
   * nothing flickers during a drag.
   *
   * @param {Notice[]} notices
   * @param {boolean} first whether they begin an answer
   */
  take(notices, first) {
    this.#all = first ? [...this.#aside, ...notices] : [...this.#all, ...notices];
    byId("notices").classList.toggle("stale", !this.#all.length);
    if (this.#all.length) this.#show();
    else this.#explain([]); // faults of values are known immediately
  }

  /** The answer is complete. */
  settle() {
    byId("notices").classList.remove("stale");
    this.#show();
  }

  #show() {
    showNotices(this.#explain(this.#all), this.#set);
  }
}

/**
 * @param {Notice[]} notices
 * @param {(values: Values) => void} onAction
 */
export function showNotices(notices, onAction) {
  const button = (/** @type {string} */ label, /** @type {(button: HTMLButtonElement) => void} */ press) => {
    const made = make("button", { type: "button", class: "plain", onclick: () => press(made) }, label);
    return made;
  };
  const items = notices.map(({ level, text, action, buttons = [] }) =>
    make(
      "div",
      { class: `notice ${level}` },
      make("p", {}, withMinus(text)),
      action && button(action.label, () => onAction(action.values)),
      ...buttons.map(({ label, press }) => button(label, press)),
    ),
  );
  byId("notices").replaceChildren(...items);
}
