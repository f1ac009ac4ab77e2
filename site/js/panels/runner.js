import { byId, make } from "../dom.js";
import { Tones } from "../sound/tones.js";

/** @typedef {import("../client/protocol.js").Values} Values */

/** One for all views. @type {Tones | null} */
let shared = null;

/** The buttons that let a run go on: for a while, or "live", again and again until told otherwise. */
export class Runner {
  /** @type {Values | null} */ #values = null;
  #able = false;
  #live = false;

  /**
   * @param {import("../client/protocol.js").ViewSchema} view
   * @param {(values: Values) => void} goOn
   */
  constructor(view, goOn) {
    this.more = view.continues;
    const grows = view.parameters.find(({ name }) => name === this.more?.parameter);
    this.highest = (grows?.kind === "number" ? grows.high : null) ?? Infinity;
    this.goOn = goOn;
    this.moreButton = make(
      "button",
      { type: "button", class: "plain", onclick: () => this.#goOn() },
      this.more?.label ?? "",
    );
    this.liveButton = make(
      "button",
      {
        type: "button",
        class: "plain",
        title: "Continues until it is switched off",
        onclick: () => this.live(!this.#live),
      },
      this.more?.live ?? "",
    );
    this.root = byId("runner");
    this.root.hidden = !this.more;
    byId("player").classList.toggle("none", Boolean(this.more)); // what goes on has no time cursor
    this.tones = shared ??= new Tones();
    this.tones.load(null);
    this.root.replaceChildren(this.moreButton, this.liveButton, this.tones.element);
    this.onHide = () => {
      if (document.hidden) this.pause();
    };
    document.addEventListener("visibilitychange", this.onHide);
    this.#show();
  }

  leave() {
    this.#live = false;
    document.removeEventListener("visibilitychange", this.onHide);
  }

  /** @param {Values} values what the answer is for */
  show(values) {
    this.#values = values;
  }

  /** A run takes so long that it tells how far it is. */
  begin() {
    this.#able = false;
    this.#show();
  }

  /** The answer is complete. @returns {boolean} whether it goes on by itself */
  end() {
    this.#able = true;
    if (this.#live && this.#next() === null) this.#live = false;
    this.#show();
    if (this.#live) this.#goOn();
    return this.#live;
  }

  /** Go on no more by itself. */
  pause() {
    this.#live = false;
    this.#show();
  }

  /** Go on by itself from now on, where that is possible, or no more. @param {boolean} on */
  live(on) {
    if (on === this.#live || (on && (!this.#able || this.#next() === null))) return;
    this.#live = on;
    this.#show();
    if (on) this.#goOn();
  }

  #goOn() {
    const next = this.#next();
    if (next) this.goOn(next);
  }

  /** @returns {Values | null} what to ask for next; null at the end of what is allowed */
  #next() {
    if (!this.more || !this.#values) return null;
    const { parameter, by } = this.more;
    const next = Number(this.#values[parameter]) + by;
    return next <= this.highest ? { [parameter]: next } : null;
  }

  #show() {
    const able = this.#able && this.#next() !== null;
    this.moreButton.disabled = !able || this.#live;
    this.liveButton.disabled = !able && !this.#live;
    this.liveButton.setAttribute("aria-pressed", String(this.#live));
  }
}
