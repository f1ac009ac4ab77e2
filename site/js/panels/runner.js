import { byId, make } from "../dom.js";
import { Tones } from "../sound/tones.js";

/** @typedef {import("../client/protocol.js").Values} Values */

/** One for all views. @type {Tones | null} */
let shared = null;

/** The buttons that continue a run: for some time, or "live", repeatedly until stopped. */
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
        title: "Runs until it is switched off",
        onclick: () => this.live(!this.#live),
      },
      this.more?.live ?? "",
    );
    this.root = byId("runner");
    this.root.hidden = !this.more;
    byId("player").classList.toggle("unused", Boolean(this.more)); // a run that can be continued has no time cursor
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

  /** A run takes long enough to report its progress. */
  begin() {
    this.#able = false;
    this.#show();
  }

  /** The answer is complete. @returns {boolean} whether it continues by itself */
  end() {
    this.#able = true;
    if (this.#live && this.#next() === null) this.#live = false;
    this.#show();
    if (this.#live) this.#goOn();
    return this.#live;
  }

  /** Stop continuing by itself. */
  pause() {
    this.#live = false;
    this.#show();
  }

  /** Start or stop continuing by itself, if possible. @param {boolean} on */
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

  /** @returns {Values | null} the next request; null at the limit of what is allowed */
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
