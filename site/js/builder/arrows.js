import { BOX } from "./layout.js";

/**
 * @typedef {import("./layout.js").Point} Point
 * @typedef {import("./model.js").Model} Model
 * @typedef {{path: string, middle: Point, tip: Point, angle: number}} Arrow the angle is in degrees
 */

const SPREAD = 40; // px between arrows of the same two nodes
const DETOUR = 72; // px around a node that is in the way
const HEAD = 10; // px from the end of the line to the node
const LOOP = { width: 44, height: 62, more: 26 }; // px, of an arrow to its own node; and each further one

/**
 * The course of each arrow between the middles of nodes; null where it has an end that is no node.
 *
 * @param {Model} model
 * @param {Point[]} places
 * @param {boolean} wide whether signals run to the right, otherwise down
 * @returns {(Arrow | null)[]}
 */
export function arrows(model, places, wide) {
  const ends = model.edges.map((_, i) => [model.at(i, "start"), model.at(i, "end")]);
  /** @type {Map<string, number[]>} */ const groups = new Map();
  ends.forEach(([start, end], i) => {
    const key = [Math.min(start, end), Math.max(start, end)].join();
    groups.set(key, [...(groups.get(key) ?? []), i]);
  });
  /** @type {(Arrow | null)[]} */ const found = ends.map(() => null);
  for (const group of groups.values()) {
    group.forEach((edge, k) => {
      const [start, end] = ends[edge];
      if (start < 0 || end < 0) return;
      const others = places.filter((_, node) => node !== start && node !== end);
      if (start === end) {
        found[edge] = loop(places[start], k, wide, others);
        return;
      }
      const blocked = others.some((other) => passes(places[start], places[end], other));
      const bend = (k - (group.length - 1) / 2) * SPREAD + (blocked ? DETOUR : 0);
      found[edge] = curve(places[start], places[end], start < end ? bend : -bend);
    });
  }
  return found;
}

/** From one place to another; bent to its right. @param {Point} a @param {Point} b @param {number} bend */
function curve(a, b, bend) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const control = {
    x: (a.x + b.x) / 2 - (2 * bend * (b.y - a.y)) / length,
    y: (a.y + b.y) / 2 + (2 * bend * (b.x - a.x)) / length,
  };
  const from = border(a, control, 0);
  const tip = border(b, control, 0);
  const to = border(b, control, HEAD);
  const middle = {
    x: 0.25 * from.x + 0.5 * control.x + 0.25 * to.x,
    y: 0.25 * from.y + 0.5 * control.y + 0.25 * to.y,
  };
  const path = `M${xy(from)}Q${xy(control)} ${xy(to)}`;
  return { path, middle, tip, angle: degrees(to, tip) };
}

/**
 * From a node to itself: above it, or on its right where signals run down; on the other side if there only is room.
 *
 * @param {Point} at
 * @param {number} k how many are within it
 * @param {boolean} wide
 * @param {Point[]} others
 */
function loop({ x, y }, k, wide, others) {
  const [width, height] = [LOOP.width + 6 * k, LOOP.height + LOOP.more * k];
  const half = (wide ? BOX.height : BOX.width) / 2;
  const [across, deep] = wide ? [BOX.width, BOX.height + height] : [BOX.height, BOX.width + height];
  const taken = (/** @type {1 | -1} */ side) =>
    others.some((other) => {
      const [along, away] = wide ? [other.x - x, y - other.y] : [other.y - y, other.x - x];
      return Math.abs(along) < across && side * away > 0 && side * away < deep;
    });
  const side = taken(1) && !taken(-1) ? -1 : 1;
  // Along the side of the box, and away from it.
  const put = (/** @type {number} */ along, /** @type {number} */ away) =>
    wide ? { x: x + along, y: y - side * (half + away) } : { x: x + side * (half + away), y: y + along };
  const [from, tip, to] = [put(-16, 0), put(16, 0), put(19, HEAD)];
  const path = `M${xy(from)}C${xy(put(-16 - width, height))} ${xy(put(16 + width, height))} ${xy(to)}`;
  return { path, middle: put(0, 0.75 * height + 0.125 * HEAD), tip, angle: degrees(to, tip) };
}

/**
 * Where the line from a node to a point leaves its box, or a distance further.
 *
 * @param {Point} at
 * @param {Point} to
 * @param {number} off
 */
function border(at, to, off) {
  const [dx, dy] = [to.x - at.x, to.y - at.y];
  const length = Math.hypot(dx, dy) || 1;
  const scale = Math.min(BOX.width / 2 / (Math.abs(dx) || 1e-9), BOX.height / 2 / (Math.abs(dy) || 1e-9));
  const along = Math.min(scale + off / length, 1);
  return { x: at.x + along * dx, y: at.y + along * dy };
}

/** Whether the line between two places runs through a node. @param {Point} a @param {Point} b @param {Point} node */
function passes(a, b, node) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = ((node.x - a.x) * dx + (node.y - a.y) * dy) / (dx * dx + dy * dy || 1);
  if (along <= 0 || along >= 1) return false;
  const near = { x: a.x + along * dx, y: a.y + along * dy };
  return Math.abs(near.x - node.x) < BOX.width / 2 && Math.abs(near.y - node.y) < BOX.height / 2;
}

/** @param {Point} from @param {Point} to */
const degrees = (from, to) => (180 / Math.PI) * Math.atan2(to.y - from.y, to.x - from.x);

/** @param {Point} point */
const xy = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
