/**
 * Spikes as pixels: the numbers behind a raster.
 *
 * @typedef {import("./types.js").Spikes} Spikes
 *
 * @typedef {object} Frame the plotting area
 * @property {number} width in device pixels
 * @property {number} height
 * @property {number} scale device pixels per CSS pixel
 * @property {readonly [number, number]} time at the left and right end
 * @property {readonly [number, number]} rows at the lower and upper end
 */

// Lengths are CSS pixels.
const ROOM = 0.16; // part of the area that marks may cover, as long as they can shrink
const SLENDER = 3; // height of a mark by its width
const WIDEST = 2.5;
const HIGHEST = 10; // of a mark that stands over its row
const OWN_ROW = 0.8; // part of a row that a mark takes where rows are high
const HIGHEST_ROW = 36;

const PAST = 64; // pixels: marks that begin left of the area do not begin further from it
const SAMPLE = 30_000; // spikes looked at to see how many are visible
const SHADES = 256; // opacities by count: more than this are as many as this
const FEW = 1.3; // as many in one pixel as a rule make no difference of opacity
const SPREAD = 2.2; // how far above the usual count a pixel becomes opaque
const GAMMA = 0.65; // below 1 single spikes stay visible beside dense ones

/**
 * @param {Float64Array} times ascending
 * @param {number} time
 * @returns {number} how many are before it
 */
export function before(times, time) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Where a spike stands.
 *
 * @param {Frame} frame
 */
export function places({ width, height, time, rows }) {
  const across = width / (time[1] - time[0]);
  const down = height / (rows[0] - rows[1]);
  return {
    /** @param {number} t */
    x: (t) => (t - time[0]) * across,
    /** @param {number} row */
    y: (row) => (row - rows[1]) * down,
    perTime: across,
    perRow: Math.abs(down),
  };
}

/**
 * The size of one mark: as high as its row allows and the wider the fewer there are, down to a pixel.
 *
 * @param {number} count
 * @param {Frame} frame
 * @returns {{wide: number, high: number}} whole device pixels
 */
export function markSize(count, frame) {
  const { width, height, scale } = frame;
  const room = (ROOM * width * height) / Math.max(count, 1);
  const row = Math.min(OWN_ROW * places(frame).perRow, HIGHEST_ROW * scale);
  const wide = between(1, Math.round(Math.min(Math.sqrt(room / SLENDER), room / row)), Math.round(WIDEST * scale));
  const high = between(1, room / wide, HIGHEST * scale);
  return { wide, high: Math.round(Math.max(high, row)) };
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
  const { indices } = spikes;
  const { y, perTime, perRow } = places(frame);
  const margin = (WIDEST * frame.scale) / perTime;
  const first = before(spikes.times, frame.time[0] - margin);
  const end = before(spikes.times, frame.time[1] + margin);
  const lowest = Math.ceil(Math.min(...frame.rows) - 0.5);
  const highest = Math.floor(Math.max(...frame.rows) + 0.5);
  const step = Math.ceil((end - first) / SAMPLE) || 1;
  let count = 0;
  for (let i = first; i < end; i += step) if (indices[i] >= lowest && indices[i] <= highest) count += step;
  const { wide, high } = markSize(count, frame);
  const image = new ImageData(width, height);

  // Where marks of neighbouring rows do not touch, counting in one line per row will do.
  const byRow = high <= perRow;
  const grid = byRow
    ? { lines: highest - lowest + 1, tall: 1, lineAt: [1, -lowest] }
    : { lines: height, tall: high, lineAt: [y(1) - y(0), y(0) - high / 2 + 0.5] };
  const { planes, tints } = distinct(colours);
  const counts = accumulate(spikes, { first, end, lowest, highest }, frame, { ...grid, wide }, planes);
  const pixels = new Uint32Array(image.data.buffer);
  const opacity = opacities(counts);
  for (let line = 0; line < grid.lines; line++) {
    const top = byRow ? Math.round(y(line + lowest) - high / 2) : line;
    const bottom = Math.min(byRow ? top + high : top + 1, height);
    const start = Math.max(top, 0);
    if (start >= bottom) continue;
    resolve(counts, line * width, pixels, start * width, width, tints, opacity);
    for (let other = start + 1; other < bottom; other++) {
      pixels.copyWithin(other * width, start * width, (start + 1) * width);
    }
  }
  return image;
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
 * @param {{first: number, end: number, lowest: number, highest: number}} part
 * @param {Frame} frame
 * @param {{lines: number, tall: number, wide: number, lineAt: number[]}} grid
 * @param {Uint8Array} planes which colour each group has
 * @returns {Uint16Array[]} counts by colour
 */
function accumulate({ times, indices, groups }, { first, end, lowest, highest }, frame, grid, planes) {
  const { width, time: [start, stop] } = frame;
  const { lines, tall, wide, lineAt: [perRow, offset] } = grid;
  const across = width / (stop - start);
  const shift = PAST + (1 - wide) / 2;
  const single = wide === 1 && tall === 1;
  const size = lines * width;
  const starts = Int32Array.from(planes, (plane) => plane * size);
  const lineOf = Int32Array.from({ length: highest - lowest + 1 }, (_, k) => Math.floor((k + lowest) * perRow + offset));
  const counts = new Uint16Array((Math.max(...planes) + 1) * size);
  for (let i = first; i < end; i++) {
    const row = indices[i];
    if (row < lowest || row > highest) continue;
    const column = (((times[i] - start) * across + shift) | 0) - PAST; // much quicker than Math.floor
    const line = lineOf[row - lowest];
    const plane = starts[groups[i]];
    if (single) {
      if (column >= 0 && column < width && line >= 0 && line < lines) counts[plane + line * width + column]++;
      continue;
    }
    const right = Math.min(column + wide, width);
    const bottom = Math.min(line + tall, lines);
    for (let y = Math.max(line, 0); y < bottom; y++) {
      for (let x = Math.max(column, 0); x < right; x++) counts[plane + y * width + x]++;
    }
  }
  return Array.from({ length: counts.length / size }, (_, k) => counts.subarray(k * size, (k + 1) * size));
}

/**
 * Opacity by count: 1 for all where few share a pixel, else the top is set by how many share a pixel
 * from the view of a spike, which changes smoothly while the axes are moved.
 *
 * @param {Uint16Array[]} counts
 */
function opacities(counts) {
  let sum = 0;
  let squares = 0;
  for (const plane of counts) {
    for (let i = 0; i < plane.length; i++) {
      sum += plane[i];
      squares += plane[i] * plane[i];
    }
  }
  const top = 1 + SPREAD * Math.max(0, squares / Math.max(sum, 1) - FEW);
  return Uint8Array.from({ length: SHADES }, (_, count) => Math.min(255, Math.round(255 * (count / top) ** GAMMA)));
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
    pixels[to + x] = (opacity[Math.min(count, SHADES - 1)] << 24) | ((blue / count) << 16) | ((green / count) << 8) | (red / count);
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
export function nearestSpike({ times, indices }, frame, x, y, reach) {
  const place = places(frame);
  const half = Math.min(OWN_ROW * place.perRow, HIGHEST_ROW * frame.scale) / 2;
  const at = frame.time[0] + x / place.perTime;
  const end = before(times, at + reach / place.perTime);
  let found = null;
  let least = reach;
  for (let i = before(times, at - reach / place.perTime); i < end; i++) {
    const distance = Math.hypot(place.x(times[i]) - x, Math.max(Math.abs(place.y(indices[i]) - y) - half, 0));
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
