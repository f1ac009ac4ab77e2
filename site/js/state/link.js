/**
 * The part of the address after "#": `neuron?preset=tonic_bursting&I=12&panels=trace,phase`.
 *
 * `izhikevich/links.py` reads and writes the same format. Other spellings are also read: whole addresses, without "#",
 * without a view, from HTML (`&amp;`), or with their "?" encoded.
 */

/**
 * @typedef {import("../client/protocol.js").State} State
 * @typedef {import("../client/protocol.js").ViewSchema} View
 *
 * @typedef {Record<string, string>} Page a link's requests to the page itself, by the names in PAGE
 */

/** Keys that belong to the page, not to a view. */
export const PAGE = ["compare", "embed", "controls", "theme", "lang", "start", "tour", "step", "solved"];

const BLANK = " \t\r\n";

/** Version of states and links; a link of version 1 does not say so. */
const VERSION = 1;

/**
 * The contents of a link, unchecked: Python validates names and values and explains faults.
 *
 * @param {string} link
 * @param {View[]} views
 * @returns {State}
 */
export function readLink(link, views) {
  const { view: name, entries } = takeApart(link);
  /** @type {Partial<State>} */ const found = {};
  /** @type {[string, string][]} */ const values = [];
  for (const [key, value] of entries) {
    if (key === "preset") found.preset = value;
    else if (key === "panels") found.panels = value.split(",").filter(Boolean);
    else if (key === "v") found.version = /^\d{1,9}$/.test(value) ? Number(value) : value;
    else if (!PAGE.includes(key)) values.push([key, value]);
  }
  const defaults = defaultState(viewOf({ view: name, preset: found.preset }, views));
  const view = name || views[0].name;
  return { ...defaults, ...found, view, values: Object.fromEntries(values) };
}

/**
 * The requests of a link to the page itself, unchecked.
 *
 * @param {string} link
 * @returns {Page}
 */
export function readPage(link) {
  return Object.fromEntries(takeApart(link).entries.filter(([key]) => PAGE.includes(key)));
}

/**
 * The state A with which a link compares the one it shows, B: unless it names a preset, A is as B apart from
 * the values that it names. Unchecked, as the rest.
 *
 * @param {string} text of "compare" in the link
 * @param {State} shown
 * @returns {State}
 */
export function readComparison(text, shown) {
  const entries = entriesOf(text);
  const preset = entries.findLast(([key]) => key === "preset")?.[1];
  const values = Object.fromEntries(entries.filter(([key]) => key !== "preset"));
  return preset === undefined ? { ...shown, values: { ...shown.values, ...values } } : { ...shown, preset, values };
}

/**
 * How the state A differs from the one that is shown, B; or, if their presets differ, from its own.
 *
 * @param {State} compared
 * @param {State} shown
 * @param {View} view of both
 * @returns {string}
 */
export function writeComparison(compared, shown, view) {
  if (compared.preset !== shown.preset)
    return queryOf([["preset", compared.preset], ...Object.entries(compared.values)]);
  const defaults = view.presets.find(({ name }) => name === shown.preset)?.values ?? {};
  const valueIn = (/** @type {State} */ { values }, /** @type {string} */ name) =>
    [values, defaults].find((those) => Object.hasOwn(those, name))?.[name];
  const parts = [...new Set([...Object.keys(shown.values), ...Object.keys(compared.values)])].flatMap((name) => {
    const value = valueIn(compared, name);
    const differs = value !== undefined && String(value) !== String(valueIn(shown, name));
    return differs ? [[name, String(value)]] : [];
  });
  return queryOf(parts);
}

/**
 * Whether a link specifies a state, apart from its view and its requests to the page itself.
 *
 * @param {string} link
 */
export function hasState(link) {
  return takeApart(link).entries.some(([key]) => !PAGE.includes(key));
}

/**
 * @param {State} state
 * @param {View} view
 * @param {Page} [page]
 * @returns {string}
 */
export function writeLink(state, view, page = {}) {
  const defaults = defaultState(view);
  const parts = [];
  if (state.preset !== defaults.preset) parts.push(["preset", state.preset]);
  parts.push(...Object.entries(state.values));
  if (state.panels.join() !== defaults.panels.join()) parts.push(["panels", state.panels.join()]);
  for (const key of PAGE) if (key in page) parts.push([key, page[key]]);
  const query = queryOf(parts);
  return `#${encode(state.view)}${query ? `?${query}` : ""}`;
}

/**
 * The view that shows a state, as Python finds it: the one it names, or that to which its preset
 * belongs.
 *
 * @param {{view: string, preset?: string}} state
 * @param {View[]} views
 * @returns {View}
 */
export function viewOf({ view: name, preset }, views) {
  const named = views.find((view) => view.name === name) ?? views[0];
  const has = (/** @type {View} */ view) => view.presets.some((one) => one.name === preset);
  return preset === undefined || has(named) ? named : (views.find(has) ?? named);
}

/**
 * @param {View} view
 * @returns {State}
 */
export function defaultState(view) {
  const panels = view.panels.filter((panel) => panel.default).map((panel) => panel.name);
  return { version: VERSION, view: view.name, preset: view.default_preset, values: {}, panels };
}

/** The state with which a view opens when no link names one. @param {View} view @returns {State} */
export function firstState(view) {
  return { ...defaultState(view), preset: view.first_preset };
}

/**
 * @param {string} link
 * @returns {{view: string, entries: [string, string][]}}
 */
function takeApart(link) {
  let text = stripped(link);
  if (text.includes("#")) text = text.slice(text.indexOf("#") + 1);
  else if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) text = "";
  if (!text.includes("?") && /%3f/i.test(text)) text = decode(text);
  if (!text.includes("?") && text.includes("=")) text = `?${text}`;
  const [view, query = ""] = text.split(/\?(.*)/s);
  return { view: decode(view), entries: entriesOf(query) };
}

/**
 * @param {string} query
 * @returns {[string, string][]}
 */
function entriesOf(query) {
  /** @type {[string, string][]} */ const entries = [];
  for (const part of query.split(/&(?:amp;)?/)) {
    const [key, value = ""] = part.split(/=(.*)/s).map(decode);
    if (part) entries.push([key, value]);
  }
  return entries;
}

/** @param {(string | number)[][]} parts names and values */
function queryOf(parts) {
  return parts.map((part) => part.map((one) => encode(String(one))).join("=")).join("&");
}

/** A text without blanks at its ends, each character of which is read once. @param {string} text */
function stripped(text) {
  let [begin, end] = [0, text.length];
  while (begin < end && BLANK.includes(text[begin])) begin++;
  while (end > begin && BLANK.includes(text[end - 1])) end--;
  return text.slice(begin, end);
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Encode only what a fragment or this format needs, so that links stay readable. @param {string} text */
function encode(text) {
  const whole = text.replace(/\p{Surrogate}/gu, "\uFFFD"); // half a character cannot be encoded; Python refuses it
  return encodeURIComponent(whole).replace(/%(?:2C|3A|2B|3D|40|2F|3B)/g, decodeURIComponent);
}
