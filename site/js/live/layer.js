import { Canvas } from "./canvas.js";
import { make } from "../dom.js";

/**
 * @typedef {import("../client/protocol.js").LiveScene} Scene
 * @typedef {import("./points.js").Points} Points
 */

/** What a live run paints over a plot. */
export class Layer {
  stale = true; // whether everything is to be painted anew

  /**
   * @param {string} name
   * @param {import("../panels/panel.js").Panel} panel
   * @param {Scene} scene
   * @param {Points} points
   */
  constructor(name, panel, scene, points) {
    this.panel = panel;
    this.scene = scene;
    this.points = points;
    this.layer = make("div", { class: `live-layer ${name}` });
    this.axes = new Canvas(this.layer);
    panel.canvas.append(this.layer);
    this.observer = new ResizeObserver(() => this.refresh());
    this.observer.observe(this.layer);
  }

  leave() {
    this.observer.disconnect();
    this.layer.remove();
  }

  /** Paint everything anew with the next frame: its size, its axes or the colours have changed. */
  refresh() {
    this.stale = true;
  }

  /** Everything is painted. */
  painted() {
    this.stale = false;
  }

  /** Take what a quantity is measured by. @param {Scene} scene */
  show(scene) {
    if (JSON.stringify(scene.quantities) !== JSON.stringify(this.scene.quantities)) this.refresh();
    this.scene = scene;
  }

  /** Another run. @param {Points} points */
  restart(points) {
    this.points = points;
    this.refresh();
  }
}
