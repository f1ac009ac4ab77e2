import { byId, make } from "./dom.js";

/**
 * @typedef {import("./types.js").Notice} Notice
 * @typedef {import("./types.js").Readout} Readout
 */

/** @param {Readout[]} readouts */
export function showReadouts(readouts) {
  const rows = readouts.flatMap(({ label, value, unit, help }) => [
    make("dt", { title: help || null }, label),
    make("dd", {}, value === null ? "–" : String(value), unit ? make("span", { class: "unit" }, ` ${unit}`) : null),
  ]);
  byId("readouts").replaceChildren(...rows);
}

/**
 * @param {Notice[]} notices
 * @param {(values: import("./types.js").Values) => void} onAction
 */
export function showNotices(notices, onAction) {
  const items = notices.map(({ level, text, action }) => make(
    "div",
    { class: `notice ${level}` },
    make("p", {}, text),
    action && make("button", { type: "button", class: "plain", onclick: () => onAction(action.values) }, action.label),
  ));
  byId("notices").replaceChildren(...items);
}
