import { make } from "../dom.js";
import { say } from "../language/messages.js";

/** Output from the page: via the clipboard, or as a file. A host may have disabled either. */

/** Whether the page is in a frame without an origin: it then cannot know what the host allows. */
export const confined = window.parent !== window && origin === "null";

const KEYS = /Mac|iP(ad|hone|od)/.test(navigator.platform) ? "⌘C" : "Ctrl+C";

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether it is in the clipboard
 */
export async function copy(text) {
  const { featurePolicy } = /** @type {any} */ (document); // which browsers without it ask by themselves
  if (featurePolicy && !featurePolicy.allowsFeature("clipboard-write")) return copyBySelection(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/**
 * Offer a file to the browser, which saves it. In a frame whose host forbids it, this fails silently:
 * if `confined`, the content should also be displayed next to the button.
 *
 * @param {BlobPart} content
 * @param {string} filename
 * @param {string} type
 */
export function save(content, filename, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: filename }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/**
 * A selectable text, with a button that copies it; if copying is not allowed, the text is selected,
 * with a message.
 *
 * @param {string} label
 * @param {string} button
 * @param {{rows?: number}} [options]
 * @returns {{element: HTMLElement, show: (text: string) => void}}
 */
export function copyField(label, button, { rows = 1 } = {}) {
  const field =
    rows > 1
      ? make("textarea", { readonly: true, rows, "aria-label": label, spellcheck: false })
      : make("input", { type: "text", readonly: true, "aria-label": label, spellcheck: false });
  const status = make("p", { class: "feedback", role: "status" });
  const act = async () => {
    const done = await copy(field.value);
    status.textContent = done
      ? ""
      : say("Copying is not allowed here. The text is selected: press {keys}.", { keys: say(KEYS) });
    if (!done) {
      field.focus();
      field.select();
      return;
    }
    press.textContent = say("Copied");
    setTimeout(() => (press.textContent = say(button)), 1500);
  };
  const press = make("button", { type: "button", class: "plain", onclick: act }, button);
  field.addEventListener("focus", () => field.select());
  return {
    element: make("div", { class: "copy-field" }, field, press, status),
    show: (text) => (field.value = text),
  };
}

/** Copying without the clipboard API; works in frames that may not use it. @param {string} text */
function copyBySelection(text) {
  const area = make("textarea", { class: "offscreen" });
  area.value = text;
  // Beneath a dialog nothing can be selected.
  const place = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  place.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus();
  return done;
}
