import { byId, make } from "../dom.js";
import { withMinus } from "../language/format.js";

/**
 * @typedef {Omit<import("../client/protocol.js").Notice, "actions" | "badge">
 *   & {actions?: Action[], badge?: string | null, buttons?: Button[]}} Notice the buttons are the page's own
 * @typedef {{label: string, press: (button: HTMLButtonElement) => void}} Button
 * @typedef {import("../client/protocol.js").Action} Action
 */

/** Notices about the display: next to the controls that they concern, above the plots, or in badges by the title. */
export class Notices {
  /** @type {Notice[]} */ #all = [];
  /** @type {Notice[]} */ #aside = [];
  #explain;
  #act;

  /**
   * @param {(notices: Notice[]) => Notice[]} explain faults of controls, next to these; returns the others
   * @param {(action: Action) => void} act
   */
  constructor(explain, act) {
    this.#explain = explain;
    this.#act = act;
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
    fade(!this.#all.length);
    if (this.#all.length) this.#show();
    else this.#explain([]); // faults of values are known immediately
  }

  /** The answer is complete. */
  settle() {
    fade(false);
    this.#show();
  }

  #show() {
    showNotices(this.#explain(this.#all), this.#act);
  }
}

/** Whether notices are those of an earlier answer. @param {boolean} on */
function fade(on) {
  for (const id of ["notices", "badges"]) byId(id).classList.toggle("stale", on);
}

/** @type {string} */ let badged = "";

/**
 * @param {Notice[]} notices
 * @param {(action: Action) => void} onAction
 */
export function showNotices(notices, onAction) {
  const plain = notices.filter(({ badge }) => !badge);
  byId("notices").replaceChildren(...plain.map((notice) => box(notice, onAction)));
  const quiet = notices.filter(({ badge }) => badge);
  const now = JSON.stringify(quiet);
  if (now === badged) return; // one that is open stays so
  badged = now;
  byId("badges").replaceChildren(...quiet.map((notice) => badge(notice, onAction)));
}

/** @param {Notice} notice @param {(action: Action) => void} onAction */
function box({ level, text, actions = [], buttons = [] }, onAction) {
  const button = (/** @type {string} */ label, /** @type {(button: HTMLButtonElement) => void} */ press) => {
    const made = make("button", { type: "button", class: "plain", onclick: () => press(made) }, label);
    return made;
  };
  return make(
    "div",
    { class: `notice ${level}` },
    make("p", {}, withMinus(text)),
    ...actions.map((one) => button(one.label, () => onAction(one))),
    ...buttons.map(({ label, press }) => button(label, press)),
  );
}

/**
 * A few words that open the notice, over the plots.
 *
 * @param {Notice} notice
 * @param {(action: Action) => void} onAction
 */
function badge(notice, onAction) {
  const element = make(
    "details",
    { class: `badge ${notice.level}` },
    make("summary", {}, notice.badge ?? ""),
    box(notice, onAction),
  );
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    element.open = false;
    element.querySelector("summary")?.focus();
  });
  // A press anywhere else closes it.
  const leave = (/** @type {PointerEvent} */ { target }) => {
    if (!element.contains(/** @type {Node} */ (target))) element.open = false;
  };
  element.addEventListener("toggle", () => {
    if (element.open) addEventListener("pointerdown", leave, true);
    else removeEventListener("pointerdown", leave, true);
  });
  return element;
}
