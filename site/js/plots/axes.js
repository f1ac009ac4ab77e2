/** The axes of a plot: conversion between data and pixels, and their ranges. */

const NAME = /^[xy]axis\d*$/;

/**
 * @typedef {import("../client/protocol.js").Figure} Figure
 * @typedef {Record<string, Record<string, [number, number]>>} Windows zoomed parts, by pane
 * @typedef {{x: (value: number) => number, y: (value: number) => number, left: number, right: number,
 *            top: number, bottom: number}} Axes from data to pixels of the first x and y axis, and the
 *            frame of all axes
 */

/**
 * From data to pixels and back, along the x axis and one of the y axes, and the frame of these two.
 *
 * @param {any} plot
 * @param {number} pane whose y axis is meant, counted from 0
 */
export function scaleOf(plot, pane) {
  const { height, xaxis, [`yaxis${pane ? pane + 1 : ""}`]: yaxis } = plot._fullLayout ?? {};
  if (!xaxis?._length || !yaxis?._length) return null;
  return {
    x: (/** @type {number} */ value) => xaxis._offset + xaxis.l2p(value),
    y: (/** @type {number} */ value) => yaxis._offset + yaxis.l2p(value),
    fromX: (/** @type {number} */ pixel) => xaxis.p2l(pixel - xaxis._offset),
    fromY: (/** @type {number} */ pixel) => yaxis.p2l(pixel - yaxis._offset),
    left: xaxis._offset,
    right: xaxis._offset + xaxis._length,
    top: yaxis._offset,
    bottom: yaxis._offset + yaxis._length,
    height, // of the whole plot
  };
}

/** How many rows of panes lie one above the other. @param {any} layout */
export function rowsOf(layout) {
  const axes = Object.entries(layout).filter(([name]) => name.startsWith("y") && NAME.test(name));
  return new Set(axes.map(([, axis]) => axis.domain?.[0] ?? 0)).size;
}

/**
 * @param {any} plot
 * @returns {Axes | null}
 */
export function axesOf(plot) {
  const full = plot._fullLayout;
  if (!full?.xaxis?._length) return null;
  const { xaxis, yaxis, _size: size } = full;
  return {
    x: (value) => xaxis._offset + xaxis.l2p(value),
    y: (value) => yaxis._offset + yaxis.l2p(value),
    left: size.l,
    right: full.width - size.r,
    top: size.t,
    bottom: full.height - size.b,
  };
}

/**
 * The area of the first x and y axis, and the values at its left and right, lower and upper end.
 *
 * @param {any} plot
 * @returns {{left: number, top: number, width: number, height: number,
 *   x: [number, number], y: [number, number]} | null}
 */
export function areaOf(plot) {
  const { xaxis, yaxis } = plot._fullLayout ?? {};
  if (!xaxis?._length || !yaxis?._length) return null;
  const place = { left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length };
  return { ...place, x: xaxis.range.map(Number), y: yaxis.range.map(Number) };
}

/**
 * A layout with the current ranges of a plot's axes.
 *
 * @param {any} layout
 * @param {any} plot
 */
export function asItStands(layout, plot) {
  const full = plot._fullLayout;
  const names = Object.keys(layout).filter((name) => NAME.test(name) && full[name]?.range);
  const now = names.map((name) => [name, { ...layout[name], range: full[name].range.slice(), autorange: false }]);
  return { ...layout, ...Object.fromEntries(now) };
}

/**
 * Where a plot is zoomed: ranges of its axes by the index of the pane, in the units of the data.
 *
 * @param {Figure} figure
 * @param {any} plot
 * @returns {Windows}
 */
export function windowsOf({ data, layout }, plot) {
  const full = plot._fullLayout;
  /** @type {Windows} */ const windows = {};
  for (const name of Object.keys(layout).filter((name) => /^yaxis\d*$/.test(name))) {
    const own = name.replace("axis", "");
    const across = data.find(({ yaxis = "y" }) => yaxis === own)?.xaxis ?? "x";
    const x = zoomed(layout, full, across.replace("x", "xaxis"));
    const y = zoomed(layout, full, name);
    if (x || y) windows[Number(name.slice(5) || 1) - 1] = { ...(x && { x }), ...(y && { y }) };
  }
  return windows;
}

/**
 * @param {any} layout
 * @param {any} full
 * @param {string} name of the axis
 * @returns {[number, number] | null}
 */
function zoomed(layout, full, name) {
  const axis = full?.[name];
  const declared = layout[name]?.range;
  if (!axis?.range || axis.autorange || layout[name]?.visible === false || (declared && same(declared, axis.range)))
    return null;
  const [from, to] = axis.range.map((/** @type {number} */ end) => (axis.type === "log" ? 10 ** end : Number(end)));
  return [from, to];
}

/**
 * The ranges of the axes that are as declared by the layout; the others are zoomed.
 *
 * @param {any} layout
 * @param {any} plot
 * @returns {Record<string, [number, number]>} by the names of the axes
 */
export function declaredRanges(layout, plot) {
  const full = plot._fullLayout;
  const own = Object.entries(layout).filter(([name, axis]) => NAME.test(name) && axis.range);
  const asDeclared = own.filter(([name, { range }]) => same(range, full[name].range));
  return Object.fromEntries(asDeclared.map(([name]) => [name, full[name].range.slice()]));
}

/**
 * Give a layout ranges of its own: Plotly writes into them when a plot is zoomed, and a figure has to keep those that
 * it declares.
 *
 * @param {any} layout a copy of a figure's, whose ranges are still the figure's
 */
export function detachRanges(layout) {
  for (const [name, axis] of Object.entries(layout)) {
    if (NAME.test(name) && axis.range) axis.range = axis.range.slice();
  }
}

/**
 * Let the axes of a layout have at least some ranges.
 *
 * @param {any} layout
 * @param {Record<string, [number, number]>} ranges
 */
export function widen(layout, ranges) {
  for (const [name, range] of Object.entries(ranges)) layout[name].range = united(range, layout[name].range);
}

/**
 * The target of a reset of the axes: Plotly would keep the ranges of the first figure.
 *
 * @param {any} plot
 * @param {any} layout
 */
export function setHome(plot, layout) {
  for (const [name, { range }] of Object.entries(layout).filter(([name]) => NAME.test(name))) {
    if (range) [plot._fullLayout[name]._rangeInitial0, plot._fullLayout[name]._rangeInitial1] = range;
  }
}

/**
 * A change that shows everything again: the ranges that a layout declares, and those that the data need.
 *
 * @param {any} layout
 */
export function whole(layout) {
  const axes = Object.entries(layout).filter(([name]) => NAME.test(name));
  return Object.fromEntries(
    axes.flatMap(([name, { range }]) =>
      range
        ? [
            [`${name}.range[0]`, range[0]],
            [`${name}.range[1]`, range[1]],
          ]
        : [[`${name}.autorange`, true]],
    ),
  );
}

/**
 * As many digits as a pixel is worth: a thousandth of the range.
 *
 * @param {number} value
 * @param {[number, number]} range
 */
export function tidy(value, range) {
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.abs(range[1] - range[0]))));
  return Number(value.toFixed(Math.min(digits, 12)));
}

/** @param {[number, number]} a @param {[number, number]} b */
function same(a, b) {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) < 1e-6 * Math.abs(a[1] - a[0]);
}

/**
 * A range that contains both.
 *
 * @param {[number, number]} a
 * @param {[number, number] | undefined} b
 * @returns {[number, number]}
 */
function united(a, b) {
  return b ? [Math.min(a[0], b[0]), Math.max(a[1], b[1])] : a;
}
