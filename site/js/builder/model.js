import { defaultRow, distinct, readRows, writeRows } from "../controls/rows.js";

/**
 * @typedef {import("../client/protocol.js").Column} Column
 * @typedef {import("../client/protocol.js").Graph} Graph
 * @typedef {import("../client/protocol.js").TableParameter} Table
 * @typedef {import("../client/protocol.js").Values} Values
 * @typedef {import("../controls/rows.js").Row} Row
 *
 * @typedef {"nodes" | "edges"} Kind
 * @typedef {{kind: Kind, index: number}} Item a row of one of both tables
 * @typedef {{nodes: Row[], edges: Row[]}} Rows
 */

/** The rows of two tables that are a graph, and what can be done to them. Each edit makes a new one. */
export class Model {
  /**
   * @param {Graph} graph
   * @param {Record<Kind, Table>} tables
   * @param {Rows} rows
   */
  constructor(graph, tables, { nodes, edges }) {
    this.graph = graph;
    this.tables = tables;
    this.nodes = nodes;
    this.edges = edges;
  }

  /** Read both tables. @param {Graph} graph @param {Record<Kind, Table>} tables @param {Values} values */
  static read(graph, tables, values) {
    const rows = (/** @type {Table} */ { name, columns }) => readRows(String(values[name]), columns);
    return new Model(graph, tables, { nodes: rows(tables.nodes), edges: rows(tables.edges) });
  }

  /** The values of both tables. @returns {Values} */
  get values() {
    const { nodes, edges } = this.tables;
    return {
      [nodes.name]: writeRows(this.nodes, nodes.columns),
      [edges.name]: writeRows(this.edges, edges.columns),
    };
  }

  /** @returns {string[]} what the nodes are called */
  get keys() {
    return this.nodes.map((row) => row[this.graph.nodes.key]);
  }

  /** The node at an end of an arrow; -1: none has that name. @param {number} edge @param {"start" | "end"} end */
  at(edge, end) {
    return this.keys.indexOf(this.edges[edge][this.graph.edges[end]]);
  }

  /** The arrows at a node. @param {number} node */
  around(node) {
    return this.edges.flatMap((_, i) => (this.at(i, "start") === node || this.at(i, "end") === node ? [i] : []));
  }

  /** The fraction of a node that inhibits. @param {number} node */
  inhibits(node) {
    const fraction = Number(this.nodes[node]?.[this.graph.nodes.inhibitory]);
    return Math.min(Math.max(fraction || 0, 0), 1);
  }

  /** How an arrow acts. @param {number} edge @returns {"excitatory" | "inhibitory" | "mixed" | "undirected"} */
  sign(edge) {
    const { undirected } = this.graph.edges;
    if (undirected && holds(undirected, this.edges[edge])) return "undirected";
    const fraction = this.inhibits(this.at(edge, "start"));
    return fraction === 0 ? "excitatory" : fraction === 1 ? "inhibitory" : "mixed";
  }

  /** The columns that have a meaning for a row: for an arrow, also by what its start is. @param {Item} item */
  columnsOf({ kind, index }) {
    const { excitatory, inhibitory } = this.graph.edges;
    const sign = kind === "edges" ? this.sign(index) : "mixed";
    const idle = sign === "inhibitory" ? excitatory : sign === "excitatory" ? inhibitory : [];
    return this.tables[kind].columns.filter(
      (column) => means(column, this[kind][index]) && !idle.includes(column.name),
    );
  }

  /** Whether there is room for another row. @param {Kind} kind */
  hasRoom(kind) {
    return this[kind].length < this.tables[kind].most;
  }

  /** @returns {Model} with another node at the end */
  withNode() {
    const { columns } = this.tables.nodes;
    const { key } = this.graph.nodes;
    const fresh = defaultRow(columns);
    const row = this.keys.includes(fresh[key]) ? distinct(fresh, this.nodes, columns) : fresh;
    return this.#with({ nodes: [...this.nodes, row] });
  }

  /** @param {number} start @param {number} end @returns {Model} with another arrow at the end */
  connected(start, end) {
    const { edges } = this.graph;
    const ends = { [edges.start]: this.keys[start], [edges.end]: this.keys[end] };
    return this.#with({ edges: [...this.edges, { ...defaultRow(this.tables.edges.columns), ...ends }] });
  }

  /**
   * With a copy of a row at the end: of a node with its arrows, as far as there is room for them.
   *
   * @param {Item} item
   * @returns {Model}
   */
  duplicated({ kind, index }) {
    if (kind === "edges") return this.#with({ edges: [...this.edges, { ...this.edges[index] }] });
    const { nodes, edges } = this.graph;
    const copy = distinct(this.nodes[index], this.nodes, this.tables.nodes.columns);
    const [old, own] = [this.keys[index], copy[nodes.key]];
    const arrows = this.around(index).map((i) => {
      const row = { ...this.edges[i] };
      for (const end of /** @type {const} */ (["start", "end"])) if (row[edges[end]] === old) row[edges[end]] = own;
      return row;
    });
    return this.#with({
      nodes: [...this.nodes, copy],
      edges: [...this.edges, ...arrows].slice(0, this.tables.edges.most),
    });
  }

  /** Without a row: a node leaves with its arrows. @param {Item} item @returns {Model} */
  without({ kind, index }) {
    const others = (/** @type {Row[]} */ rows) => rows.filter((_, i) => i !== index);
    if (kind === "edges") return this.#with({ edges: others(this.edges) });
    const gone = new Set(this.around(index));
    return this.#with({ nodes: others(this.nodes), edges: this.edges.filter((_, i) => !gone.has(i)) });
  }

  /**
   * With another text in a cell; cells that have no meaning then are as at first. Arrows follow the new name of their
   * node, if no other node has the old one.
   *
   * @param {Item} item
   * @param {string} column
   * @param {string} text
   * @returns {Model}
   */
  edited({ kind, index }, column, text) {
    const changed = cleared({ ...this[kind][index], [column]: text }, this.tables[kind].columns);
    const rows = this[kind].map((row, i) => (i === index ? changed : row));
    const { nodes, edges } = this.graph;
    if (kind === "edges" || column !== nodes.key) return this.#with({ [kind]: rows });
    const old = this.keys[index];
    if (this.keys.filter((key) => key === old).length > 1) return this.#with({ nodes: rows });
    const follow = (/** @type {string} */ key) => (key === old ? text : key);
    const arrows = this.edges.map((row) => ({
      ...row,
      [edges.start]: follow(row[edges.start]),
      [edges.end]: follow(row[edges.end]),
    }));
    return this.#with({ nodes: rows, edges: arrows });
  }

  /**
   * With rows put over those that begin at one, and behind the last.
   *
   * @param {Kind} kind
   * @param {number} from
   * @param {Row[]} rows parts of rows
   * @returns {Model}
   */
  filled(kind, from, rows) {
    const { columns, most } = this.tables[kind];
    const all = [...this[kind]];
    rows.forEach((row, i) => (all[from + i] = { ...(all[from + i] ?? defaultRow(columns)), ...row }));
    return this.#with({ [kind]: all.slice(0, most) });
  }

  /** @param {Partial<Rows>} rows */
  #with(rows) {
    return new Model(this.graph, this.tables, { nodes: this.nodes, edges: this.edges, ...rows });
  }
}

/** Whether a row is as a condition says. @param {import("../client/protocol.js").Only} only @param {Row} row */
const holds = ({ column, values }, row) => values.includes(row[column]);

/** Whether a column has a meaning in a row. @param {Column} column @param {Row} row */
const means = ({ only }, row) => only.every((one) => holds(one, row));

/** @param {Row} row @param {Column[]} columns */
function cleared(row, columns) {
  const idle = columns.filter((column) => !means(column, row)).map((column) => [column.name, String(column.default)]);
  return { ...row, ...Object.fromEntries(idle) };
}
