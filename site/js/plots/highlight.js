import { makeSvg } from "../dom.js";

/**
 * @typedef {import("../panels/panel.js").Panel} Panel
 * @typedef {import("../client/protocol.js").Cursor} Cursor
 * @typedef {import("../client/protocol.js").Sign} Sign
 * @typedef {import("../client/protocol.js").Jumps} Jumps
 */

const REACH = 8; // px from the pointer to a spike that it means

/** Related things are highlighted together: parameters with their curves, a spike with its jump. */
export class Linked {
  /** @type {Jumps[]} */ #jumps = [];
  #jump = -1;

  /**
   * @param {Map<string, Panel>} panels
   * @param {HTMLElement} form of the controls, whose rows have the names of parameters
   */
  constructor(panels, form) {
    this.panels = panels;
    this.form = form;
    for (const [begin, end] of [
      ["pointerover", "pointerout"],
      ["focusin", "focusout"],
    ]) {
      form.addEventListener(begin, this.#enter);
      form.addEventListener(end, this.#leave);
    }
    for (const [name, { element }] of panels) {
      element.addEventListener("pointermove", (event) => this.#spikeAt(name, event));
      element.addEventListener("pointerleave", () => this.#showJump(-1));
    }
  }

  leave() {
    for (const name of ["pointerover", "focusin"]) this.form.removeEventListener(name, this.#enter);
    for (const name of ["pointerout", "focusout"]) this.form.removeEventListener(name, this.#leave);
  }

  /** Highlight the displays of these parameters. @param {string[]} names */
  point(names) {
    for (const panel of this.panels.values()) {
      const has = names.some((name) => panel.figure?.signs?.[name]);
      panel.over(has ? () => names.map((name) => paintSign(panel, panel.figure?.signs?.[name])) : null, "signs");
    }
    for (const row of this.form.querySelectorAll("[data-parameter]")) {
      row.classList.toggle("marked", names.includes(/** @type {HTMLElement} */ (row).dataset.parameter ?? ""));
    }
  }

  /** @param {Cursor | null} cursor of a new run */
  load(cursor) {
    this.#jumps = cursor?.jumps ?? [];
    this.#showJump(-1);
  }

  #enter = (/** @type {Event} */ event) => {
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-parameter]"));
    if (row?.dataset.parameter) this.point([row.dataset.parameter]);
  };

  #leave = () => this.point([]);

  /**
   * @param {string} name
   * @param {PointerEvent} event
   */
  #spikeAt(name, event) {
    const jumps = this.#jumps.find(({ panel }) => panel === name);
    const panel = this.panels.get(name);
    const scale = jumps && panel?.scale();
    if (!jumps || !panel || !scale || event.buttons) return;
    const box = panel.plot.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    let least = REACH;
    let nearest = -1;
    for (let i = 0; i < jumps.x.length; i++) {
      const [from, to] = [
        { x: scale.x(jumps.x[i]), y: scale.y(jumps.y[i]) },
        { x: scale.x(jumps.to_x[i]), y: scale.y(jumps.to_y[i]) },
      ];
      const away = distance(at, from, to);
      if (away < least) [least, nearest] = [away, i];
    }
    this.#showJump(nearest);
  }

  /** @param {number} index -1: none */
  #showJump(index) {
    if (index === this.#jump) return;
    this.#jump = index;
    for (const jumps of this.#jumps.length ? this.#jumps : [...this.panels.keys()].map((panel) => ({ panel, x: [] }))) {
      const panel = this.panels.get(jumps.panel);
      panel?.over(index < 0 ? null : () => [paintJump(panel, /** @type {Jumps} */ (jumps), index)], "jump");
    }
  }
}

/**
 * @param {Panel} panel
 * @param {Sign | undefined} sign
 */
function paintSign(panel, sign) {
  const scale = sign && panel.scale(sign.pane);
  if (!sign || !scale) return null;
  const { left, right, top, bottom } = scale;
  /** @type {[number, number][]} */ let points = [];
  if (sign.trace) {
    const trace = panel.curve(sign.trace);
    if (!trace) return null;
    const stepped = trace.line?.shape === "hv";
    for (let i = 0; i < trace.x.length; i++) {
      if (stepped && i) points.push([scale.x(trace.x[i]), scale.y(trace.y[i - 1])]);
      points.push([scale.x(trace.x[i]), scale.y(trace.y[i])]);
    }
  } else if (Array.isArray(sign.x) && Array.isArray(sign.y)) {
    const [xs, ys] = [sign.x, sign.y];
    points = xs.map((x, i) => [scale.x(x), scale.y(ys[i])]);
  } else if (typeof sign.x === "number") {
    points = [
      [scale.x(sign.x), top],
      [scale.x(sign.x), bottom],
    ];
  } else if (typeof sign.y === "number") {
    points = [
      [left, scale.y(sign.y)],
      [right, scale.y(sign.y)],
    ];
  }
  const frame = { x: left, y: top - 2, width: right - left, height: bottom - top + 4 };
  const path = points
    .map(([x, y], i) =>
      Number.isFinite(x + y)
        ? `${i && Number.isFinite(points[i - 1][0] + points[i - 1][1]) ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`
        : "",
    )
    .join("");
  return makeSvg(
    "svg",
    { ...frame, viewBox: Object.values(frame).join(" "), overflow: "hidden" },
    makeSvg("path", { class: "curve", d: path }),
  );
}

/**
 * @param {Panel} panel
 * @param {Jumps} jumps
 * @param {number} i
 */
function paintJump(panel, jumps, i) {
  const scale = panel.scale();
  if (!scale || i >= jumps.x.length) return null;
  const [x1, y1, x2, y2] = [scale.x(jumps.x[i]), scale.y(jumps.y[i]), scale.x(jumps.to_x[i]), scale.y(jumps.to_y[i])];
  return makeSvg(
    "g",
    { class: "jump" },
    makeSvg("line", { x1, y1, x2, y2 }),
    makeSvg("circle", { cx: x2, cy: y2, r: 4 }),
  );
}

/**
 * From a point to a stretch, in pixels.
 *
 * @typedef {{x: number, y: number}} Point
 * @param {Point} at
 * @param {Point} from
 * @param {Point} to
 */
function distance(at, from, to) {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const part = Math.min(Math.max(((at.x - from.x) * x + (at.y - from.y) * y) / (x * x + y * y || 1), 0), 1);
  return Math.hypot(at.x - from.x - part * x, at.y - from.y - part * y);
}
