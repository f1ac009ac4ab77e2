import { fitsCell } from "../controls/rows.js";

/**
 * @typedef {import("../client/protocol.js").Column} Column
 * @typedef {import("../controls/rows.js").Row} Row
 */

/**
 * Rows that were copied from a spreadsheet or a CSV file; null: the text is a single cell. Columns are known by their
 * headings, names or labels, if the first row has some; otherwise they are taken in order, from one on.
 *
 * @param {string} text
 * @param {Column[]} columns
 * @param {number} first column that the first cells belong to, without headings
 * @returns {Row[] | null}
 */
export function pastedRows(text, columns, first) {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .filter((line) => line.trim());
  const tabs = text.includes("\t");
  const cells = lines.map((line) => (tabs ? line.split("\t") : parts(line)).map(unquoted));
  if (cells.length < 2 && (cells[0] ?? []).length < 2) return null;
  const named = cells[0].map((cell) => columns.find((column) => isCalled(column, cell)));
  const headed = named.filter(Boolean).length > cells[0].length / 2;
  const order = headed ? named : columns.slice(first);
  return (headed ? cells.slice(1) : cells).map((row) =>
    Object.fromEntries(
      row.flatMap((cell, i) => {
        const column = order[i];
        return column && (cell || !headed) ? [[column.name, valueOf(column, cell, tabs)]] : [];
      }),
    ),
  );
}

/** @param {Column} column @param {string} heading */
function isCalled({ name, label }, heading) {
  const plain = (/** @type {string} */ text) =>
    text
      .toLowerCase()
      .replace(/[\s_]+/g, " ")
      .trim();
  const own = plain(heading.replace(/[[(].*[\])]$/, "")); // without a unit
  return [name, label].some((one) => plain(one) === own || plain(one) === plain(heading));
}

/**
 * The value of a cell: choices are known by what they are called, too; numbers may have a decimal comma.
 *
 * @param {Column} column
 * @param {string} text
 * @param {boolean} tabs
 */
function valueOf(column, text, tabs) {
  if (column.kind === "choice") {
    const own = text.toLowerCase();
    return (
      column.options.find(({ value, label }) => [value, label].some((one) => one.toLowerCase() === own))?.value ?? text
    );
  }
  const number = tabs && /^[-−]?\d+,\d+$/.test(text) ? text.replace(",", ".") : text;
  const plain = number.replace(/^−/, "-");
  return fitsCell(plain) ? plain : plain.replaceAll(";", " ");
}

/** Split at commas, or else semicolons, that are outside brackets and quotes. @param {string} line */
function parts(line) {
  const split = (/** @type {string} */ sign) => {
    const found = [""];
    let depth = 0;
    let quoted = false;
    for (const character of line) {
      if (character === '"') quoted = !quoted;
      depth += quoted ? 0 : Number(character === "(") - Number(character === ")");
      if (character === sign && depth <= 0 && !quoted) found.push("");
      else found[found.length - 1] += character;
    }
    return found;
  };
  const semicolons = split(";");
  return semicolons.length > 1 ? semicolons : split(",");
}

/** @param {string} cell */
const unquoted = (cell) =>
  cell
    .trim()
    .replace(/^"(.*)"$/s, "$1")
    .replaceAll('""', '"')
    .trim();
