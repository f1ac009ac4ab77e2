/**
 * A tour that is being recorded: as in a file (`izhikevich/tours/reading.py`), but texts may still be missing. What
 * comes from storage or from a tour is taken over field by field; Python checks all of it before anyone else gets it.
 *
 * @typedef {import("../client/protocol.js").State} State
 * @typedef {import("../client/protocol.js").Values} Values
 * @typedef {{text: string, goal: string[], hint: string, answer: Values, why: string}} Task
 * @typedef {{kind: "panel" | "parameter" | "readout", name: string}} PointsAt
 * @typedef {{title: string, text: string, state: State, points_at: PointsAt | null, task: Task | null}} Step
 * @typedef {{title: string, text: string, steps: Step[]}} Draft
 */

export const MAX_STEPS = 30;
export const MAX_CONDITIONS = 8;
/** Characters of a title and of a text. */
export const MAX_TITLE = 120;
export const MAX_TEXT = 2000;

const TYPE = "izhikevich-tour";
const KEY = "tour-recording"; // in the browser's storage
const KINDS = ["panel", "parameter", "readout"];
const CONDITION = /^([^<>=]+?)\s*(<=|>=|=|<|>)\s*(\S*)$/;
export const RELATIONS = ["=", ">", ">=", "<", "<="];

/** @returns {Task} */
export const noTask = () => ({ text: "", goal: [], hint: "", answer: {}, why: "" });

/**
 * @param {any} found any value
 * @returns {Draft | null} null: it is no tour
 */
export function draftOf(found) {
  if (!isRecord(found) || !Array.isArray(found.steps)) return null;
  const steps = found.steps.slice(0, MAX_STEPS).flatMap((/** @type {any} */ step) => stepOf(step) ?? []);
  return { title: text(found.title, MAX_TITLE), text: text(found.text), steps };
}

/** The text of the file. @param {Draft} draft */
export function tourText({ title, text, steps }) {
  const written = steps.map((step) => ({ ...filled(step), ...(step.task && { task: filled(step.task) }) }));
  return JSON.stringify({ type: TYPE, version: 1, title, text, steps: written }, null, 1);
}

/** A condition as its parts. @param {string} condition */
export function partsOf(condition) {
  const [, what = "", relation = "=", value = ""] = CONDITION.exec(condition) ?? [];
  return { what, relation, value };
}

/**
 * How to get from a state to another one of the same preset; null: they have different ones.
 *
 * @param {State} from
 * @param {State} to
 * @param {Values} defaults of the preset
 * @returns {Values | null}
 */
export function difference(from, to, defaults) {
  if (from.view !== to.view || from.preset !== to.preset) return null;
  const names = [...new Set([...Object.keys(from.values), ...Object.keys(to.values)])];
  const changed = names.filter((name) => from.values[name] !== to.values[name]);
  return Object.fromEntries(changed.map((name) => [name, to.values[name] ?? defaults[name]]));
}

/**
 * @param {{draft: Draft, open: boolean} | null} kept and whether the recording continues; null: nothing
 * @returns {boolean} whether it is kept
 */
export function store(kept) {
  try {
    if (kept) localStorage.setItem(KEY, JSON.stringify({ open: kept.open, ...kept.draft }));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false; // a frame without an origin has no storage, and it may be full
  }
}

/** @returns {{draft: Draft, open: boolean} | null} */
export function stored() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "null");
    const draft = draftOf(found);
    return draft && { draft, open: found.open === true };
  } catch {
    return null;
  }
}

/** Call when another tab has changed what is stored. @param {() => void} act */
export function onStored(act) {
  addEventListener("storage", ({ key }) => key === KEY && act());
}

/** @param {any} found @returns {Step | null} */
function stepOf(found) {
  const state = isRecord(found) ? stateOf(found.state) : null;
  if (!state) return null;
  const { points_at: at, task } = found;
  return {
    title: text(found.title, MAX_TITLE),
    text: text(found.text),
    state,
    points_at: isRecord(at) && KINDS.includes(at.kind) ? { kind: at.kind, name: text(at.name, MAX_TITLE) } : null,
    task: isRecord(task) ? taskOf(task) : null,
  };
}

/** @param {Record<string, any>} found @returns {Task} */
function taskOf({ text: wanted, goal, hint, answer, why }) {
  const listed = Array.isArray(goal) ? goal.slice(0, MAX_CONDITIONS).map((one) => text(one, MAX_TITLE)) : [];
  return { text: text(wanted), goal: listed, hint: text(hint), answer: valuesOf(answer), why: text(why) };
}

/** @param {any} found @returns {State | null} */
function stateOf(found) {
  if (!isRecord(found)) return null;
  const { version = 1, view, preset, values, panels } = found;
  const named = typeof view === "string" && typeof preset === "string" && Array.isArray(panels);
  if (!named || !panels.every((/** @type {unknown} */ name) => typeof name === "string")) return null;
  return { version, view, preset, values: valuesOf(values), panels };
}

/** @param {any} found @returns {Values} */
function valuesOf(found) {
  const entries = isRecord(found) ? Object.entries(found) : [];
  return Object.fromEntries(entries.filter(([, value]) => ["string", "number"].includes(typeof value)));
}

/** @param {unknown} found */
function text(found, most = MAX_TEXT) {
  return typeof found === "string" ? found.slice(0, most) : "";
}

/** What is not empty. @param {object} record */
function filled(record) {
  const isEmpty = (/** @type {any} */ value) => !value || (typeof value === "object" && !Object.keys(value).length);
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isEmpty(value)));
}

/** @param {unknown} value @returns {value is Record<string, any>} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
