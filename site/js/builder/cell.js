import { make } from "../dom.js";
import { fitsCell } from "../controls/rows.js";
import { say } from "../language/messages.js";

/** @typedef {import("../client/protocol.js").Column} Column */

/**
 * A field for one cell of a table.
 *
 * @param {Column} column
 * @param {string} value
 * @param {Record<string, any>} props of the element
 * @param {(text: string) => void} onChange
 * @param {string[]} [known] what it may be, if that is known: of columns that name other rows
 */
export function cellField(column, value, props, onChange, known) {
  const options = known?.map((one) => ({ value: one, label: one })) ?? ("options" in column ? column.options : null);
  const cell = options ? choice(options, value, props) : text(column, value, props);
  cell.dataset.column = column.name;
  cell.addEventListener("change", () => cell.reportValidity() && onChange(cell.value.trim()));
  return cell;
}

/**
 * @param {{value: string, label: string}[]} options
 * @param {string} value
 * @param {Record<string, any>} props
 */
function choice(options, value, props) {
  const known = options.some((option) => option.value === value);
  const all = known ? options : [...options, { value, label: value }]; // Python reports what is wrong with it
  const made = all.map((one) => {
    const option = make("option", { value: one.value, selected: one.value === value });
    option.textContent = one.label;
    return option;
  });
  return make("select", props, ...made);
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
