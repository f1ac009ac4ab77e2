/**
 * Texts with several entries, names with whole numbers behind them, `E:3,I:1`: the side of the page of
 * `views/graph.py`, which checks them.
 */
import { split } from "../controls/rows.js";

/** @typedef {{name: string, numbers: number[] | null}} Entry without numbers, the name is all of it */

/**
 * @param {string} text
 * @param {number} count of numbers behind each name
 * @returns {Entry[]}
 */
export function readEntries(text, count) {
  const form = new RegExp(`^(.+)${":(\\d{1,5})".repeat(count)}$`, "s");
  return split(text)
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => {
      const found = form.exec(entry);
      return found ? { name: found[1], numbers: found.slice(2).map(Number) } : { name: entry, numbers: null };
    });
}

/** @param {Entry[]} entries */
export function writeEntries(entries) {
  return entries.map(({ name, numbers }) => [name, ...(numbers ?? [])].join(":")).join(",");
}
