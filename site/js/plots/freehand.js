import { make, makeSvg } from "../dom.js";

/**
 * @typedef {import("../panels/panel.js").Panel} Panel
 * @typedef {import("../client/protocol.js").Draw} Draw
 * @typedef {{x: number, y: number}} Point
 */

const DIGITS = 200; // steps over the height of the axes that a drawn value may have

/**
 * A button that lets the pointer draw in a plot, also by touch: the curve becomes the value of a
 * parameter, as text, in whose field it can be typed just as well.
 *
 * @param {Panel} panel
 * @param {Draw} draw
 * @param {(values: import("../client/protocol.js").Values) => void} set
 * @returns {(value: string | null) => void} takes the value that is shown; null: there is no such parameter
 */
export function givePencil(panel, draw, set) {
  const button = make(
    "button",
    { type: "button", class: "click-mode", title: draw.help, "aria-pressed": "false" },
    `✎ ${draw.label}`,
  );
  const line = makeSvg("polyline", {});
  const sheet = make("div", { class: "freehand-area", "aria-hidden": "true", hidden: true });
  const svg = makeSvg("svg", {}, line);
  sheet.append(svg);
  panel.canvas.append(sheet);
  panel.giveMode(button);
  /** @type {Point[]} */ let path = [];

  const spread = () => {
    const area = panel.area();
    if (!area) return;
    for (const side of /** @type {const} */ (["left", "top", "width", "height"])) sheet.style[side] = `${area[side]}px`;
  };
  const show = () => line.setAttribute("points", path.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "));
  /** @param {boolean} on */
  const turn = (on) => {
    button.setAttribute("aria-pressed", String(on));
    sheet.hidden = !on;
    path = [];
    show();
    if (on) spread();
  };
  /** @param {PointerEvent} event */
  const follow = (event) => {
    const box = sheet.getBoundingClientRect();
    path.push({
      x: Math.min(Math.max(event.clientX - box.left, 0), box.width),
      y: Math.min(Math.max(event.clientY - box.top, 0), box.height),
    });
    show();
  };
  const end = () => {
    const area = panel.area();
    const trace = panel.curve(draw.trace);
    const drawn = path;
    path = [];
    if (!area || !trace || !drawn.length) return;
    const across = (area.x[1] - area.x[0]) / area.width;
    const down = (area.y[0] - area.y[1]) / area.height;
    const points = drawn.map(({ x, y }) => ({ x: area.x[0] + x * across, y: area.y[1] + y * down }));
    const digits = Math.max(0, Math.ceil(Math.log10(DIGITS / Math.abs(area.y[1] - area.y[0]))));
    const values = redrawn(trace, points, draw.points).map((value) => Number(value.toFixed(digits)) + 0);
    addEventListener("explorer:drawn", () => path.length || show(), { once: true });
    set({ [draw.parameter]: values.join(",") });
  };

  button.addEventListener("click", () => turn(button.getAttribute("aria-pressed") !== "true"));
  panel.element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") turn(false);
  });
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    spread();
    sheet.setPointerCapture(event.pointerId);
    path = [];
    follow(event);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!path.length) return;
    const parts = event.getCoalescedEvents?.() ?? [];
    for (const part of parts.length ? parts : [event]) follow(part);
  });
  sheet.addEventListener("pointerup", end);
  sheet.addEventListener("pointercancel", () => turn(true));
  return (value) => {
    button.hidden = value === null;
    if (value === null) turn(false);
  };
}

/**
 * An evenly sampled curve, replaced where something was drawn.
 *
 * @param {{x: ArrayLike<number>, y: ArrayLike<number>}} curve x ascending
 * @param {Point[]} drawn in the order of drawing: what is later counts
 * @param {number} count
 * @returns {number[]}
 */
function redrawn(curve, drawn, count) {
  const first = curve.x[0];
  const step = (curve.x[curve.x.length - 1] - first) / (count - 1);
  const places = Array.from({ length: count }, (_, i) => first + i * step);
  let at = 0;
  const values = places.map((x) => {
    while (at < curve.x.length - 2 && curve.x[at + 1] < x) at++;
    return between({ x: curve.x[at], y: curve.y[at] }, { x: curve.x[at + 1], y: curve.y[at + 1] }, x);
  });
  drawn.forEach((point, i) => {
    const before = drawn[Math.max(i - 1, 0)];
    const low = Math.ceil((Math.min(before.x, point.x) - first) / step);
    const high = Math.floor((Math.max(before.x, point.x) - first) / step);
    for (let k = Math.max(low, 0); k <= Math.min(high, count - 1); k++) values[k] = between(before, point, places[k]);
    const nearest = Math.round((point.x - first) / step);
    if (nearest >= 0 && nearest < count) values[nearest] = point.y;
  });
  return values;
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {number} x
 */
function between(from, to, x) {
  return from.x === to.x ? to.y : from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x);
}
