import { showAbout } from "./about.js";
import { buildControls } from "../controls/controls.js";
import { byId, columns, make, setAttributes, setClass, setText } from "../dom.js";
import { buildExtras } from "./panel-tabs.js";
import { collected, giveCollector } from "../plots/collect.js";
import { Handles } from "../plots/handles.js";
import { LiveEquations } from "../controls/live-equations.js";
import { Linked } from "../plots/highlight.js";
import { DIMMED_AFTER, Panel } from "./panel.js";
import { givePencil } from "../plots/freehand.js";
import { giveSketch } from "../plots/sketch.js";
import { Player } from "../plots/player.js";
import { showReadouts } from "./readouts.js";
import { Runner } from "./runner.js";
import { buildSelector } from "../controls/selector.js";
import { withMinus } from "../language/format.js";
import { Strip } from "../live/strip.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/protocol.js").Answer} Answer
 * @typedef {import("../client/protocol.js").State} State
 * @typedef {import("../client/protocol.js").Values} Values
 * @typedef {import("../client/protocol.js").ViewSchema} View
 */

/** What is of the state that is shown, next to its plots. */
const BESIDE = { words: ["summary", "readouts", "about", "live-equations"], controls: ["control-groups"] };
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** The part of the page for one view: its selector, controls, panels and accessories. */
export class Stage {
  /** @type {Map<string, (click: {shiftKey: boolean}) => boolean>} by panel: whether a click changes its list */
  #collects = new Map();
  /** @type {(panel: string, open: boolean) => void} */ #open;
  #dims = 0; // timer
  #outdated = { words: false, controls: false };
  #modified = ""; // what was changed of the preset
  /** @type {{parameter: string, show: (value: string | null) => void}[]} */ #pencils = [];
  #restore;

  /**
   * @param {View} view
   * @param {object} events
   * @param {(values: Values) => void} events.set
   * @param {(name: string) => void} events.reset
   * @param {() => void} events.restore all values of the preset
   * @param {(preset: string) => void} events.choose
   * @param {() => string} events.link the link to what is shown
   * @param {(link: string) => void} events.see
   * @param {(panel: string, open: boolean) => void} events.open of further panels
   * @param {(panel: string) => void} events.show of the others
   * @param {(keep: boolean) => void} events.keep
   * @param {(values: Values) => void} events.goOn
   * @param {(changes: import("../state/interventions.js").Change[]) => void} events.intervene
   * @param {() => void} events.restart
   * @param {(text: string) => void} events.full
   * @param {() => void} events.settle
   * @param {object} options
   * @param {string | false} options.pictured the preset whose pictures, if the page has any, will be displayed
   * @param {string[] | null} options.controls the parameters that have controls; null: all
   */
  constructor(view, events, { pictured, controls }) {
    this.view = view;
    this.panels = new Map(view.panels.map((spec) => [spec.name, this.#makePanel(spec, events.set, pictured)]));
    this.player = new Player(this.panels);
    this.controls = buildControls(view, events.set, events.reset, controls);
    this.showChosen = buildSelector(view, events);
    const panels = [...this.panels.values()];
    for (const place of ["main", "side"]) {
      const here = panels.filter(({ spec }) => spec.place === place);
      byId(`panels-${place}`).replaceChildren(...here.map(({ element }) => element));
    }
    this.showExtra = buildExtras(
      panels.filter((panel) => panel.spec.place === "extra"),
      events.open,
      events.keep,
    );
    this.show = events.show;
    this.#open = events.open;
    this.#restore = events.restore;
    for (const { spec, element } of panels) {
      element.classList.toggle("pickable", spec.pick !== null);
      element.classList.toggle("tall", spec.tall);
    }
    this.linked = new Linked(this.panels, byId("control-groups"));
    this.equations = new LiveEquations(view, {
      set: events.set,
      edit: (name) => this.controls.edit(name),
      point: (names) => this.linked.point(names),
    });
    for (const panel of panels) {
      new Handles(panel, {
        set: events.set,
        about: (name) => this.#about(name),
        point: (names) => this.linked.point(names),
        allows: (name) => !controls || controls.includes(name),
      });
    }
    this.#pencils = panels.flatMap((panel) => {
      const { draw } = panel.spec;
      if (!draw) return [];
      const show = (draw.trace ? givePencil : giveSketch)(panel, draw, events.set);
      return [{ parameter: draw.parameter, show }];
    });
    for (const panel of panels) {
      const collect = panel.spec.pick?.collect;
      if (collect)
        this.#collects.set(
          panel.spec.name,
          giveCollector(panel, collect, (name) => this.#reveal(name)),
        );
    }
    this.runner = new Runner(view, { ...events, turn: (on) => this.#scroll(on) });
    showReadouts([]);
    byId("summary").textContent = "";
    showAbout([]);
  }

  /** Let time move smoothly in the panel for that, or not any more. @param {boolean} on */
  #scroll(on) {
    const panel = this.panels.get(this.view.continues?.scrolls ?? "");
    if (panel?.figure?.raster && !calm.matches) panel.scroll(on ? new Strip(panel, () => this.runner.window) : null);
  }

  /** Open a panel, without scrolling to it. @param {string} name */
  #reveal(name) {
    if (this.panels.get(name)?.element.hidden) this.#open(name, true);
  }

  /** Remove everything: another view follows. */
  leave() {
    this.player.load(null);
    this.linked.leave();
    this.runner.leave();
    clearTimeout(this.#dims);
    for (const panel of this.panels.values()) panel.leave();
  }

  /**
   * What is shown is of an earlier state until the next one is there; (false) or stays.
   *
   * @param {boolean} on
   * @param {boolean} [another] whether it is another preset, whose parameters come with its answer
   */
  wait(on, another = false) {
    const text = on ? say("Computing …") : null;
    for (const panel of this.panels.values()) panel.wait(text);
    clearTimeout(this.#dims);
    this.#outdated = { words: on, controls: on && another };
    if (on) this.#dims = setTimeout(() => this.#dim(), DIMMED_AFTER);
    else this.#dim();
  }

  /** What is next to the plots, or the controls, is of the present state again. @param {"words" | "controls"} part */
  settle(part) {
    this.#outdated[part] = false;
    for (const id of BESIDE[part]) setClass(byId(id), "outdated", false);
  }

  #dim() {
    for (const part of /** @type {const} */ (["words", "controls"]))
      for (const id of BESIDE[part]) setClass(byId(id), "outdated", this.#outdated[part]);
  }

  /** Say what is being done, in the plots that wait for it. @param {string} text */
  progress(text) {
    for (const panel of this.panels.values()) panel.progress(say(text));
  }

  /** Highlight a curve; null: none. @param {{panel: string, name: string} | null} curve */
  point(curve) {
    for (const panel of this.panels.values()) panel.point(panel.spec.name === curve?.panel ? curve.name : null);
  }

  /** Name and unit of a parameter. @param {string} name */
  #about(name) {
    const parameter = this.view.parameters.find((p) => p.name === name);
    const { symbol, unit } = parameter?.kind === "number" ? parameter : { symbol: name, unit: "" };
    return { symbol, unit: this.chosen?.units[name] ?? unit };
  }

  /** @param {string} name */
  preset(name) {
    return this.view.presets.find((p) => p.name === name);
  }

  /** Show these panels, and buttons that restore the default ones. @param {string[]} open */
  showOpen(open) {
    this.showExtra(open);
    const regular = [...this.panels.values()].filter(({ spec }) => spec.place !== "extra");
    const some = open.some((name) => this.panels.has(name)); // otherwise Python shows the default ones
    for (const panel of regular) panel.show(!some || open.includes(panel.spec.name));
    const closed = regular
      .filter(({ spec, element }) => element.hidden && (spec.default || this.chosen?.opens.includes(spec.name)))
      .map(({ spec }) =>
        make(
          "button",
          { type: "button", class: "plain", onclick: () => this.show(spec.name) },
          say("Show: {title}", { title: spec.title }),
        ),
      );
    byId("closed-panels").replaceChildren(...closed);
    const shown = [...this.panels.values()].filter(({ element }) => !element.hidden).map(({ spec }) => spec);
    const plots = byId("plots").classList;
    plots.toggle("is-empty", !shown.some(({ place }) => place === "main"));
    plots.toggle("is-timeless", !shown.some((spec) => spec.place !== "extra" || spec.axis_group === "time"));
    this.player.align();
  }

  /**
   * What was changed of the preset, in place of the text on it, which is about its own values.
   *
   * @param {string} changes none if empty
   */
  showModified(changes) {
    this.#modified = changes;
    const mark = byId("preset-title").querySelector(".mark");
    if (mark) {
      setText(mark, `${this.chosen?.mark ?? ""}${changes ? "*" : ""}`); // longer words would move the plots
      setAttributes(mark, { title: withMinus(changes) });
    }
    const text = byId("preset-text");
    const words = withMinus(changes ? `${this.chosen?.mark}, ${changes}` : (this.chosen?.text ?? ""));
    if (!changes) {
      setText(text, words);
      return;
    }
    const back = text.querySelector("button") ?? make("button", { type: "button", class: "plain" }, "Reset");
    back.onclick = () => this.#restore();
    if (!back.isConnected) text.replaceChildren(words, " ", back);
    else if (text.firstChild?.nodeValue !== words) /** @type {ChildNode} */ (text.firstChild).nodeValue = words;
  }

  /** On a phone, bring the plots into view: what changes them may be far below. */
  lookAtPlots() {
    if (columns() === 1) byId("panels-main").scrollIntoView({ block: "nearest" });
  }

  /** @param {State} state */
  showPreset(state) {
    this.showChosen(state.preset);
    const preset = this.preset(state.preset);
    this.chosen = preset;
    this.showOpen(state.panels);
    if (!preset) return;
    for (const { parameter, show } of this.#pencils) {
      const value = { ...preset.values, ...state.values }[parameter];
      show(parameter in preset.values ? String(value) : null);
    }
    const title = byId("preset-title");
    if (title.firstChild?.textContent !== preset.title || !title.querySelector(".mark"))
      title.replaceChildren(preset.title, " ", make("span", { class: "mark" }));
    this.showModified(Object.keys(state.values).length ? this.#modified : "");
    const named = say("{title} · Izhikevich explorer", { title: preset.title });
    if (document.title !== named) document.title = named;
  }

  /**
   * @param {import("../client/protocol.js").Panel} spec
   * @param {(values: Values) => void} set
   * @param {string | false} pictured
   */
  #makePanel(spec, set, pictured) {
    return new Panel(
      spec,
      {
        pick: (x, y, click) => {
          const pick = this.panels.get(spec.name)?.figure?.layout.meta?.pick ?? spec.pick;
          if (pick?.collect && this.#collects.get(spec.name)?.(click))
            set({ [pick.collect.parameter]: collected(pick.collect, { x, y }) });
          else if (pick?.x || pick?.y) set(this.#picked(pick, { x, y }));
          else if (spec.axis_group === "time") this.player.seekTime(x);
        },
        press: (neuron, band, press) =>
          this.runner.isLive ? (this.runner.tools?.press(neuron, band, press.shiftKey) ?? null) : null,
        zoom: (range) => {
          if (!spec.axis_group) return;
          for (const other of this.panels.values()) {
            if (other.spec !== spec && other.spec.axis_group === spec.axis_group) other.follow(range);
          }
        },
      },
      pictured ? takeStill(this.view.name, pictured, spec.name) : undefined,
    );
  }

  /**
   * The values that a click sets, allowed ones and whole where the parameter is.
   *
   * @param {import("../client/protocol.js").Pick} pick
   * @param {{x: number, y: number}} at
   */
  #picked(pick, at) {
    /** @type {Values} */ const values = {};
    for (const [i, axis] of /** @type {const} */ (["x", "y"]).entries()) {
      const name = pick[axis];
      if (!name) continue;
      const parameter = this.view.parameters.find((p) => p.name === name);
      const { whole, low, high } = parameter?.kind === "number" ? parameter : { whole: false, low: null, high: null };
      const place = pick.origin ? Number((at[axis] - pick.origin[i]).toPrecision(12)) : at[axis];
      const value = whole ? Math.round(place) : place;
      values[name] = Math.min(Math.max(value, low ?? -Infinity), high ?? Infinity) + 0; // never -0
    }
    return values;
  }
}

/**
 * A panel that is already in the page, with the picture of its plot for a preset.
 *
 * @param {string} view
 * @param {string} preset
 * @param {string} panel
 * @returns {HTMLElement | undefined}
 */
function takeStill(view, preset, panel) {
  const names = { view, preset, panel };
  const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".panel"));
  return [...all].find(({ dataset }) => Object.entries(names).every(([key, name]) => dataset[key] === name));
}
