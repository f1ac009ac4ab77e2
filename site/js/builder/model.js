import { defaultRow, distinct, readRows, writeRows } from "../controls/rows.js";
import { readEntries, writeEntries } from "./entries.js";

/**
 * @typedef {import("../client/protocol.js").Column} Column
 * @typedef {import("../client/protocol.js").Graph} Graph
 * @typedef {import("../client/protocol.js").TableParameter} Table
 * @typedef {import("../client/protocol.js").Values} Values
 * @typedef {import("../controls/rows.js").Row} Row
 *
 * @typedef {"nodes" | "edges"} Kind
 * @typedef {{kind: Kind, index: number}} Item a row of one of both tables
 * @typedef {import("./entries.js").Entry} Entry
 * @typedef {{x: number, y: number}} Point px
 * @typedef {object} Parts
 * @property {Row[]} nodes
 * @property {Row[]} edges
 * @property {Entry[]} places of nodes, in units of `UNIT`
 * @property {Entry[]} counts of nodes, with entries of other kinds
 */

const UNIT = 4; // px

/**
 * The rows of two tables that are a graph, where nodes were put, and what can be done to them. Each edit makes a new
 * one.
 */
export class Model {
  /**
   * @param {Graph} graph
   * @param {Record<Kind, Table>} tables
   * @param {Parts} parts
   */
  constructor(graph, tables, { nodes, edges, places, counts }) {
    this.graph = graph;
    this.tables = tables;
    this.nodes = nodes;
    this.edges = edges;
    this.places = places;
    this.counts = counts;
  }

  /** @param {Graph} graph @param {Record<Kind, Table>} tables @param {Values} values */
  static read(graph, tables, values) {
    const rows = (/** @type {Table} */ { name, columns }) => readRows(String(values[name]), columns);
    const entries = (/** @type {string | undefined} */ name, /** @type {number} */ count) =>
      readEntries(String((name && values[name]) ?? ""), count);
    return new Model(graph, tables, {
      nodes: rows(tables.nodes),
      edges: rows(tables.edges),
      places: entries(graph.places, 2),
      counts: entries(graph.nodes.counted?.parameter, 1),
    });
  }

  /** The values that hold it. @returns {Values} */
  get values() {
    const { nodes, edges } = this.tables;
    const { counted } = this.graph.nodes;
    return {
      [nodes.name]: writeRows(this.nodes, nodes.columns),
      [edges.name]: writeRows(this.edges, edges.columns),
      [this.graph.places]: writeEntries(this.places),
      ...(counted && { [counted.parameter]: writeEntries(this.counts) }),
    };
  }

  /** Where a node was put; null if nobody has put it anywhere. @param {number} node @returns {Point | null} */
  place(node) {
    const [x, y] = this.places.find(({ name }) => name === this.keys[node])?.numbers ?? [];
    return x === undefined ? null : { x: UNIT * x, y: UNIT * y };
  }

  /** How many a node has of what is counted. @param {number} node */
  count(node) {
    const own = this.counts.find(({ name, numbers }) => numbers && name === this.keys[node]);
    return own?.numbers?.[0] ?? this.#usual;
  }

  /** How many a node has without an entry of its own. */
  get #usual() {
    const { counted } = this.graph.nodes;
    return this.counts.some(({ name, numbers }) => !numbers && name.toLowerCase() === counted?.each) ? 1 : 0;
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
    const nodes = others(this.nodes);
    const key = this.graph.nodes.key;
    const left = new Set(nodes.map((row) => row[key]));
    const stays = (/** @type {Entry} */ { name, numbers }) => !numbers || name !== this.keys[index] || left.has(name);
    return this.#with({
      nodes,
      edges: this.edges.filter((_, i) => !gone.has(i)),
      places: this.places.filter(stays),
      counts: this.counts.filter(stays),
    });
  }

  /** With nodes that were put somewhere. @param {Point[]} points of all nodes @returns {Model} */
  placed(points) {
    const unit = (/** @type {number} */ px) => Math.max(0, Math.round(px / UNIT));
    const places = points.map(({ x, y }, i) => ({ name: this.keys[i], numbers: [unit(x), unit(y)] }));
    return this.#with({ places: places.filter(({ name }) => name) });
  }

  /** With nodes where their arrows put them. @returns {Model} */
  unplaced() {
    return this.#with({ places: [] });
  }

  /** With another count of a node. @param {number} node @param {number} count @returns {Model} */
  counting(node, count) {
    const key = this.keys[node];
    const others = this.counts.filter(({ name, numbers }) => !numbers || name !== key);
    return this.#with({ counts: count === this.#usual ? others : [...others, { name: key, numbers: [count] }] });
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
    const renamed = (/** @type {Entry[]} */ entries) =>
      entries.map((entry) => (entry.numbers ? { ...entry, name: follow(entry.name) } : entry));
    return this.#with({ nodes: rows, edges: arrows, places: renamed(this.places), counts: renamed(this.counts) });
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

  /** @param {Partial<Parts>} parts */
  #with(parts) {
    const { nodes, edges, places, counts } = this;
    return new Model(this.graph, this.tables, { nodes, edges, places, counts, ...parts });
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
