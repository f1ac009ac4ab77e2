import { make } from "../dom.js";
import { save } from "./clipboard.js";
import { defaultState } from "../state/link.js";
import { reason } from "../language/format.js";
import { say } from "../language/messages.js";

/**
 * States as files, for what is too long for a link. A file is JSON:
 * `{"type": "izhikevich-state", "version": 1, "view", "preset", "values", "panels"}`.
 *
 * @typedef {Pick<import("../state/explorer.js").Explorer, "change" | "tell" | "views">} Explorer
 * @typedef {import("../client/protocol.js").State} State
 */

const TYPE = "izhikevich-state";
const LARGEST = 5e6; // bytes: more is no state

/** @param {State} state */
export function stateText(state) {
  return JSON.stringify({ type: TYPE, ...state }, null, 1);
}

/** @param {State} state */
export function saveState(state) {
  save(stateText(state), `${state.view}-${state.preset}.json`.replace(/[^\w.-]/g, "_"), "application/json");
}

/**
 * Let files be dropped on the page.
 *
 * @param {Explorer} explorer
 */
export function setUpFiles(explorer) {
  addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file || !isState(file)) return;
    event.preventDefault();
    openFile(file, explorer);
  });
}

/**
 * Let the reader choose a file.
 *
 * @param {Explorer} explorer
 */
export function chooseFile(explorer) {
  const input = make("input", {
    type: "file",
    accept: ".json,application/json",
    onchange: () => {
      const file = input.files?.[0];
      if (file) openFile(file, explorer);
    },
  });
  input.click();
}

/** @param {File} file */
export function isState(file) {
  return file.type === "application/json" || file.name.toLowerCase().endsWith(".json");
}

/**
 * Show the contents of a file. Only its form is checked here: Python checks names and values, and
 * answers in words.
 *
 * @param {File} file
 * @param {Explorer} explorer
 */
async function openFile(file, explorer) {
  try {
    if (file.size > LARGEST) throw new Error("it is too large");
    const text = await file.text();
    if (isTour(text)) dispatchEvent(new CustomEvent("explorer:tour", { detail: { text, filename: file.name } }));
    else if (isNetwork(text)) dispatchEvent(new CustomEvent("explorer:read", { detail: file }));
    else explorer.change(readState(text, explorer), true);
  } catch (error) {
    const text = say("“{name}” cannot be opened: {why}.", { name: file.name, why: say(reason(error)) });
    explorer.tell({ level: "error", parameter: null, text });
  }
}

/** Whether a text is meant to be a guided tour: tours.js opens it. @param {string} text */
export function isTour(text) {
  return /^\s*\{[^{[]*"type"\s*:\s*"izhikevich-tour"/.test(text);
}

/** Whether a text is meant to be the description of a network, which Python reads. @param {string} text */
export function isNetwork(text) {
  return /^\s*\{[^{[]*"format"\s*:\s*"izhikevich network"/.test(text);
}

/** Whether a text is meant to be such a file. @param {string} text */
export function isStateText(text) {
  return text.startsWith("{") && text.includes(`"${TYPE}"`);
}

/**
 * @param {string} text
 * @param {{views: import("../client/protocol.js").ViewSchema[]}} page
 * @returns {State}
 */
export function readState(text, { views }) {
  /** @type {any} */ let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  if (found?.type !== TYPE || typeof found.view !== "string") throw new Error("it is not a state that was saved here");
  const defaults = defaultState(views.find(({ name }) => name === found.view) ?? views[0]);
  const { view, version = defaults.version, preset = defaults.preset, values = {}, panels = defaults.panels } = found;
  const plain = isRecord(values) && Object.values(values).every((value) => ["string", "number"].includes(typeof value));
  const named = typeof preset === "string" && Array.isArray(panels) && panels.every((name) => typeof name === "string");
  if (!plain || !named || !["string", "number"].includes(typeof version))
    throw new Error("its parts do not have the form of a state");
  return { version, view, preset, values, panels };
}

/** @param {unknown} value */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
