import { before } from "./times.js";
import { rowOf } from "./bands.js";

/**
 * Spikes as pixels: the numbers behind a raster.
 *
 * @typedef {import("../client/protocol.js").Spikes} Spikes
 * @typedef {import("../client/protocol.js").Band} Band
 *
 * @typedef {object} Frame the plotting area
 * @property {number} width in device pixels
 * @property {number} height
 * @property {number} scale device pixels per CSS pixel
 * @property {readonly [number, number]} time at the left and right end
 * @property {readonly [number, number]} rows at the lower and upper end
 *
 * @typedef {object} Part what is visible of a band
 * @property {Band} band
 * @property {number} lowest number of a neuron; above the highest if none is visible
 * @property {number} highest
 * @property {number} perRow height of a row, device pixels
 * @property {number} from pixels that belong to the band, with half of the gaps next to it
 * @property {number} to
 * @property {number} high height of a mark
 * @property {boolean} byRow whether spikes are counted by row, since marks of neighbouring rows do not touch
 * @property {number} start the first of its lines of counts
 * @property {number} lines how many
 */

// Lengths are CSS pixels.
const ROOM = 0.16; // part of the area that marks may cover, as long as they can shrink
const SLENDER = 3; // height of a mark by its width
const WIDEST = 2.5;
const HIGHEST = 10; // of a mark that extends beyond its row
const OWN_ROW = 0.8; // part of a row that a mark takes where rows are high
const HIGHEST_ROW = 36;

const PAST = 64; // pixels: marks that begin left of the area do not begin further from it
const HIDDEN = -(2 ** 31); // the line of a neuron that is not visible
const SAMPLE = 30_000; // spikes sampled to estimate how many are visible
const SHADES = 256; // opacities by count: more than this are as many as this
const MIN_OVERLAP = 1.3; // up to this many spikes per typical pixel, opacity does not vary
const SPREAD = 2.2; // multiple of the average count at which a pixel becomes opaque
const GAMMA = 0.65; // below 1, single spikes stay visible next to dense ones

/**
 * The pixel positions of a time and of a place on the axis of the rows.
 *
 * @param {Frame} frame
 */
export function places({ width, height, time, rows }) {
  const across = width / (time[1] - time[0]);
  const down = height / (rows[0] - rows[1]);
  return {
    /** @param {number} t */
    x: (t) => (t - time[0]) * across,
    /** @param {number} place */
    y: (place) => (place - rows[1]) * down,
    perTime: across,
    /** @param {Band} band */
    perRow: ({ size, height: whole }) => (whole * Math.abs(down)) / size,
  };
}

/**
 * The size of one mark: as high as the lowest rows allow and the wider the fewer there are, down to a pixel.
 *
 * @param {number} count
 * @param {Frame} frame
 * @param {number} perRow
 * @returns {{wide: number, high: number}} device pixels: the width whole
 */
function markSize(count, frame, perRow) {
  const { width, height, scale } = frame;
  const room = (ROOM * width * height) / Math.max(count, 1);
  const row = rowMark(perRow, scale);
  const wide = between(1, Math.round(Math.min(Math.sqrt(room / SLENDER), room / row)), Math.round(WIDEST * scale));
  return { wide, high: between(1, room / wide, HIGHEST * scale) };
}

/**
 * @param {number} perRow
 * @param {number} scale
 * @returns {number} height of a mark that keeps to its row
 */
function rowMark(perRow, scale) {
  return Math.min(OWN_ROW * perRow, HIGHEST_ROW * scale);
}

/**
 * Paint the spikes of the visible stretch of time and rows. What falls on one pixel is counted and
 * its colours are mixed; opacity goes by count, measured by how many share a pixel as a rule.
 *
 * @param {Spikes} spikes
 * @param {Frame} frame
 * @param {number[][]} colours red, green, blue of each group
 * @returns {ImageData}
 */
export function paint(spikes, frame, colours) {
  const { width, height } = frame;
  const { y, perTime } = places(frame);
  const margin = (WIDEST * frame.scale) / perTime;
  const first = before(spikes.times, frame.time[0] - margin);
  const end = before(spikes.times, frame.time[1] + margin);
  const { wide, parts } = divide(spikes, first, end, frame);
  const { planes, tints } = distinct(colours);
  const counts = accumulate(spikes, { first, end }, frame, parts, wide, planes);
  const opacity = opacities(counts, parts, width);
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  parts.forEach(({ band, lowest, from, to, high, byRow, start, lines }, k) => {
    for (let line = 0; line < lines; line++) {
      const top = byRow ? Math.round(y(rowOf(band, line + lowest)) - high / 2) : from + line;
      const bottom = Math.min(byRow ? top + high : top + 1, to);
      const begin = Math.max(top, from);
      if (begin >= bottom) continue;
      resolve(counts, (start + line) * width, pixels, begin * width, width, tints, opacity[k]);
      for (let other = begin + 1; other < bottom; other++) {
        pixels.copyWithin(other * width, begin * width, (begin + 1) * width);
      }
    }
  });
  return image;
}

/**
 * The parts of the area that are the bands', and the size of the marks in them.
 *
 * @param {Spikes} spikes
 * @param {number} first
 * @param {number} end
 * @param {Frame} frame
 * @returns {{wide: number, parts: Part[]}}
 */
function divide({ indices, groups, bands }, first, end, frame) {
  const { y, perRow } = places(frame);
  const [low, high] = [Math.min(...frame.rows), Math.max(...frame.rows)];
  const edge = (/** @type {number} */ k) => {
    const [above, below] = [bands[k - 1], bands[k]];
    const at = above && below ? Math.round(y((above.top + above.height + below.top) / 2)) : below ? 0 : frame.height;
    return between(0, at, frame.height);
  };
  const parts = bands.map((band, k) => {
    const each = band.height / band.size;
    const lowest = Math.max(0, Math.ceil((low - band.top) / each - 1));
    const highest = Math.min(band.size - 1, Math.floor((high - band.top) / each));
    const seen = { lowest: band.first + lowest, highest: band.first + highest, perRow: perRow(band) };
    return { band, ...seen, from: edge(k), to: edge(k + 1), high: 1, byRow: true, start: 0, lines: 0 };
  });
  const step = Math.ceil((end - first) / SAMPLE) || 1;
  let count = 0;
  for (let i = first; i < end; i += step) {
    const { lowest, highest } = parts[groups[i]];
    if (indices[i] >= lowest && indices[i] <= highest) count += step;
  }
  const visible = parts.filter(({ lowest, highest }) => lowest <= highest);
  const size = markSize(count, frame, Math.min(...visible.map((part) => part.perRow)));
  let start = 0;
  for (const part of visible) {
    part.high = Math.round(Math.max(size.high, rowMark(part.perRow, frame.scale)));
    part.byRow = part.high <= part.perRow;
    part.lines = part.byRow ? part.highest - part.lowest + 1 : part.to - part.from;
    part.start = start;
    start += part.lines;
  }
  return { wide: size.wide, parts };
}

/**
 * Groups of one colour are counted together.
 *
 * @param {number[][]} colours
 * @returns {{planes: Uint8Array, tints: number[][]}} which of the different colours each group has
 */
function distinct(colours) {
  const tints = new Map(colours.map((colour) => [String(colour), colour]));
  const order = [...tints.keys()];
  return { planes: Uint8Array.from(colours, (colour) => order.indexOf(String(colour))), tints: [...tints.values()] };
}

/**
 * Count spikes by pixel, each colour for itself.
 *
 * @param {Spikes} spikes
 * @param {{first: number, end: number}} stretch
 * @param {Frame} frame
 * @param {Part[]} parts
 * @param {number} wide
 * @param {Uint8Array} planes which colour each group has
 * @returns {Uint16Array[]} counts by colour
 */
function accumulate({ times, indices, groups }, { first, end }, frame, parts, wide, planes) {
  const {
    width,
    time: [from, to],
  } = frame;
  const across = width / (to - from);
  const shift = PAST + (1 - wide) / 2;
  const size = width * parts.reduce((sum, { lines }) => sum + lines, 0);
  const starts = Int32Array.from(parts, ({ start }, k) => planes[k] * size + start * width);
  const talls = Int32Array.from(parts, ({ byRow, high }) => (byRow ? 1 : high));
  const ends = Int32Array.from(parts, ({ lines }) => lines);
  const lineOf = linesOf(parts, frame);
  const counts = new Uint16Array((Math.max(...planes) + 1) * size);
  for (let i = first; i < end; i++) {
    const line = lineOf[indices[i]];
    if (line === HIDDEN) continue;
    const column = (((times[i] - from) * across + shift) | 0) - PAST; // much quicker than Math.floor
    const group = groups[i];
    const start = starts[group];
    const tall = talls[group];
    const lines = ends[group];
    if (wide === 1 && tall === 1) {
      if (column >= 0 && column < width && line >= 0 && line < lines) counts[start + line * width + column]++;
      continue;
    }
    const right = Math.min(column + wide, width);
    const bottom = Math.min(line + tall, lines);
    for (let y = Math.max(line, 0); y < bottom; y++) {
      for (let x = Math.max(column, 0); x < right; x++) counts[start + y * width + x]++;
    }
  }
  return Array.from({ length: Math.max(...planes) + 1 }, (_, k) => counts.subarray(k * size, (k + 1) * size));
}

/**
 * @param {Part[]} parts
 * @param {Frame} frame
 * @returns {Int32Array} by neuron: the line of its part at which its marks begin
 */
function linesOf(parts, frame) {
  const { y } = places(frame);
  const lineOf = new Int32Array(Math.max(...parts.map(({ band }) => band.first + band.size))).fill(HIDDEN);
  for (const { band, lowest, highest, from, high, byRow } of parts) {
    for (let neuron = lowest; neuron <= highest; neuron++) {
      lineOf[neuron] = byRow ? neuron - lowest : Math.floor(y(rowOf(band, neuron)) - high / 2 + 0.5) - from;
    }
  }
  return lineOf;
}

/**
 * Opacity by count: 1 for all where few share a pixel, else the top is set by how many share a pixel
 * from the view of a spike, which changes smoothly while the axes are moved. Where rows are higher,
 * fewer share one; equal rates look alike in all bands.
 *
 * @param {Uint16Array[]} counts
 * @param {Part[]} parts
 * @param {number} width
 * @returns {Uint8Array[]} of each part
 */
function opacities(counts, parts, width) {
  let sum = 0;
  let others = 0;
  const crowds = parts.map(({ byRow, high, perRow }) => (byRow ? 1 : Math.max(1, high / perRow)));
  parts.forEach(({ start, lines }, k) => {
    let pairs = 0;
    for (const plane of counts) {
      for (let i = start * width; i < (start + lines) * width; i++) {
        sum += plane[i];
        pairs += plane[i] * (plane[i] - 1);
      }
    }
    others += pairs / crowds[k];
  });
  return crowds.map((crowd) => {
    const top = 1 + SPREAD * Math.max(0, 1 + (crowd * others) / Math.max(sum, 1) - MIN_OVERLAP);
    return Uint8Array.from({ length: SHADES }, (_, count) => Math.min(255, Math.round(255 * (count / top) ** GAMMA)));
  });
}

/**
 * @param {Uint16Array[]} counts by colour
 * @param {number} from
 * @param {Uint32Array} pixels
 * @param {number} to
 * @param {number} width
 * @param {number[][]} colours
 * @param {Uint8Array} opacity
 */
function resolve(counts, from, pixels, to, width, colours, opacity) {
  for (let x = 0; x < width; x++) {
    let count = 0;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let k = 0; k < counts.length; k++) {
      const own = counts[k][from + x];
      if (!own) continue;
      count += own;
      red += own * colours[k][0];
      green += own * colours[k][1];
      blue += own * colours[k][2];
    }
    if (!count) continue;
    // Little-endian, as the machines of all browsers are.
    pixels[to + x] =
      (opacity[Math.min(count, SHADES - 1)] << 24) | ((blue / count) << 16) | ((green / count) << 8) | (red / count);
  }
}

/**
 * The spike nearest to a point, from the edge of its mark.
 *
 * @param {Spikes} spikes
 * @param {Frame} frame
 * @param {number} x device pixels from the left upper corner
 * @param {number} y
 * @param {number} reach how far it may be
 * @returns {number | null} which one
 */
export function nearestSpike({ times, indices, groups, bands }, frame, x, y, reach) {
  const place = places(frame);
  const halves = bands.map((band) => rowMark(place.perRow(band), frame.scale) / 2);
  const at = frame.time[0] + x / place.perTime;
  const end = before(times, at + reach / place.perTime);
  let found = null;
  let least = reach;
  for (let i = before(times, at - reach / place.perTime); i < end; i++) {
    const group = groups[i];
    const above = Math.abs(place.y(rowOf(bands[group], indices[i])) - y) - halves[group];
    const distance = Math.hypot(place.x(times[i]) - x, Math.max(above, 0));
    if (distance > least) continue;
    least = distance;
    found = i;
  }
  return found;
}

/**
 * @param {number} low
 * @param {number} value
 * @param {number} high
 */
function between(low, value, high) {
  return Math.max(low, Math.min(value, high));
}
