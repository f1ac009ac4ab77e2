import { byId, make, setChildren, setClass, setShown } from "../dom.js";
import { withMinus } from "../language/format.js";
import { say } from "../language/messages.js";

/** @typedef {import("../client/protocol.js").Readout} Readout */

const KEY = 4; // facts that are always visible (readouts.css)
const STORED = "readouts";

let folded = !remembered();

/**
 * Facts, the first of which are always visible.
 *
 * @param {Readout[]} readouts
 * @param {Readout[] | null} [others] of the run with which they are compared
 */
export function showReadouts(readouts, others = null) {
  const list = byId("readouts");
  setClass(list, "compared", others !== null);
  const rows = others
    ? compared(readouts, others)
    : readouts.map((one) => make("div", {}, term(one), description(one)));
  setChildren(list, rows);
  const more = byId("more-readouts");
  setShown(more, others === null && rows.length > KEY);
  more.onclick = () => {
    fold(!folded);
    remember(!folded);
  };
  fold(folded);
}

/** Show all facts. */
export function unfoldReadouts() {
  fold(false);
}

/** @param {boolean} on */
function fold(on) {
  folded = on;
  setClass(byId("readouts"), "folded", on);
  const more = byId("more-readouts");
  const expanded = String(!on);
  if (more.getAttribute("aria-expanded") === expanded) return;
  more.setAttribute("aria-expanded", expanded);
  more.textContent = say(on ? "More facts" : "Fewer facts");
}

/**
 * @param {Readout[]} readouts
 * @param {Readout[]} others
 */
function compared(readouts, others) {
  const [those, these] = [keyed(others), keyed(readouts)];
  const rows = [...new Set([...these.keys(), ...those.keys()])].flatMap((key) => {
    const [a, b] = [those.get(key), these.get(key)];
    const known = b ?? a;
    return known ? [make("div", {}, term(known), description(a, "a"), description(b, "b"))] : [];
  });
  const head = make(
    "div",
    { class: "head" },
    make("dt", {}),
    make("dd", { class: "a" }, "A"),
    make("dd", { class: "b" }, "B"),
  );
  return [head, ...rows];
}

/** @param {Readout} readout */
function term({ label, help }) {
  return make("dt", { title: help || null, onclick: help ? explain : null }, label);
}

/** Say in words what a fact is, where no pointer can rest on it; once more: no longer. @param {Event} event */
function explain({ currentTarget }) {
  const { title, parentElement: row } = /** @type {HTMLElement} */ (currentTarget);
  const said = row?.querySelector(".help");
  if (said) said.remove();
  else row?.append(make("dd", { class: "help" }, title));
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

/** Whether the reader wants to see all facts. */
function remembered() {
  try {
    return sessionStorage.getItem(STORED) === "all";
  } catch {
    return false; // frames without an origin have no storage
  }
}

/** @param {boolean} all */
function remember(all) {
  try {
    if (all) sessionStorage.setItem(STORED, "all");
    else sessionStorage.removeItem(STORED);
  } catch {
    // It then lasts as long as the page.
  }
}
