/** The part of the address after "#": `neuron?preset=tonic_bursting&I=12&panels=trace,phase`. */

/**
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").View} View
 */

/**
 * What a link says, unchecked: Python validates names and values and answers in words.
 *
 * @param {string} hash
 * @param {View[]} views
 * @returns {State}
 */
export function readLink(hash, views) {
  const [name, query = ""] = hash.replace(/^#/, "").split(/\?(.*)/s);
  const view = views.find((v) => v.name === name) ?? views[0];
  const state = defaultState(view);
  if (name) state.view = decode(name);
  for (const part of query.split("&")) {
    if (!part) continue;
    const [key, value = ""] = part.split(/=(.*)/s).map(decode);
    if (key === "preset") state.preset = value;
    else if (key === "panels") state.panels = value.split(",").filter(Boolean);
    else state.values[key] = value;
  }
  return state;
}

/**
 * @param {State} state
 * @param {View} view
 * @returns {string}
 */
export function writeLink(state, view) {
  const usual = defaultState(view);
  const parts = [];
  if (state.preset !== usual.preset) parts.push(["preset", state.preset]);
  for (const [name, value] of Object.entries(state.values)) parts.push([name, String(value)]);
  if (state.panels.join() !== usual.panels.join()) parts.push(["panels", state.panels.join()]);
  const query = parts.map(([key, value]) => `${encode(key)}=${encode(value)}`).join("&");
  return `#${state.view}${query ? `?${query}` : ""}`;
}

/**
 * @param {View} view
 * @returns {State}
 */
export function defaultState(view) {
  const panels = view.panels.filter((panel) => panel.default).map((panel) => panel.name);
  return { version: 1, view: view.name, preset: view.default_preset, values: {}, panels };
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
  return encodeURIComponent(text).replace(/%(?:2C|3A|2B|3D|40|2F|3B)/g, decodeURIComponent);
}
