import { make } from "../dom.js";

/**
 * @typedef {import("../panels/panel.js").Panel} Panel
 * @typedef {import("../client/protocol.js").Collect} Collect
 */

/**
 * A button that lets clicks in a plot add to a list, or remove from it, also by touch. While it is not pressed, clicks
 * with the Shift key do so.
 *
 * @param {Panel} panel
 * @param {Collect} collect
 * @param {(panel: string) => void} reveal show the panel that displays what is in the list
 * @returns {(click: {shiftKey: boolean}) => boolean} whether a click changes the list
 */
export function giveCollector(panel, collect, reveal) {
  let on = false;
  /** @param {boolean} now */
  const turn = (now) => {
    on = now;
    button.setAttribute("aria-pressed", String(on));
    panel.element.classList.toggle("collecting", on);
    if (on) reveal(collect.panel);
  };
  const button = make(
    "button",
    {
      type: "button",
      class: "click-mode",
      title: collect.help,
      "aria-pressed": "false",
      onclick: () => turn(!on),
    },
    `+ ${collect.label}`,
  );
  panel.giveMode(button);
  panel.element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") turn(false);
  });
  return ({ shiftKey }) => {
    if (shiftKey && !on) reveal(collect.panel);
    return on || shiftKey;
  };
}

/**
 * The list with a coordinate of a click added, or without it if it was there; of too many the first one goes.
 *
 * @param {Collect} collect
 * @param {{x: number, y: number}} at
 * @returns {string}
 */
export function collected({ listed = [], axis, digits, before, most }, at) {
  const entry = `${before}${Number(at[axis].toFixed(digits))}`;
  const others = listed.filter((one) => one !== entry);
  const now = others.length < listed.length ? others : [...others, entry].slice(-most);
  return now.join(",");
}
