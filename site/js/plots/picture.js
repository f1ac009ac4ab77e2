import { inTheme } from "../access/theme.js";

/**
 * Plots as pictures: Python lays them out for the requested size, with their zoomed axes and the run
 * with which they are compared, but without selections and handles. A PNG is drawn from the same SVG.
 *
 * @typedef {import("../client/solver-client.js").Client} Client
 * @typedef {Pick<import("../state/explorer.js").Explorer, "compared" | "stage" | "state">} Explorer
 * @typedef {import("../panels/panel.js").Panel} Panel
 * @typedef {object} Look
 * @property {{mm?: number, px?: number}} width
 * @property {"light" | "dark"} theme
 * @property {boolean} filled whether the ground has a colour, or is transparent
 */

const DPI = 300; // unless another is asked for
const PX_PER_MM = 96 / 25.4; // as in CSS

/**
 * @param {Panel} panel
 * @param {Look} look
 * @param {{explorer: Explorer, client: Client, title: string, progress?: (text: string) => void}} about
 * @returns {Promise<string>} SVG
 */
export function svgOf(panel, look, { explorer, client, title, progress }) {
  if (panel.isEmpty) return Promise.reject(new Error("This plot is empty."));
  if (panel.figure?.foreign) return svgByPlotly(panel, look);
  const own = explorer.stage.panels.get(panel.spec.name) === panel; // others are plots of the reader's code
  const { mm, px } = look.width;
  return client.picture(
    {
      state: own ? explorer.state : null,
      panel: panel.spec.name,
      width: mm ?? px ?? 0,
      unit: mm ? "mm" : "px",
      theme: look.theme,
      filled: look.filled,
      title,
      windows: panel.windows(),
      behind: own && panel.isComparable ? explorer.compared : null,
    },
    progress,
  );
}

/**
 * @param {string} svg
 * @param {{width: Look["width"], dpi?: number}} look
 * @returns {Promise<Uint8Array<ArrayBuffer>>} PNG
 */
export async function pngOf(svg, { width, dpi = DPI }) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const { width: wide, height: high } = sizeOf(svg);
    const scale = width.mm ? dpi / 25.4 / PX_PER_MM : 1;
    const canvas = new OffscreenCanvas(Math.round(wide * scale), Math.round(high * scale));
    const context = canvas.getContext("2d");
    const ground = /<rect width="100%" height="100%" fill="([^"]*)"/.exec(svg)?.[1];
    if (context && ground) {
      context.fillStyle = ground; // also where the last pixel is not wholly the picture's
      context.fillRect(0, 0, canvas.width, canvas.height);
    }
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
    return width.mm ? withSize(png, dpi) : png;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Width and height of a picture, px. @param {string} svg */
function sizeOf(svg) {
  const [, , width, height] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? "0 0 1 1").split(" ").map(Number);
  return { width, height };
}

/**
 * A figure that the reader's code made for Plotly itself, of which Python knows no plot.
 *
 * @param {Panel} panel
 * @param {Look} look
 */
async function svgByPlotly(panel, look) {
  const shown = panel.shown();
  if (!shown) throw new Error("This plot is empty.");
  const { Plotly, data, layout, ratio } = shown;
  const width = look.width.px ?? (look.width.mm ?? 85) * PX_PER_MM;
  const size = { width: Math.round(width), height: Math.round(width * ratio) };
  const ground = look.filled ? "var(--paper)" : "rgba(0,0,0,0)";
  const figure = inTheme({ data, layout: { ...layout, ...size, paper_bgcolor: ground } }, look.theme);
  const address = await Plotly.toImage(figure, { format: "svg", ...size });
  return decodeURIComponent(address.slice(address.indexOf(",") + 1));
}

/**
 * A PNG with its physical size: without it, programs take its pixels for those of a screen.
 *
 * @param {Uint8Array<ArrayBuffer>} png
 * @param {number} dpi
 */
function withSize(png, dpi) {
  const begin = 33; // after the signature and the header
  const chunk = new DataView(new ArrayBuffer(21));
  const perMetre = Math.round(dpi / 0.0254);
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
