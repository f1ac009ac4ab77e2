import { defaultState } from "./link.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/protocol.js").State} State
 * @typedef {import("../client/protocol.js").ViewSchema} View
 */

const MAX_NAMED = 4; // differences that are named
const LONGEST = 40; // characters of a value

/**
 * A notice about a request that was stopped because Python hung in it, and how to continue.
 *
 * @param {State} fault
 * @param {State | null} before the state displayed instead; null: nothing was answered yet
 * @param {View} view of what was stopped
 * @param {(state: State) => void} ask
 * @returns {import("../access/notices.js").Notice}
 */
export function stoppedNotice(fault, before, view, ask) {
  const what = named(fault, before, view);
  const text = before
    ? say("Stopped: Python did not respond to {what}. What was shown before is back. Change something to continue.", {
        what,
      })
    : say("Stopped: Python did not respond to {what}. Change something to continue.", { what });
  const buttons = [{ label: "Try again", press: () => ask(fault) }];
  if (!before)
    buttons.unshift({
      label: "Back to the preset's values",
      press: () => ask({ ...defaultState(view), preset: fault.preset }),
    });
  return { level: "warning", parameter: null, text, buttons };
}

/**
 * The differences from the state that could be answered.
 *
 * @param {State} fault
 * @param {State | null} before
 * @param {View} view
 */
function named(fault, before, view) {
  const same = before?.view === fault.view && before.preset === fault.preset;
  const preset = view.presets.find(({ name }) => name === fault.preset)?.title ?? fault.preset;
  const values = Object.entries(fault.values).filter(([name, value]) => !same || before.values[name] !== value);
  const gone = same ? Object.keys(before.values).filter((name) => !(name in fault.values)) : [];
  const panels = fault.panels.filter((name) => !same || !before.panels.includes(name));
  const opened = view.panels
    .filter(({ name, default: initial }) => panels.includes(name) && !initial)
    .map(({ title }) => title);
  const differences = [...values.map(([name, value]) => `${name} = ${short(String(value))}`), ...gone, ...opened];
  const some = differences.length > MAX_NAMED ? [...differences.slice(0, MAX_NAMED), "…"] : differences;
  return [preset, ...some].join(", ");
}

/** @param {string} text */
function short(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
