import { make } from "./dom.js";
import { imageOf, labelRows } from "./raster.js";
import { onPaper } from "./theme.js";

/**
 * Plots as pictures for print: so many millimetres wide, with the colours of the light theme and
 * letters of 7 points, whatever the page looks like. They show what the plot shows: its axes as
 * they were zoomed, and what is faint in it.
 *
 * @typedef {import("./panel.js").Panel} Panel
 * @typedef {object} Look
 * @property {number} width mm
 * @property {boolean} white whether the ground is white, or transparent
 */

const PER_MM = 5; // units of a figure per mm: its letters of 12 units are then 7 points high
const DPI = 300;
const PER_UNIT = DPI / 25.4 / PER_MM; // pixels of a PNG
const FINE = 2 * PER_UNIT; // of spikes within an SVG
const LOWEST = 0.45; // height by width
const HIGHEST = 1.1;

/**
 * @param {Panel} panel
 * @param {Look} look
 * @returns {Promise<string>} SVG
 */
export function svgOf(panel, look) {
  return drawn(panel, look, FINE, async (plot, Plotly, { width, height }) => {
    const address = await Plotly.toImage(plot, { format: "svg", width, height });
    const text = decodeURIComponent(address.slice(address.indexOf(",") + 1));
    const size = `width="${width / PER_MM}mm" height="${height / PER_MM}mm" viewBox="0 0 ${width} ${height}"`;
    return text.replace(/<svg [^>]*>/, (tag) => tag.replace(/ (width|height|viewBox)="[^"]*"/g, "").replace("<svg", `<svg ${size}`));
  });
}

/**
 * @param {Panel} panel
 * @param {Look} look
 * @returns {Promise<Uint8Array<ArrayBuffer>>} PNG
 */
export function pngOf(panel, look) {
  return drawn(panel, look, PER_UNIT, async (plot, Plotly, { width, height }) => {
    const address = await Plotly.toImage(plot, { format: "png", width, height, scale: PER_UNIT });
    return withSize(new Uint8Array(await (await fetch(address)).arrayBuffer()));
  });
}

/**
 * Draw a plot out of sight, in its size on paper.
 *
 * @template T
 * @param {Panel} panel
 * @param {Look} look
 * @param {number} fine pixels of spikes per unit
 * @param {(plot: any, Plotly: any, size: {width: number, height: number}) => Promise<T>} take
 * @returns {Promise<T>}
 */
async function drawn(panel, look, fine, take) {
  const shown = panel.shown();
  if (!shown) throw new Error("There is nothing in this plot.");
  const { Plotly, data, raster } = shown;
  const width = look.width * PER_MM;
  const height = Math.round(width * Math.min(Math.max(shown.ratio, LOWEST), HIGHEST));
  const plain = { ...shown.layout, width, height, paper_bgcolor: look.white ? "#ffffff" : "rgba(0,0,0,0)" };
  const { layout, traces, colours } = onPaper({ layout: plain, traces: data, colours: raster?.colors ?? [] });
  if (raster) labelRows(raster, layout);
  const plot = /** @type {any} */ (make("div", { style: `position: fixed; left: -9999px; top: 0; width: ${width}px; height: ${height}px`, "aria-hidden": "true" }));
  document.body.append(plot);
  try {
    await Plotly.newPlot(plot, traces, layout, { staticPlot: true });
    if (raster) await Plotly.relayout(plot, { images: [imageOf({ ...raster, colors: colours }, plot._fullLayout, fine)] });
    return await take(plot, Plotly, { width, height });
  } finally {
    Plotly.purge(plot);
    plot.remove();
  }
}

/**
 * A PNG that says how large it is: without that programs take its pixels for those of a screen.
 *
 * @param {Uint8Array<ArrayBuffer>} png
 */
function withSize(png) {
  const begin = 33; // after the signature and the header
  const chunk = new DataView(new ArrayBuffer(21));
  const perMetre = Math.round(DPI / 0.0254);
  chunk.setUint32(0, 9);
  [..."pHYs"].forEach((letter, i) => chunk.setUint8(4 + i, letter.charCodeAt(0)));
  chunk.setUint32(8, perMetre);
  chunk.setUint32(12, perMetre);
  chunk.setUint8(16, 1);
  chunk.setUint32(17, checksum(new Uint8Array(chunk.buffer, 4, 13)));
  const whole = new Uint8Array(png.length + 21);
  whole.set(png.subarray(0, begin));
  whole.set(new Uint8Array(chunk.buffer), begin);
  whole.set(png.subarray(begin), begin + 21);
  return whole;
}

/** CRC-32, as PNG wants it. @param {Uint8Array} bytes */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
