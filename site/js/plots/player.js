import { byId, make, makeSvg, setAttributes, setText } from "../dom.js";
import { Sound } from "../sound/clicks.js";
import { digits, say } from "../language/messages.js";
import { isLong, timeText } from "./long-times.js";
import { nearest } from "./times.js";

/**
 * @typedef {import("../client/protocol.js").Cursor} Cursor
 * @typedef {import("../panels/panel.js").Panel} Panel
 */

/** One for all views: it stays on when another view follows. @type {Sound | null} */
let shared = null;

const WHOLE_RUN = 8000; // ms it takes to play a run from beginning to end, whatever its length
const PAGE = 0.1; // part of a run that PageUp and PageDown move the cursor

/** The time cursor: one moment of the run, marked in every panel; by slider, click or playback. */
export class Player {
  /** @type {Cursor | null} */ #cursor = null;
  #index = -1;
  #frame = 0;
  #aligned = "";

  /** @param {Map<string, Panel>} panels */
  constructor(panels) {
    this.panels = panels;
    this.root = byId("player");
    this.button = make("button", { type: "button", class: "plain play", onclick: () => this.play(!this.#frame) });
    this.slider = make("input", {
      type: "range",
      class: "scrubber",
      min: "0",
      step: "any",
      value: "0",
      "aria-label": "Time cursor",
    });
    this.slider.addEventListener("input", () => {
      this.pause();
      this.seekTime(this.slider.valueAsNumber);
    });
    this.slider.addEventListener("keydown", (event) => this.#key(event));
    for (const panel of panels.values()) panel.element.addEventListener("panel:axes", () => this.align());
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
      this.#index = time === null ? -1 : nearest(cursor.time, time);
    }
    this.#aligned = "";
    this.align();
    this.#show();
  }

  /**
   * Put the slider under the visible time axis, so that its knob is under its time; where
   * there is none it is as long as it can be.
   */
  align() {
    const cursor = this.#cursor;
    if (!cursor) return;
    const axis = [...this.panels.values()]
      .find(({ spec, element }) => spec.axis_group === "time" && spec.place !== "side" && !element.hidden)
      ?.area();
    const [low, high] = axis?.x ?? [cursor.time[0], cursor.time[cursor.time.length - 1]];
    const place = JSON.stringify([axis?.left, axis?.width, low, high]);
    if (place === this.#aligned) return; // the cursor moves: the axes do not
    this.#aligned = place;
    for (const [name, pixels] of [
      ["--from", axis?.left],
      ["--length", axis?.width],
    ]) {
      if (pixels === undefined) this.slider.style.removeProperty(String(name));
      else this.slider.style.setProperty(String(name), `${pixels}px`);
    }
    setAttributes(this.slider, { min: low, max: high });
    this.#place();
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

  /** @param {boolean} on whether time advances by itself */
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

  /** From sample to sample, as a slider of samples would. @param {KeyboardEvent} event */
  #key(event) {
    const cursor = this.#cursor;
    if (!cursor || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = cursor.time.length - 1;
    const at = Math.max(this.#index, 0);
    const page = Math.max(Math.round(PAGE * last), 1);
    /** @type {Record<string, number>} */
    const targets = {
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      PageUp: at + page,
      PageDown: at - page,
      Home: 0,
      End: last,
    };
    if (!(event.key in targets)) return;
    event.preventDefault();
    this.pause();
    this.seek(Math.min(Math.max(targets[event.key], 0), last));
  }

  /** Put the knob where the cursor is. */
  #place() {
    if (this.#cursor) this.slider.value = String(this.#cursor.time[Math.max(this.#index, 0)]);
  }

  #show() {
    const cursor = this.#cursor;
    const i = this.#index;
    this.#place();
    for (const panel of this.panels.values())
      panel.over(cursor && i >= 0 ? (axes) => this.#paint(panel, cursor, i, axes) : null, "cursor");
    const moment = cursor ? timeText(cursor.time[Math.max(i, 0)], 1, isLong(cursor.time)) : "";
    const values =
      cursor && i >= 0 ? (cursor.values ?? []).map((v) => `${v.label} ${digits(v.values[i], 1)} ${v.unit}`) : [];
    const text = [moment, ...values].join(" · ");
    setText(this.output, text);
    setAttributes(this.slider, { "aria-valuetext": text });
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
        const trace = panel.curve(shift.trace);
        return trace ? shifted(trace, shift.dy[i], axes) : null;
      }),
      ...marks.map((mark) => {
        const x = axes.x(mark.x[i]);
        if (mark.kind === "line")
          return makeSvg("line", { class: "line", x1: x, x2: x, y1: axes.top, y2: axes.bottom });
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
  return makeSvg(
    "svg",
    { ...frame, viewBox, overflow: "hidden" },
    makeSvg("polyline", { class: "shifted-curve", points: points.join(" ") }),
  );
}
