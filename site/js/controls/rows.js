/**
 * A table as text, `name=E,size=800;name=I,size=200`: the page's side of views/table.py, which checks it. Cells with
 * their column's default value may be omitted.
 *
 * @typedef {import("../client/protocol.js").Column} Column
 * @typedef {Record<string, string>} Row
 */

/** @param {Column[]} columns @returns {Row} */
export function defaultRow(columns) {
  return Object.fromEntries(columns.map((column) => [column.name, String(column.default)]));
}

/**
 * @param {string} text
 * @param {Column[]} columns
 * @returns {Row[]}
 */
export function readRows(text, columns) {
  const defaults = defaultRow(columns);
  return text
    .split(";")
    .filter((row) => row.trim())
    .map((row) => {
      const cells = split(row).map((cell) => cell.split(/=(.*)/s, 2).map((part) => part.trim()));
      return { ...defaults, ...Object.fromEntries(cells) };
    });
}

/**
 * @param {Row[]} rows
 * @param {Column[]} columns
 * @returns {string}
 */
export function writeRows(rows, columns) {
  const line = (/** @type {Row} */ row) =>
    columns
      .filter(({ name, default: initial }, i) => i === 0 || row[name] !== String(initial))
      .map(({ name }) => `${name}=${row[name]}`);
  return rows.map((row) => line(row).join(",")).join(";");
}

/**
 * Whether a cell may contain a text: separators of cells and rows may occur only inside brackets.
 *
 * @param {string} text
 */
export function fitsCell(text) {
  const open = [...text].reduce((depth, c) => (depth < 0 ? depth : depth + Number(c === "(") - Number(c === ")")), 0);
  return open === 0 && !text.includes(";") && split(text).length === 1;
}

/**
 * A copy of a row with other texts where columns may not repeat them: E2 after E.
 *
 * @param {Row} row
 * @param {Row[]} others
 * @param {Column[]} columns
 */
export function distinct(row, others, columns) {
  const copy = { ...row };
  for (const { name } of columns.filter(({ unique }) => unique)) {
    const stem = row[name].replace(/\d+$/, "");
    const taken = new Set(others.map((other) => other[name]));
    for (let n = 2; taken.has(copy[name]); n++) copy[name] = `${stem}${n}`;
  }
  return copy;
}

/** Split at the commas that are not in brackets. @param {string} text */
export function split(text) {
  const pieces = [""];
  let depth = 0;
  for (const character of text) {
    depth = Math.max(0, depth + Number(character === "(") - Number(character === ")"));
    if (character === "," && depth === 0) pieces.push("");
    else pieces[pieces.length - 1] += character;
  }
  return pieces;
}
