/**
 * What of a figure moves while its time does, and what stands still.
 *
 * @typedef {import("../client/protocol.js").Figure} Figure
 * @typedef {import("../client/protocol.js").Spikes} Spikes
 */

import { before } from "../plots/times.js";

const CLEAR = "rgba(0, 0, 0, 0)";
const OWN = { uirevision: "live" }; // axes whose zoom is not kept: they move, or have another range
const ROOM = 1.06; // of a curve below the end of its axis
const LOW = 0.4; // of an axis: curves that are lower get another one
const Y = /^yaxis\d*$/;

/** Whether a shape or a text moves with the first axis of time. @param {{xref?: string}} mark */
export function moves({ xref = "x" }) {
  return /^x\d*$/.test(xref);
}

/**
 * The figure without what moves. Of its time axis the labels move: they keep their room, but are not seen.
 *
 * @param {Figure} figure
 * @param {Record<string, number>} tops where axes end that have no end of their own, by their names
 * @returns {Figure}
 */
export function still({ data, layout, raster }, tops) {
  const unseen = { ...OWN, range: [0, 1], tickfont: { color: CLEAR }, tickcolor: CLEAR };
  const own = Object.entries(tops).map(([name, top]) => [name, { ...layout[name], ...OWN, range: [0, top] }]);
  return {
    data: data.map((trace) => ({ ...trace, x: [null], y: [null] })),
    layout: {
      ...layout,
      xaxis: { ...layout.xaxis, ...unseen },
      ...Object.fromEntries(own),
      shapes: (layout.shapes ?? []).filter((/** @type {any} */ shape) => !moves(shape)),
      annotations: (layout.annotations ?? []).filter((/** @type {any} */ text) => !moves(text)).map(covering),
    },
    raster,
  };
}

/** A text that covers what moves below it, unless it has to let spikes through. @param {any} text */
function covering(text) {
  return text.yref === "paper" ? { ...text, bgcolor: "var(--paper)" } : text;
}

/**
 * Where axes end that have no end of their own. It stays as long as curves fit, so that it changes rarely.
 *
 * @param {Figure} figure
 * @param {Record<string, number>} last
 */
export function topsOf({ data, layout }, last) {
  /** @type {Record<string, number>} */ const tops = {};
  for (const name of Object.keys(layout).filter((key) => Y.test(key) && !layout[key].range)) {
    const own = data.filter(({ yaxis = "y" }) => yaxis === name.replace("axis", ""));
    let most = 0;
    for (const { y } of own) for (const value of y) if (value > most) most = value;
    const before = last[name] ?? 0;
    tops[name] = most <= before && most > LOW * before ? before : rounded(ROOM * most);
  }
  return tops;
}

/** Whether a figure continues the run of another. @param {Figure} figure @param {Figure} last */
export function continues(figure, last) {
  const [start, stop] = figure.layout.xaxis.range;
  const before = last.layout.xaxis.range[1];
  return start <= before && before <= stop && bandsOf(figure) === bandsOf(last);
}

/**
 * A figure that begins earlier: with the spikes and the points of curves that the one before it had.
 *
 * @param {Figure} figure
 * @param {Figure} last
 * @param {number} from ms
 * @returns {Figure}
 */
export function extended(figure, last, from) {
  const [start] = figure.layout.xaxis.range;
  const data = figure.data.map((trace, i) => {
    const old = last.data[i];
    if (old?.name !== trace.name || !ArrayBuffer.isView(trace.x) || !ArrayBuffer.isView(old.x)) return trace; // as ends
    return { ...trace, ...joined(old, trace, "x", ["x", "y"], from, start) };
  });
  const spikes = joined(last.raster, figure.raster, "times", ["times", "indices", "groups"], from, start);
  return { ...figure, data, raster: /** @type {Spikes} */ ({ ...figure.raster, ...spikes }) };
}

/**
 * Arrays after the part of others that is between two times.
 *
 * @param {any} old
 * @param {any} fresh
 * @param {string} time the name of the arrays of times, ascending
 * @param {string[]} names
 * @param {number} from
 * @param {number} to
 */
function joined(old, fresh, time, names, from, to) {
  const [first, end] = [before(old[time], from), before(old[time], to)];
  return Object.fromEntries(
    names.map((name) => {
      const whole = new fresh[name].constructor(Math.max(end - first, 0) + fresh[name].length);
      if (end > first) whole.set(old[name].subarray(first, end));
      whole.set(fresh[name], Math.max(end - first, 0));
      return [name, whole];
    }),
  );
}

/** @param {Figure} figure */
function bandsOf({ raster }) {
  return JSON.stringify([raster?.bands, raster?.colours]);
}

/** A number of two digits that is no less. @param {number} value */
function rounded(value) {
  const unit = 10 ** (Math.floor(Math.log10(Math.max(value, 1e-9))) - 1);
  return value > 0 ? Math.ceil(value / unit) * unit : 1;
}
