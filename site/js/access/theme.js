import { byId } from "../dom.js";
import { say } from "../language/messages.js";

const ORDER = /** @type {const} */ (["auto", "light", "dark"]);
const NAMES = { auto: "Theme: system", light: "Theme: light", dark: "Theme: dark" };
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

/** @type {Map<string, string>} */
let colours = new Map();

/**
 * Follow the system, or the reader's choice by the button.
 *
 * @param {() => void} onChange called after the colours have changed
 */
export function setUpTheme(onChange) {
  const button = byId("theme");
  let choice = ORDER.find((name) => name === document.documentElement.dataset.chosen) ?? "auto"; // by prepaint.js
  const apply = () => {
    const dark = choice === "dark" || (choice === "auto" && prefersDark.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    button.textContent = { auto: "◐", light: "○", dark: "●" }[choice];
    button.setAttribute("aria-label", say(NAMES[choice]));
    button.title = say(NAMES[choice]);
    colours = new Map();
  };
  apply();
  prefersDark.addEventListener("change", () => (apply(), onChange()));
  for (const moment of ["beforeprint", "afterprint"]) {
    // prepaint.js sets the theme of the paper
    addEventListener(moment, () => {
      colours = new Map();
      onChange();
    });
  }
  button.addEventListener("click", () => {
    choice = ORDER[(ORDER.indexOf(choice) + 1) % ORDER.length];
    remember(choice);
    apply();
    onChange();
  });
}

/**
 * Figures name colours as `var(--v)`; Plotly needs the colours themselves. Returns a copy that contains
 * them; arrays of numbers are passed on unchanged.
 *
 * @template T
 * @param {T} node
 * @returns {T}
 */
export function coloured(node) {
  if (typeof node === "string") return /** @type {T} */ (node.startsWith("var(") ? colour(node) : node);
  if (Array.isArray(node)) return /** @type {T} */ (typeof node.at(-1) === "number" ? node : node.map(coloured));
  if (node === null || typeof node !== "object" || ArrayBuffer.isView(node)) return node;
  return /** @type {T} */ (Object.fromEntries(Object.entries(node).map(([key, value]) => [key, coloured(value)])));
}

/**
 * The same with the colours of one theme, whichever is in use.
 *
 * @template T
 * @param {T} node
 * @param {"light" | "dark"} which
 * @returns {T}
 */
export function inTheme(node, which) {
  const { dataset } = document.documentElement;
  const { theme } = dataset;
  const kept = colours;
  colours = new Map();
  dataset.theme = which; // nothing is painted before it is restored
  try {
    return coloured(node);
  } finally {
    dataset.theme = theme;
    colours = kept;
  }
}

/** @param {string} reference */
function colour(reference) {
  let value = colours.get(reference);
  if (!value) {
    value = getComputedStyle(document.documentElement).getPropertyValue(reference.slice(4, -1)).trim();
    colours.set(reference, value);
  }
  return value;
}

/** @param {string} choice */
function remember(choice) {
  try {
    localStorage.setItem("theme", choice);
  } catch {
    // Storage throws in frames without an origin; the choice then lasts as long as the page.
  }
}
