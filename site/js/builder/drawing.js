import { make, makeSvg } from "../dom.js";
import { say } from "../language/messages.js";
import { arrange, BOX, isWide, places } from "./layout.js";
import { arrows } from "./arrows.js";
import { wordsOf, writtenOf } from "./words.js";
import { Zoom } from "./zoom.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Item} Item
 * @typedef {import("./model.js").Kind} Kind
 * @typedef {import("./layout.js").Point} Point
 *
 * @typedef {object} Events
 * @property {(item: Item | null) => void} select
 * @property {(at: Point) => void} add
 * @property {(start: number, end: number) => void} connect
 * @property {(places: Point[]) => void} move of all nodes, to where they are now
 * @property {(item: Item) => void} remove
 * @property {(item: Item) => void} duplicate
 * @property {() => void} edit
 * @property {(text: string) => void} tell
 */

const SLACK = 4; // px that a pointer moves before it drags
const MAX_LABELLED = 12; // arrows of which each one's numbers are written
const ROOM = 40; // px around the drawing
/** How much smaller it may be shown than it is, for words, and for targets of fingers; otherwise it scrolls. */
const LEGIBLE = matchMedia("(pointer: coarse)").matches ? 1 : 0.55;
/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** The graph: nodes are buttons that can be moved and connected, and each arrow has one in its middle. */
export class Drawing {
  /** @type {HTMLElement[]} */ #nodes = [];
  /** @type {HTMLElement[]} */ #edges = [];
  /** @type {{line: SVGElement, heads: SVGElement[]}[]} */ #lines = [];
  /** @type {Point[]} */ #places = [];
  /** @type {boolean | undefined} */ #wide;
  /** @type {Item | null} */ #chosen = null;
  /** @type {number | null} the node that is being connected */ #from = null;
  #fitted = false; // whether it has been shown
  #redraws = false; // whether the focus only returns to where it was
  #moved = false; // whether the pointer has just moved a node: the click that follows means nothing

  /** @param {Model} model @param {Events} events */
  constructor(model, events) {
    this.model = model;
    this.events = events;
    this.svg = makeSvg("svg", { "aria-hidden": "true" });
    this.thread = makeSvg("path", { class: "thread" });
    this.nodes = make("ul", { class: "graph-nodes", "aria-label": model.tables.nodes.label });
    this.edges = make("ul", { class: "graph-edges", "aria-label": model.tables.edges.label });
    this.field = make("div", { class: "graph-field" }, this.svg, this.nodes, this.edges);
    this.root = make("div", { class: "graph-place" }, this.field);
    this.zoom = new Zoom(this.root, this.field, { change: () => this.#put(), size: () => this.#size });
    this.field.addEventListener("dblclick", (event) => {
      if (!this.#isFree(event.target)) return;
      events.add(this.zoom.at(event));
    });
    this.field.addEventListener("click", ({ target }) => this.#isFree(target) && this.choose(null));
    this.field.addEventListener("keydown", (event) => this.#press(event));
  }

  /**
   * Draw everything.
   *
   * @param {Model} model
   * @param {(item: Item) => string} fault what is wrong with a row; empty: nothing
   */
  show(model, fault) {
    const focused = this.#focused();
    this.model = model;
    this.#wide ??= isWide(this.#room);
    this.#places = places(model, () => this.#room);
    if (this.#chosen && !model[this.#chosen.kind][this.#chosen.index]) this.#chosen = null;
    this.#nodes = model.nodes.map((_, i) => this.#makeNode(i, fault({ kind: "nodes", index: i })));
    this.#edges = model.edges.map((_, i) => this.#makeEdge(i, fault({ kind: "edges", index: i })));
    this.nodes.replaceChildren(...this.#nodes.map((node) => make("li", {}, node)));
    this.edges.replaceChildren(...this.#edges.map((edge) => make("li", {}, edge)));
    this.#lines = model.edges.map((_, i) => this.#makeLine(i));
    this.svg.replaceChildren(...this.#lines.flatMap(({ line, heads }) => [line, ...heads]), this.thread);
    this.root.classList.toggle("crowded", model.edges.length > MAX_LABELLED);
    this.#mark();
    this.#put();
    this.#redraws = true;
    if (focused) this.focus(focused);
    this.#redraws = false;
    if (!this.#fitted) this.zoom.fit(LEGIBLE); // it may have been drawn in another window
    this.#fitted = true;
  }

  /** Arrange the nodes anew. @param {Model} model without places */
  arrange(model) {
    this.#wide = isWide(this.#room);
    arrange(model, this.#room);
    this.#places = places(model, () => this.#room);
    this.#put();
    this.zoom.fit(LEGIBLE);
  }

  /** Where nodes are. */
  get places() {
    return this.#places;
  }

  /** Mark a row as the chosen one, without telling. @param {Item | null} item */
  mark(item) {
    this.#chosen = item;
    this.#mark();
  }

  /** @param {Item | null} item */
  choose(item) {
    this.mark(item);
    this.events.select(item);
  }

  /** @param {Item} item */
  focus({ kind, index }) {
    const all = kind === "nodes" ? this.#nodes : this.#edges;
    all[Math.min(index, all.length - 1)]?.focus();
  }

  /** Begin to connect a node: the next one that is chosen is the end of the arrow. @param {number} node */
  beginConnection(node) {
    this.#from = node;
    this.root.classList.add("connecting");
    this.#nodes[node]?.focus();
    const name = this.model.keys[node];
    this.events.tell(
      say("From {name} to: choose a box, by the arrow keys and Enter or with the pointer. Esc cancels.", { name }),
    );
  }

  get #room() {
    return { width: this.root.clientWidth, height: this.root.clientHeight };
  }

  #endConnection() {
    this.#from = null;
    this.root.classList.remove("connecting");
    this.thread.setAttribute("d", "");
    for (const node of this.#nodes) node.classList.remove("target");
    this.events.tell("");
  }

  /** @param {EventTarget | null} target */
  #isFree(target) {
    return target instanceof Element && !target.closest("button");
  }

  /** @returns {Item | null} */
  #focused() {
    const node = this.#nodes.findIndex((one) => one === document.activeElement);
    if (node >= 0) return { kind: "nodes", index: node };
    const edge = this.#edges.findIndex((one) => one === document.activeElement);
    return edge >= 0 ? { kind: "edges", index: edge } : null;
  }

  /** @param {number} index @param {string} fault */
  #makeNode(index, fault) {
    const { model } = this;
    const item = { kind: /** @type {const} */ ("nodes"), index };
    const port = make("span", { class: "port", title: "Drag to another box to connect them" });
    const node = make(
      "button",
      { type: "button", class: "graph-node", "aria-label": wordsOf(model, item, fault) },
      make("span", { class: "graph-name", "aria-hidden": "true" }),
      " ",
      make("span", { class: "graph-facts", "aria-hidden": "true" }),
      port,
    );
    // What the reader wrote is not translated.
    node.children[0].textContent = model.keys[index];
    node.children[1].textContent = writtenOf(model, item);
    node.classList.toggle("invalid", fault !== "");
    node.style.setProperty("--inhibits", `${100 * model.inhibits(index)}%`);
    node.addEventListener("focus", () => this.#from === null && !this.#redraws && this.choose(item));
    node.addEventListener("click", () => {
      if (this.#moved) this.#moved = false;
      else if (this.#from !== null) this.#connect(index);
      else {
        node.focus();
        this.choose(item);
      }
    });
    node.addEventListener("dblclick", () => this.events.edit());
    node.addEventListener("pointerdown", (event) => {
      if (event.button || this.#from !== null) return;
      if (event.target === port) this.#drawThread(event, index);
      else this.#drag(event, index);
    });
    return node;
  }

  /** @param {number} index @param {string} fault */
  #makeEdge(index, fault) {
    const item = { kind: /** @type {const} */ ("edges"), index };
    const edge = make("button", {
      type: "button",
      class: `graph-edge ${this.model.sign(index)}`,
      "aria-label": wordsOf(this.model, item, fault),
      title: wordsOf(this.model, item, fault),
    });
    const facts = make("span", { "aria-hidden": "true" });
    facts.textContent = writtenOf(this.model, item);
    edge.append(facts);
    edge.classList.toggle("invalid", fault !== "");
    edge.addEventListener("focus", () => this.#from === null && !this.#redraws && this.choose(item));
    edge.addEventListener("click", () => {
      edge.focus();
      this.choose(item);
    });
    edge.addEventListener("dblclick", () => this.events.edit());
    return edge;
  }

  /** @param {number} index */
  #makeLine(index) {
    const sign = this.model.sign(index);
    const line = makeSvg("path", { class: `line ${sign}` });
    /** @type {SVGElement[]} */ const heads = [];
    if (sign === "undirected") return { line, heads };
    if (sign !== "inhibitory")
      heads.push(makeSvg("path", { class: `head ${sign} excitatory`, d: "M0 0L-11 -5.5L-11 5.5Z" }));
    if (sign !== "excitatory")
      heads.push(makeSvg("circle", { class: `head ${sign} inhibitory`, cx: sign === "mixed" ? -16 : -6, cy: 0, r: 5 }));
    line.addEventListener("click", () => this.focus({ kind: "edges", index }));
    return { line, heads };
  }

  #mark() {
    const marked = (/** @type {Kind} */ kind, /** @type {number} */ i) =>
      this.#chosen?.kind === kind && this.#chosen.index === i;
    for (const [kind, all] of /** @type {const} */ ([
      ["nodes", this.#nodes],
      ["edges", this.#edges],
    ])) {
      const stop = this.#chosen?.kind === kind ? this.#chosen.index : 0; // of the Tab key, one in each list
      all.forEach((element, i) => {
        element.tabIndex = i === stop ? 0 : -1;
        element.setAttribute("aria-pressed", String(marked(kind, i)));
      });
    }
    this.#lines.forEach(({ line }, i) => line.classList.toggle("chosen", marked("edges", i)));
  }

  /** What the drawing takes. */
  get #size() {
    return {
      width: Math.max(0, ...this.#places.map(({ x }) => x + BOX.width / 2)) + ROOM,
      height: Math.max(0, ...this.#places.map(({ y }) => y + BOX.height / 2)) + ROOM,
    };
  }

  /** Put everything where it belongs. */
  #put() {
    const at = this.#places;
    const { width, height } = this.#size;
    const whole = 100 / this.zoom.factor; // %, which are then shown larger or smaller
    this.field.style.width = `max(${whole}%, ${width}px)`;
    this.field.style.height = `max(${whole}%, ${height}px)`;
    this.#nodes.forEach((node, i) => move(node, at[i]));
    arrows(this.model, at, this.#wide ?? true).forEach((arrow, i) => {
      const { line, heads } = this.#lines[i];
      this.#edges[i].classList.toggle("adrift", !arrow);
      move(this.#edges[i], arrow?.middle ?? { x: ROOM + 48 * i, y: height - ROOM / 2 });
      line.setAttribute("d", arrow?.path ?? "");
      for (const head of heads) {
        head.toggleAttribute("hidden", !arrow);
        if (arrow) head.setAttribute("transform", `translate(${arrow.tip.x} ${arrow.tip.y}) rotate(${arrow.angle})`);
      }
    });
  }

  /** Move a node with the pointer. @param {PointerEvent} event @param {number} index */
  #drag(event, index) {
    const node = this.#nodes[index];
    const begin = this.#places[index];
    this.#moved = false;
    const follow = (/** @type {PointerEvent} */ now) => {
      const [dx, dy] = [now.clientX - event.clientX, now.clientY - event.clientY];
      if (!this.#moved && Math.hypot(dx, dy) < SLACK) return;
      this.#moved = true;
      const { factor } = this.zoom;
      const at = {
        x: Math.max(begin.x + dx / factor, BOX.width / 2 + 4),
        y: Math.max(begin.y + dy / factor, BOX.height / 2 + 4),
      };
      this.#places[index] = at;
      this.#put();
    };
    track(node, event, follow, () => {
      if (!this.#moved) return;
      this.choose({ kind: "nodes", index });
      this.events.move(this.#places);
    });
  }

  /** Draw an arrow to another node with the pointer. @param {PointerEvent} event @param {number} index */
  #drawThread(event, index) {
    const node = this.#nodes[index];
    const from = this.#places[index];
    this.#moved = true; // what comes next is no click
    event.preventDefault();
    const target = (/** @type {PointerEvent} */ { clientX, clientY }) =>
      this.#nodes.findIndex((one) => {
        const { left, right, top, bottom } = one.getBoundingClientRect();
        return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
      });
    const follow = (/** @type {PointerEvent} */ now) => {
      const { x, y } = this.zoom.at(now);
      this.thread.setAttribute("d", `M${from.x} ${from.y}L${x} ${y}`);
      const end = target(now);
      this.#nodes.forEach((one, i) => one.classList.toggle("target", i === end));
    };
    track(node, event, follow, (now) => {
      const end = now ? target(now) : -1;
      this.#endConnection();
      if (end >= 0) this.events.connect(index, end);
      setTimeout(() => (this.#moved = false));
    });
  }

  /** @param {number} end */
  #connect(end) {
    const from = this.#from;
    this.#endConnection();
    if (from !== null) this.events.connect(from, end);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = this.#focused();
    const way = WAYS[event.key];
    const done = () => event.preventDefault();
    if (this.zoom.press(event)) done();
    else if (event.key === "Escape" && this.#from !== null) {
      done();
      event.stopPropagation();
      this.#endConnection();
    } else if (item && way && event.shiftKey && item.kind === "nodes") {
      done();
      const { x, y } = this.#places[item.index];
      const at = { x: Math.max(x + 16 * way[0], BOX.width / 2 + 4), y: Math.max(y + 16 * way[1], BOX.height / 2 + 4) };
      this.#places[item.index] = at;
      this.events.move(this.#places);
    } else if (item && way) {
      done();
      this.focus(this.#next(item, way));
    } else if (item && (event.key === "Delete" || event.key === "Backspace")) {
      done();
      this.events.remove(item);
    } else if (item?.kind === "nodes" && event.key === "c") {
      done();
      this.beginConnection(item.index);
    } else if (item && event.key === "d") {
      done();
      this.events.duplicate(item);
    } else if (item && (event.key === "F2" || (event.key === "Enter" && this.#from === null))) {
      done();
      this.events.edit();
    }
  }

  /**
   * The nearest node in a direction; the next arrow.
   *
   * @param {Item} item
   * @param {[number, number]} way
   * @returns {Item}
   */
  #next({ kind, index }, [dx, dy]) {
    if (kind === "edges") {
      const count = this.#edges.length;
      return { kind, index: (index + dx + dy + count) % count };
    }
    const here = this.#places[index];
    let best = { index, cost: Infinity };
    this.#places.forEach(({ x, y }, i) => {
      const along = dx * (x - here.x) + dy * (y - here.y);
      const aside = Math.abs(dy * (x - here.x)) + Math.abs(dx * (y - here.y));
      const cost = along + 2 * aside;
      if (i !== index && along > 0 && cost < best.cost) best = { index: i, cost };
    });
    return { kind, index: best.index };
  }
}

/** @param {HTMLElement} element @param {Point} at its middle */
function move(element, { x, y }) {
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
}

/**
 * Follow a pointer that is pressed, until it is let go of (with its last event) or taken away.
 *
 * @param {HTMLElement} element
 * @param {PointerEvent} begin
 * @param {(event: PointerEvent) => void} follow
 * @param {(event: PointerEvent | null) => void} end
 */
function track(element, begin, follow, end) {
  element.setPointerCapture(begin.pointerId);
  const leave = (/** @type {PointerEvent} */ event) => {
    for (const [name, act] of heard) element.removeEventListener(name, act);
    end(event.type === "pointerup" ? event : null);
  };
  const heard = /** @type {[string, any][]} */ ([
    ["pointermove", follow],
    ["pointerup", leave],
    ["pointercancel", leave],
  ]);
  for (const [name, act] of heard) element.addEventListener(name, act);
}
