import { make } from "../dom.js";
import { coloured } from "../access/theme.js";

/**
 * A table that a panel shows in place of a plot: it scrolls, and keeps its headings in view.
 *
 * @param {import("../client/protocol.js").Cells} cells
 */
export function cellsTable({ name, rows, units, columns }) {
  /** @type {{group: string, span: number}[]} */ const groups = [];
  for (const { group } of columns) {
    const last = groups.at(-1);
    if (last?.group === group) last.span += 1;
    else groups.push({ group, span: 1 });
  }
  const over = groups.map(({ group, span }) => make("th", { scope: "colgroup", colspan: span }, group));
  const heads = columns.map((column) => make("th", { scope: "col", style: styleOf(column) }, column.name));
  const first = { scope: "col", class: "corner" };
  return make(
    "table",
    {},
    make(
      "thead",
      {},
      make("tr", {}, make("th", { ...first, rowspan: 2 }, name), ...over),
      make("tr", { class: "names" }, ...heads),
    ),
    make(
      "tbody",
      {},
      ...rows.map((row, k) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, row, units[k] ? make("span", { class: "unit" }, ` ${units[k]}`) : null),
          ...columns.map((column) => make("td", { style: styleOf(column) }, column.cells[k])),
        ),
      ),
    ),
  );
}

/** @param {import("../client/protocol.js").CellColumn} column */
function styleOf({ colour }) {
  return `color: ${coloured(colour)}`;
}
