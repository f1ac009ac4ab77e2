import { Canvas } from "./canvas.js";
import { Layer } from "./layer.js";
import { make } from "../dom.js";

/**
 * @typedef {import("../client/protocol.js").LiveScene} Scene
 * @typedef {import("./points.js").Points} Points
 */

/** What a live run of its own paints over a plot: the points of its scene, on axes of its own. */
export class SceneLayer extends Layer {
  /**
   * @param {string} name
   * @param {import("../panels/panel.js").Panel} panel
   * @param {Scene} scene
   * @param {Points} points
   */
  constructor(name, panel, scene, points) {
    const element = make("div", { class: `live-layer ${name}` });
    panel.canvas.append(element);
    super(element, panel);
    this.scene = scene;
    this.points = points;
    this.axes = new Canvas(element);
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
