import { byId, setAttributes } from "../dom.js";
import { withMinus } from "../language/format.js";
import { operable, renew } from "../panels/math.js";

/**
 * @typedef {import("../client/protocol.js").NumberParameter} NumberParameter
 * @typedef {import("../client/protocol.js").MathNode} MathNode
 * @typedef {import("../client/protocol.js").Preset} Preset
 * @typedef {import("../client/protocol.js").Values} Values
 */

const LENGTH = 300; // CSS pixels of a drag over the whole range of a slider
const REACH = 24; // CSS pixels from a finger to the number that it means
const STILL = 3; // CSS pixels within which a press is no drag
const KEYS = /** @type {Record<string, number>} */ ({
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
});

/** The equations of a run, in which each number that is a parameter is a slider. */
export class LiveEquations {
  /** @type {Values} */ #values = {};
  /** @type {Preset | undefined} */ #preset;
  /** @type {{name: string, from: number, x: number, moved: boolean} | null} */ #drag = null;

  /**
   * @param {import("../client/protocol.js").ViewSchema} view
   * @param {object} events
   * @param {(values: Values) => void} events.set
   * @param {(name: string) => void} events.edit go to the field of a parameter
   * @param {(names: string[]) => void} events.point point out what belongs to these
   */
  constructor(view, events) {
    this.events = events;
    this.parameters = new Map(
      view.parameters.filter((one) => one.kind === "number").map((one) => /** @type {const} */ ([one.name, one])),
    );
    this.root = byId("live-equations");
    this.root.replaceChildren();
    this.root.hidden = !view.has_equations;
    this.root.onpointerdown = (event) => this.#begin(event);
  }

  /** @param {MathNode[]} rows */
  show(rows) {
    const { root } = this;
    const fresh = rows.map((row) => operable(row, (element, name) => this.#prepare(element, name)));
    while (root.children.length > fresh.length) root.lastChild?.remove();
    fresh.forEach((line, i) => {
      const old = root.children[i];
      if (old) renew(old, line);
      else root.append(line);
    });
    this.#tell();
  }

  /** @param {Values} values @param {Preset | undefined} preset */
  take(values, preset) {
    this.#values = values;
    this.#preset = preset;
    this.#tell();
  }

  /** @param {HTMLElement} element @param {string} name */
  #prepare(element, name) {
    element.setAttribute("role", "slider");
    element.setAttribute("tabindex", "0");
    element.addEventListener("keydown", (event) => this.#key(event, name));
    for (const type of ["pointerenter", "focus"]) element.addEventListener(type, () => this.events.point([name]));
    for (const type of ["pointerleave", "blur"])
      element.addEventListener(type, () => this.#drag || this.events.point([]));
    element.addEventListener("dblclick", () => this.events.edit(name));
  }

  /** Values for those who cannot see the numbers. */
  #tell() {
    for (const element of this.root.querySelectorAll("[data-parameter]")) {
      const name = element.getAttribute("data-parameter") ?? "";
      const parameter = this.parameters.get(name);
      const value = this.#values[name];
      if (!parameter || typeof value !== "number") continue;
      const [low, high] = this.#slider(parameter);
      const unit = this.#preset?.units[name] ?? parameter.unit;
      if (element.hasAttribute("data-fixed") !== (low === high)) element.toggleAttribute("data-fixed");
      setAttributes(element, {
        "aria-label": parameter.label,
        "aria-valuemin": low,
        "aria-valuemax": high,
        "aria-valuenow": value,
        "aria-valuetext": `${withMinus(String(value))} ${unit}`.trim(),
        "aria-disabled": low === high,
      });
    }
  }

  /** @param {NumberParameter} parameter */
  #slider(parameter) {
    return this.#preset?.sliders[parameter.name] ?? parameter.slider;
  }

  /** @param {string} name @param {number} value */
  #set(name, value) {
    const parameter = this.parameters.get(name);
    if (!parameter) return;
    const [low, high, step] = this.#slider(parameter);
    if (low === high) return;
    const onGrid = Number((Math.round(value / step) * step).toPrecision(12));
    const allowed = Math.min(Math.max(onGrid, parameter.low ?? -Infinity), parameter.high ?? Infinity);
    if (allowed === this.#values[name]) return;
    this.#values = { ...this.#values, [name]: allowed };
    this.#tell();
    this.events.set({ [name]: allowed });
  }

  /** @param {KeyboardEvent} event @param {string} name */
  #key(event, name) {
    const parameter = this.parameters.get(name);
    const value = this.#values[name];
    if (!parameter || typeof value !== "number" || event.ctrlKey || event.metaKey || event.altKey) return;
    const [low, high, step] = this.#slider(parameter);
    const to =
      event.key === "Home"
        ? low
        : event.key === "End"
          ? high
          : event.key in KEYS
            ? value + KEYS[event.key] * step * (event.shiftKey ? 10 : 1)
            : null;
    if (event.key === "Enter") this.events.edit(name);
    else if (to === null) return;
    else this.#set(name, to);
    event.preventDefault();
  }

  /** A drag begins on a number, or near one. @param {PointerEvent} event */
  #begin(event) {
    const element = event.button === 0 ? this.#nearest(event) : null;
    const name = element?.getAttribute("data-parameter") ?? "";
    const from = this.#values[name];
    const parameter = this.parameters.get(name);
    if (!element || !parameter || typeof from !== "number") return;
    const [low, high] = this.#slider(parameter);
    event.preventDefault(); // no selection of text
    element.focus({ preventScroll: true });
    const drag = { name, from, x: event.clientX, moved: false };
    this.#drag = drag;
    const { root } = this;
    root.setPointerCapture(event.pointerId);
    root.classList.add("dragging");
    root.onpointermove = ({ clientX }) => {
      const by = clientX - drag.x;
      drag.moved ||= Math.abs(by) > STILL;
      if (drag.moved) this.#set(name, from + ((high - low) * by) / LENGTH);
    };
    root.onpointerup = root.onpointercancel = () => {
      this.#drag = null;
      root.onpointermove = root.onpointerup = root.onpointercancel = null;
      root.classList.remove("dragging");
    };
  }

  /** @param {PointerEvent} event @returns {HTMLElement | null} */
  #nearest(event) {
    const reach = event.pointerType === "touch" ? REACH : 2;
    const near = [...this.root.querySelectorAll("[data-parameter]")]
      .map((element) => ({ element, away: distance(element.getBoundingClientRect(), event) }))
      .filter(({ away }) => away <= reach)
      .sort((one, other) => one.away - other.away);
    return /** @type {HTMLElement | undefined} */ (near[0]?.element) ?? null;
  }
}

/** @param {DOMRect} box @param {{clientX: number, clientY: number}} at */
function distance({ left, right, top, bottom }, { clientX, clientY }) {
  return Math.hypot(Math.max(left - clientX, 0, clientX - right), Math.max(top - clientY, 0, clientY - bottom));
}
