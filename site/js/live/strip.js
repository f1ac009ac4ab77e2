import { Canvas, colourOf, ticks } from "./canvas.js";
import { continues, extended, moves, still, topsOf } from "./moving.js";
import { Layer } from "./layer.js";
import { Playhead } from "./playhead.js";
import { channels } from "../plots/raster.js";
import { coloured } from "../access/theme.js";
import { digits, signs } from "../language/messages.js";
import { make, pageFont } from "../dom.js";
import { paint } from "../plots/spikes.js";

/**
 * @typedef {import("../client/protocol.js").Figure} Figure
 * @typedef {{left: number, right: number, top: number, bottom: number}} Edges CSS pixels
 *
 * @typedef {object} Place of what is painted
 * @property {(time: number) => number} x of what lasts from the beginning, or to the end, of what the figure shows
 * @property {(value: number, reference: string) => number} y
 * @property {(reference: string) => {top: number, bottom: number}} pane
 * @property {number} right its end
 */

const TICK = { long: 4, gap: 3 }; // CSS pixels: a tick, and from it to its label
const APART = 90; // from one label to the next, at least
const PAD = 1; // around a text on a ground of its own
const SECOND = 1000; // ms
/** Lengths of dashes and gaps, CSS pixels, as Plotly has them. @type {Record<string, number[]>} */
const DASHES = { dot: [3, 3], dash: [9, 9], longdash: [15, 15], dashdot: [9, 3, 3, 3] };

/**
 * What moves in a plot over time while the run continues: all of it is painted when a piece of the run has come, and
 * moved to the left with each frame. Plotly draws the rest, over it.
 */
export class Strip extends Layer {
  /** @type {Figure | null} */ #figure = null; // with what is older and still shown
  /** @type {Figure | null} */ #last = null;
  /** @type {Record<string, number>} */ #tops = {};
  /** @type {Map<number, {x: ArrayLike<number>, y: ArrayLike<number>, length: number}>} */ #dashed = new Map();
  #playhead = new Playhead();
  #from = 0; // ms, at the left end of what is painted
  #perMs = 1; // device pixels
  #shift = NaN; // CSS pixels by which it is moved
  #frame = 0;

  /**
   * @param {import("../panels/panel.js").Panel} panel
   * @param {() => number} window ms that are shown of a run which has lasted so long
   */
  constructor(panel, window) {
    const element = make("div", { class: "live-strip", "aria-hidden": "true" });
    panel.plot.before(element); // so that names, marks and buttons stay readable
    super(element, panel);
    this.window = window;
    this.canvas = new Canvas(element);
    this.#schedule();
  }

  leave() {
    cancelAnimationFrame(this.#frame);
    super.leave();
  }

  /**
   * Take the next figure of the run.
   *
   * @param {Figure} figure
   * @returns {Figure} what of it does not move
   */
  take(figure) {
    if (figure !== this.#last) {
      const now = performance.now();
      const stop = figure.layout.xaxis.range[1];
      const before = this.#figure && continues(figure, this.#figure) ? this.#figure : null;
      if (before) this.#playhead.follow(stop, now);
      else this.#playhead.restart(stop, now);
      const oldest = this.#playhead.at(now) - this.#span(figure);
      this.#figure = before ? extended(figure, before, oldest) : figure;
      this.#last = figure;
      this.#tops = topsOf(this.#figure, this.#tops);
      this.refresh();
    }
    return still(figure, this.#tops);
  }

  #schedule() {
    this.#frame = requestAnimationFrame((now) => {
      this.paint(now);
      this.#schedule();
    });
  }

  /** How much time is shown, ms. @param {Figure} figure */
  #span({ layout }) {
    const [start, stop] = layout.xaxis.range;
    return start > 0 ? stop - start : Math.max(this.window() || 0, stop);
  }

  /** Show the time that it is now. @param {number} now ms of real time */
  paint(now) {
    if (!this.#figure) return;
    const shown = this.#playhead.at(now) - this.#span(this.#figure);
    if (this.stale && !this.#draw(this.#figure, shown)) return;
    const shift = Math.round((shown - this.#from) * this.#perMs) / this.canvas.ratio;
    if (shift === this.#shift) return;
    this.#shift = shift;
    this.canvas.element.style.transform = `translateX(${-shift}px)`;
  }

  /**
   * Paint a figure from a time on.
   *
   * @param {Figure} figure
   * @param {number} from ms
   * @returns {boolean} whether there is room for it
   */
  #draw(figure, from) {
    const area = this.panel.area();
    const axes = this.panel.axes();
    const height = this.layer.clientHeight;
    if (!area || !axes || !height || !figure.raster) return false;
    const { canvas } = this;
    const ratio = devicePixelRatio;
    this.#perMs = (area.width * ratio) / this.#span(figure);
    this.#from = Math.floor(from * this.#perMs) / this.#perMs; // so that spikes fall on the pixels they were on
    this.#shift = NaN;
    this.layer.style.left = `${area.left}px`;
    this.layer.style.width = `${area.width}px`;
    const [begin, end] = figure.layout.xaxis.range;
    const width = Math.max(1, Math.ceil((end - this.#from) * this.#perMs));
    canvas.cover(width / ratio, height);
    const time = /** @type {const} */ ([this.#from, this.#from + width / this.#perMs]);
    const frame = { width, height: Math.max(1, Math.round(area.height * ratio)), scale: ratio, time, rows: area.y };
    const image = paint(figure.raster, frame, channels(coloured(figure.raster.colours)));
    canvas.context.putImageData(image, 0, Math.round(area.top * ratio));
    const right = width / ratio;
    /** @type {Place} */ const place = {
      x: (t) => (t <= begin ? 0 : t >= end ? right : this.#x(t)),
      y: (value, reference) =>
        reference === "paper" ? axes.bottom - value * (axes.bottom - axes.top) : this.#pane(reference).y(value),
      pane: (reference) => (reference === "paper" ? axes : this.#pane(reference)),
      right,
    };
    this.#drawShapes(figure, place);
    for (const [i, trace] of figure.data.entries()) this.#drawTrace(i, trace, place);
    this.#drawTicks(figure, axes);
    this.#drawTexts(figure, place);
    this.painted();
    return true;
  }

  /** CSS pixels from the left end. @param {number} time ms */
  #x(time) {
    return ((time - this.#from) * this.#perMs) / this.canvas.ratio;
  }

  /** From data to pixels, and the frame, of the pane with a y axis. @param {string} name such as "y2" */
  #pane(name) {
    const found = this.panel.scale(Number(name.slice(1) || 1) - 1);
    return found ?? { y: () => NaN, top: 0, bottom: 0 };
  }

  /** @param {Figure} figure @param {Place} place */
  #drawShapes({ layout }, { x, y }) {
    const { context } = this.canvas;
    for (const shape of (layout.shapes ?? []).filter(moves)) {
      const { x0, x1, y0, y1, yref = "y", fillcolor, line, layer, type } = shape;
      const [left, right, top, bottom] = [x(x0), x(x1), y(y0, yref), y(y1, yref)];
      context.globalCompositeOperation = layer === "below" ? "destination-over" : "source-over";
      if (type === "rect") {
        context.fillStyle = coloured(fillcolor);
        context.fillRect(left, Math.min(top, bottom), right - left, Math.abs(bottom - top));
      } else {
        this.#pen(line);
        context.beginPath();
        context.moveTo(left, top);
        context.lineTo(right, bottom);
        context.stroke();
      }
    }
    context.globalCompositeOperation = "source-over";
  }

  /** @param {{color: string, width?: number, dash?: string}} line @param {number} [phase] CSS pixels */
  #pen({ color, width = 1, dash = "solid" }, phase = 0) {
    const { context } = this.canvas;
    context.strokeStyle = coloured(color);
    context.lineWidth = width;
    context.setLineDash(DASHES[dash] ?? []);
    context.lineDashOffset = phase;
  }

  /** @param {number} i @param {any} trace @param {Place} place */
  #drawTrace(i, trace, place) {
    const { mode, x, y, line, marker, yaxis = "y" } = trace;
    const { context } = this.canvas;
    const pane = place.pane(yaxis);
    context.save();
    context.beginPath();
    context.rect(0, pane.top - 1, place.right, pane.bottom - pane.top + 2);
    context.clip();
    context.beginPath();
    if (mode === "lines") {
      this.#pen(line, DASHES[line.dash] ? this.#phase(i, trace, place) : 0);
      const toX = ArrayBuffer.isView(x) ? (/** @type {number} */ time) => this.#x(time) : place.x;
      for (let k = 0; k < x.length; k++) {
        const goesOn = k > 0 && x[k - 1] !== null;
        if (x[k] !== null) context[goesOn ? "lineTo" : "moveTo"](toX(x[k]), place.y(y[k], yaxis));
      }
    } else {
      this.#pen(marker.line);
      for (let k = 0; k < x.length; k++) {
        const [at, middle] = [this.#x(x[k]), place.y(y[k], yaxis)];
        context.moveTo(at, middle - marker.size / 2);
        context.lineTo(at, middle + marker.size / 2);
      }
    }
    context.stroke();
    context.restore();
  }

  /**
   * How long a curve was from where its dashes began to where it begins now: they move with it.
   *
   * @param {number} i
   * @param {any} trace
   * @param {Place} place
   */
  #phase(i, { x, y, yaxis = "y" }, place) {
    const last = this.#dashed.get(i);
    let length = last?.length ?? 0;
    for (let k = 1; last && k < last.x.length && last.x[k] <= x[0]; k++) {
      const down = place.y(last.y[k], yaxis) - place.y(last.y[k - 1], yaxis);
      length += Math.hypot(this.#x(last.x[k]) - this.#x(last.x[k - 1]), down);
    }
    this.#dashed.set(i, { x, y, length });
    return length;
  }

  /** @param {Figure} figure @param {Edges} axes */
  #drawTicks({ layout, seconds }, { bottom }) {
    const { context } = this.canvas;
    const [start, stop] = layout.xaxis.range;
    const { step } = ticks([0, stop - start], Math.min(layout.xaxis.nticks - 1, this.layer.clientWidth / APART));
    const inSeconds = Boolean(seconds?.includes("xaxis"));
    this.#pen({ color: layout.xaxis.tickcolor });
    context.fillStyle = colourOf("muted");
    context.font = pageFont(layout.font.size);
    context.textAlign = "center";
    context.textBaseline = "top";
    context.beginPath();
    for (let k = Math.max(0, Math.floor(this.#from / step)); k * step <= stop + step; k++) {
      const at = this.#x(k * step);
      context.moveTo(at, bottom);
      context.lineTo(at, bottom + TICK.long);
      context.fillText(labelled(k * step, step, inSeconds), at, bottom + TICK.long + TICK.gap);
    }
    context.stroke();
  }

  /** @param {Figure} figure @param {Place} place */
  #drawTexts({ layout }, place) {
    const { context } = this.canvas;
    /** @type {[number, number][]} */ const taken = [];
    for (const one of (layout.annotations ?? []).filter(moves)) {
      const { text, x, y, yref = "y", xanchor, yanchor, xshift = 0, yshift = 0, font, bgcolor, opacity = 1 } = one;
      context.font = pageFont(font.size);
      const words = text.replace(/<[^>]*>/g, "");
      const long = context.measureText(words).width;
      const left = this.#x(x) + xshift - (xanchor === "right" ? long + PAD : xanchor === "left" ? -PAD : long / 2);
      if (taken.some(([from, to]) => from < left + long && left < to)) continue; // the latest one is the first
      taken.push([left, left + long]);
      const high = 1.3 * font.size;
      const top = place.y(y, yref) - yshift - (yanchor === "bottom" ? high : yanchor === "middle" ? high / 2 : 0);
      context.globalAlpha = opacity;
      context.fillStyle = coloured(bgcolor ?? "rgba(0, 0, 0, 0)");
      context.fillRect(left - PAD, top, long + 2 * PAD, high + 2 * PAD);
      context.fillStyle = coloured(font.color);
      context.textAlign = "left";
      context.textBaseline = "middle";
      context.fillText(words, left, top + PAD + high / 2);
      context.globalAlpha = 1;
    }
  }
}

/** A time on the axis. @param {number} time ms @param {number} step ms @param {boolean} inSeconds */
function labelled(time, step, inSeconds) {
  if (inSeconds) return digits(time / SECOND, Math.max(0, -Math.floor(Math.log10(step / SECOND) + 0.01)));
  return digits(time, 0).replace(/\B(?=(\d{3})+$)/g, signs().thousands);
}
