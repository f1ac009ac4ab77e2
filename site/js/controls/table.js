import { make } from "../dom.js";
import { defaultRow, distinct, fitsCell, readRows, writeRows } from "./rows.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/protocol.js").TableParameter} TableParameter
 * @typedef {import("../client/protocol.js").Column} Column
 * @typedef {import("./rows.js").Row} Row
 */

/**
 * An editable table: each row is a group of named cells, which flow into the available room.
 *
 * @param {TableParameter} parameter
 * @param {string} id
 * @param {(value: string) => void} onChange
 */
export function tableField(parameter, id, onChange) {
  const { columns, least, most } = parameter;
  const body = make("div", { class: "rows" });
  const add = make("button", { type: "button", class: "plain", onclick: () => insert() }, "Add a row");
  const root = make(
    "div",
    { id, role: "group", "aria-label": parameter.label, "aria-describedby": `${id}-error` },
    body,
    add,
  );
  let shown = "";

  /** @returns {Row[]} */
  const rows = () =>
    [...body.children].map((row) =>
      Object.fromEntries(cellsOf(row).map((cell) => [cell.dataset.column, cell.value.trim()])),
    );

  /** @param {Row[]} all */
  const render = (all) => {
    body.replaceChildren(
      ...all.map((row, index) => makeRow(columns, row, index, { change, remove: all.length > least ? remove : null })),
    );
    add.disabled = all.length >= most;
  };
  const change = () => {
    shown = writeRows(rows(), columns);
    onChange(shown);
  };
  const insert = () => {
    const all = rows();
    render([...all, distinct(all.at(-1) ?? defaultRow(columns), all, columns)]);
    change();
    const [first] = cellsOf(body.lastElementChild);
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
  };
  /** @param {number} index */
  const remove = (index) => {
    render(rows().filter((_, i) => i !== index));
    change();
    const near = body.children[Math.min(index, body.children.length - 1)];
    (near?.querySelector("button") ?? add).focus();
  };

  return {
    parts: [root],
    wide: true,
    /** @param {import("../client/protocol.js").Value} value */
    show(value) {
      if (value === shown) return; // leave alone what is being edited
      shown = String(value);
      const at = focused(body);
      render(readRows(shown, columns));
      if (at) cellsOf(body.children[at.row])[at.cell]?.focus();
    },
  };
}

/**
 * @param {Column[]} columns
 * @param {Row} row
 * @param {number} index
 * @param {{change: () => void, remove: ((index: number) => void) | null}} events
 */
function makeRow(columns, row, index, { change, remove }) {
  const number = index + 1;
  const cells = columns.map((column) => {
    const unit = "unit" in column && column.unit ? make("span", { class: "unit" }, ` ${column.unit}`) : null;
    const name = make("span", { title: column.help }, column.label, unit);
    const cell = column.kind === "choice" ? choice(column, row[column.name]) : text(column, row[column.name]);
    cell.addEventListener("change", () => cell.reportValidity() && change());
    // What is rarely given is shown where it is; the drawing of the tables has it all.
    const hidden = column.heading !== "" && row[column.name] === String(column.default);
    return make("label", { style: `flex-basis: ${column.width}ch`, hidden }, name, cell);
  });
  const button = make(
    "button",
    {
      type: "button",
      title: say("Remove row {number}", { number }),
      "aria-label": say("Remove row {number}", { number }),
      disabled: !remove,
      onclick: () => remove?.(index),
    },
    "×",
  );
  return make("div", { class: "row", role: "group", "aria-label": say("row {number}", { number }) }, ...cells, button);
}

/**
 * @param {import("../client/protocol.js").ChoiceColumn} column
 * @param {string} value
 */
function choice({ name, options }, value) {
  const known = options.some((option) => option.value === value);
  const all = known ? options : [...options, { value, label: value, help: "" }]; // Python reports what is wrong with it
  return make(
    "select",
    { "data-column": name },
    ...all.map((o) => make("option", { value: o.value, selected: o.value === value }, o.label)),
  );
}

/**
 * @param {Column} column
 * @param {string} value
 */
function text({ name, kind }, value) {
  const cell = make("input", {
    type: "text",
    "data-column": name,
    value,
    spellcheck: false,
    inputmode: kind === "number" ? "decimal" : null,
  });
  cell.addEventListener("input", () => {
    cell.setCustomValidity(fitsCell(cell.value) ? "" : "Unmatched bracket, a semicolon, or a comma outside brackets.");
  });
  return cell;
}

/** @param {Element | null | undefined} row */
function cellsOf(row) {
  return /** @type {(HTMLInputElement | HTMLSelectElement)[]} */ ([...(row?.querySelectorAll("input, select") ?? [])]);
}

/** @param {Element} body */
function focused(body) {
  const rows = [...body.children];
  const row = rows.findIndex((one) => one.contains(document.activeElement));
  const cell = cellsOf(rows[row]).findIndex((one) => one === document.activeElement);
  return cell < 0 ? null : { row, cell };
}
