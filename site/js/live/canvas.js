import { coloured } from "../access/theme.js";
import { make, pageFont } from "../dom.js";
import { digits } from "../language/messages.js";

/** @typedef {{left: number, top: number, width: number, height: number}} Box in CSS pixels */

const FONT = 12; // px
const TICK = 4; // px
const NICE = [1, 2, 5, 10];

/** A canvas of a live run, as large as its layer. */
export class Canvas {
  ratio = 1;

  /** @param {HTMLElement} layer */
  constructor(layer) {
    this.element = make("canvas", { "aria-hidden": "true" });
    this.context = /** @type {CanvasRenderingContext2D} */ (this.element.getContext("2d"));
    layer.append(this.element);
  }

  /** Take a size in CSS pixels; the canvas is empty then. @param {number} width @param {number} height */
  resize(width, height) {
    this.ratio = devicePixelRatio;
    this.element.width = Math.round(width * this.ratio);
    this.element.height = Math.round(height * this.ratio);
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
    this.clear();
  }

  /** Have at least a size, and be empty. @param {number} width @param {number} height */
  cover(width, height) {
    const { element } = this;
    const high = Math.round(height * devicePixelRatio);
    const wide = Math.round(width * devicePixelRatio);
    if (this.ratio === devicePixelRatio && element.height === high && element.width >= wide) this.clear();
    else this.resize(width, height);
  }

  clear() {
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    this.context.clearRect(0, 0, this.element.width, this.element.height);
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
  }
}

/** The colour of a role. @param {string} role */
export function colourOf(role) {
  return coloured(`var(--${role})`);
}

/**
 * From values to pixels along a box.
 *
 * @param {[number, number]} range
 * @param {number} from pixel of the lower end
 * @param {number} to pixel of the upper end
 */
export function scale([low, high], from, to) {
  const factor = (to - from) / (high - low);
  return (/** @type {number} */ value) => from + (value - low) * factor;
}

/**
 * Round numbers within a range.
 *
 * @param {[number, number]} range
 * @param {number} most how many there is room for
 */
export function ticks([low, high], most) {
  const rough = (high - low) / Math.max(most, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (NICE.find((nice) => nice * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return { step, values: Array.from({ length: Math.max(count, 0) }, (_, i) => (first + i) * step) };
}

/**
 * Draw the axes of a box: lines, numbers, and what they measure.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {object} axes
 * @param {[number, number]} axes.y
 * @param {string} axes.name of the y axis
 * @param {string} axes.colour of its name
 * @param {[number, number] | null} axes.x without numbers if null
 * @param {string} [axes.xName]
 * @param {boolean} [axes.grid]
 */
export function drawAxes(context, box, { y, name, colour, x, xName = "", grid = true }) {
  const { left, top, width, height } = box;
  const [ink, faint] = [colourOf("muted"), colourOf("grid")];
  context.font = pageFont(FONT);
  context.lineWidth = 1;
  const rows = ticks(y, Math.max(height / 45, 2));
  const toY = scale(y, top + height, top);
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const value of rows.values) {
    const at = Math.round(toY(value)) + 0.5;
    if (grid) line(context, left, at, left + width, at, faint);
    context.fillStyle = ink;
    context.fillText(written(value, rows.step), left - TICK, at);
  }
  line(context, left - 0.5, top, left - 0.5, top + height, colourOf("line"));
  line(context, left, top + height + 0.5, left + width, top + height + 0.5, colourOf("line"));
  context.textAlign = "left";
  context.textBaseline = "bottom";
  context.fillStyle = colour;
  context.fillText(name, left, top - 2);
  if (!x) return;
  const columns = ticks(x, width / 90);
  const toX = scale(x, left, left + width);
  context.textAlign = "center";
  context.textBaseline = "top";
  context.fillStyle = ink;
  for (const value of columns.values) {
    const at = toX(value);
    if (at > left + width - 28) continue; // the name of the axis is there
    context.fillText(written(value, columns.step), at, top + height + TICK);
  }
  context.textAlign = "right";
  context.fillText(xName, left + width, top + height + TICK);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 * @param {string} colour
 */
function line(context, x0, y0, x1, y1, colour) {
  context.strokeStyle = colour;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

/** @param {number} value @param {number} step of the ticks */
function written(value, step) {
  return digits(value, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}
