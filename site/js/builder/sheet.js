import { afterFrame, make } from "../dom.js";
import { withMinus } from "../language/format.js";
import { cellFields } from "./cell.js";
import { lawOf } from "./law.js";
import { nameOf } from "./words.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Item} Item
 * @typedef {import("../client/protocol.js").Column} Column
 *
 * @typedef {object} Events
 * @property {(item: Item, column: string, text: string) => void} change
 * @property {(node: number, count: number) => void} count
 * @property {(start: number, end: number) => void} connect
 * @property {(item: Item) => void} remove
 * @property {(item: Item) => void} duplicate
 * @property {(text: string) => Promise<import("../client/protocol.js").Histogram | null>} law
 */

const KEYS = [
  ["Enter, F2", "To the fields of what is chosen; Esc leads back"],
  ["c", "Connect: then choose where the arrow ends"],
  ["d", "Duplicate"],
  ["Delete", "Delete"],
  ["← → ↑ ↓", "To the next box or arrow; with Shift, move a box"],
  ["+, −, 0", "Larger, smaller, all of it"],
  ["Ctrl+Z", "Undo"],
];

/** The fields of the chosen row, next to the drawing. */
export class Sheet {
  /** @type {Set<string>} headings that the reader has unfolded or folded, by what they were then */ #open = new Set();
  #shown = "";
  /** @type {import("./cell.js").Choice[]} neurons that the reader has saved, as cells */ saved = [];

  /** @param {Events} events */
  constructor(events) {
    this.events = events;
    this.root = make("section", { class: "graph-sheet", "aria-label": "Selected" });
  }

  /**
   * @param {Model} model
   * @param {Item | null} item
   * @param {(item: Item, column?: string) => string} fault what is wrong, in a column or at all
   */
  show(model, item, fault) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const column = this.root.contains(focused) ? focused?.dataset.column : undefined;
    const id = item ? `${item.kind} ${item.index}` : "";
    const same = id === this.#shown;
    this.#shown = id;
    this.root.replaceChildren(...(item ? this.#fields(model, item, fault) : about(model)));
    if (same && column) this.focus(column);
    else if (!same) afterFrame(() => (this.root.scrollTop = 0)); // laying it out now would take time
  }

  /** Go to a field; without a name, to the first. @param {string} [column] */
  focus(column) {
    const place = column ? `[data-column="${column}"]` : "[data-column]";
    const field = /** @type {HTMLElement | null} */ (this.root.querySelector(place));
    const box = field?.closest("details");
    if (box) box.open = true;
    field?.focus();
    if (field instanceof HTMLInputElement && !column) field.select();
  }

  /**
   * @param {Model} model
   * @param {Item} item
   * @param {(item: Item, column?: string) => string} fault
   */
  #fields(model, item, fault) {
    const row = model[item.kind][item.index];
    /** @type {Map<string, HTMLElement[]>} */ const groups = new Map([["", []]]);
    /** @type {Set<string>} */ const open = new Set(this.#open);
    for (const column of model.columnsOf(item)) {
      const text = fault(item, column.name);
      const fields = groups.get(column.heading) ?? [];
      groups.set(column.heading, [...fields, this.#field(model, item, column, text)]);
      if (text || row[column.name] !== String(column.default)) open.add(column.heading);
    }
    const title = make("h3", {});
    title.textContent = nameOf(model, item);
    const whole = fault(item);
    /** @type {HTMLElement[]} */ const parts = [title, this.#actions(model, item)];
    if (whole) parts.push(make("p", { class: "field-error" }, withMinus(whole)));
    const { counted } = model.graph.nodes;
    if (counted && item.kind === "nodes") groups.get("")?.push(this.#counter(model, item.index, counted));
    for (const [heading, fields] of groups) {
      if (!heading) {
        parts.push(...fields);
        continue;
      }
      const box = make("details", { open: open.has(heading) }, make("summary", {}, heading), ...fields);
      box.addEventListener("toggle", () => (box.open ? this.#open.add(heading) : this.#open.delete(heading)));
      parts.push(box);
    }
    return parts;
  }

  /** @param {Model} model @param {Item} item */
  #actions(model, item) {
    const button = (/** @type {string} */ label, /** @type {() => void} */ onclick, enabled = true) =>
      make("button", { type: "button", class: "plain", disabled: !enabled, onclick }, label);
    const row = make(
      "div",
      { class: "graph-actions" },
      button("Duplicate", () => this.events.duplicate(item), model.hasRoom(item.kind)),
      button("Delete", () => this.events.remove(item), model[item.kind].length > model.tables[item.kind].least),
    );
    if (item.kind === "nodes") {
      const targets = model.keys.map((name, i) => {
        const option = make("option", { value: String(i) });
        option.textContent = name;
        return option;
      });
      const menu = make(
        "select",
        { "aria-label": "Connect to", disabled: !model.hasRoom("edges") },
        make("option", { value: "" }, "Connect to …"),
        ...targets,
      );
      menu.addEventListener("change", () => menu.value && this.events.connect(item.index, Number(menu.value)));
      row.prepend(menu);
    }
    return row;
  }

  /**
   * How many of something a node has.
   *
   * @param {Model} model
   * @param {number} node
   * @param {NonNullable<import("../client/protocol.js").Nodes["counted"]>} counted
   */
  #counter(model, node, { parameter, label, help, most }) {
    const id = `graph-field-${parameter}`;
    const menu = make("select", { id, "aria-describedby": `${id}-help` });
    menu.dataset.column = parameter;
    const count = model.count(node);
    for (let n = 0; n <= Math.max(most, count); n++) {
      const option = make("option", { value: String(n) });
      option.textContent = String(n);
      menu.append(option);
    }
    menu.value = String(count);
    menu.addEventListener("change", () => this.events.count(node, Number(menu.value)));
    return make(
      "div",
      { class: "graph-cell" },
      make("label", { for: id }, label),
      make("span", { class: "graph-fields" }, menu),
      make("p", { id: `${id}-help`, class: "graph-help" }, help),
    );
  }

  /**
   * @param {Model} model
   * @param {Item} item
   * @param {Column} column
   * @param {string} fault
   */
  #field(model, item, column, fault) {
    const id = `graph-field-${column.name}`;
    const { start, end } = model.graph.edges;
    const isEnd = item.kind === "edges" && [start, end].includes(column.name);
    const described = column.help || fault ? `${id}-help` : null;
    const cells = cellFields(
      column,
      model[item.kind][item.index][column.name],
      { id, "aria-describedby": described, "aria-invalid": fault ? "true" : null },
      (text) => this.events.change(item, column.name, text),
      {
        known: isEnd ? model.keys : undefined,
        roomy: true,
        saved: "saved" in column && column.saved ? this.saved : [],
      },
    );
    const unit = "unit" in column && column.unit ? make("span", { class: "unit" }, ` ${column.unit}`) : null;
    return make(
      "div",
      { class: `graph-cell ${fault ? "invalid" : ""}` },
      make("label", { for: id }, column.label, unit),
      make("span", { class: "graph-fields" }, ...cells),
      "law" in column && column.law ? lawOf(model[item.kind][item.index][column.name], this.events.law) : null,
      described &&
        make(
          "p",
          { id: described, class: "graph-help" },
          fault ? make("strong", { class: "field-error" }, withMinus(fault)) : null,
          fault && column.help ? " " : null,
          column.help,
        ),
    );
  }
}

/** What the drawing means, and its keys. @param {Model} model */
function about({ graph }) {
  const rows = KEYS.map(([keys, does]) =>
    make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, keys)), make("td", {}, does)),
  );
  return [
    make("h3", {}, "Nothing selected"),
    make("p", {}, graph.help),
    make("p", {}, "Drag a box to move it, and its round handle to another box to connect both. Select one to edit it."),
    make("table", { class: "graph-keys" }, make("tbody", {}, ...rows)),
  ];
}
