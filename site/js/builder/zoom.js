import { make } from "../dom.js";
import { say } from "../language/messages.js";

/** @typedef {import("./layout.js").Point} Point */

const [LEAST, MOST] = [0.3, 2.5];
const STEP = 1.25; // of a button or a key
const WHEEL = 0.01; // of the logarithm, for each px that a wheel turns

/** How large a drawing is shown: by two fingers, buttons, keys, or the wheel with Ctrl. */
export class Zoom {
  factor = 1;

  /**
   * @param {HTMLElement} root what scrolls
   * @param {HTMLElement} field the drawing, whose upper left corner is at that of what scrolls
   * @param {{change: () => void, size: () => {width: number, height: number}}} drawing what a new factor changes; its
   *   own size, px
   */
  constructor(root, field, drawing) {
    this.root = root;
    this.field = field;
    this.drawing = drawing;
    const button = (/** @type {string} */ sign, /** @type {string} */ label, /** @type {() => void} */ onclick) =>
      make("button", { type: "button", class: "plain", onclick, title: label, "aria-label": label }, sign);
    this.out = button("−", say("Make smaller"), () => this.by(1 / STEP));
    this.in = button("+", say("Make larger"), () => this.by(STEP));
    const fit = button("⤢", say("Show all"), () => this.fit());
    this.buttons = make("div", { class: "graph-zoom" }, this.out, this.in, fit);
    root.addEventListener("wheel", (event) => this.#turn(event), { passive: false });
    root.addEventListener("touchstart", (event) => this.#pinch(event), { passive: false });
  }

  /** A point of the window in the coordinates of the drawing. @param {{clientX: number, clientY: number}} event */
  at({ clientX, clientY }) {
    const { left, top } = this.field.getBoundingClientRect();
    return { x: (clientX - left) / this.factor, y: (clientY - top) / this.factor };
  }

  /** Multiply the size; what is at a point of the window stays there. @param {number} by @param {Point} [around] */
  by(by, around = this.#middle()) {
    this.#set(this.factor * by, around, around);
  }

  /** Show all of the drawing, but no larger than it is. @param {number} [least] if that is smaller, all does not fit */
  fit(least = LEAST) {
    const { width, height } = this.drawing.size();
    const { clientWidth, clientHeight } = this.root;
    const factor = Math.min(1, clientWidth / width, clientHeight / height);
    this.#set(factor < least ? 1 : factor, this.#middle(), this.#middle());
    this.root.scrollTo(0, 0);
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether its key is one of those that change the size
   */
  press({ key }) {
    if (key === "+" || key === "=") this.by(STEP);
    else if (key === "-") this.by(1 / STEP);
    else if (key === "0") this.fit();
    else return false;
    return true;
  }

  /** @returns {Point} */
  #middle() {
    const { left, top, width, height } = this.root.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }

  /**
   * What was at one point of the window comes to another.
   *
   * @param {number} factor
   * @param {Point} from
   * @param {Point} to
   */
  #set(factor, from, to) {
    const { left, top } = this.root.getBoundingClientRect();
    const held = this.at({ clientX: from.x, clientY: from.y });
    this.factor = Math.min(Math.max(factor, LEAST), MOST);
    this.field.style.transform = this.factor === 1 ? "" : `scale(${this.factor})`;
    this.out.disabled = this.factor === LEAST;
    this.in.disabled = this.factor === MOST;
    this.drawing.change();
    this.root.scrollLeft = held.x * this.factor - (to.x - left);
    this.root.scrollTop = held.y * this.factor - (to.y - top);
  }

  /** @param {WheelEvent} event */
  #turn(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.by(Math.exp(-WHEEL * event.deltaY), { x: event.clientX, y: event.clientY });
  }

  /** Follow two fingers. @param {TouchEvent} begin */
  #pinch(begin) {
    if (begin.touches.length !== 2) return;
    begin.preventDefault();
    const ends = new AbortController();
    const { signal } = ends;
    let last = grip(begin.touches);
    const follow = (/** @type {TouchEvent} */ event) => {
      if (event.touches.length !== 2) return;
      event.preventDefault();
      const now = grip(event.touches);
      this.#set((this.factor * now.apart) / last.apart, last, now);
      last = now;
    };
    this.root.addEventListener("touchmove", follow, { passive: false, signal });
    for (const name of ["touchend", "touchcancel"]) this.root.addEventListener(name, () => ends.abort(), { signal });
  }
}

/** The middle between two fingers, and how far apart they are. @param {TouchList} touches */
function grip([a, b]) {
  return {
    x: (a.clientX + b.clientX) / 2,
    y: (a.clientY + b.clientY) / 2,
    apart: Math.max(Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), 1),
  };
}
