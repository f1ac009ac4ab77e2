import { Graph, layout } from "@dagrejs/dagre";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {{x: number, y: number}} Point
 */

export const BOX = { width: 132, height: 56 }; // px, of a node
const GAP = 56; // px between nodes

/** The places of nodes, by graph and name, for as long as the page is open. @type {Map<string, Point>} */
const known = new Map();

/** @param {Model} model @param {number} node */
const nameOf = (model, node) => `${model.graph.name} ${model.keys[node]}`;

/**
 * The middle of each node: where it was put, or where there is room.
 *
 * @param {Model} model
 * @param {boolean} wide whether signals run from left to right, otherwise downwards
 * @returns {Point[]}
 */
export function places(model, wide) {
  const fresh = model.nodes.flatMap((_, i) => (known.has(nameOf(model, i)) ? [] : [i]));
  if (2 * fresh.length > model.nodes.length) arrange(model, wide);
  else for (const node of fresh) place(model, node, vacancy(model));
  return model.nodes.map((_, i) => known.get(nameOf(model, i)) ?? { x: 0, y: 0 });
}

/** Put a node somewhere. @param {Model} model @param {number} node @param {Point} at */
export function place(model, node, at) {
  known.set(nameOf(model, node), at);
}

/** Put each node where it belongs by its arrows. @param {Model} model @param {boolean} wide */
export function arrange(model, wide) {
  const graph = new Graph({ directed: true, multigraph: true });
  graph.setGraph({
    rankdir: wide ? "LR" : "TB",
    nodesep: GAP,
    ranksep: wide ? 2 * GAP : GAP,
    marginx: 32,
    marginy: 64,
  });
  model.nodes.forEach((_, i) => graph.setNode(String(i), { ...BOX }));
  model.edges.forEach((_, i) => {
    const [start, end] = [model.at(i, "start"), model.at(i, "end")];
    if (start >= 0 && end >= 0 && start !== end) graph.setEdge(String(start), String(end), {}, String(i));
  });
  layout(graph);
  model.nodes.forEach((_, i) => {
    const { x, y } = /** @type {Point} */ (graph.node(String(i)));
    place(model, i, { x: Math.round(x), y: Math.round(y) });
  });
}

/** A place below all others. @param {Model} model */
function vacancy(model) {
  const taken = model.nodes.flatMap((_, i) => known.get(nameOf(model, i)) ?? []);
  const left = Math.min(...taken.map(({ x }) => x));
  return { x: left, y: Math.max(...taken.map(({ y }) => y)) + BOX.height + GAP };
}
