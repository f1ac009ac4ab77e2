import { withMinus } from "../language/format.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Item} Item
 * @typedef {import("../client/protocol.js").Column} Column
 */

/** What a row is called: "Population E", "Projection E → I". @param {Model} model @param {Item} item */
export function nameOf(model, { kind, index }) {
  const { nodes, edges } = model.graph;
  if (kind === "nodes") return `${nodes.label} ${model.keys[index]}`;
  const row = model.edges[index];
  return `${edges.label} ${row[edges.start]} → ${row[edges.end]}`;
}

/** What a row is, for those who listen to it. @param {Model} model @param {Item} item @param {string} fault */
export function wordsOf(model, item, fault) {
  const { kind, index } = item;
  const row = model[kind][index];
  const { edges } = model.graph;
  const name =
    kind === "nodes"
      ? nameOf(model, item)
      : say("{label} from {start} to {end}", {
          label: edges.label,
          start: row[edges.start],
          end: row[edges.end],
        });
  const acts = kind === "edges" ? [SIGNS[model.sign(index)]] : [];
  const facts = shown(model, item).map((column) =>
    kind === "nodes" ? written(column, row) : `${column.label} ${written(column, row)}`,
  );
  const all = [...acts.map((text) => say(text)), ...facts].join(", ");
  return withMinus([`${name}: ${all}`, fault].filter(Boolean).join(". "));
}

/** What is written in a node, or at an arrow. @param {Model} model @param {Item} item */
export function writtenOf(model, item) {
  const row = model[item.kind][item.index];
  const texts = shown(model, item).map(({ name }) => row[name]);
  return withMinus((item.kind === "nodes" ? texts : texts.slice(0, 1)).join(", "));
}

const SIGNS = {
  excitatory: "excitatory",
  inhibitory: "inhibitory",
  mixed: "excitatory and inhibitory",
  undirected: "in both directions",
};

/**
 * The columns that describe a row: of alternatives, the first that is not 0.
 *
 * @param {Model} model
 * @param {Item} item
 */
function shown(model, item) {
  const row = model[item.kind][item.index];
  const columns = model.columnsOf(item);
  return model.graph[item.kind].shown.flatMap((names) => {
    const found = names.flatMap((name) => columns.find((column) => column.name === name) ?? []);
    return found.find(({ name }) => row[name] !== "0") ?? found.at(-1) ?? [];
  });
}

/** The text of a cell, with its unit. @param {Column} column @param {import("../controls/rows.js").Row} row */
function written(column, row) {
  const text = row[column.name];
  if (column.kind === "choice") return column.options.find(({ value }) => value === text)?.label ?? text;
  return column.kind === "number" && column.unit ? `${text} ${column.unit}` : text;
}
