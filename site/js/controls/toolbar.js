import { byId, make, setShown } from "../dom.js";
import { showKeys } from "../access/shortcuts.js";
import { say } from "../language/messages.js";

/**
 * @typedef {Pick<import("../state/explorer.js").Explorer,
 *   "compare" | "compares" | "redo" | "steps" | "swap" | "undo">} Explorer
 */

/**
 * The buttons next to the title: undo and redo, compare, and help with the keys.
 *
 * @param {Explorer} explorer
 */
export function setUpHands(explorer) {
  /** @param {string} sign @param {string} label @param {string} keys @param {() => void} onclick */
  const button = (sign, label, keys, onclick) =>
    make(
      "button",
      {
        type: "button",
        class: "plain",
        title: keys ? `${label} (${keys})` : label,
        "aria-label": label,
        onclick,
      },
      sign,
    );
  const undo = button("↶", "Undo", "Ctrl+Z", () => explorer.undo());
  const redo = button("↷", "Redo", "Ctrl+Shift+Z", () => explorer.redo());
  const compare = make(
    "button",
    {
      type: "button",
      class: "plain compare",
      title: "Keep the current result as A and compare your changes with it as B (c)",
      onclick: () => explorer.compare(!explorer.compares),
    },
    "Compare",
  );
  const swap = make(
    "button",
    {
      type: "button",
      class: "plain",
      title: "Continue with A; the current result is kept for comparison",
      onclick: () => explorer.swap(),
    },
    "Swap",
  );
  const help = button("?", "Keys", "?", showKeys);
  help.classList.add("help"); // hidden where there is no keyboard
  byId("toolbar").replaceChildren(undo, redo, compare, swap, help);

  const update = () => {
    undo.disabled = !explorer.steps.canUndo;
    redo.disabled = !explorer.steps.canRedo;
    setShown(swap, explorer.compares);
    const pressed = compare.getAttribute("aria-pressed");
    if (pressed === String(explorer.compares)) return;
    compare.setAttribute("aria-pressed", String(explorer.compares));
    compare.replaceChildren(...(explorer.compares ? [make("span", { class: "a" }, "A"), " · B"] : [say("Compare")]));
    compare.setAttribute("aria-label", say(explorer.compares ? "Compare: A is kept; end the comparison" : "Compare"));
  };
  addEventListener("explorer:steps", update);
  update();
}
