import { make } from "../dom.js";
import { fitsCell } from "../controls/rows.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/protocol.js").Column} Column
 * @typedef {{value: string, label: string}} Choice
 */

let count = 0;

/**
 * A field for one cell of a table, and what else belongs to it: what it can be, next to a text of the reader's own.
 *
 * @param {Column} column
 * @param {string} value
 * @param {Record<string, any>} props of the field
 * @param {(text: string) => void} onChange
 * @param {object} [options]
 * @param {string[]} [options.known] what it may be, if that is known: of columns that name other rows
 * @param {boolean} [options.roomy] whether there is room for a menu next to the field
 * @param {Choice[]} [options.saved] further texts, which the reader has saved
 * @returns {HTMLElement[]}
 */
export function cellFields(column, value, props, onChange, { known, roomy = false, saved = [] } = {}) {
  const chosen = known?.map((one) => ({ value: one, label: one })) ?? (column.kind === "choice" ? column.options : []);
  const free = "free" in column ? column.free : "examples" in column ? column.examples : [];
  const closed = known !== undefined || (column.kind === "choice" && !free.length);
  if (closed) return [heard(menu(chosen, value, props), column, onChange)];
  const field = heard(text(column, value, props), column, onChange);
  if (!chosen.length && !free.length) return [field];
  if (!roomy) {
    const list = make("datalist", { id: `graph-list-${++count}` }, ...options([...chosen, ...free]));
    field.setAttribute("list", list.id);
    return [field, list];
  }
  if (chosen.some((option) => option.value === value)) {
    const all = menu([...chosen, ...free], value, props);
    all.append(...mine(saved));
    return [heard(all, column, onChange)];
  }
  const more = make(
    "select",
    { "aria-label": say("{label}: choose", { label: column.label }) },
    make("option", { value: "\u0000", selected: true }, "Choose …"),
    ...options([...chosen, ...free]),
    ...mine(saved),
  );
  more.addEventListener("change", () => onChange(more.value));
  return [field, more];
}

/**
 * @template {HTMLInputElement | HTMLSelectElement} T
 * @param {T} field
 * @param {Column} column
 * @param {(text: string) => void} onChange
 * @returns {T}
 */
function heard(field, column, onChange) {
  field.dataset.column = column.name;
  field.addEventListener("change", () => field.reportValidity() && onChange(field.value.trim()));
  return field;
}

/** @param {Choice[]} choices @param {string} value @param {Record<string, any>} props */
function menu(choices, value, props) {
  const known = choices.some((choice) => choice.value === value);
  const all = known ? choices : [...choices, { value, label: value }]; // Python reports what is wrong with it
  const made = make("select", props, ...options(all));
  made.value = value;
  return made;
}

/** @param {Choice[]} choices */
function options(choices) {
  return choices.map(({ value, label }) => {
    const option = make("option", { value });
    option.textContent = label;
    return option;
  });
}

/** @param {Choice[]} saved */
function mine(saved) {
  return saved.length ? [make("optgroup", { label: "My cells" }, ...options(saved))] : [];
}

/** @param {Column} column @param {string} value @param {Record<string, any>} props */
function text(column, value, props) {
  const numeric = column.kind === "number";
  const cell = make("input", { type: "text", spellcheck: false, inputmode: numeric ? "decimal" : null, ...props });
  cell.value = value;
  cell.addEventListener("input", () => {
    const fits = fitsCell(cell.value);
    cell.setCustomValidity(fits ? "" : say("Unmatched bracket, a semicolon, or a comma outside brackets."));
  });
  return cell;
}
