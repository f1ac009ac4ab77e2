import { make, setAttributes, setShown, setText } from "../dom.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/protocol.js").FileParameter} FileParameter
 * @typedef {import("../client/protocol.js").Value} Value
 */

const OWN = "\u0000own"; // no value of a link

/** The name of the file in a reference to one that was opened here. @param {string} value */
export function heldName(value) {
  return value.split(":").slice(2).join(":");
}

/**
 * A choice among examples and the reader's own content, which a dialog opens.
 *
 * @param {FileParameter} parameter
 * @param {string} id
 * @param {(value: Value) => void} onChange
 */
export function fileField(parameter, id, onChange) {
  const own = make("option", { value: OWN, hidden: true });
  const select = make(
    "select",
    {
      id,
      "aria-describedby": `${id}-error`,
      onchange: () => onChange(select.value === OWN ? shown : select.value),
    },
    ...parameter.examples.map(({ label, value }) => make("option", { value }, label)),
    own,
  );
  const open = make(
    "button",
    {
      type: "button",
      class: "plain",
      "aria-label": say("{label}: open a file", { label: parameter.label }),
      onclick: () => open.dispatchEvent(new CustomEvent("parameter:open", { detail: parameter, bubbles: true })),
    },
    "Open a file …",
  );
  let shown = "";
  return {
    parts: [select, open],
    wide: true,
    /** @param {Value} value */
    show(value) {
      shown = String(value);
      const known = parameter.examples.some((example) => example.value === shown);
      setShown(own, !known);
      setText(own, shown.startsWith(parameter.held) ? heldName(shown) : say("Your own, part of the link"));
      select.value = known ? shown : OWN;
      setAttributes(select, { title: select.selectedOptions[0]?.textContent ?? "" });
    },
  };
}
