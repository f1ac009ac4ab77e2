import { Canvas, colourOf, drawAxes, scale } from "./canvas.js";
import { SceneLayer } from "./scene-layer.js";

/**
 * @typedef {import("../client/protocol.js").LiveScene} Scene
 * @typedef {import("../client/protocol.js").LivePicture} Picture
 * @typedef {import("./points.js").Points} Points
 */

const MARGIN = { left: 48, right: 14, top: 18, bottom: 30 }; // px, where the plot is not drawn yet
const TRAIL = 100; // ms of the run
const STEPS = 8; // shades of the trail
const DOT = 5; // px
const POINT = 5; // px
const NAMED = 20; // places between two points where the name of a curve may be

/** One quantity against another: the state as a dot with a fading trail, and curves that move. */
export class Plane extends SceneLayer {
  /** @type {Picture | null} */ #picture = null;
  #changed = true;
  #painted = -1; // number of points when the trail was painted

  /** @param {import("../panels/panel.js").Panel} panel @param {Scene} scene @param {Points} points */
  constructor(panel, scene, points) {
    super("plane", panel, scene, points);
    this.curves = new Canvas(this.layer);
    this.trail = new Canvas(this.layer);
  }

  /** Other curves and points from now on. @param {Picture} picture */
  take(picture) {
    this.#picture = picture;
    this.#changed = true;
  }

  paint() {
    if (this.stale) this.#lay();
    if (!this.box) return;
    if (this.#changed) this.#drawPicture();
    this.#changed = false;
    if (this.#painted !== this.points.added || this.stale) this.#drawTrail();
    this.#painted = this.points.added;
    this.painted();
  }

  #lay() {
    const { width, height } = this.layer.getBoundingClientRect();
    this.box = null;
    if (!width || !height) return;
    const frame = this.panel.axes();
    const left = Math.round(frame?.left ?? MARGIN.left);
    const right = Math.round(frame?.right ?? width - MARGIN.right);
    const box = { left, width: right - left, top: MARGIN.top, height: Math.round(height - MARGIN.bottom - MARGIN.top) };
    this.box = box;
    for (const canvas of [this.axes, this.curves, this.trail]) canvas.resize(width, height);
    const { plane, quantities } = this.scene;
    const [x, y] = [quantities[plane.x], quantities[plane.y]];
    drawAxes(this.axes.context, box, {
      y: y.range,
      name: `${y.name} (${y.unit})`,
      colour: colourOf("muted"),
      x: x.range,
      xName: `${x.name} (${x.unit})`,
      grid: false,
    });
    this.toX = scale(x.range, box.left, box.left + box.width);
    this.toY = scale(y.range, box.top + box.height, box.top);
    this.#changed = true;
  }

  /** Keep to the box what is drawn. @param {Canvas} canvas @param {(context: CanvasRenderingContext2D) => void} draw */
  #inside(canvas, draw) {
    const { box } = this;
    if (!box) return;
    const { context } = canvas;
    canvas.clear();
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    draw(context);
    context.restore();
  }

  #drawPicture() {
    const picture = this.#picture;
    const { toX, toY } = this;
    if (!picture || !toX || !toY) return;
    this.#inside(this.curves, (context) => {
      for (const { role, x, y, dashed } of picture.curves) {
        context.strokeStyle = colourOf(role);
        context.lineWidth = dashed ? 1.5 : 2;
        context.setLineDash(dashed ? [6, 4] : []);
        context.beginPath();
        for (let i = 0; i < x.length; i++) context.lineTo(toX(x[i]), toY(y[i]));
        context.stroke();
      }
      context.setLineDash([]);
      for (const { role, x, y, label } of picture.curves) if (label) this.#name(context, role, x, y, label);
      context.lineWidth = 2;
      context.strokeStyle = colourOf("ink");
      for (const { x, y, shape, filled } of picture.points) {
        const [at, height] = [toX(x), toY(y)];
        context.beginPath();
        if (shape === "cross") {
          context.moveTo(at - POINT, height - POINT);
          context.lineTo(at + POINT, height + POINT);
          context.moveTo(at - POINT, height + POINT);
          context.lineTo(at + POINT, height - POINT);
        } else {
          context.arc(at, height, POINT, 0, 2 * Math.PI);
        }
        context.fillStyle = colourOf(filled ? "ink" : "paper");
        if (shape !== "cross") context.fill();
        context.stroke();
      }
    });
  }

  /**
   * Write the name of a curve where it leaves the box.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {string} role
   * @param {ArrayLike<number>} x
   * @param {ArrayLike<number>} y
   * @param {string} label
   */
  #name(context, role, x, y, label) {
    const { box, toX, toY } = this;
    if (!box || !toX || !toY) return;
    for (let k = NAMED * (x.length - 1); k >= 0; k--) {
      const i = Math.floor(k / NAMED);
      const part = k / NAMED - i; // of the way to the next point: a line has few
      const next = Math.min(i + 1, x.length - 1);
      const [at, height] = [toX(x[i] + part * (x[next] - x[i])), toY(y[i] + part * (y[next] - y[i]))];
      if (height < box.top + 14 || height > box.top + box.height - 4 || at > box.left + box.width - 4) continue;
      context.textAlign = "right";
      context.textBaseline = "bottom";
      context.fillStyle = colourOf(role);
      context.fillText(label, Math.min(at - 6, box.left + box.width - 6), height - 2);
      return;
    }
  }

  #drawTrail() {
    const { points, scene, toX, toY } = this;
    const { end, time, jumped } = points;
    if (end <= points.first || !toX || !toY) return;
    const [xs, ys] = [points.values[scene.plane.x], points.values[scene.plane.y]];
    const now = time[end - 1];
    this.#inside(this.trail, (context) => {
      context.strokeStyle = context.fillStyle = colourOf("ink");
      context.lineWidth = 1.5;
      context.lineJoin = "round";
      let k = end - 1;
      for (let shade = 0; shade < STEPS && k > points.first; shade++) {
        const until = now - ((shade + 1) / STEPS) * TRAIL;
        context.globalAlpha = 0.9 * (1 - shade / STEPS);
        context.beginPath();
        context.moveTo(toX(xs[k]), toY(ys[k]));
        for (; k > points.first && time[k] > until; k--) {
          if (jumped[k]) context.moveTo(toX(xs[k - 1]), toY(ys[k - 1]));
          else context.lineTo(toX(xs[k - 1]), toY(ys[k - 1]));
        }
        context.stroke();
      }
      context.globalAlpha = 1;
      context.beginPath();
      context.arc(toX(xs[end - 1]), toY(ys[end - 1]), DOT, 0, 2 * Math.PI);
      context.fill();
      context.strokeStyle = colourOf("paper");
      context.stroke();
    });
  }
}
