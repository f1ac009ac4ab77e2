/**
 * The page of a course package: the explorer in a frame, with a tour; and what the reader has done in it, kept by
 * the learning platform, or by the browser where there is none. `izhikevich/tours/course/` makes the page.
 */
import { begin } from "./lms.js";
import { elements, isComplete, read, unbegun } from "./record.js";

/** @typedef {import("./record.js").Course} Course */

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @type {Course} */ const course = JSON.parse(byId("course").textContent);
const { standard, words } = course;
const session = standard === "plain" ? null : begin(standard);
const kept = session ? session.get("cmi.suspend_data") : stored();
const progress = read(kept, course) ?? unbegun();
const started = performance.now();
const frame = /** @type {HTMLIFrameElement} */ (byId("explorer"));

/** @param {string} text @param {Record<string, number>} values */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** The link to where the reader is; the explorer has to know which tasks are solved. */
function address() {
  const { step, solved } = progress;
  return `${course.link}&step=${step}${solved.length ? `&solved=${solved.join()}` : ""}`;
}

/** What this browser keeps; "" if nothing. */
function stored() {
  try {
    return localStorage.getItem(course.key) ?? "";
  } catch {
    return "";
  }
}

/** @returns {boolean} whether it is kept */
function keep() {
  if (session) return session.keep(elements(progress, course, (performance.now() - started) / 1000));
  if (standard !== "plain") return false;
  try {
    localStorage.setItem(course.key, JSON.stringify(progress));
    return true;
  } catch {
    return false;
  }
}

function show(/** @type {boolean} */ isKept) {
  const { tasks, steps, required } = course;
  const { solved, seen } = progress;
  byId("seen").textContent = filled(words.seen, { seen: seen.length, steps });
  byId("solved").textContent = tasks.length ? filled(words.solved, { solved: solved.length, tasks: tasks.length }) : "";
  const passed = solved.length >= required;
  byId("state").textContent = !isComplete(progress, course) ? "" : passed ? words.complete : words.open;
  byId("kept").textContent = isKept ? words[session ? "kept" : "here"] : words.lost;
  byId("kept").className = isKept ? "" : "warning";
}

/** @param {number[]} list @param {number[]} more */
const union = (list, more) => [...new Set([...list, ...more])].sort((a, b) => a - b);

addEventListener("message", ({ data, source }) => {
  if (source !== frame.contentWindow || data?.type !== "izhikevich:tour" || data.tour !== course.tour) return;
  byId("back").hidden = data.open;
  progress.step = data.step;
  progress.seen = union(progress.seen, [data.step]);
  progress.solved = union(progress.solved, data.solved);
  progress.finished ||= data.finished;
  show(keep());
});
byId("back").addEventListener("click", () => {
  byId("back").hidden = true;
  frame.contentWindow?.postMessage({ type: "izhikevich:set", link: address().replace(/^[^#]*/, "") }, "*");
});
addEventListener("pagehide", () => {
  if (!session) return;
  keep();
  session.end();
});
frame.src = address();
show(standard === "plain" || session !== null);
