import { byId, setClass, setShown, setText } from "../dom.js";
import { say } from "../language/messages.js";

const SOON = 150; // ms: shorter work shows no bar
const STOPPABLE = 300; // ms: shorter work needs no Stop button

const SILENT = "Python is not responding";

let begun = false;
/**
 * The content before Stop was offered.
 *
 * @type {{text: string | null, stop: HTMLElement["onclick"], hidden: boolean} | null}
 */
let before = null;
/** @type {ReturnType<typeof setTimeout>[]} */ let timers = [];

/**
 * The line and the thin bar at the top. The bar appears only when work takes long enough to be noticed.
 *
 * @param {number} fraction done, 0 to 1
 * @param {string} text
 * @param {(() => void) | null} [stop] action of a button that appears next to the line
 */
export function showProgress(fraction, text, stop = null) {
  const bar = byId("progress");
  bar.style.setProperty("--done", String(fraction));
  bar.setAttribute("aria-valuenow", String(Math.round(fraction * 100)));
  before = null;
  setText(byId("status"), say(text));
  byId("stop").onclick = stop;
  if (begun) return;
  begun = true;
  timers = [setTimeout(() => (bar.hidden = false), SOON)];
  if (stop) timers.push(setTimeout(() => (byId("stop").hidden = false), STOPPABLE));
}

/**
 * Work has finished.
 *
 * @param {string} text text of the line from now on
 * @param {boolean} [failed]
 */
export function endProgress(text, failed = false) {
  timers.forEach(clearTimeout);
  begun = false;
  before = null;
  setShown(byId("progress"), false);
  setShown(byId("stop"), false);
  setText(byId("status"), say(text));
  setClass(byId("status"), "failed", failed);
}

/** Python computes without a sign of life: it may hang. @param {() => void} stop */
export function offerStop(stop) {
  const [status, button] = [byId("status"), byId("stop")];
  before = { text: status.textContent, stop: button.onclick, hidden: button.hidden === true };
  status.textContent = say(SILENT);
  button.onclick = stop;
  button.hidden = false;
}

/** It gives signs of life again. */
export function withdrawStop() {
  if (!before) return;
  byId("status").textContent = before.text;
  byId("stop").onclick = before.stop;
  byId("stop").hidden = before.hidden;
  before = null;
}
