import { make, makeSvg } from "../dom.js";
import { say } from "../language/messages.js";

/** @type {Record<string, string>} paths */
const ICONS = {
  whole: "M3 8a5 5 0 1 0 1.6-3.7M4.4 1.5v3h3",
  data: "M2 3h12v10H2zM2 6.5h12M2 9.7h12M6.2 6.5V13",
  save: "M8 2v8m-3.2-3L8 10.2 11.2 7M2.5 13.5h11",
  full: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
};

const DATA = "Show data: a summary in words, and tables";

/**
 * The row above a plot: its name, and what can be done with it.
 *
 * @param {string} title
 * @param {{whole: () => void, table: () => void, save: () => void, full: () => void}} act
 */
export function panelHead(title, act) {
  const name = make("h3", {}, title);
  const whole = tool("whole", say("Show everything: {title}", { title }), "Zoom out to everything", act.whole);
  const table = tool("data", say("Show data: {title}", { title }), DATA, act.table);
  const save = tool("save", say("Save plot: {title}", { title }), "Save this plot …", act.save);
  const full = tool("full", say("Full screen: {title}", { title }), "Full screen", act.full);
  const tools = make("div", { class: "panel-tools" }, whole, table, save, full);
  return { element: make("header", { class: "panel-head" }, name, tools), name, tools, whole, table, save, full };
}

/**
 * A button that is hidden until there is a plot.
 *
 * @param {string} name
 * @param {string} label
 * @param {string} title
 * @param {() => void} onclick
 */
function tool(name, label, title, onclick) {
  const icon = makeSvg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, makeSvg("path", { d: ICONS[name] }));
  return make(
    "button",
    { type: "button", class: `panel-button ${name}`, "aria-label": label, title, hidden: true, onclick },
    icon,
  );
}

/**
 * Let an element fill the screen, or no longer. Where the browser or a frame does not allow it, it fills the window.
 *
 * @param {HTMLElement} element
 */
export async function toggleFullScreen(element) {
  if (document.fullscreenElement === element) return document.exitFullscreen();
  if (element.popover) return closeWindow(element);
  try {
    await element.requestFullscreen();
  } catch {
    element.popover = "manual"; // the top layer: above everything, whatever surrounds it
    element.showPopover();
    const leave = (/** @type {KeyboardEvent} */ { key }) => {
      if (key !== "Escape" || document.querySelector("dialog[open]")) return;
      removeEventListener("keydown", leave);
      closeWindow(element);
    };
    addEventListener("keydown", leave);
  }
}

/** @param {HTMLElement} element */
function closeWindow(element) {
  if (element.popover) element.hidePopover();
  element.popover = null;
}
