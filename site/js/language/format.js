/**
 * A text with the minus sign of mathematics before its numbers, as in equations and on axes. Hyphens
 * within words, numbers and links stay.
 *
 * @param {string} text
 */
export function withMinus(text) {
  return text.replace(/(?<![\w.)\]="'])-(?=\.?\d)/g, "−");
}

/** Python's description of a plot, in one line. @param {string} text */
export function inOneLine(text) {
  return withMinus(text.replace(":\n", ": ").replaceAll("\n", ", "));
}

/** What went wrong, in words. @param {unknown} error */
export function reason(error) {
  return error instanceof Error ? error.message : String(error);
}
