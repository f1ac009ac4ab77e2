import { openDialog } from "../dialogs/dialog.js";
import { copy, copyField } from "../dialogs/clipboard.js";
import { say } from "../language/messages.js";

/**
 * An unexpected failure, as a notice with a button that copies the details needed to fix it.
 *
 * @param {string} text
 * @param {string} details
 * @returns {import("./notices.js").Notice}
 */
export function problem(text, details) {
  const report = [details.trim(), location.href.slice(0, 2000), navigator.userAgent].join("\n");
  return {
    level: "error",
    parameter: null,
    text,
    buttons: [{ label: "Copy details", press: (button) => give(report, button) }],
  };
}

/**
 * If copying is not allowed, the report can be read, and copied by hand.
 *
 * @param {string} report
 * @param {HTMLButtonElement} button
 */
async function give(report, button) {
  if (await copy(report)) {
    button.textContent = say("Copied");
    return;
  }
  const field = copyField("Details", "Copy", { rows: 12 });
  field.show(report);
  openDialog("Details", field.element);
}
