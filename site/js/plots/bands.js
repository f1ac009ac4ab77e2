/**
 * The positions of a raster's neurons on its axis: in bands, one for each population.
 *
 * @typedef {import("../client/protocol.js").Band} Band
 */

const APART = 15; // CSS pixels between the middles of two labels
const EVERY = 40; // between two round numbers, at least

/**
 * @param {Band} band
 * @param {number} neuron
 * @returns {number} its place on the axis
 */
export function rowOf({ first, size, top, height }, neuron) {
  return top + ((neuron - first + 0.5) * height) / size;
}

/**
 * @param {Band[]} bands
 * @param {number} place on the axis
 * @returns {number} the neuron that is nearest
 */
export function neuronAt(bands, place) {
  const distance = (/** @type {Band} */ { top, height }) => Math.max(top - place, place - top - height, 0);
  const { first, size, top, height } = bands.reduce((best, band) => (distance(band) < distance(best) ? band : best));
  const inside = Math.floor(((place - top) / height) * size);
  return first + Math.max(0, Math.min(inside, size - 1));
}

/**
 * Ticks of a part of the axis: the first neuron of each population, and round numbers. Python does
 * the same (plots/network/bands.py) for the whole axis.
 *
 * @param {Band[]} bands
 * @param {readonly [number, number]} range
 * @param {number} length of the axis, CSS pixels
 * @returns {{tickvals: number[], ticktext: string[]}}
 */
export function bandTicks(bands, range, length) {
  const [low, high] = [Math.min(...range), Math.max(...range)];
  const pixels = length / (high - low);
  const seen = bands.filter(({ top, height }) => top + height >= low && top <= high);
  /** @type {[number, number][]} */ const found = [];
  const add = (/** @type {Band} */ band, /** @type {number} */ neuron) => {
    const place = rowOf(band, neuron);
    const free = found.every(([other]) => Math.abs(place - other) * pixels >= APART);
    if (free && place >= low && place <= high) found.push([place, neuron]);
  };
  for (const band of seen) add(band, band.first);
  for (const band of seen) {
    const end = Math.min(neuronAt([band], high) + 1, band.first + band.size);
    const step = roundStep((EVERY * band.size) / (pixels * band.height));
    for (let neuron = Math.ceil(neuronAt([band], low) / step) * step; neuron < end; neuron += step) add(band, neuron);
  }
  found.sort(([a], [b]) => a - b);
  return { tickvals: found.map(([place]) => place), ticktext: found.map(([, neuron]) => String(neuron)) };
}

/**
 * @param {number} least
 * @returns {number} 1, 2 or 5 times a power of ten that is no less
 */
function roundStep(least) {
  const power = 10 ** Math.ceil(Math.log10(Math.max(least, 1)));
  return [power / 5, power / 2, power].find((step) => step >= Math.max(least, 1)) ?? power;
}
