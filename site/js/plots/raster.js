import { bandTicks, neuronAt, rowOf } from "./bands.js";
import { make } from "../dom.js";
import { timeText } from "./long-times.js";
import { nearestSpike, paint, places } from "./spikes.js";
import { coloured } from "../access/theme.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/protocol.js").Spikes} Spikes
 * @typedef {import("./spikes.js").Frame} Frame
 */

const REACH = 8; // CSS pixels from the pointer to a spike that it means

/** The spikes of a plot, painted beneath the area of its first axes, and the words on the one pointed at. */
export class Raster {
  /** @type {Spikes | null} */ #spikes = null;
  /** @type {number[][]} */ #colours = [];
  /** @type {{x: number, y: number} | null} */ #pointer = null;
  /** @type {any} */ #Plotly;
  #frame = 0;
  #stale = false;
  #inSeconds = false; // whether times are given in seconds
  #rests = false; // whether something else paints the spikes

  /**
   * @param {HTMLElement & {_fullLayout?: any}} plot Plotly's element
   * @param {any} Plotly
   */
  constructor(plot, Plotly) {
    this.plot = plot;
    this.#Plotly = Plotly;
    this.canvas = make("canvas", { class: "raster", "aria-hidden": "true" });
    this.words = make("p", {});
    this.spot = make("div", { class: "hovered-spike", hidden: true }, this.words);
    plot.before(this.canvas); // beneath, so that names, hover labels and buttons stay readable
    plot.after(this.spot);
    plot.addEventListener("pointermove", (event) => this.#pointAt(event));
    plot.addEventListener("pointerdown", () => this.#pointAt(null));
    plot.addEventListener("pointerleave", () => this.#pointAt(null));
  }

  /**
   * Take other spikes, or (null) none, and paint them.
   *
   * @param {Spikes | null} spikes
   * @param {boolean} [inSeconds] whether times are given in seconds
   */
  show(spikes, inSeconds = false) {
    this.#spikes = spikes;
    this.#inSeconds = inSeconds;
    this.#pointer = null;
    this.spot.hidden = true;
    this.canvas.hidden = !spikes;
    if (!spikes) return;
    this.#colours = channels(coloured(spikes.colours));
    this.paint();
  }

  /** Let something else paint the spikes, or not any more. @param {boolean} on */
  rest(on) {
    this.#rests = on;
    this.canvas.style.visibility = on ? "hidden" : "";
  }

  /** Paint again before the next frame: the axes are being moved. */
  paintSoon() {
    this.#stale = true;
    this.#atFrame();
  }

  /** Paint again: the axes have changed. @param {boolean} [moving] whether they are still being moved */
  paint(moving = false) {
    this.#stale = false;
    const frame = this.#spikes && this.#area(devicePixelRatio);
    if (!frame || !this.#spikes) return;
    const { xaxis, yaxis } = this.plot._fullLayout;
    const { canvas } = this;
    Object.assign(canvas.style, {
      left: `${xaxis._offset}px`,
      top: `${yaxis._offset}px`,
      width: `${xaxis._length}px`,
      height: `${yaxis._length}px`,
    });
    if (!this.#rests) {
      if (canvas.width !== frame.width) canvas.width = frame.width;
      if (canvas.height !== frame.height) canvas.height = frame.height;
      canvas.getContext("2d")?.putImageData(paint(this.#spikes, frame, this.#colours), 0, 0);
    }
    if (!moving) this.#relabel();
  }

  /**
   * @param {number} scale
   * @returns {Frame | null}
   */
  #area(scale) {
    return area(this.plot._fullLayout, scale);
  }

  /** @param {PointerEvent | null} event */
  #pointAt(event) {
    this.#pointer = event && !event.buttons && !this.#rests ? { x: event.clientX, y: event.clientY } : null;
    if (this.#spikes) this.#atFrame();
  }

  #atFrame() {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#stale) this.paint(true);
      this.#showPointed();
    });
  }

  #showPointed() {
    const frame = this.#spikes && this.#area(1);
    const found = this.#pointer && this.#spikeAt(this.#pointer);
    this.spot.hidden = found === null;
    if (!frame || !this.#spikes || found === null) return;
    const { times, indices, groups, names, bands } = this.#spikes;
    const { x, y } = places(frame);
    const band = bands[groups[found]];
    const neuron = indices[found];
    const name = names[groups[found]];
    const place = bands.length > 1 ? say("no. {number} of {name}", { number: neuron - band.first, name }) : name;
    this.words.textContent = say("neuron {neuron} · {time} · {place}", {
      neuron,
      time: timeText(times[found], 1, this.#inSeconds),
      place,
    });
    this.#place(x(times[found]), y(rowOf(band, neuron)), frame);
  }

  /**
   * @param {{x: number, y: number}} point in the window
   * @returns {number | null} which spike is meant
   */
  #spikeAt(point) {
    const frame = this.#spikes && this.#area(1);
    if (!frame || !this.#spikes) return null;
    const box = this.canvas.getBoundingClientRect();
    const at = { x: point.x - box.left, y: point.y - box.top };
    if (at.x < 0 || at.y < 0 || at.x > box.width || at.y > box.height) return null;
    return nearestSpike(this.#spikes, frame, at.x, at.y, REACH);
  }

  /**
   * The neuron that a click means: that of the spike which is named there, or else the one whose row it is.
   *
   * @param {{x: number, y: number}} point in the window
   * @returns {number | null | undefined} null outside the area, undefined if nothing is painted
   */
  neuronAt(point) {
    if (!this.#spikes) return undefined;
    const { indices, bands } = this.#spikes;
    const spike = this.#rests ? null : this.#spikeAt(point);
    if (spike !== null) return indices[spike];
    const { yaxis } = this.plot._fullLayout;
    const down = point.y - this.canvas.getBoundingClientRect().top;
    return down < 0 || down > yaxis._length ? null : neuronAt(bands, yaxis.p2l(down));
  }

  /**
   * Which of the bands a neuron is in.
   *
   * @param {number} neuron
   */
  bandOf(neuron) {
    return this.#spikes?.bands.findIndex(({ first, size }) => neuron >= first && neuron < first + size) ?? -1;
  }

  /** Label the rows that the axis shows now. */
  #relabel() {
    const { bands } = /** @type {Spikes} */ (this.#spikes);
    const { yaxis } = this.plot._fullLayout;
    if (bands.length < 2) return;
    const { tickvals, ticktext } = bandTicks(bands, yaxis.range, yaxis._length);
    if (String(tickvals) === String(yaxis.tickvals)) return;
    this.#Plotly.relayout(this.plot, { "yaxis.tickvals": tickvals, "yaxis.ticktext": ticktext });
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {Frame} frame
   */
  #place(x, y, { width }) {
    const { style } = this.spot;
    style.left = `${this.canvas.offsetLeft + x}px`;
    style.top = `${this.canvas.offsetTop + y}px`;
    const room = this.words.offsetWidth;
    const shift = Math.max(-x, Math.min(-room / 2, width - x - room));
    this.words.style.left = `${shift}px`;
    this.words.classList.toggle("below", y < 2 * this.words.offsetHeight);
  }
}

/**
 * Label the rows of a layout that is about to be drawn.
 *
 * @param {Spikes} spikes
 * @param {any} layout
 */
export function labelRows({ bands }, { height, margin, yaxis }) {
  if (bands.length < 2) return; // Plotly counts on
  const [low, high] = yaxis.domain;
  Object.assign(yaxis, bandTicks(bands, yaxis.range, (height - margin.t - margin.b) * (high - low)));
}

/**
 * @param {any} full Plotly's full layout
 * @param {number} scale
 * @returns {Frame | null}
 */
function area(full, scale) {
  const { xaxis, yaxis } = full ?? {};
  if (!xaxis?._length || !yaxis?._length) return null;
  return {
    width: Math.max(1, Math.round(xaxis._length * scale)),
    height: Math.max(1, Math.round(yaxis._length * scale)),
    scale,
    time: xaxis.range.map(Number),
    rows: yaxis.range.map(Number),
  };
}

/**
 * @param {string[]} colours as CSS writes them
 * @returns {number[][]} red, green, blue of each
 */
export function channels(colours) {
  const canvas = make("canvas", { width: colours.length, height: 1 });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return colours.map((colour, i) => {
    if (!context) return [0, 0, 0];
    context.fillStyle = colour;
    context.fillRect(i, 0, 1, 1);
    return [...context.getImageData(i, 0, 1, 1).data.subarray(0, 3)];
  });
}
