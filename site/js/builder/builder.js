// A separate bundle, loaded when a graph is first drawn.
import { make } from "../dom.js";
import { withMinus } from "../language/format.js";
import { learn, say } from "../language/messages.js";
import { Drawing } from "./drawing.js";
import { Grid } from "./grid.js";
import { renamed } from "./layout.js";
import { Model } from "./model.js";
import { Sheet } from "./sheet.js";
import { nameOf } from "./words.js";

/**
 * @typedef {import("./model.js").Item} Item
 * @typedef {import("./model.js").Kind} Kind
 * @typedef {import("./layout.js").Point} Point
 * @typedef {import("../client/protocol.js").Graph} Graph
 * @typedef {import("../client/protocol.js").TableParameter} Table
 * @typedef {import("../client/protocol.js").Values} Values
 * @typedef {import("../access/notices.js").Notice} Notice
 *
 * @typedef {object} Host what the page does for it
 * @property {() => Values} values of the state
 * @property {() => Notice[]} faults of values
 * @property {(values: Values) => void} set as a step of its own
 * @property {(values: Values) => void} begin anew with these values, as a step of its own
 * @property {import("../client/protocol.js").Template[]} templates that one can begin from
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {() => {undo: boolean, redo: boolean}} can
 * @property {(text: string) => Promise<import("../client/protocol.js").Histogram | null>} law
 * @property {() => Promise<import("./cell.js").Choice[]>} cells that the reader has saved
 * @property {import("../language/messages.js").Catalogue | null} catalogue
 */

/** A graph as a drawing and as a list, with a sheet for what is chosen. */
export class Builder {
  /** @type {Item | null} */ #chosen = null;
  /** @type {"drawing" | "list"} */ #way = "drawing";
  #entered = false; // whether the focus came from the drawing into the sheet
  #seen = ""; // faults, as last shown
  #written = ""; // what the values are that hold the graph, as last seen

  /**
   * @param {Graph} graph
   * @param {Record<Kind, Table>} tables
   * @param {Host} host
   */
  constructor(graph, tables, host) {
    if (host.catalogue) learn(host.catalogue);
    this.graph = graph;
    this.tables = tables;
    this.host = host;
    this.model = Model.read(graph, tables, host.values());
    const change = (/** @type {Item} */ item, /** @type {string} */ column, /** @type {string} */ text) => {
      if (item.kind === "nodes" && column === graph.nodes.key) renamed(this.model, item.index, text);
      this.#set(this.model.edited(item, column, text));
    };
    const remove = (/** @type {Item} */ item) => this.#remove(item);
    const duplicate = (/** @type {Item} */ item) => this.#duplicate(item);
    const connect = (/** @type {number} */ start, /** @type {number} */ end) => this.#connect(start, end);
    this.drawing = new Drawing(this.model, {
      select: (item) => this.#choose(item),
      add: (at) => this.#add("nodes", at),
      edit: () => {
        this.#entered = true;
        this.sheet.focus();
      },
      tell: (text) => this.#tell(text),
      move: (places) => this.#set(this.model.placed(places)),
      connect,
      remove,
      duplicate,
    });
    const count = (/** @type {number} */ node, /** @type {number} */ number) =>
      this.#set(this.model.counting(node, number));
    this.sheet = new Sheet({ change, count, connect, remove, duplicate, law: host.law });
    this.grid = new Grid({
      change,
      remove,
      add: (kind) => this.#add(kind),
      fill: (kind, from, rows) => {
        this.#set(this.model.filled(kind, from, rows));
        this.#tell(say("Rows pasted: {count}", { count: rows.length }));
      },
    });
    const button = (/** @type {string} */ label, /** @type {() => void} */ onclick, props = {}) =>
      make("button", { type: "button", class: "plain", onclick, ...props }, label);
    this.undo = button("↶", () => this.#go("undo"), { title: "Undo", "aria-label": "Undo" });
    this.redo = button("↷", () => this.#go("redo"), { title: "Redo", "aria-label": "Redo" });
    this.ways = {
      drawing: button("Drawing", () => this.#turn("drawing")),
      list: button("List", () => this.#turn("list")),
    };
    this.add = button("", () => this.#add("nodes"));
    this.add.textContent = `+ ${graph.nodes.label}`;
    this.bar = make(
      "div",
      { class: "graph-bar" },
      ...Object.values(this.ways),
      this.add,
      button("Arrange", () => this.#arrange(), { class: "plain graph-arrange" }),
      make("span", { class: "graph-steps" }, this.undo, this.redo),
      host.templates.length ? this.#makeTemplates() : null,
    );
    this.status = make("p", { class: "graph-status", role: "status" });
    this.faults = make("div", { class: "graph-faults", role: "alert" });
    this.root = make(
      "div",
      { class: "graph-builder" },
      this.bar,
      this.faults,
      this.drawing.root,
      this.drawing.zoom.buttons,
      this.sheet.root,
      this.grid.root,
      this.status,
    );
    this.root.addEventListener("keydown", (event) => this.#press(event));
    this.root.dataset.way = this.#way;
    this.ways.drawing.setAttribute("aria-pressed", "true");
    this.ways.list.setAttribute("aria-pressed", "false");
    this.grid.root.hidden = true;
    host.cells().then((cells) => {
      if (!cells.length) return;
      this.sheet.saved = cells;
      this.#showSheet();
    }, console.error); // without them, the menus are shorter
  }

  /** The state has changed, or what is wrong with it. */
  refresh() {
    const values = this.host.values();
    const written = this.#text(values);
    const faults = JSON.stringify(this.host.faults().map(({ text }) => text));
    const { undo, redo } = this.host.can();
    this.undo.disabled = !undo;
    this.redo.disabled = !redo;
    if (written === this.#written && faults === this.#seen) return;
    if (written !== this.#written) this.model = Model.read(this.graph, this.tables, values);
    this.#written = written;
    this.#seen = faults;
    this.#show();
  }

  /** @param {Values} values */
  #text(values) {
    return Object.keys(this.model.values)
      .map((name) => values[name])
      .join("\n");
  }

  #arrange() {
    const model = this.model.unplaced();
    this.drawing.arrange(model);
    if (this.model.places.length) this.#set(model);
  }

  /** An edit. @param {Model} model */
  #set(model) {
    this.model = model;
    this.#written = this.#text(model.values);
    this.#show();
    this.host.set(model.values);
    this.refresh();
  }

  #show() {
    const { model } = this;
    if (this.#chosen && !model[this.#chosen.kind][this.#chosen.index]) this.#chosen = null;
    this.drawing.mark(this.#chosen);
    if (this.#way === "drawing") {
      this.drawing.show(model, (item) => this.#fault(item));
      this.#showSheet();
    } else this.grid.show(model, (item, column) => this.#fault(item, column));
    this.add.disabled = !model.hasRoom("nodes");
    this.#showFaults();
  }

  #showSheet() {
    this.sheet.show(this.model, this.#chosen, (item, column = "") => this.#fault(item, column));
  }

  #showFaults() {
    const own = this.host.faults().filter(({ parameter }) => this.#kindOf(parameter));
    this.faults.replaceChildren(
      ...own.map(({ text, parameter, row, column }) => {
        const kind = this.#kindOf(parameter);
        const see = () => kind && row && this.#see({ kind, index: row - 1 }, column);
        const button = row ? make("button", { type: "button", class: "plain", onclick: see }, "Show") : null;
        return make("div", { class: "notice error" }, make("p", {}, withMinus(text)), button);
      }),
    );
  }

  /** @param {string | null} parameter @returns {Kind | null} */
  #kindOf(parameter) {
    return parameter === this.tables.nodes.name ? "nodes" : parameter === this.tables.edges.name ? "edges" : null;
  }

  /**
   * What is wrong with a row; with a column given, with that; and with an empty one, what is in none of its columns.
   *
   * @param {Item} item
   * @param {string} [column]
   */
  #fault({ kind, index }, column) {
    const { columns } = this.tables[kind];
    const found = this.host
      .faults()
      .find(
        (one) =>
          this.#kindOf(one.parameter) === kind &&
          one.row === index + 1 &&
          (column === undefined ||
            one.column === column ||
            (column === "" && columns.every(({ name }) => name !== one.column))),
      );
    return found?.text ?? "";
  }

  /** @param {Item} item @param {string} [column] */
  #see(item, column) {
    this.#chosen = item;
    if (this.#way === "list") this.grid.focus(item, column);
    else {
      this.drawing.mark(item);
      this.#showSheet();
      this.sheet.focus(column);
    }
  }

  /** @param {Item | null} item */
  #choose(item) {
    const same = JSON.stringify(item) === JSON.stringify(this.#chosen);
    this.#chosen = item;
    if (!same) this.#showSheet();
  }

  /** @param {Kind} kind @param {Point} [at] */
  #add(kind, at) {
    if (!this.model.hasRoom(kind)) {
      this.#tell(say("There is room for {most} rows.", { most: this.tables[kind].most }));
      return;
    }
    if (kind === "edges") {
      this.#connect(this.model.edges.length ? Math.max(this.model.at(this.model.edges.length - 1, "start"), 0) : 0, 0);
      return;
    }
    this.#chosen = { kind, index: this.model.nodes.length };
    const model = this.model.withNode();
    this.#set(at ? model.placed([...this.drawing.places, at]) : model);
    this.#tell(say("Added: {name}", { name: nameOf(model, this.#chosen ?? { kind, index: 0 }) }));
    this.#focusChosen();
  }

  /** @param {number} start @param {number} end */
  #connect(start, end) {
    if (!this.model.hasRoom("edges") || !this.model.nodes[end]) {
      this.#tell(say("There is room for {most} rows.", { most: this.tables.edges.most }));
      return;
    }
    const item = { kind: /** @type {const} */ ("edges"), index: this.model.edges.length };
    this.#chosen = item;
    this.#set(this.model.connected(start, end));
    this.#tell(say("Added: {name}", { name: nameOf(this.model, item) }));
    this.#focusChosen();
  }

  /** @param {Item} item */
  #remove(item) {
    if (this.model[item.kind].length <= this.tables[item.kind].least) {
      this.#tell(say("The last one stays."));
      return;
    }
    const name = nameOf(this.model, item);
    const model = this.model.without(item);
    const last = model[item.kind].length - 1;
    this.#chosen = last < 0 ? null : { ...item, index: Math.min(item.index, last) };
    this.#set(model);
    this.#tell(say("Deleted: {name}", { name }));
    this.#focusChosen();
  }

  /** @param {Item} item */
  #duplicate(item) {
    if (!this.model.hasRoom(item.kind)) {
      this.#tell(say("There is room for {most} rows.", { most: this.tables[item.kind].most }));
      return;
    }
    const copy = { kind: item.kind, index: this.model[item.kind].length };
    this.#chosen = copy;
    this.#set(this.model.duplicated(item));
    this.#tell(say("Added: {name}", { name: nameOf(this.model, copy) }));
    this.#focusChosen();
  }

  #focusChosen() {
    if (!this.#chosen) this.root.querySelector("button")?.focus();
    else if (this.#way === "list") this.grid.focus(this.#chosen);
    else this.drawing.focus(this.#chosen);
  }

  /** @param {"drawing" | "list"} way */
  #turn(way) {
    this.#way = way;
    this.root.dataset.way = way;
    for (const [name, button] of Object.entries(this.ways)) button.setAttribute("aria-pressed", String(name === way));
    for (const part of [this.drawing.root, this.drawing.zoom.buttons, this.sheet.root]) part.hidden = way !== "drawing";
    this.grid.root.hidden = way !== "list";
    this.#written = "";
    this.refresh();
  }

  /** @param {"undo" | "redo"} step */
  #go(step) {
    this.host[step]();
    this.refresh();
    this.#tell(step === "undo" ? say("Undone") : say("Redone"));
  }

  /** @param {string} text */
  #tell(text) {
    this.status.textContent = text;
  }

  #makeTemplates() {
    const { templates } = this.host;
    const menu = make(
      "select",
      { "aria-label": "Begin from" },
      make("option", { value: "" }, "Begin from …"),
      ...templates.map(({ label }, i) => make("option", { value: String(i) }, label)),
    );
    menu.addEventListener("change", () => {
      const chosen = templates[Number(menu.value)];
      if (!menu.value || !chosen) return;
      menu.value = "";
      this.#chosen = null;
      this.host.begin(chosen.values);
      this.refresh();
      this.#arrange();
      this.#tell(chosen.text);
    });
    return menu;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key === "Escape" && this.#entered && this.sheet.root.contains(document.activeElement)) {
      event.preventDefault(); // back to where the focus came from, and not out of the dialog
      event.stopPropagation();
      this.#entered = false;
      this.#focusChosen();
      return;
    }
    const typing = event.target instanceof HTMLInputElement && event.target.type === "text";
    if (!(event.ctrlKey || event.metaKey) || typing) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) this.#go("undo");
    else if (key === "y" || key === "z") this.#go("redo");
    else return;
    event.preventDefault();
  }
}
