import { make } from "../dom.js";

let count = 0;

/**
 * A dialog above the page, removed when it is closed: by its button, Escape, or a click outside it. The
 * focus then returns to where it was. `dialog.close()` closes it; the event "close" reports that.
 *
 * @param {string} title
 * @param {Node | Node[]} content
 * @param {{className?: string}} [options]
 * @returns {HTMLDialogElement}
 */
export function openDialog(title, content, { className = "" } = {}) {
  const id = `dialog-title-${++count}`;
  const close = make(
    "button",
    { type: "button", class: "close", "aria-label": "Close", onclick: () => dialog.close() },
    "×",
  );
  const dialog = make(
    "dialog",
    { class: `dialog ${className}`.trim(), "aria-labelledby": id },
    make("div", { class: "dialog-head" }, make("h2", { id }, title), close),
    make("div", { class: "dialog-body" }, ...[content].flat()),
  );
  closeBeside(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * A press that begins and ends outside the dialog closes it; one that selects text does not.
 *
 * @param {HTMLDialogElement} dialog
 */
function closeBeside(dialog) {
  let began = false; // what is within the dialog lies above it: only its backdrop is itself
  dialog.addEventListener("pointerdown", (event) => (began = event.target === dialog));
  dialog.addEventListener("click", (event) => {
    if (began && event.target === dialog) dialog.close();
  });
}
