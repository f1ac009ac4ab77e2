import { openDialog } from "../dialogs/dialog.js";
import { byId, make } from "../dom.js";

/**
 * @typedef {Pick<import("../state/explorer.js").Explorer,
 *   "change" | "chooseNext" | "compare" | "compares" | "redo" | "togglePlay" | "undo">} Explorer
 * @typedef {object} Key
 * @property {string} keys as the reader sees them
 * @property {(event: KeyboardEvent) => boolean} is
 * @property {string} does
 * @property {(explorer: Explorer) => void} act
 */

const STORED = "keys";
/** @param {string} letter */
const letter = (letter) => (/** @type {KeyboardEvent} */ event) => !isControl(event) && event.key === letter;
/** @param {KeyboardEvent} event */
const isControl = (event) => event.ctrlKey || event.metaKey;

/** All shortcuts, and the sheet that lists them. @type {Key[]} */
const KEYS = [
  {
    keys: "Space",
    is: (event) => event.key === " " && !isControl(event),
    does: "Play or pause",
    act: (explorer) => explorer.togglePlay(),
  },
  { keys: "n", is: letter("n"), does: "Next preset", act: (explorer) => explorer.chooseNext(1) },
  { keys: "b", is: letter("b"), does: "Previous preset", act: (explorer) => explorer.chooseNext(-1) },
  {
    keys: "r",
    is: letter("r"),
    does: "Back to the preset's values",
    act: (explorer) => explorer.change({ values: {} }, true),
  },
  {
    keys: "Ctrl+Z",
    is: (event) => isControl(event) && !event.shiftKey && event.key.toLowerCase() === "z",
    does: "Undo",
    act: (explorer) => explorer.undo(),
  },
  {
    keys: "Ctrl+Shift+Z",
    is: (event) => isControl(event) && ((event.shiftKey && event.key.toLowerCase() === "z") || event.key === "y"),
    does: "Redo",
    act: (explorer) => explorer.redo(),
  },
  {
    keys: "c",
    is: letter("c"),
    does: "Compare with the current result, or stop comparing",
    act: (explorer) => explorer.compare(!explorer.compares),
  },
  { keys: "/", is: letter("/"), does: "Find a preset", act: () => focusIn("selector", "input") },
  {
    keys: "1",
    is: letter("1"),
    does: "To the presets",
    act: () => focusIn("selector", '[aria-checked="true"], .preset[tabindex="0"]'),
  },
  { keys: "l", is: letter("l"), does: "Live: a run without an end, on and off", act: () => press("go-live") },
  { keys: "2", is: letter("2"), does: "To the parameters", act: () => focusIn("controls") },
  { keys: "3", is: letter("3"), does: "To the main plots", act: () => focusIn("plots") },
  { keys: "4", is: letter("4"), does: "To the side plots", act: () => focusIn("side") },
  { keys: "m", is: letter("m"), does: "Sound on or off", act: () => press("sound") },
  { keys: "t", is: letter("t"), does: "Theme: light, dark or system", act: () => press("theme") },
  { keys: "g", is: letter("g"), does: "Guided tours", act: () => press("tours") },
  { keys: "s", is: letter("s"), does: "Share", act: () => press("share") },
  { keys: "e", is: letter("e"), does: "Export", act: () => press("export") },
  { keys: "?", is: letter("?"), does: "These keys", act: () => showKeys() },
];

/** The focused element decides what the arrow keys do. */
const OTHERS = [
  ["← → ↑ ↓", "On a handle in a plot, a slider or a field: one step; with Shift, ten"],
  ["Space", "In a live run: inject current while pressed"],
  ["Esc", "Close a dialog; cancel a drag"],
  ["Tab", "From one control or handle to the next"],
];

/** Let keys act like buttons. @param {Explorer} explorer */
export function setUpKeys(explorer) {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]"))
      return;
    const found = KEYS.find(({ is }) => is(event));
    if (!found || (!isControl(event) && !lettersOn() && event.key !== "?")) return;
    if (event.key === " " && isOperated(event.target)) return;
    event.preventDefault();
    found.act(explorer);
  });
}

/** The sheet with all keys. */
export function showKeys() {
  if (document.querySelector("dialog[open]")) return;
  const box = make("input", { type: "checkbox", checked: lettersOn() });
  box.addEventListener("change", () => remember(box.checked));
  const rows = [...KEYS.map(({ keys, does }) => [keys, does]), ...OTHERS].map(([keys, does]) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, ...keys.split("+").flatMap((key, i) => [i ? "+" : "", make("kbd", {}, key)])),
      make("td", {}, does),
    ),
  );
  openDialog(
    "Keys",
    [
      make("table", {}, make("tbody", {}, ...rows)),
      make("label", { class: "choice" }, box, " Enable single-key shortcuts"),
    ],
    { className: "shortcuts" },
  );
}

/** Whether typing goes to a field. @param {EventTarget | null} target */
function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !["range", "checkbox", "radio", "button"].includes(target.type);
}

/** Whether the space bar operates it. @param {EventTarget | null} target */
function isOperated(target) {
  return target instanceof Element && target.closest("button, a, summary, input, [role=radio], [role=tab]") !== null;
}

/**
 * The first focusable element in a part of the page, or the first of certain ones.
 *
 * @param {string} id
 * @param {string} [which]
 */
function focusIn(id, which = '[tabindex="0"], input, button:not(:disabled), summary') {
  const part = byId(id);
  const able = [...part.querySelectorAll(which)];
  const target = /** @type {HTMLElement} */ (able.find((element) => element.getClientRects().length) ?? part);
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

/** @param {string} id of a button */
function press(id) {
  document.getElementById(id)?.click();
}

function lettersOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true; // frames without an origin have no storage
  }
}

/** @param {boolean} on */
function remember(on) {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    // It then lasts no longer than the dialog.
  }
}
