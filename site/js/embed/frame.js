import { byId } from "../dom.js";
import { ownAddress } from "../state/address.js";
import { defaultState, writeLink } from "../state/link.js";

/**
 * @typedef {import("../client/protocol.js").State} State
 * @typedef {import("../client/protocol.js").ViewSchema} View
 * @typedef {Pick<import("../state/explorer.js").Explorer, "bare" | "state" | "view">} Explorer
 */

/**
 * If the page is a part of another one, the way out: a link to the current state, in a new tab
 * and with the whole page.
 *
 * @param {{state: State, view: View, bare: boolean}} explorer
 */
export function showWayOut({ state, view, bare }) {
  const address = ownAddress();
  if ((window.parent === window && !bare) || !address) return;
  const defaults = defaultState(view).panels;
  const panels = [...defaults, ...state.panels.filter((name) => !defaults.includes(name))];
  const link = /** @type {HTMLAnchorElement} */ (byId("new-tab"));
  link.href = address + writeLink({ ...state, panels }, view);
  link.hidden = false;
}

/** Keep the way out up to date. @param {Explorer} explorer */
export function setUpFrame(explorer) {
  showWayOut(explorer);
  for (const moment of ["pointerdown", "focus"]) byId("new-tab").addEventListener(moment, () => showWayOut(explorer));
}
