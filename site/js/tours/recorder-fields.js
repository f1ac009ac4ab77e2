import { make } from "../dom.js";
import { MAX_TEXT } from "./recording.js";

/** Fields of the dialog in which a tour is recorded: what is written goes into it at once. */

/** @param {string} text @param {() => void} onclick */
export function button(text, onclick) {
  return make("button", { type: "button", class: "plain", onclick }, text);
}

/** @param {string} label @param {HTMLElement} control */
export function field(label, control) {
  return make("label", { class: "recorded-field" }, make("span", {}, label), control);
}

/**
 * A line of text that is a part of the tour.
 *
 * @template {string} K
 * @param {Record<K, any>} owner
 * @param {K} key
 * @param {number} most characters
 * @param {() => void} changed
 */
export function input(owner, key, most, changed) {
  const line = make("input", {
    type: "text",
    maxlength: most,
    oninput: () => {
      /** @type {any} */ (owner)[key] = line.value;
      changed();
    },
  });
  line.value = owner[key];
  return line;
}

/**
 * @template {string} K
 * @param {Record<K, any>} owner
 * @param {K} key
 * @param {() => void} changed
 */
export function area(owner, key, changed) {
  const text = make("textarea", {
    rows: 3,
    maxlength: MAX_TEXT,
    oninput: () => {
      /** @type {any} */ (owner)[key] = text.value;
      changed();
    },
  });
  text.value = owner[key];
  return text;
}
