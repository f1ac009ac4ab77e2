import { byId, make, makeSvg } from "./dom.js";
import { Sound } from "./sound.js";
import { say } from "./words.js";

/**
 * @typedef {import("./types.js").Cursor} Cursor
 * @typedef {import("./panel.js").Panel} Panel
 */

/** One for all views: that it is on is remembered when another one comes. @type {Sound | null} */
let shared = null;

const WHOLE_RUN = 8000; // ms it takes to play a run from beginning to end, whatever its length

/** The time cursor: one moment of the run, marked in every panel; by slider, click or playback. */
export class Player {
  /** @type {Cursor | null} */ #cursor = null;
  #index = -1;
  #frame = 0;

  /** @param {Map<string, Panel>} panels */
  constructor(panels) {
    this.panels = panels;
    this.root = byId("player");
    this.button = make("button", { type: "button", class: "plain play", onclick: () => this.play(!this.#frame) });
    this.slider = make("input", { type: "range", min: "0", step: "1", value: "0", "aria-label": "Time cursor" });
    this.slider.addEventListener("input", () => {
      this.pause();
      this.seek(this.slider.valueAsNumber);
    });
    this.output = make("output", {});
    this.sound = shared ??= new Sound();
    this.root.replaceChildren(this.button, this.slider, this.output, this.sound.element);
    this.pause();
  }

  /** A new run: the cursor stays at its moment where that exists. @param {Cursor | null} cursor */
  load(cursor) {
    const time = this.#cursor && this.#index >= 0 ? this.#cursor.time[this.#index] : null;
    this.#cursor = cursor;
    this.root.hidden = !cursor;
    this.sound.load(cursor?.clicks ?? null);
    if (!cursor) {
      this.pause();
      this.#index = -1;
    } else {
      this.slider.max = String(cursor.time.length - 1);
      this.#index = time === null ? -1 : nearest(cursor.time, time);
    }
    this.#show();
  }

  /** @param {number} time in the unit of the time axis */
  seekTime(time) {
    if (this.#cursor) this.seek(nearest(this.#cursor.time, time));
  }

  /** @param {number} index */
  seek(index) {
    this.#index = index;
    this.#show();
  }

  /** @param {boolean} on whether time is to go on by itself */
  play(on) {
    if (!on) this.pause();
    else if (!this.#frame) this.#play();
  }

  pause() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.sound.stop();
    this.button.textContent = "▶\uFE0E";
    this.button.setAttribute("aria-label", say("Play"));
  }

  #play() {
    if (!this.#cursor) return;
    this.button.textContent = "❚❚";
    this.button.setAttribute("aria-label", say("Pause"));
    const last = this.#cursor.time.length - 1;
    let position = this.#index >= last ? 0 : Math.max(this.#index, 0);
    let before = performance.now();
    /** @param {number} now */
    const step = (now) => {
      if (!this.#cursor) return;
      const { time } = this.#cursor;
      const count = time.length - 1;
      const length = time[count] - time[0];
      const pace = this.sound.pace(WHOLE_RUN / length);
      position = Math.min(position + ((now - before) / (pace * length)) * count, count);
      before = now;
      this.seek(Math.round(position));
      this.sound.advance(time[0] + (position / count) * length, pace);
      if (position >= count) this.pause();
      else this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #show() {
    const cursor = this.#cursor;
    const i = this.#index;
    this.slider.value = String(Math.max(i, 0));
    for (const panel of this.panels.values()) panel.over(cursor && i >= 0 ? (axes) => this.#paint(panel, cursor, i, axes) : null, "cursor");
    const moment = cursor ? `${cursor.time[Math.max(i, 0)].toFixed(1)} ms` : "";
    const values = cursor && i >= 0 ? (cursor.values ?? []).map((v) => `${v.label} ${v.values[i].toFixed(1)} ${v.unit}`) : [];
    this.output.textContent = [moment, ...values].join(" · ");
    this.slider.setAttribute("aria-valuetext", this.output.textContent);
  }

  /**
   * @param {Panel} panel
   * @param {Cursor} cursor
   * @param {number} i
   * @param {import("./axes.js").Axes} axes
   */
  #paint(panel, cursor, i, axes) {
    const name = panel.spec.name;
    const shifts = cursor.shifts.filter((s) => s.panel === name && s.dy[i] !== 0);
    const marks = cursor.marks.filter((m) => m.panel === name);
    return [
      ...shifts.map((shift) => {
        const trace = panel.figure?.data.find((t) => t.name === shift.trace);
        return trace ? shifted(trace, shift.dy[i], axes) : null;
      }),
      ...marks.map((mark) => {
        const x = axes.x(mark.x[i]);
        if (mark.kind === "line") return makeSvg("line", { class: "line", x1: x, x2: x, y1: axes.top, y2: axes.bottom });
        if (!mark.y) return null;
        return makeSvg("circle", { class: "dot", cx: x, cy: axes.y(mark.y[i]), r: 5 });
      }),
    ];
  }
}

/**
 * A curve moved up or down by `dy`, cut off at the frame of the axes.
 *
 * @param {{x: ArrayLike<number>, y: ArrayLike<number>}} trace
 * @param {number} dy
 * @param {import("./axes.js").Axes} axes
 */
function shifted(trace, dy, { x, y, left, right, top, bottom }) {
  const points = Array.from(trace.x, (value, k) => `${x(value).toFixed(1)},${y(trace.y[k] + dy).toFixed(1)}`);
  const frame = { x: left, y: top, width: right - left, height: bottom - top };
  const viewBox = Object.values(frame).join(" ");
  return makeSvg("svg", { ...frame, viewBox, overflow: "hidden" }, makeSvg("polyline", { class: "shift", points: points.join(" ") }));
}

/**
 * @param {Float64Array} times ascending
 * @param {number} time
 */
function nearest(times, time) {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low > 0 && time - times[low - 1] < times[low] - time ? low - 1 : low;
}
