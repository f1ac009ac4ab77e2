import { byId, make, plain, setAttributes, setClass, setShown, setText, typeset } from "../dom.js";
import { withMinus } from "../language/format.js";
import { fileField } from "./file.js";
import { tableField } from "./table.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/protocol.js").ViewSchema} View
 * @typedef {import("../client/protocol.js").Parameter} Parameter
 * @typedef {import("../client/protocol.js").Preset} Preset
 * @typedef {import("../client/protocol.js").Value} Value
 * @typedef {import("../client/protocol.js").Values} Values
 * @typedef {{row: HTMLElement, trouble: HTMLElement, show: (value: Value, preset: Preset | undefined) => void}} Field
 */

/**
 * Controls, built from the declaration.
 *
 * @param {View} view
 * @param {(changes: Values) => void} onChange
 * @param {(name: string) => void} onBack the reader wants the preset's value back
 * @param {string[] | null} only those of these parameters, in this order and without groups; null: all
 */
export function buildControls(view, onChange, onBack, only) {
  const form = byId("control-groups");
  form.replaceChildren();
  form.onsubmit = (event) => event.preventDefault();
  /** @type {Map<string, Field>} */
  const fields = new Map();
  const drawn = view.graphs.map(({ places }) => places); // set by moving what is drawn
  const parameters = view.parameters.filter(({ name }) => !drawn.includes(name));
  /** @param {Parameter} parameter */
  const add = (parameter) => {
    const field = makeField(parameter, onChange, onBack);
    fields.set(parameter.name, field);
    for (const graph of view.graphs) if (graph.nodes.table === parameter.name) offerGraph(field.row, graph, only);
    return field.row;
  };
  form.append(...[...new Set(only)].flatMap((name) => parameters.filter((p) => p.name === name)).map(add));
  for (const group of only ? [] : view.groups) {
    const members = parameters.filter((p) => p.group === group.name);
    if (!members.length) continue;
    form.append(
      make(
        "details",
        { class: "group", open: group.open },
        make("summary", { title: group.help }, group.title),
        ...members.map(add),
      ),
    );
  }

  return {
    /**
     * @param {Values} values
     * @param {Preset | undefined} preset
     * @param {Values} initial values of the preset
     */
    show(values, preset, initial) {
      for (const [name, field] of fields) {
        // Not every state has all parameters; one that is being changed stays until it is left.
        setShown(field.row, name in values || field.row.contains(document.activeElement));
        if (!(name in values)) continue;
        setClass(field.row, "changed", name in initial && values[name] !== initial[name]);
        field.show(values[name], preset);
      }
      for (const box of form.querySelectorAll("details")) {
        setShown(box, box.querySelector(".field:not([hidden])") !== null);
      }
    },
    /**
     * Rejected values that stay as written until they are corrected: tables, which took work.
     *
     * @param {import("../access/notices.js").Notice[]} notices
     * @param {Values} asked
     * @returns {Values}
     */
    kept(notices, asked) {
      const refused = new Set(notices.filter(({ level }) => level === "error").map(({ parameter }) => parameter));
      const tables = view.parameters.filter(({ kind, name }) => kind === "table" && refused.has(name) && name in asked);
      return Object.fromEntries(tables.map(({ name }) => [name, asked[name]]));
    },
    /** Highlight a control; null: none. @param {string | null} name */
    mark(name) {
      for (const [own, { row }] of fields) setClass(row, "highlighted", own === name);
    },
    /** Bring a control into view. @param {string} name */
    edit(name) {
      const row = fields.get(name)?.row;
      if (!row) return;
      const group = row.closest("details");
      if (group) group.open = true;
      const handle = byId("sheet-handle");
      if (handle.offsetParent && handle.getAttribute("aria-expanded") === "false") handle.click();
      row.scrollIntoView({ block: "nearest" });
      const entry = row.querySelector(".number") ?? row.querySelector("select, input, textarea");
      /** @type {HTMLElement | null} */ (entry)?.focus({ preventScroll: true });
    },
    /**
     * Put each message next to its control; returns those that have none.
     *
     * @param {import("../access/notices.js").Notice[]} notices
     */
    explain(notices) {
      for (const { row, trouble } of fields.values()) {
        setText(trouble, "");
        setClass(row, "invalid", false);
      }
      return notices.filter(({ level, parameter, text }) => {
        const field = level === "error" && parameter ? fields.get(parameter) : undefined;
        if (!field) return true;
        field.trouble.textContent = withMinus(text);
        field.row.classList.add("invalid");
        const group = field.row.closest("details");
        if (group) group.open = true;
        return false;
      });
    },
  };
}

/**
 * @type {Record<string, (
 *   parameter: any, id: string, onChange: (value: Value, others?: Values) => void
 * ) => {parts: HTMLElement[], wide: boolean, show: Field["show"]}>}
 */
const MAKERS = { number: numberField, choice: choiceField, text: textField, table: tableField, file: fileField };

/**
 * @param {Parameter} parameter
 * @param {(changes: Values) => void} onChange
 * @param {(name: string) => void} onBack
 * @returns {Field}
 */
function makeField(parameter, onChange, onBack) {
  const id = `parameter-${parameter.name}`;
  const symbol = parameter.kind === "number" && parameter.symbol;
  const naming =
    parameter.kind === "table" ? make("span", { class: "name" }) : make("label", { class: "name", for: id });
  naming.title = `${parameter.label}. ${parameter.help}`;
  if (symbol) naming.append(typeset(symbol), " ");
  naming.append(make("span", { class: "words" }, parameter.label));
  const { parts, wide, show } = MAKERS[parameter.kind](parameter, id, (value, others = {}) =>
    onChange({ [parameter.name]: value, ...others }),
  );
  const back = make(
    "button",
    {
      type: "button",
      class: "revert",
      title: "Back to the preset's value",
      "aria-label": say("{label}: back to the preset's value", { label: parameter.label }),
      onclick: () => onBack(parameter.name),
    },
    "↺",
  );
  const trouble = make("p", { class: "field-error", role: "alert", id: `${id}-error` });
  const row = make(
    "div",
    { class: `field ${parameter.kind} ${wide ? "long" : ""}`, "data-parameter": parameter.name },
    naming,
    ...parts,
    back,
    trouble,
  );
  return { row, trouble, show };
}

/**
 * A button that opens the drawing of two tables, in the first of them.
 *
 * @param {HTMLElement} row
 * @param {import("../client/protocol.js").Graph} graph
 * @param {string[] | null} only parameters that have controls
 */
function offerGraph(row, graph, only) {
  if (only && !only.includes(graph.edges.table)) return;
  const open = make(
    "button",
    {
      type: "button",
      class: "plain primary",
      title: graph.help,
      onclick: () => open.dispatchEvent(new CustomEvent("graph:open", { detail: graph, bubbles: true })),
    },
    graph.label,
  );
  row.children[0].after(open);
}

/**
 * @param {import("../client/protocol.js").NumberParameter} parameter
 * @param {string} id
 * @param {(value: Value) => void} onChange
 */
function numberField(parameter, id, onChange) {
  const slider = make("input", { type: "range", "aria-label": say("{label} (slider)", { label: parameter.label }) });
  const field = make("input", {
    type: "text",
    inputmode: "decimal",
    id,
    class: "number",
    spellcheck: false,
    "aria-describedby": `${id}-unit ${id}-error`,
  });
  const unit = make("span", { class: "unit", id: `${id}-unit` });
  slider.addEventListener("input", () => {
    field.value = plain(slider.valueAsNumber);
    onChange(slider.valueAsNumber);
  });
  field.addEventListener("change", () => onChange(asNumber(field.value)));
  field.addEventListener("keydown", (event) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const size = Number(slider.step) * (event.shiftKey ? 10 : 1);
    const value = Number((Number(field.value) + step * size).toPrecision(12));
    field.value = plain(value);
    onChange(value);
  });
  return {
    parts: [slider, field, unit],
    wide: false,
    /** @type {Field["show"]} */
    show(value, preset) {
      const [low, high, step] = preset?.sliders?.[parameter.name] ?? parameter.slider;
      setAttributes(slider, { min: low, max: high, step });
      slider.disabled = low === high;
      slider.value = String(value);
      if (asNumber(field.value) !== value) field.value = plain(value);
      setText(unit, preset?.units?.[parameter.name] ?? parameter.unit);
    },
  };
}

/**
 * @param {import("../client/protocol.js").ChoiceParameter} parameter
 * @param {string} id
 * @param {(value: Value, others?: Values) => void} onChange others are set with it
 */
function choiceField(parameter, id, onChange) {
  const chosen = () => parameter.options.find((o) => o.value === select.value);
  const options = parameter.options.map((o) => make("option", { value: o.value, title: o.help }, o.label));
  const select = make(
    "select",
    { id, class: "wide", onchange: () => onChange(select.value, chosen()?.brings) },
    ...options,
  );
  return {
    parts: [select],
    wide: true,
    /** @type {Field["show"]} */
    show(value) {
      select.value = String(value);
      setAttributes(select, { title: parameter.options.find((o) => o.value === value)?.help ?? "" });
    },
  };
}

/**
 * @param {import("../client/protocol.js").TextParameter} parameter
 * @param {string} id
 * @param {(value: Value) => void} onChange
 */
function textField(parameter, id, onChange) {
  const field = make("input", {
    type: "text",
    id,
    spellcheck: false,
    "aria-describedby": `${id}-error`,
    onchange: () => onChange(field.value),
  });
  const examples = parameter.examples.map((e) => make("option", { value: e.value }, e.label));
  const menu = make(
    "select",
    { "aria-label": say("{label}: examples", { label: parameter.label }) },
    make("option", { value: "" }, "Examples…"),
    ...examples,
  );
  menu.addEventListener("change", () => {
    if (menu.value) onChange(menu.value);
    menu.value = "";
  });
  return {
    parts: examples.length ? [field, menu] : [field],
    wide: true,
    /** @type {Field["show"]} */
    show(value) {
      field.value = String(value);
      setAttributes(field, { title: String(value) });
    },
  };
}

/** The typed text, as a number if it is one: Python reports what is wrong with the rest. @param {string} text */
function asNumber(text) {
  const number = Number(text.trim().replace("−", "-"));
  return text.trim() === "" || !Number.isFinite(number) ? text : number;
}
