import { byId, make } from "../dom.js";
import { withMinus } from "../language/format.js";

/** @typedef {import("../client/protocol.js").Readout} Readout */

/**
 * @param {Readout[]} readouts
 * @param {Readout[] | null} [others] of the run with which they are compared
 */
export function showReadouts(readouts, others = null) {
  const list = byId("readouts");
  list.classList.toggle("compared", others !== null);
  if (!others) {
    list.replaceChildren(...readouts.flatMap((readout) => [term(readout), description(readout)]));
    return;
  }
  const [those, these] = [keyed(others), keyed(readouts)];
  const rows = [...new Set([...these.keys(), ...those.keys()])].flatMap((key) => {
    const [a, b] = [those.get(key), these.get(key)];
    const known = b ?? a;
    return known ? [term(known), description(a, "a"), description(b, "b")] : [];
  });
  const heads = [make("dt", {}), make("dd", { class: "a" }, "A"), make("dd", { class: "b" }, "B")];
  list.replaceChildren(...heads, ...rows);
}

/** @param {Readout} readout */
function term({ label, help }) {
  return make("dt", { title: help || null }, label);
}

/** @param {Readout | undefined} readout @param {string} [side] */
function description(readout, side) {
  const { value = null, unit = "" } = readout ?? {};
  return make(
    "dd",
    { class: side },
    value === null ? "–" : withMinus(String(value)),
    unit ? make("span", { class: "unit" }, ` ${unit}`) : null,
  );
}

/** By label; those without one continue the one before. @param {Readout[]} readouts */
function keyed(readouts) {
  let [last, count] = ["", 0];
  return new Map(
    readouts.map((readout) => {
      [last, count] = readout.label ? [readout.label, 0] : [last, count + 1];
      return [`${last} ${count}`, readout];
    }),
  );
}
