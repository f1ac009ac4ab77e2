import { buildControls } from "./controls.js";
import { byId, make } from "./dom.js";
import { buildExtras } from "./extras.js";
import { Panel } from "./panel.js";
import { givePencil } from "./pencil.js";
import { Player } from "./player.js";
import { showReadouts } from "./readouts.js";
import { Runner } from "./runner.js";
import { buildSelector } from "./selector.js";

/**
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Values} Values
 * @typedef {import("./types.js").View} View
 */

/** What stands on the page for one view: its selector, controls, panels and what goes with them. */
export class Stage {
  /**
   * @param {View} view
   * @param {object} events
   * @param {(values: Values) => void} events.set
   * @param {(name: string) => void} events.reset
   * @param {(preset: string) => void} events.choose
   * @param {(panel: string | null) => void} events.open of those of which one at a time is open
   * @param {(keep: boolean) => void} events.keep
   * @param {(values: Values) => void} events.goOn
   * @param {boolean} usual whether the pictures that the page came with are what will be shown
   */
  constructor(view, events, usual) {
    this.view = view;
    this.panels = new Map(view.panels.map((spec) => [spec.name, this.#makePanel(spec, events.set, usual)]));
    this.player = new Player(this.panels);
    this.controls = buildControls(view, events.set, events.reset);
    this.showChosen = buildSelector(view, events.choose);
    const panels = [...this.panels.values()];
    for (const place of ["main", "side"]) {
      const here = panels.filter(({ spec }) => spec.place === place);
      byId(`panels-${place}`).replaceChildren(...here.map(({ element }) => element));
    }
    this.showOpen = buildExtras(panels.filter((panel) => panel.spec.place === "extra"), events.open, events.keep);
    for (const { spec, element } of panels) element.classList.toggle("pickable", spec.pick !== null);
    for (const panel of panels) if (panel.spec.draw) givePencil(panel, panel.spec.draw, events.set);
    this.runner = new Runner(view, events.goOn);
    byId("notices").classList.toggle("roomy", view.keeps_room);
    showReadouts([]);
    byId("summary").textContent = "";
  }

  /** Take everything away: another view comes. */
  leave() {
    this.player.load(null);
    this.runner.leave();
    for (const panel of this.panels.values()) panel.leave();
  }

  /** @param {string} name */
  preset(name) {
    return this.view.presets.find((p) => p.name === name);
  }

  /** @param {State} state */
  showPreset(state) {
    this.showChosen(state.preset);
    const preset = this.preset(state.preset);
    if (!preset) return;
    byId("preset-title").replaceChildren(make("span", { class: "mark" }, preset.mark), preset.title);
    byId("preset-text").textContent = preset.text;
    document.title = `${preset.title} · Izhikevich explorer`;
  }

  /**
   * @param {import("./types.js").PanelSpec} spec
   * @param {(values: Values) => void} set
   * @param {boolean} usual
   */
  #makePanel(spec, set, usual) {
    return new Panel(spec, {
      pick: (x, y) => {
        if (spec.pick) set(this.#picked(spec.pick, { x, y }));
        else if (spec.axis_group === "time") this.player.seekTime(x);
      },
      zoom: (range) => {
        if (!spec.axis_group) return;
        for (const other of this.panels.values()) {
          if (other.spec !== spec && other.spec.axis_group === spec.axis_group) other.follow(range);
        }
      },
    }, usual ? takeStill(this.view.name, spec.name) : undefined);
  }

  /**
   * The values that a click sets, allowed ones and whole where the parameter is.
   *
   * @param {{x: string | null, y: string | null}} names
   * @param {{x: number, y: number}} at
   */
  #picked(names, at) {
    /** @type {Values} */ const values = {};
    for (const axis of /** @type {const} */ (["x", "y"])) {
      const name = names[axis];
      if (!name) continue;
      const { whole, low, high } = this.view.parameters.find((p) => p.name === name) ?? {};
      const value = whole ? Math.round(at[axis]) : at[axis];
      values[name] = Math.min(Math.max(value, low ?? -Infinity), high ?? Infinity) + 0; // never -0
    }
    return values;
  }
}

/**
 * A panel that the page came with, with the picture of its plot in the default state.
 *
 * @param {string} view
 * @param {string} panel
 * @returns {HTMLElement | undefined}
 */
function takeStill(view, panel) {
  const selector = `.panel[data-view="${view}"][data-panel="${panel}"]`;
  const element = document.querySelector(selector);
  if (!(element instanceof HTMLElement)) return undefined;
  element.hidden = false;
  return element;
}
