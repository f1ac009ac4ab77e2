/**
 * Texts in a plot that is smaller than the one they were made for: those at the side stay within it, and of two
 * that would lie on each other one is broken into two lines, or left out.
 */

import { pageFont } from "../dom.js";

const SIZE = 12; // of a text that has none of its own, CSS pixels
const LINE = 1.3; // height of a line of text, in its size
const GAP = 4; // CSS pixels between two texts
const APART = 10; // CSS pixels between two names in a row
const TICK = 22; // CSS pixels from one label of an upright axis to the next, at least
const BAND = "band"; // what Python calls the name of a band
const SHORT = 12; // characters that are not broken
const ENTRY = { wide: 46, high: 19, below: 52 }; // of a legend: its sign, its row, and the axis above it, CSS pixels

/**
 * @typedef {any} Annotation as Plotly takes it
 * @typedef {{left: number, right: number, top: number, bottom: number}} Box
 * @typedef {{annotation: Annotation, box: Box}} Placed
 */

/** @type {CanvasRenderingContext2D | null} */ let context = null;

/**
 * Fit the texts of a layout that is about to be drawn; those that cannot be placed without the data stay.
 *
 * @param {any} layout with its size
 * @param {any[]} data
 */
export function fitLabels(layout, data) {
  if (layout.legend?.yref === "container") fitLegend(layout, data);
  /** @type {Placed[]} */ const placed = [];
  for (const annotation of layout.annotations ?? []) {
    if (annotation.showarrow !== false || annotation.textangle || annotation.text.length < 2) continue; // signs
    keepInside(annotation, layout);
    const box = boxOf(annotation, layout);
    if (!box) continue;
    const own = { annotation, box };
    for (const other of placed.filter((one) => meet(one.box, own.box))) {
      if (annotation.xanchor !== other.annotation.xanchor) shorten(own, other, layout);
      annotation.visible = !meet(own.box, other.box);
      if (!annotation.visible) break;
    }
    if (annotation.visible !== false) placed.push(own);
  }
}

/**
 * Move the names of a raster's bands above all of them, where they would lie on spikes: in as many rows as they need.
 *
 * @param {import("../client/protocol.js").Spikes} spikes
 * @param {any} layout with its size
 */
export function liftNames({ bands }, layout) {
  const { width, height, margin, yaxis } = layout;
  const names = (layout.annotations ?? []).filter((/** @type {Annotation} */ { name }) => name === BAND);
  if (names.length < 2 || bands.length < 2) return;
  const [low, high] = yaxis.domain ?? [0, 1];
  const pixels = ((height - margin.t - margin.b) * (high - low)) / Math.abs(yaxis.range[1] - yaxis.range[0]);
  const gap = (bands[1].top - bands[0].top - bands[0].height) * pixels;
  const line = LINE * names[0].font.size;
  if (gap >= line) return;
  const rows = inRows(names, width - margin.r); // also above the axis of the raster, and then above its first label
  const lowest = rows.at(-1)?.reduce((used, { long }) => used + long + APART, -APART) ?? 0;
  const lift = lowest > width - margin.l - margin.r ? line / 2 : 0;
  rows.forEach((row, k) => {
    let used = 0;
    for (const { name, long } of row.toReversed()) {
      Object.assign(name, {
        y: high,
        yref: "paper",
        yanchor: "bottom",
        yshift: (rows.length - 1 - k) * line + lift,
        xshift: -used,
        bgcolor: "rgba(0,0,0,0)",
      });
      used += long + APART;
    }
  });
  margin.t += (rows.length - 1) * line + lift;
}

/** Fewer ticks on axes that are too short for those they ask for. @param {any} layout with its size */
export function thinTicks(layout) {
  const { height, margin } = layout;
  for (const [name, axis] of Object.entries(layout)) {
    if (!name.startsWith("yaxis") || !axis.nticks || axis.tickvals) continue;
    const [low, high] = axis.domain ?? [0, 1];
    const room = (height - margin.t - margin.b) * (high - low);
    axis.nticks = Math.min(axis.nticks, Math.floor(room / TICK) + 1);
  }
}

/** @param {Annotation[]} names @param {number} room width of a row */
function inRows(names, room) {
  /** @type {{name: Annotation, long: number}[][]} */ const rows = [];
  let left = 0;
  for (const name of names) {
    const long = measured(name.text, name.font.size);
    if (!rows.length || long > left) {
      rows.push([]);
      left = room;
    }
    rows.at(-1)?.push({ name, long });
    left -= long + APART;
  }
  return rows;
}

/** Make room for a legend below the plot. @param {any} layout @param {any[]} data */
function fitLegend({ legend, margin, width }, data) {
  const names = data.filter(({ showlegend }) => showlegend !== false).map(({ name = "" }) => name);
  const longest = Math.max(0, ...names.map((name) => measured(name, legend.font.size)));
  const columns = Math.max(1, Math.floor((width - margin.l - margin.r) / (longest + ENTRY.wide)));
  margin.b = Math.max(margin.b, Math.ceil(names.length / columns) * ENTRY.high + ENTRY.below);
}

/**
 * Break the longer one of two texts into two lines.
 *
 * @param {Placed} one
 * @param {Placed} other
 * @param {any} layout
 */
function shorten(one, other, layout) {
  const [longer] = [one, other].sort((a, b) => b.annotation.text.length - a.annotation.text.length);
  if (breakLine(longer.annotation)) longer.box = boxOf(longer.annotation, layout) ?? longer.box;
}

/** Break a text into two lines, unless it is short or has two. @param {Annotation} annotation */
function breakLine(annotation) {
  const { text, xanchor } = annotation;
  if (text.length <= SHORT || text.includes("<br>")) return false;
  const middle = text.length / 2;
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const at = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  if (at === undefined) return false;
  annotation.text = `${text.slice(0, at)}<br>${text.slice(at + 1)}`;
  annotation.align = xanchor === "right" ? "right" : "left";
  return true;
}

/**
 * Move a text that would reach over the axis, or out of the plot.
 *
 * @param {Annotation} annotation
 * @param {any} layout
 */
function keepInside(annotation, layout) {
  const { left, right } = across(annotation, layout) ?? {};
  if (left === undefined || right === undefined || annotation.xref === "paper") return;
  const { margin, width } = layout;
  const over = Math.max(margin.l - left, 0) - Math.max(right - width, 0);
  if (!over) return;
  const sideways = annotation.xanchor === "left" || annotation.xanchor === "right"; // of a point, which it would cover
  if (sideways && Math.abs(over) > GAP && breakLine(annotation)) keepInside(annotation, layout);
  else if (right - left < width - margin.l) annotation.xshift = (annotation.xshift ?? 0) + over;
}

/** @param {Box} a @param {Box} b */
function meet(a, b) {
  const rounding = 0.1; // the end of a row is the beginning of the next
  const across = a.left < b.right + GAP && b.left < a.right + GAP;
  return across && a.top < b.bottom - rounding && b.top < a.bottom - rounding;
}

/**
 * The place of a text, in pixels from the top left corner of the plot.
 *
 * @param {Annotation} annotation
 * @param {any} layout
 * @returns {Box | null} null if it depends on the data
 */
function boxOf(annotation, layout) {
  const { text, y, yref, yanchor, yshift = 0, font } = annotation;
  const { height, margin } = layout;
  const wide = across(annotation, layout);
  const up = along(y, yref, layout, margin.b, height - margin.t - margin.b);
  if (wide === null || up === null) return null;
  const high = text.split("<br>").length * LINE * (font?.size ?? SIZE);
  const top =
    height - up - yshift - high * { top: 0, middle: 0.5, bottom: 1 }[/** @type {"top"} */ (yanchor ?? "middle")];
  return { ...wide, top, bottom: top + high };
}

/**
 * Its ends.
 *
 * @param {Annotation} annotation
 * @param {any} layout
 * @returns {{left: number, right: number} | null}
 */
function across({ text, x, xref, xanchor, xshift = 0, font }, layout) {
  const { width, margin } = layout;
  const at = along(x, xref, layout, margin.l, width - margin.l - margin.r);
  if (at === null) return null;
  const long = Math.max(...text.split("<br>").map((/** @type {string} */ line) => measured(line, font?.size ?? SIZE)));
  const left = at + xshift - long * { left: 0, center: 0.5, right: 1 }[/** @type {"left"} */ (xanchor ?? "center")];
  return { left, right: left + long };
}

/**
 * @param {number} value
 * @param {string} reference "paper" or the name of an axis
 * @param {any} layout
 * @param {number} from
 * @param {number} length
 * @returns {number | null}
 */
function along(value, reference = "paper", layout, from, length) {
  if (reference === "paper") return from + value * length;
  const [name, within] = reference.split(" ");
  const axis = layout[`${name[0]}axis${name.slice(1)}`];
  const [low, high] = axis?.domain ?? [0, 1];
  if (within) return from + (low + value * (high - low)) * length;
  const range = axis?.range;
  if (!range || typeof value !== "number") return null;
  return from + (low + ((value - range[0]) / (range[1] - range[0])) * (high - low)) * length;
}

/** @param {string} line @param {number} size @returns {number} its length, CSS pixels */
function measured(line, size) {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return 0.55 * size * line.length;
  context.font = pageFont(size);
  return context.measureText(line.replace(/<[^>]*>/g, "")).width;
}
