import { tidy } from "../plots/axes.js";
import { make } from "../dom.js";

/** @typedef {import("./session.js").Session} Session */

const TAP = 160; // ms: a shorter press of a plot is a pulse
const SLOP = 8; // px: a finger that moves further scrolls the page
const STEPS = 100; // of the level's range, by arrow keys
const TYPED = "input:not([type=range], [type=checkbox], [type=radio]), select, textarea, [contenteditable]";

/**
 * While a button is pressed, by pointer or key, the current is injected.
 *
 * @param {HTMLButtonElement} button
 * @param {Session} session
 */
export function holdBy(button, session) {
  button.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    button.setPointerCapture(event.pointerId);
    session.hold();
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture", "blur"])
    button.addEventListener(end, () => session.release());
  button.addEventListener("contextmenu", (event) => event.preventDefault()); // of a long press
  button.addEventListener("click", (event) => event.detail === 0 && session.pulse()); // by a screen reader
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    session.hold();
  });
  button.addEventListener("keyup", (event) => event.key === "Enter" && session.release());
}

/**
 * While the space bar is pressed, the current is injected, wherever the reader does not write.
 *
 * @param {Session} session
 * @returns {() => void} ends this
 */
export function holdBySpace(session) {
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.key !== " " || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    if (document.querySelector("dialog[open]") || (target instanceof Element && target.closest(TYPED))) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type === "keyup") session.release();
    else if (!event.repeat) session.hold();
  };
  const stop = () => session.release();
  addEventListener("keydown", key, true);
  addEventListener("keyup", key, true);
  addEventListener("blur", stop);
  return () => {
    removeEventListener("keydown", key, true);
    removeEventListener("keyup", key, true);
    removeEventListener("blur", stop);
  };
}

/**
 * A tap of the traces is a pulse; a longer press injects the current until it ends.
 *
 * @param {HTMLElement} layer
 * @param {Session} session
 */
export function pressOn(layer, session) {
  /** @type {{id: number, x: number, y: number, timer: ReturnType<typeof setTimeout>, holds: boolean} | null} */
  let press = null;
  const end = (/** @type {PointerEvent} */ event, /** @type {boolean} */ counts) => {
    if (!press || event.pointerId !== press.id) return;
    clearTimeout(press.timer);
    if (press.holds) session.release();
    else if (counts) session.pulse();
    press = null;
  };
  layer.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || press) return;
    const { pointerId: id, clientX: x, clientY: y } = event;
    const timer = setTimeout(() => {
      if (!press) return;
      press.holds = true;
      layer.setPointerCapture(id);
      session.hold();
    }, TAP);
    press = { id, x, y, timer, holds: false };
  });
  layer.addEventListener("pointermove", (event) => {
    if (press && !press.holds && Math.hypot(event.clientX - press.x, event.clientY - press.y) > SLOP) end(event, false);
  });
  layer.addEventListener("pointerup", (event) => end(event, true));
  layer.addEventListener("pointercancel", (event) => end(event, false));
  layer.addEventListener("contextmenu", (event) => event.preventDefault());
}

/** The line of the level in the traces, which can be dragged. */
export class LevelHandle {
  #value = 0;
  #dragged = false;
  #placed = "";

  /**
   * @param {Session} session
   * @param {string} label
   * @param {(level: number) => void} set
   */
  constructor(session, label, set) {
    this.session = session;
    this.set = set;
    this.element = make("div", { class: "live-level", role: "slider", tabindex: "0", "aria-label": label });
    this.element.addEventListener("pointerdown", (event) => this.#grab(event));
    this.element.addEventListener("pointermove", (event) => this.#drag(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"])
      this.element.addEventListener(end, () => this.#drop());
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Which trace is the level's, and its range. */
  get #place() {
    const { scope, scene } = this.session;
    if (!scope || !scene) return null;
    const trace = scene.traces.indexOf(scene.level.quantity);
    const quantity = scope.scene.quantities[scene.level.quantity];
    const along = scope.along(trace);
    return along && { ...along, box: scope.boxes[trace], quantity };
  }

  /** @param {number} value */
  show(value) {
    if (!this.#dragged) this.#value = value;
    this.place();
  }

  /** Put it where its value is. */
  place() {
    const place = this.#place;
    this.element.hidden = !place;
    if (!place) return;
    const { box, quantity, y } = place;
    const at = Math.min(Math.max(y(this.#value), box.top), box.top + box.height);
    const now = `${at} ${box.left} ${box.width} ${this.#value}`;
    if (now === this.#placed) return;
    this.#placed = now;
    this.element.style.transform = `translateY(${at}px)`;
    this.element.style.left = `${box.left}px`;
    this.element.style.width = `${box.width}px`;
    const [low, high] = quantity.range;
    for (const [name, value] of Object.entries({ valuemin: low, valuemax: high, valuenow: this.#value }))
      this.element.setAttribute(`aria-${name}`, String(value));
    this.element.setAttribute("aria-valuetext", `${this.#value} ${quantity.unit}`);
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    if (event.button !== 0) return;
    event.stopPropagation();
    this.#dragged = this.session.holdsAxes = true;
    this.element.setPointerCapture(event.pointerId);
    this.element.classList.add("dragged");
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const place = this.#dragged && this.#place;
    if (!place) return;
    event.stopPropagation();
    const parent = /** @type {HTMLElement} */ (this.element.parentElement);
    const value = place.value(event.clientY - parent.getBoundingClientRect().top);
    const [low, high] = place.quantity.range;
    this.#choose(tidy(Math.min(Math.max(value, low), high), place.quantity.range));
  }

  #drop() {
    if (!this.#dragged) return;
    this.#dragged = this.session.holdsAxes = false;
    this.element.classList.remove("dragged");
    if (this.session.scene) this.session.scope?.show(this.session.scene);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const way = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    const place = way && this.#place;
    if (!place) return;
    event.preventDefault();
    event.stopPropagation();
    const [low, high] = place.quantity.range;
    const step = ((high - low) / STEPS) * (event.shiftKey ? 10 : 1);
    this.#choose(tidy(this.#value + way * step, place.quantity.range));
  }

  /** @param {number} value */
  #choose(value) {
    if (value === this.#value) return;
    this.#value = value;
    this.place();
    this.set(value);
  }
}
