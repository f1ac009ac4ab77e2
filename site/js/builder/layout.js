import { Graph, layout } from "@dagrejs/dagre";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Point} Point
 * @typedef {{width: number, height: number}} Size px, of what is visible
 */

export const BOX = { width: 132, height: 56 }; // px, of a node
const GAP = 56; // px between nodes
const LOOP = 80; // px above nodes, for arrows to themselves
const MARGIN = 24; // px around nodes elsewhere
const [CLOSER, LESS_CLOSE] = [0.72, 0.9]; // factors of distances where there is little room: of ranks, of others
const WIDE = 620; // px of width from which signals run from left to right

/** Where nodes are that nobody has put anywhere, by graph and name. @type {Map<string, Point>} */
const known = new Map();

/** @param {Model} model @param {number} node */
const nameOf = (model, node) => `${model.graph.name} ${model.keys[node]}`;

/** @param {Model} model @param {number} node */
const placeOf = (model, node) => model.place(node) ?? known.get(nameOf(model, node));

/**
 * The middle of each node: where it was put, or where there is room.
 *
 * @param {Model} model
 * @param {() => Size} room
 * @returns {Point[]}
 */
export function places(model, room) {
  const fresh = model.nodes.flatMap((_, i) => (placeOf(model, i) ? [] : [i]));
  if (2 * fresh.length > model.nodes.length) arrange(model, room());
  else for (const node of fresh) known.set(nameOf(model, node), vacancy(model));
  return model.nodes.map((_, i) => placeOf(model, i) ?? { x: 0, y: 0 });
}

/**
 * A node that nobody has put anywhere stays where it is under its new name.
 *
 * @param {Model} model with the old name
 * @param {number} node
 * @param {string} name
 */
export function renamed(model, node, name) {
  const at = known.get(nameOf(model, node));
  if (at) known.set(`${model.graph.name} ${name}`, at);
}

/** Whether signals run to the right, for which there is room, otherwise down. @param {Size} room */
export const isWide = ({ width }) => width >= WIDE;

/**
 * Put each node where it belongs by its arrows: signals run to the right if there is room for it, otherwise down.
 *
 * @param {Model} model
 * @param {Size} room
 */
export function arrange(model, room) {
  const graph = new Graph({ directed: true, multigraph: true });
  const wide = isWide(room);
  graph.setGraph({ rankdir: wide ? "LR" : "TB", nodesep: GAP, ranksep: wide ? 2 * GAP : GAP + 16 });
  model.nodes.forEach((_, i) => graph.setNode(String(i), { ...BOX }));
  model.edges.forEach((_, i) => {
    const [start, end] = [model.at(i, "start"), model.at(i, "end")];
    if (start >= 0 && end >= 0 && start !== end) graph.setEdge(String(start), String(end), {}, String(i));
  });
  layout(graph);
  const found = model.nodes.map((_, i) => /** @type {Point} */ (graph.node(String(i))));
  const xs = fitted(
    found.map(({ x }) => x),
    room.width,
    BOX.width / 2 + MARGIN,
    wide ? CLOSER : LESS_CLOSE,
  );
  const ys = fitted(
    found.map(({ y }) => y),
    room.height,
    BOX.height / 2 + (wide ? LOOP : MARGIN),
    1,
  );
  model.nodes.forEach((_, i) => known.set(nameOf(model, i), { x: xs[i], y: ys[i] }));
}

/**
 * Coordinates in the middle of the room, somewhat closer to each other if there is too little of it.
 *
 * @param {number[]} all
 * @param {number} room px
 * @param {number} margin px at both ends
 * @param {number} closer by which factor, at most
 */
function fitted(all, room, margin, closer) {
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const scale = Math.min(1, Math.max((room - 2 * margin) / (high - low || 1), closer));
  const from = Math.max((room - scale * (high - low)) / 2, margin);
  return all.map((at) => Math.round(from + scale * (at - low)));
}

/** A place below all others. @param {Model} model */
function vacancy(model) {
  const taken = model.nodes.flatMap((_, i) => placeOf(model, i) ?? []);
  const left = Math.min(...taken.map(({ x }) => x));
  return { x: left, y: Math.max(...taken.map(({ y }) => y)) + BOX.height + GAP };
}
