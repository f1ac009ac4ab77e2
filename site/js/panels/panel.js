import {
  areaOf,
  asItStands,
  axesOf,
  declaredRanges,
  detachRanges,
  rowsOf,
  scaleOf,
  setHome,
  tidy,
  whole,
  widen,
  windowsOf,
} from "../plots/axes.js";
import { Behind, calledBy, isCompared } from "../plots/overlays.js";
import { make, makeSvg, setClass, setShown, setText } from "../dom.js";
import { cellsTable } from "./cells.js";
import { panelHead, toggleFullScreen } from "./panel-head.js";
import { Raster, labelRows } from "../plots/raster.js";
import { fitLabels, liftNames, thinTicks } from "../plots/labels.js";
import { labelSeconds, relabelled } from "../plots/long-times.js";
import { coloured } from "../access/theme.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/protocol.js").Panel} PanelSpec
 * @typedef {import("../client/protocol.js").Figure} Figure
 * @typedef {import("../plots/axes.js").Axes} Axes
 * @typedef {import("../client/protocol.js").CloseUp} CloseUp
 * @typedef {(x: number, y: number, click: PointerEvent) => void} OnPick
 * @typedef {(neuron: number, band: number, press: PointerEvent) => (() => void) | null} OnPress a press on a neuron's
 *   row; what ends with it, or null if it means nothing
 */

const touch = matchMedia("(pointer: coarse)").matches;
const CONFIG = { displaylogo: false, displayModeBar: false, showSendToCloud: false, responsive: false };

const SOON = 60; // ms
export const DIMMED_AFTER = 100; // ms: what follows earlier does not flicker, and nothing is painted twice

let count = 0;

/** One plot below its title: a Plotly figure, and above it a light SVG for what moves without redrawing. */
export class Panel {
  /** @type {Figure | null} */ #figure = null;
  #behind = new Behind();
  /** @type {any} */ #Plotly = null;
  /** @type {Map<string, Paint>} */ #paints = new Map();
  /** @type {Record<string, [number, number]> | null} */ #held = null;
  /** @type {Element | null} */ #still;
  /** @type {Raster | null} */ #raster = null;
  /** @type {import("../live/strip.js").Strip | null} */ #strip = null; // that paints what moves with time
  #stands = ""; // what else is drawn then
  /** @type {Record<string, any> | null} */ #config = null;
  /** @type {ResizeObserver} */ #observer;
  /** @type {ReturnType<typeof panelHead>} */ #head;
  #revision = "";
  #size = { width: 0, height: 0 };
  /** @type {string | null} */ #waits = null; // for what
  #drawn = this.#size;
  #later = 0;
  #dims = 0; // a timer, while it waits but not yet visibly
  #pressed = false; // whether a press acts on a neuron
  #near = false; // whether curves have more samples than the figure has

  /**
   * @param {PanelSpec} spec
   * @param {{pick: OnPick, zoom: (range: [number, number] | null) => void, press: OnPress}} events
   * @param {HTMLElement} [element] one from the initial page: its picture is displayed until the first plot is drawn
   */
  constructor(spec, events, element = make("div", { class: "panel", "data-panel": spec.name })) {
    this.spec = spec;
    this.events = events;
    this.plot = /** @type {any} */ (make("div", { class: "plot" }));
    // Plotly asks for its size whenever it draws, for which the page would be laid out.
    Object.defineProperties(this.plot, {
      clientWidth: { get: () => this.#size.width },
      clientHeight: { get: () => this.#size.height },
    });
    this.overlay = makeSvg("svg", { class: "overlay", "aria-hidden": "true" });
    this.cells = make("div", { class: "cells", tabindex: 0, role: "region", hidden: true });
    this.message = make("p", { class: "message" });
    // The status says the same to those who listen.
    this.doing = make("p", { class: "doing", "aria-hidden": "true" });
    /** @type {string[] | null} what is drawn in words; they come after the plot */ this.description = null;
    // For those who listen to the page.
    this.words = make("p", { class: "visually-hidden", id: `plot-summary-${++count}` });
    this.element = element;
    /** What is drawn, and all that lies over it. */
    this.canvas =
      /** @type {HTMLElement | null} */ (element.querySelector(".canvas")) ?? make("div", { class: "canvas" });
    this.#head = panelHead(spec.title, {
      whole: () => this.#showWhole(),
      table: () => this.#ask("table"),
      save: () => this.#ask("save"),
      full: () => toggleFullScreen(element),
    });
    this.#head.name.id = `plot-title-${count}`;
    for (const [name, value] of Object.entries({
      role: "figure",
      "aria-labelledby": this.#head.name.id,
      "aria-describedby": this.words.id,
    }))
      element.setAttribute(name, value);
    this.cells.setAttribute("aria-labelledby", this.#head.name.id);
    this.#still = element.querySelector(".still");
    this.canvas.append(this.plot, this.overlay, this.cells, this.message, this.doing);
    element.replaceChildren(this.#head.element, this.words, this.canvas);
    this.canvas.addEventListener("pointerdown", (down) => this.#press(down) || this.#watchClick(down), true);
    for (const name of ["mousedown", "touchstart"])
      this.canvas.addEventListener(name, (event) => this.#pressed && event.stopPropagation(), true); // no zoom
    this.#observer = new ResizeObserver(
      ([
        {
          contentRect: { width, height },
        },
      ]) => {
        this.#size = inPixels(width, height);
        // Texts that appear and disappear change only the height, and mostly with a new figure.
        if (Math.abs(width - this.#drawn.width) < 1) this.#resizeSoon();
        else this.#resize();
      },
    );
    this.#observer.observe(this.canvas);
  }

  /** @returns {Figure | null} what is drawn, as Python made it */
  get figure() {
    return this.#figure;
  }

  /**
   * The curve that Python calls so, in whatever language its name is read.
   *
   * @param {string} name
   */
  curve(name) {
    return this.#figure?.data.find((trace) => calledBy(trace) === name);
  }

  /**
   * @param {Figure} figure
   * @param {any} Plotly
   * @param {string} revision zooms are kept while this stays the same
   * @param {boolean} [coarse] whether one with more points follows
   * @returns {Promise<void>} settles when it is painted
   */
  async draw(figure, Plotly, revision, coarse = false) {
    const before = this.#figure;
    this.#figure = figure;
    if (figure !== before) {
      this.wait(null);
      this.description = figure.words ?? null;
      this.element.classList.toggle("coarse", coarse);
      if (coarse) this.doing.textContent = say("coarse, for now");
    }
    this.#Plotly = Plotly;
    this.#revision = revision;
    this.message.textContent = "";
    setShown(this.cells, Boolean(figure.sheet));
    if (figure.sheet) {
      this.#showCells(figure.sheet);
      return;
    }
    if (figure.raster && before && !this.#strip && spikeFrame(before) === spikeFrame(figure)) {
      this.#raster?.show(figure.raster, Boolean(figure.seconds)); // faster than Plotly, whose axes stay as they are
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      if (this.#figure !== figure) return;
    }
    if (!this.#size.width) {
      const { width, height } = this.canvas.getBoundingClientRect();
      this.#size = inPixels(width, height);
    }
    const size = this.#size;
    const drawn = this.#strip?.take(figure) ?? figure;
    const data = this.#strip ? drawn.data : [...this.#behind.traces, ...drawn.data];
    const sized = { ...size, autosize: false }; // otherwise Plotly measures, for which the page is laid out
    const layout = coloured({ ...drawn.layout, ...sized, uirevision: revision });
    if (this.#strip) {
      const stands = JSON.stringify([coloured(data), layout]);
      if (stands === this.#stands) return;
      this.#stands = stands;
    }
    detachRanges(layout);
    widen(layout, this.#held ?? {});
    if (touch) layout.dragmode = false; // so that a finger scrolls the page
    const fresh = !this.plot.layout;
    if (figure.raster) {
      this.#raster ??= new Raster(this.plot, Plotly);
      labelRows(figure.raster, layout);
      liftNames(figure.raster, layout);
    }
    if (!this.#strip) labelSeconds(figure.seconds ?? [], layout);
    thinTicks(layout);
    fitLabels(layout, data);
    this.#setRows(rowsOf(layout));
    await Plotly.react(this.plot, coloured(data), layout, this.#configure(fresh));
    if (!this.#figure) {
      this.#purge(); // the panel was left meanwhile
      return;
    }
    this.#still?.remove();
    this.#offer(!this.isEmpty);
    for (const drawing of this.plot.querySelectorAll(".main-svg:not([aria-hidden])"))
      drawing.setAttribute("aria-hidden", "true");
    if (fresh) {
      this.plot.on("plotly_relayout", (/** @type {any} */ change) => this.#zoomed(change));
      this.plot.on("plotly_relayouting", () => {
        this.#raster?.paintSoon();
        this.#repaint();
      });
    }
    setHome(this.plot, figure.layout);
    this.#raster?.show(figure.raster ?? null, Boolean(figure.seconds));
    this.#relabel();
    this.#near = false; // the figure's own data are displayed now
    this.#askCloseUp();
    this.#drawn = size;
    this.#resizeSoon(); // it may have changed meanwhile
    this.#repaint();
  }

  /** Set how many rows of plots there are, for the style sheet, which is asked again only if it changes. */
  #setRows(/** @type {number} */ rows) {
    const { style } = this.element;
    if (style.getPropertyValue("--rows") !== String(rows)) style.setProperty("--rows", String(rows));
  }

  /**
   * Let a strip paint what moves with time, or (null) Plotly everything.
   *
   * @param {import("../live/strip.js").Strip | null} strip
   */
  async scroll(strip) {
    const before = this.#strip;
    const figure = this.#figure;
    this.#strip = strip;
    this.#stands = "";
    this.#raster?.rest(strip !== null);
    this.#figure = null; // so that all is drawn
    if (figure) await this.draw(figure, this.#Plotly, this.#revision);
    before?.leave();
  }

  /** Show a table instead. @param {import("../client/protocol.js").Cells} cells */
  #showCells(cells) {
    if (this.plot.layout) this.#purge();
    this.#still?.remove();
    this.#drawn = this.#size;
    this.cells.replaceChildren(cellsTable(cells));
    this.#offer(true);
  }

  /** Draw again what was drawn: the colours have changed. */
  async redraw() {
    if (this.#figure) await this.draw(this.#figure, this.#Plotly, this.#revision);
  }

  /**
   * What is drawn no longer belongs to the state: it is dimmed, unless the next plot is there in a moment.
   *
   * @param {string | null} text what is being done about it; null: nothing any more
   */
  wait(text) {
    this.#waits = text;
    if (text === null) {
      clearTimeout(this.#dims);
      this.#dims = 0;
    } else if (!this.element.classList.contains("waiting")) {
      this.#dims ||= setTimeout(() => this.#showWaiting(), DIMMED_AFTER);
      return;
    }
    this.#showWaiting();
  }

  /** @param {boolean} on whether it is in the page */
  show(on) {
    setShown(this.element, on);
    if (on && !this.#dims) this.#showWaiting();
  }

  #showWaiting() {
    this.#dims = 0;
    if (this.element.hidden) return;
    setClass(this.element, "waiting", this.#waits !== null);
    setText(this.doing, this.#waits ?? "");
  }

  /** Say what is being done for the next plot. @param {string} text */
  progress(text) {
    if (this.#waits !== null) this.wait(text);
  }

  /** Whether there is nothing to see, or only words that say why. */
  get isEmpty() {
    return !this.#figure?.data.length && !this.#figure?.raster && !this.#figure?.sheet;
  }

  /** Where it is zoomed. */
  windows() {
    return this.#figure && this.plot._fullLayout && !this.#strip ? windowsOf(this.#figure, this.plot) : {};
  }

  /** Request the samples of a zoomed part, or remove them when everything is visible again. */
  #askCloseUp() {
    const figure = this.#figure;
    if (!figure?.thinned || this.#held) return;
    if (Object.keys(this.windows()).length)
      this.element.dispatchEvent(new CustomEvent("panel:close-up", { bubbles: true, detail: this }));
    else if (this.#near)
      this.#replace(
        figure.thinned.map((index) => ({ ...figure.data[index], index })),
        false,
      );
  }

  /**
   * Take samples of a zoomed part.
   *
   * @param {Figure} figure of which they are
   * @param {CloseUp[]} curves
   */
  refine(figure, curves) {
    if (this.#figure === figure && this.plot.layout) this.#replace(curves, true);
  }

  /** @param {CloseUp[]} curves @param {boolean} near */
  #replace(curves, near) {
    this.#near = near;
    const first = this.plot.data.length - (this.#figure?.data.length ?? 0); // after those of earlier runs
    const change = {
      x: curves.map(({ x }) => x),
      y: curves.map(({ y }) => y),
      customdata: curves.map(({ customdata }) => customdata ?? null),
    };
    return this.#Plotly.restyle(
      this.plot,
      change,
      curves.map(({ index }) => first + index),
    );
  }

  /**
   * Everything that Plotly needs to redraw the plot: colours by name, axes as they are now,
   * and height by width.
   */
  shown() {
    const figure = this.#figure;
    const full = this.plot._fullLayout;
    if (!figure || !full || this.isEmpty) return null;
    return {
      Plotly: this.#Plotly,
      data: [...this.#behind.traces, ...figure.data],
      layout: asItStands(figure.layout, this.plot),
      ratio: full.height / full.width,
    };
  }

  /** Keep the current curves as a faint background of later ones, or (false) forget them. @param {boolean} keep */
  remember(keep) {
    this.#behind.remember(keep ? this.#figure : null);
  }

  /**
   * Compare later plots with a figure, whose curves stay behind them, or (null) with none.
   *
   * @param {Figure | null} figure
   */
  pin(figure) {
    this.#behind.pin(figure);
  }

  /** Whether its curves can be compared with those of another run. */
  get isComparable() {
    return Boolean(this.#figure?.data.some(isCompared));
  }

  /**
   * While something is dragged in it, the axes keep at least their current range.
   *
   * @param {boolean} on
   */
  hold(on) {
    this.#held = null;
    if (on && this.#figure && this.plot._fullLayout) this.#held = declaredRanges(this.#figure.layout, this.plot);
    else this.redraw();
  }

  /** Remove everything: the panel is no longer displayed. */
  leave() {
    this.#observer.disconnect();
    clearTimeout(this.#later);
    clearTimeout(this.#dims);
    this.#raster?.show(null);
    if (this.#Plotly && this.plot.layout) this.#purge();
    this.#figure = null;
    this.#offer(false);
  }

  /** Remove the drawing; unfinished work of Plotly in it is ignored. */
  #purge() {
    this.#Plotly.purge(this.plot);
    this.plot.emit = () => {};
  }

  /**
   * Highlight the traces that Python calls by a name, or the whole panel if there are none; null: nothing.
   *
   * @param {string | null} name
   */
  point(name) {
    if (name === null && !this.element.classList.contains("highlighted")) return;
    this.element.classList.toggle("highlighted", name !== null);
    const all = /** @type {Element[]} */ ([...this.plot.querySelectorAll(".scatterlayer .trace")]);
    const named = (this.plot._fullData ?? []).filter((/** @type {any} */ trace) => calledBy(trace) === name);
    const meant = all.filter(({ classList }) =>
      named.some((/** @type {any} */ { uid }) => classList.contains(`trace${uid}`)),
    );
    this.element.classList.toggle("by-curve", meant.length > 0);
    for (const trace of all) trace.classList.toggle("highlighted", meant.includes(trace));
  }

  /** Say why there is no plot. @param {string} text */
  say(text) {
    this.message.textContent = text;
    this.cells.hidden = true;
    if (this.#Plotly && this.#figure && text) {
      this.#purge();
      this.#figure = null;
      this.description = null;
      this.#offer(false);
      this.#raster?.show(null);
      this.#repaint();
    }
  }

  /** Make the x range that of the panel that was zoomed. @param {[number, number] | null} range */
  follow(range) {
    if (!this.#figure) return;
    this.#Plotly.relayout(this.plot, range ? { "xaxis.range": range.slice() } : { "xaxis.autorange": true });
  }

  /**
   * Let the overlay be painted by a function of the axes: now, and after every change of them.
   *
   * @typedef {(axes: Axes) => (SVGElement | null)[]} Paint
   * @param {Paint | null} paint
   * @param {string} layer what it paints; each has one such function
   */
  over(paint, layer) {
    if (paint) this.#paints.set(layer, paint);
    else if (!this.#paints.delete(layer)) return;
    this.#repaint();
  }

  #repaint() {
    const axes = this.#paints.size ? this.axes() : null;
    const painted = axes ? [...this.#paints.values()].flatMap((paint) => paint(axes)) : [];
    this.overlay.replaceChildren(...painted.filter((e) => e !== null));
    this.#strip?.refresh();
    this.element.dispatchEvent(new Event("panel:axes"));
  }

  /**
   * From data to pixels and back, along the x axis and one of the y axes, and the frame of these two.
   *
   * @param {number} [pane] of the y axis
   */
  scale(pane = 0) {
    return this.#figure && scaleOf(this.plot, pane);
  }

  /** From data to pixels of the first x and y axis, and the frame of all axes. */
  axes() {
    return this.#figure && axesOf(this.plot);
  }

  /** The area of the first x and y axis, and the values at its ends. */
  area() {
    return this.#figure && areaOf(this.plot);
  }

  /** Options that Plotly gets once: it lays the page out each time. @param {boolean} fresh */
  #configure(fresh) {
    this.#config ??= { ...CONFIG };
    const resets = this.#raster !== null && this.#config.doubleClick !== "reset";
    // Without data of its own the axis of the neurons has no range to find.
    if (resets) this.#config.doubleClick = "reset";
    return fresh || resets ? this.#config : undefined;
  }

  /** Add a button that changes what clicks in the plot do. @param {HTMLElement} button */
  giveMode(button) {
    this.#head.tools.prepend(button);
  }

  /** Undo all zooming. */
  #showWhole() {
    const axes = this.#figure ? whole(this.#figure.layout) : {};
    if (this.plot.layout) this.#Plotly.relayout(this.plot, axes);
  }

  /** @param {"save" | "table"} what */
  #ask(what) {
    this.element.dispatchEvent(new CustomEvent(`panel:${what}`, { bubbles: true, detail: this }));
  }

  /** Show or hide what can be had of the plot. @param {boolean} on */
  #offer(on) {
    const { table, save, full } = this.#head;
    save.hidden = full.hidden = !on;
    table.hidden = !on || !!this.#figure?.foreign;
    if (!on) this.words.textContent = "";
    this.#offerWhole();
  }

  #offerWhole() {
    setShown(this.#head.whole, !this.isEmpty && Object.keys(this.windows()).length > 0);
  }

  /** Fit the drawing into what room there is now, unless a new one, which fits, comes first. */
  #resizeSoon() {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.#resize(), SOON);
  }

  #resize() {
    const { width, height } = this.#size;
    const same = width === this.#drawn.width && height === this.#drawn.height;
    if (!this.#figure || this.#figure.sheet || same || !width || !height) return;
    this.#drawn = this.#size;
    if (this.#figure.layout.annotations ?? this.#figure.layout.legend) this.redraw();
    else this.#Plotly.relayout(this.plot, this.#drawn).then(() => this.#repaint());
  }

  /** Label what is visible now of axes in seconds. */
  #relabel() {
    if (this.#strip) return;
    const change = relabelled(this.#figure?.seconds ?? [], this.plot._fullLayout);
    if (change) this.#Plotly.relayout(this.plot, change);
  }

  /** @param {any} change */
  #zoomed(change) {
    this.#repaint();
    this.#relabel();
    this.#offerWhole();
    this.#raster?.paint();
    this.#askCloseUp();
    if (change["xaxis.autorange"]) this.events.zoom(null);
    else if ("xaxis.range[0]" in change) this.events.zoom([change["xaxis.range[0]"], change["xaxis.range[1]"]]);
  }

  /** A press on a neuron may act on it until it ends. @param {PointerEvent} down */
  #press(down) {
    if (down.button !== 0 || !(/** @type {Element} */ (down.target).closest(".draglayer"))) return false;
    const neuron = this.#raster?.neuronAt({ x: down.clientX, y: down.clientY });
    const end = neuron == null ? null : this.events.press(neuron, this.#raster?.bandOf(neuron) ?? -1, down);
    if (!end) return false;
    this.#pressed = true;
    const stop = new AbortController();
    const release = () => {
      stop.abort();
      this.#pressed = false;
      end();
    };
    for (const name of ["pointerup", "pointercancel", "blur"]) addEventListener(name, release, stop);
    return true;
  }

  /** A press and release in one place inside the axes is a pick; a drag is Plotly's. @param {PointerEvent} down */
  #watchClick(down) {
    const axes = this.axes();
    if (!axes || down.button !== 0 || !(/** @type {Element} */ (down.target).closest(".draglayer"))) return;
    addEventListener(
      "pointerup",
      (up) => {
        if (Math.hypot(up.clientX - down.clientX, up.clientY - down.clientY) > 4) return;
        const box = this.plot.getBoundingClientRect();
        const { xaxis, yaxis } = this.plot._fullLayout;
        const x = xaxis.p2l(up.clientX - box.left - xaxis._offset);
        const y = yaxis.p2l(up.clientY - box.top - yaxis._offset);
        if (x >= Math.min(...xaxis.range) && x <= Math.max(...xaxis.range)) {
          const neuron = this.#raster?.neuronAt({ x: up.clientX, y: up.clientY });
          if (neuron === null) return;
          this.events.pick(tidy(x, xaxis.range), neuron ?? tidy(y, yaxis.range), up);
        }
      },
      { once: true },
    );
  }
}

/** Everything that determines the position of spikes. @param {Figure} figure */
function spikeFrame({ layout, raster }) {
  return JSON.stringify([layout.margin, layout.xaxis, layout.yaxis.range, layout.yaxis.domain, raster?.bands]);
}

/** A size in whole pixels, on which lines are sharp. @param {number} width @param {number} height */
function inPixels(width, height) {
  return { width: Math.floor(width), height: Math.floor(height) };
}
