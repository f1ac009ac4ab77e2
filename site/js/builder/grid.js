import { make } from "../dom.js";
import { withMinus } from "../language/format.js";
import { say } from "../language/messages.js";
import { cellFields } from "./cell.js";
import { pastedRows } from "./paste.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Item} Item
 * @typedef {import("./model.js").Kind} Kind
 *
 * @typedef {object} Events
 * @property {(item: Item, column: string, text: string) => void} change
 * @property {(kind: Kind) => void} add
 * @property {(item: Item) => void} remove
 * @property {(kind: Kind, from: number, rows: import("../controls/rows.js").Row[]) => void} fill
 */

/** Both tables as tables: for those who listen to the page, and for rows from a spreadsheet. */
export class Grid {
  /** @param {Events} events */
  constructor(events) {
    this.events = events;
    this.root = make("div", { class: "graph-list" });
  }

  /**
   * @param {Model} model
   * @param {(item: Item, column?: string) => string} fault
   */
  show(model, fault) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const place = this.root.contains(focused) ? focused?.dataset.place : undefined;
    const hint = say(
      "Rows copied from a spreadsheet can be pasted into any cell: columns follow their headings, or else their order.",
    );
    this.root.replaceChildren(
      make("p", { class: "graph-help" }, hint),
      this.#table(model, "nodes", fault),
      this.#table(model, "edges", fault),
    );
    if (place)
      /** @type {HTMLElement | null} */ (this.root.querySelector(`[data-place="${CSS.escape(place)}"]`))?.focus();
  }

  /** @param {Item} item @param {string} [column] */
  focus({ kind, index }, column) {
    const place = column ? `${kind} ${index} ${column}` : `${kind} ${index} `;
    /** @type {HTMLElement | null} */ (this.root.querySelector(`[data-place^="${CSS.escape(place)}"]`))?.focus();
  }

  /**
   * @param {Model} model
   * @param {Kind} kind
   * @param {(item: Item, column?: string) => string} fault
   */
  #table(model, kind, fault) {
    const { label, columns, least } = model.tables[kind];
    const heads = columns.map((column) => {
      const unit = "unit" in column && column.unit ? make("span", { class: "unit" }, ` ${column.unit}`) : null;
      return make("th", { scope: "col", title: column.help || null }, column.label, unit);
    });
    const rows = model[kind].map((_, index) => {
      const item = { kind, index };
      const number = index + 1;
      const cells = columns.map((column) =>
        make("td", {}, ...this.#cell(model, item, column, fault(item, column.name))),
      );
      const remove = make(
        "button",
        {
          type: "button",
          class: "plain",
          "data-place": `${kind} ${index} `,
          "aria-label": say("{table}: remove row {number}", { table: label, number }),
          disabled: model[kind].length <= least,
          onclick: () => this.events.remove(item),
        },
        "×",
      );
      return make("tr", {}, make("th", { scope: "row" }, String(number)), ...cells, make("td", {}, remove));
    });
    const add = make(
      "button",
      {
        type: "button",
        class: "plain",
        "aria-label": say("{table}: add a row", { table: label }),
        disabled: !model.hasRoom(kind),
        onclick: () => this.events.add(kind),
      },
      "Add a row",
    );
    const table = make(
      "table",
      {},
      make("caption", {}, label),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "row"), ...heads, make("td", {}))),
      make("tbody", {}, ...rows),
    );
    const scroll = make("div", { class: "graph-scroll", tabindex: "0", role: "group", "aria-label": label }, table);
    return make("section", {}, scroll, add);
  }

  /**
   * @param {Model} model
   * @param {Item} item
   * @param {import("../client/protocol.js").Column} column
   * @param {string} fault
   */
  #cell(model, item, column, fault) {
    const { kind, index } = item;
    const { start, end } = model.graph.edges;
    const table = model.tables[kind];
    const props = {
      style: `width: ${Math.max(column.width, column.kind === "choice" ? 14 : 8) + 3}ch`,
      "data-place": `${kind} ${index} ${column.name}`,
      "aria-label": say("{table}, row {row}, {column}", {
        table: table.label,
        row: index + 1,
        column: column.label,
      }),
      "aria-invalid": fault ? "true" : null,
      title: fault ? withMinus(fault) : null,
      disabled: !model.columnsOf(item).includes(column) && model[kind][index][column.name] === String(column.default),
    };
    const isEnd = kind === "edges" && [start, end].includes(column.name);
    const cells = cellFields(
      column,
      model[kind][index][column.name],
      props,
      (text) => this.events.change(item, column.name, text),
      { known: isEnd ? model.keys : undefined },
    );
    cells[0].addEventListener("paste", (event) => {
      const text = /** @type {ClipboardEvent} */ (event).clipboardData?.getData("text/plain") ?? "";
      const rows = pastedRows(text, table.columns, table.columns.indexOf(column));
      if (!rows?.length) return;
      event.preventDefault();
      this.events.fill(kind, index, rows);
    });
    return cells;
  }
}
