import { Canvas, colourOf, drawAxes, scale } from "./canvas.js";
import { SceneLayer } from "./scene-layer.js";

/**
 * @typedef {import("../client/protocol.js").LiveScene} Scene
 * @typedef {import("./canvas.js").Box} Box
 * @typedef {import("./points.js").Points} Points
 */

const MARGIN = { left: 56, right: 14, top: 18, bottom: 30 }; // px, where the plot is not drawn yet
const SHARES = [0.68, 0.18]; // of the height: the first trace, and the one below it
const LINE = 1.5; // px

/** Quantities over time, scrolling to the left: the newest points are at the right. */
export class Scope extends SceneLayer {
  /** @type {Box[]} */ boxes = [];
  #head = 0; // device pixels from the beginning of the run to the right end
  #drawn = 0; // number of points up to which lines are drawn

  /** @param {import("../panels/panel.js").Panel} panel @param {Scene} scene @param {Points} points */
  constructor(panel, scene, points) {
    super("scope", panel, scene, points);
    this.lines = new Canvas(this.layer);
  }

  /** Pixel of a value of a trace, and the value at a pixel. @param {number} trace */
  along(trace) {
    const box = this.boxes[trace];
    if (!box) return null;
    const { range } = this.scene.quantities[this.scene.traces[trace]];
    const [bottom, top] = [box.top + box.height, box.top];
    return {
      y: scale(range, bottom, top),
      value: (/** @type {number} */ y) => range[0] + ((bottom - y) / (bottom - top)) * (range[1] - range[0]),
    };
  }

  /** Paint up to a time, ms since the run began. @param {number} now */
  paint(now) {
    const { width, height } = this.layer.getBoundingClientRect();
    if (!width || !height) return;
    if (this.stale) this.#lay(width, height);
    const { lines } = this;
    const [box] = this.boxes;
    const perMs = (box.width * lines.ratio) / this.scene.window;
    const head = Math.ceil(now * perMs + LINE * lines.ratio); // so that lines are whole at the right end
    if (this.stale) this.#drawn = 0;
    else if (head > this.#head) this.#scroll(head - this.#head, box);
    this.#head = head;
    this.painted();
    this.#draw(perMs, box);
  }

  /** @param {number} width @param {number} height */
  #lay(width, height) {
    const frame = this.panel.axes();
    const left = frame?.left ?? MARGIN.left;
    const right = frame?.right ?? width - MARGIN.right;
    const bottom = height - MARGIN.bottom;
    const whole = bottom - MARGIN.top;
    const [upper, lower] = SHARES.map((share) => Math.round(share * whole));
    const across = { left: Math.round(left), width: Math.round(right - left) };
    this.boxes = [
      { ...across, top: MARGIN.top, height: upper },
      { ...across, top: Math.round(bottom) - lower, height: lower },
    ];
    this.axes.resize(width, height);
    this.lines.resize(width, height);
    const { window, quantities, traces } = this.scene;
    for (const [i, box] of this.boxes.entries()) {
      const { name, unit, role, range } = quantities[traces[i]];
      drawAxes(this.axes.context, box, {
        y: range,
        name: `${name} (${unit})`,
        colour: colourOf(role),
        x: i ? [-window, 0] : null,
        xName: "ms",
      });
    }
  }

  /** Move what is painted to the left. @param {number} by device pixels @param {Box} box */
  #scroll(by, { left, width }) {
    const { context, element, ratio } = this.lines;
    const [from, to] = [Math.round(left * ratio), Math.round((left + width) * ratio)];
    context.setTransform(1, 0, 0, 1, 0, 0);
    if (by < to - from) {
      const rest = to - from - by;
      context.globalCompositeOperation = "copy";
      context.drawImage(element, from + by, 0, rest, element.height, from, 0, rest, element.height);
      context.globalCompositeOperation = "source-over";
    } else {
      context.clearRect(0, 0, element.width, element.height);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  /** Draw the lines to the points that came since. @param {number} perMs device pixels @param {Box} box */
  #draw(perMs, { left, width }) {
    const { points, scene } = this;
    const { context, ratio } = this.lines;
    const begin = Math.max(points.end - (points.added - this.#drawn) - 1, points.first);
    if (points.end - begin < 2) return;
    const right = left + width;
    context.lineWidth = LINE;
    context.lineJoin = "round";
    for (const [i, trace] of scene.traces.entries()) {
      const { range, role } = scene.quantities[trace];
      const { top, height } = this.boxes[i];
      const y = scale(range, top + height, top);
      const values = points.values[trace];
      context.save();
      context.beginPath();
      context.rect(left, top - 1, width, height + 2);
      context.clip();
      context.strokeStyle = colourOf(role);
      context.beginPath();
      for (let k = begin; k < points.end; k++) {
        const x = right + (points.time[k] * perMs - this.#head) / ratio;
        if (k === begin) context.moveTo(x, y(values[k]));
        else context.lineTo(x, y(values[k]));
      }
      context.stroke();
      context.restore();
    }
    this.#drawn = points.added;
  }
}
