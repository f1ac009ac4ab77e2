import { byId } from "./dom.js";

const SOON = 150; // ms: what takes less shows no bar

let timer = 0;

/**
 * The line and the thin bar at the top. The bar comes only when work takes long enough to be noticed.
 *
 * @param {number} fraction done, 0 to 1
 * @param {string} text
 */
export function showProgress(fraction, text) {
  const bar = byId("progress");
  bar.style.setProperty("--done", String(fraction));
  bar.setAttribute("aria-valuenow", String(Math.round(fraction * 100)));
  byId("status").textContent = text;
  if (bar.hidden && !timer) timer = setTimeout(() => (bar.hidden = false), SOON);
}

/**
 * Work is over.
 *
 * @param {string} text what the line says from now on
 * @param {boolean} [failed]
 */
export function endProgress(text, failed = false) {
  clearTimeout(timer);
  timer = 0;
  byId("progress").hidden = true;
  byId("status").textContent = text;
  byId("status").classList.toggle("failed", failed);
}
