import { make, plain, setAttributes, setChildren, setClass, setShown, typeset } from "../dom.js";
import { withMinus } from "../language/format.js";

/**
 * @typedef {import("../panels/panel.js").Panel} Panel
 * @typedef {import("../client/protocol.js").Handle} Handle
 * @typedef {import("../client/protocol.js").Values} Values
 * @typedef {{x: number, y: number}} Shift by what a handle was moved, in the units of its axes
 * @typedef {{button: HTMLElement, bubble: HTMLElement, handle: Handle}} Grip
 */

const SLOP = 3; // px that a press may move without being a drag
const BEYOND = 48; // px that a drag may lead out of the plot: a finger that moves farther means to scroll
const SETTLED = 1000; // ms after a key, when the answer to it is there at the latest
/** @type {Record<string, ["x" | "y", number]>} */
const KEYS = { ArrowRight: ["x", 1], ArrowLeft: ["x", -1], ArrowUp: ["y", 1], ArrowDown: ["y", -1] };

/** The draggable handles of a plot, for mouse, touch or arrow keys, as its figure declares them. */
export class Handles {
  /** @type {Map<string, Grip>} */ #grips = new Map();
  /** @type {{grip: Grip, handle: Handle, by: Shift} | null} */ #moving = null; // as it was declared when it began
  /** @type {ReturnType<typeof setTimeout>} */ #timer = setTimeout(() => {});
  /** @type {Values | null} */ #next = null;

  /**
   * @param {Panel} panel
   * @param {object} events
   * @param {(values: Values) => void} events.set
   * @param {(parameter: string) => {symbol: string, unit: string}} events.about
   * @param {(parameters: string[]) => void} events.point point out what belongs to these
   * @param {(parameter: string) => boolean} events.allows whether the reader may change it
   */
  constructor(panel, events) {
    this.panel = panel;
    this.events = events;
    this.root = make("div", { class: "handles" });
    panel.canvas.append(this.root);
    panel.element.addEventListener("panel:axes", () => this.#place());
  }

  /** Update the handles on the page to match the figure and its axes. */
  #place() {
    const declared = (this.panel.figure?.handles ?? []).filter(({ sets }) =>
      Object.keys(sets).every(this.events.allows),
    );
    const gone = new Set(this.#grips.keys());
    for (const handle of declared) {
      gone.delete(handle.name);
      const grip = this.#grips.get(handle.name) ?? this.#make(handle);
      grip.handle = handle;
      this.#show(grip);
    }
    for (const name of gone) {
      const grip = this.#grips.get(name);
      if (!grip || grip === this.#moving?.grip) continue;
      grip.button.remove();
      this.#grips.delete(name);
    }
  }

  /** @param {Handle} handle @returns {Grip} */
  #make(handle) {
    const bubble = make("span", { class: "bubble", "aria-hidden": "true" });
    const way = handle.along_x ? (handle.along_y ? "both" : "x") : "y";
    const button = make(
      "div",
      { class: "handle", role: "slider", tabindex: "0", "data-handle": handle.name, "data-way": way },
      bubble,
    );
    if (way === "y") button.setAttribute("aria-orientation", "vertical");
    const grip = { button, bubble, handle };
    const point = (/** @type {boolean} */ on) => this.events.point(on ? Object.keys(grip.handle.sets) : []);
    for (const [begin, end] of [
      ["pointerenter", "pointerleave"],
      ["focus", "blur"],
    ]) {
      button.addEventListener(begin, () => point(true));
      button.addEventListener(end, () => point(false));
    }
    button.addEventListener("pointerdown", (event) => this.#grab(grip, event));
    button.addEventListener("keydown", (event) => this.#key(grip, event));
    button.addEventListener("blur", () => this.#settle());
    this.root.append(button);
    this.#grips.set(handle.name, grip);
    return grip;
  }

  /** @param {Grip} grip */
  #show(grip) {
    const moving = this.#moving?.grip === grip ? this.#moving : null;
    const { handle, by } = moving ?? { handle: grip.handle, by: { x: 0, y: 0 } };
    const scale = this.panel.scale(handle.pane);
    if (!scale) return;
    const left = handle.x === null ? scale.right : scale.x(handle.x + by.x);
    const top = handle.y === null ? scale.bottom : scale.y(handle.y + by.y);
    const { button, bubble } = grip;
    const out = left < scale.left - 1 || left > scale.right + 1 || top < scale.top - 1 || top > scale.bottom + 1;
    setShown(button, !out || moving !== null);
    button.style.left = `${left}px`;
    button.style.top = `${Math.min(Math.max(top, 0), scale.height)}px`;
    setClass(bubble, "left", left > (scale.left + scale.right) / 2);
    setClass(bubble, "below", top < 40);
    this.#say(grip, handle, by);
  }

  /**
   * @param {Grip} grip
   * @param {Handle} handle
   * @param {Shift} by
   */
  #say({ button, bubble }, handle, by) {
    const places = /** @type {const} */ (["x", "y"]).flatMap((axis) => {
      const [way, at] = [along(handle)[axis], handle[axis]];
      return way && at !== null ? [{ ...way, at: at + by[axis] }] : [];
    });
    const values = valuesOf(handle, by);
    const named = Object.entries(values).filter(([, value]) => typeof value === "number");
    const said = named.length
      ? named.map(([name, value]) => ({ ...this.events.about(name), value: plain(value) }))
      : places.map(({ at, unit }) => ({ symbol: "", unit, value: plain(at) }));
    const words = make("span");
    words.append(
      ...said.flatMap(({ symbol, unit, value }, i) => [
        i ? ", " : "",
        ...(symbol ? [typeset(symbol), " = "] : []),
        withMinus(`${value} ${unit}`),
      ]),
    );
    setChildren(bubble, [words]);
    const [{ at, low, high }] = places;
    setAttributes(button, {
      "aria-label": handle.label,
      "aria-valuenow": plain(at),
      "aria-valuetext": words.textContent ?? "",
      "aria-valuemin": low,
      "aria-valuemax": high,
    });
  }

  /**
   * @param {Grip} grip
   * @param {PointerEvent} down
   */
  #grab(grip, down) {
    const { button, handle } = grip;
    const scale = this.panel.scale(handle.pane);
    if (down.button !== 0 || !scale) return;
    down.preventDefault();
    button.focus({ preventScroll: true });
    button.setPointerCapture(down.pointerId);
    this.#settle();
    const from = { x: handle.x === null ? 0 : scale.x(handle.x), y: handle.y === null ? 0 : scale.y(handle.y) };
    const move = (/** @type {PointerEvent} */ event) => {
      const [across, downwards] = [event.clientX - down.clientX, event.clientY - down.clientY];
      if (!this.#moving && Math.hypot(across, downwards) < SLOP) return;
      if (!this.#moving) {
        this.panel.hold(true); // so that the axes do not slip away under the pointer
        button.classList.add("dragged");
        this.#moving = { grip, handle, by: { x: 0, y: 0 } };
      }
      const x = within(from.x + across, scale.left, scale.right);
      const y = within(from.y + downwards, scale.top, scale.bottom);
      this.#move({
        x: handle.along_x ? scale.fromX(x) - Number(handle.x) : 0,
        y: handle.along_y ? scale.fromY(y) - Number(handle.y) : 0,
      });
    };
    const back = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape") return;
      this.#move({ x: 0, y: 0 });
      end();
    };
    const end = () => {
      button.removeEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) button.removeEventListener(name, end);
      button.removeEventListener("keydown", back);
      button.classList.remove("dragged");
      if (!this.#moving) return;
      this.#send();
      this.#moving = null;
      this.panel.hold(false);
    };
    button.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) button.addEventListener(name, end);
    button.addEventListener("keydown", back);
  }

  /**
   * @param {Grip} grip
   * @param {KeyboardEvent} event
   */
  #key(grip, event) {
    if (!(event.key in KEYS) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (grip.button.classList.contains("dragged")) return;
    const moving = this.#moving?.grip === grip ? this.#moving : { grip, handle: grip.handle, by: { x: 0, y: 0 } };
    const [meant, sign] = KEYS[event.key];
    const axis = along(moving.handle)[meant] ? meant : meant === "x" ? "y" : "x"; // the only one it has
    const step = (along(moving.handle)[axis]?.step ?? 0) * (event.shiftKey ? 10 : 1);
    this.#moving = moving;
    this.#move({ ...moving.by, [axis]: moving.by[axis] + sign * step });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), SETTLED);
  }

  /** The keys have moved it: from now on its position is the figure's. */
  #settle() {
    clearTimeout(this.#timer);
    const grip = this.#moving?.grip;
    if (!grip || grip.button.classList.contains("dragged")) return;
    this.#send();
    this.#moving = null;
    this.#show(grip);
  }

  /** @param {Shift} by as far as it is allowed, in whole steps */
  #move(by) {
    if (!this.#moving) return;
    const { grip, handle } = this.#moving;
    this.#moving.by = { x: allowed(handle, "x", by.x), y: allowed(handle, "y", by.y) };
    this.#show(grip);
    const waits = this.#next !== null;
    this.#next = valuesOf(handle, this.#moving.by);
    if (!waits) requestAnimationFrame(() => this.#send());
  }

  #send() {
    const values = this.#next;
    this.#next = null;
    if (values) this.events.set(values);
  }
}

/**
 * @param {Handle} handle
 * @param {"x" | "y"} axis
 * @param {number} by
 */
function allowed(handle, axis, by) {
  const [way, at] = [along(handle)[axis], handle[axis]];
  if (!way || at === null) return 0;
  const { step, low, high } = way;
  return Math.min(Math.max(step * Math.round(by / step), (low ?? -Infinity) - at), (high ?? Infinity) - at);
}

/**
 * The values that a handle sets at its new position: numbers, or texts with numbers in them.
 *
 * @param {Handle} handle
 * @param {Shift} by
 * @returns {Values}
 */
function valuesOf(handle, by) {
  return Object.fromEntries(
    Object.entries(handle.sets).map(([name, parts]) => {
      const written = parts.map((part) => {
        if (typeof part === "string") return part;
        const added = part.x * by.x + part.y * by.y;
        return added ? Number((part.now + added).toPrecision(9)) : part.now;
      });
      return [name, written.length === 1 ? written[0] : written.join("")];
    }),
  );
}

/** @param {number} pixel @param {number} low @param {number} high */
function within(pixel, low, high) {
  return Math.min(Math.max(pixel, low - BEYOND), high + BEYOND);
}

/** The ways in which a handle moves. @param {Handle} handle */
function along({ along_x, along_y }) {
  return { x: along_x, y: along_y };
}
