/**
 * Long times in seconds. Axes of time count in milliseconds; Python says which of them are labelled in seconds, and
 * labels the whole of them (plots/render/long_times.py). Here their parts are labelled in the same way.
 */
import { digits } from "../language/messages.js";

const SECOND = 1000; // ms
const LONG = 10000; // ms, as in Python (units.py)
const APART = 45; // CSS pixels between two ticks, at least
const STEPS = [2, 5, 10];

/**
 * Ticks of an axis of times in seconds.
 *
 * @param {readonly [number, number]} range of the axis, ms
 * @param {number} length of the axis, CSS pixels
 * @param {number} most how many ticks there are, about
 * @returns {{tickvals: number[], ticktext: string[]}}
 */
export function secondTicks(range, length, most) {
  const [low, high] = [Math.min(...range) / SECOND, Math.max(...range) / SECOND];
  const rough = (high - low) / Math.max(2, Math.min(most, Math.floor(length / APART)));
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((one) => one > rough / power) ?? 10);
  const places = Math.max(0, -Math.floor(Math.log10(step) + 0.01));
  const margin = 1e-4 * (high - low);
  const first = Math.ceil((low - margin) / step);
  const count = Math.floor((high + margin) / step) - first + 1;
  const found = Array.from({ length: Math.max(0, count) }, (_, k) => Number(((first + k) * step).toFixed(places)));
  return { tickvals: found.map((value) => value * SECOND), ticktext: found.map((value) => shortest(value)) };
}

/**
 * Label axes of a layout that is about to be drawn.
 *
 * @param {string[]} axes
 * @param {any} layout with its size
 */
export function labelSeconds(axes, layout) {
  const { width, margin } = layout;
  for (const name of axes) {
    const { range, domain = [0, 1], nticks } = layout[name];
    const length = (width - margin.l - margin.r) * (domain[1] - domain[0]);
    if (range) Object.assign(layout[name], secondTicks(range, length, nticks));
  }
}

/**
 * The change that labels axes for what they show now; null if they are labelled so.
 *
 * @param {string[]} axes
 * @param {any} full Plotly's full layout
 * @returns {Record<string, any> | null}
 */
export function relabelled(axes, full) {
  const changes = axes.flatMap((name) => {
    const { range, _length: length, nticks, tickvals } = full[name] ?? {};
    if (!range || !length) return [];
    const ticks = secondTicks(range, length, nticks);
    if (String(ticks.tickvals) === String(tickvals)) return [];
    return Object.entries(ticks).map(([key, value]) => [`${name}.${key}`, value]);
  });
  return changes.length ? Object.fromEntries(changes) : null;
}

/** Whether times reach so far that they are given in seconds. @param {ArrayLike<number>} times ascending, ms */
export function isLong(times) {
  return times[times.length - 1] >= LONG;
}

/**
 * A time in words, with its unit.
 *
 * @param {number} time ms
 * @param {number} count digits of the milliseconds behind their decimal sign
 * @param {boolean} inSeconds
 */
export function timeText(time, count, inSeconds) {
  return inSeconds ? `${digits(time / SECOND, count + 3)} s` : `${digits(time, count)} ms`;
}

/** @param {number} value */
function shortest(value) {
  const [, behind = ""] = String(Math.abs(value)).split(".");
  return digits(value, behind.length).replace("-", "\u2212");
}
