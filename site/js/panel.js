import { make, makeSvg } from "./dom.js";
import { Raster, labelRows } from "./raster.js";
import { coloured } from "./theme.js";
import { say } from "./words.js";

/**
 * @typedef {import("./types.js").PanelSpec} PanelSpec
 * @typedef {import("./types.js").Figure} Figure
 */

const touch = matchMedia("(pointer: coarse)").matches;
const CONFIG = {
  displaylogo: false,
  showSendToCloud: false,
  responsive: false,
  ...(touch && { displayModeBar: false }),
};
const SAVE = "Save this plot …";
const DATA = "Show data: a summary in words, and tables";
const AXIS = /^[xy]axis\d*$/;
/** A table, as Plotly takes an icon. */
const TABLE = { width: 16, height: 16, path: "M1 2h14v12H1zm1.5 4v2.2h3.5V6zm5 0v2.2h6V6zm-5 3.7v2.8h3.5V9.7zm5 0v2.8h6V9.7z" };
const MODE_BAR = { bgcolor: "rgba(0,0,0,0)", color: "var(--faint)", activecolor: "var(--ink)" };

let count = 0;

/** One plot: a Plotly figure, and above it a light SVG for what moves without redrawing. */
export class Panel {
  /** @type {Figure | null} */ #figure = null;
  /** @type {any[]} */ #ghosts = [];
  /** @type {any} */ #Plotly = null;
  /** @type {any[]} */ #pinned = [];
  /** @type {Map<string, Paint>} */ #paints = new Map();
  /** @type {Record<string, [number, number]> | null} */ #held = null;
  /** @type {Element | null} */ #still;
  /** @type {Raster | null} */ #raster = null;
  /** @type {Record<string, any> | null} */ #config = null;
  /** @type {ResizeObserver} */ #observer;
  #revision = "";
  #size = { width: 0, height: 0 };
  #drawn = this.#size;

  /**
   * @param {PanelSpec} spec
   * @param {{pick: (x: number, y: number) => void, zoom: (range: [number, number] | null) => void}} events
   * @param {HTMLElement} [element] one that the page came with: its picture stands until the first plot does
   */
  constructor(spec, events, element = make("div", { class: "panel", "data-panel": spec.name })) {
    this.spec = spec;
    this.events = events;
    this.plot = /** @type {any} */ (make("div", { class: "plot" }));
    this.overlay = makeSvg("svg", { class: "overlay", "aria-hidden": "true" });
    this.message = make("p", { class: "message" });
    this.words = make("p", { class: "heard", id: `words-${++count}` }); // what is seen, for those who hear the page
    this.element = element;
    for (const [name, value] of Object.entries({ role: "figure", "aria-label": spec.title, "aria-describedby": this.words.id })) element.setAttribute(name, value);
    this.#still = element.querySelector(".still");
    // For fingers and keys; a mouse has the same among Plotly's buttons.
    this.save = make("button", { type: "button", class: "save", "aria-label": `Save plot: ${spec.title}`, title: SAVE, hidden: true }, "↓");
    this.save.addEventListener("click", () => this.#ask("save"));
    this.table = make("button", { type: "button", class: "save table", "aria-label": `Show data: ${spec.title}`, title: DATA, hidden: true }, "▤");
    this.table.addEventListener("click", () => this.#ask("table"));
    element.append(this.words, this.plot, this.overlay, this.message, this.table, this.save);
    this.element.addEventListener("pointerdown", (down) => this.#watchClick(down), true);
    this.#observer = new ResizeObserver(([{ contentRect: { width, height } }]) => {
      this.#size = { width, height };
      this.#resize();
    });
    this.#observer.observe(this.element);
  }

  /** @returns {Figure | null} what is drawn, as Python made it */
  get figure() {
    return this.#figure;
  }

  /**
   * @param {Figure} figure
   * @param {any} Plotly
   * @param {string} revision zooms are kept while this stays the same
   * @returns {Promise<void>} settles when it is painted
   */
  async draw(figure, Plotly, revision) {
    const before = this.#figure;
    this.#figure = figure;
    this.#Plotly = Plotly;
    this.#revision = revision;
    this.message.textContent = "";
    if (figure.raster && before && spikeFrame(before) === spikeFrame(figure)) {
      this.#raster?.show(figure.raster); // quicker than Plotly, whose axes stay as they are
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      if (this.#figure !== figure) return;
    }
    const data = [...this.#ghosts, ...this.#pinned, ...figure.data];
    if (!this.#size.width) this.#size = { width: this.element.clientWidth, height: this.element.clientHeight };
    const size = this.#size;
    const layout = coloured({ ...figure.layout, ...size, modebar: MODE_BAR, uirevision: revision });
    for (const [name, range] of Object.entries(this.#held ?? {})) layout[name].range = united(range, layout[name].range);
    if (touch) layout.dragmode = false; // so that a finger scrolls the page
    const fresh = !this.plot.layout;
    if (figure.raster) {
      this.#raster ??= new Raster(this.plot, Plotly);
      labelRows(figure.raster, layout);
    }
    await Plotly.react(this.plot, coloured(data), layout, this.#configure());
    if (!this.#figure) {
      Plotly.purge(this.plot); // the panel was left meanwhile
      return;
    }
    this.#still?.remove();
    this.#offer(!this.isEmpty);
    for (const drawing of this.plot.querySelectorAll(".main-svg")) drawing.setAttribute("aria-hidden", "true");
    if (fresh) {
      this.plot.on("plotly_relayout", (/** @type {any} */ change) => this.#zoomed(change));
      this.plot.on("plotly_relayouting", () => {
        this.#raster?.paintSoon();
        this.#repaint();
      });
    }
    this.#setHome(figure.layout);
    this.#raster?.show(figure.raster ?? null);
    this.#drawn = size;
    this.#resize(); // it may have changed meanwhile
    this.#repaint();
  }

  /** Draw again what was drawn: the colours have changed. */
  async redraw() {
    if (this.#figure) await this.draw(this.#figure, this.#Plotly, this.#revision);
  }

  /** Whether there is nothing to see, or only words that say why. */
  get isEmpty() {
    return !this.#figure?.data.length && !this.#figure?.raster;
  }

  /**
   * All that is needed to draw what is shown once more: colours by name, axes as they stand now,
   * and height by width.
   */
  shown() {
    const figure = this.#figure;
    const full = this.plot._fullLayout;
    if (!figure || !full || this.isEmpty) return null;
    const axes = Object.keys(figure.layout).filter((name) => AXIS.test(name) && full[name]?.range);
    const now = axes.map((name) => [name, { ...figure.layout[name], range: full[name].range.slice(), autorange: false }]);
    return {
      Plotly: this.#Plotly,
      data: [...this.#ghosts, ...this.#pinned, ...figure.data],
      layout: { ...figure.layout, ...Object.fromEntries(now) },
      raster: figure.raster,
      ratio: full.height / full.width,
    };
  }

  /** Keep what stands now as a faint background of what comes, or (false) forget it. @param {boolean} keep */
  remember(keep) {
    const traces = keep ? (this.#figure?.data ?? []).filter((trace) => trace.meta?.ghost) : [];
    this.#ghosts = traces.map((trace) => background(trace, `${trace.name} before`, "var(--ghost)"));
  }

  /** Compare what comes with a figure, whose curves stay behind it, or (null) with none. @param {Figure | null} figure */
  pin(figure) {
    this.#pinned = (figure?.data ?? []).filter(isCompared).map((trace) => background(trace, `${trace.name}, A`, "var(--pinned)"));
  }

  /** Whether its curves can be compared with those of another run. */
  get isComparable() {
    return Boolean(this.#figure?.data.some(isCompared));
  }

  /**
   * While something is dragged in it, the axes keep at least the range that they have now.
   *
   * @param {boolean} on
   */
  hold(on) {
    const full = this.plot._fullLayout;
    this.#held = null;
    if (on && this.#figure && full) {
      const own = Object.entries(this.#figure.layout).filter(([name, axis]) => AXIS.test(name) && axis.range);
      const asDeclared = own.filter(([name, { range }]) => same(range, full[name].range)); // the others are zoomed
      this.#held = Object.fromEntries(asDeclared.map(([name]) => [name, full[name].range.slice()]));
    } else this.redraw();
  }

  /** Take everything away: the panel is not shown any more. */
  leave() {
    this.#observer.disconnect();
    this.#raster?.show(null);
    if (this.#Plotly && this.plot.layout) this.#Plotly.purge(this.plot);
    this.#figure = null;
    this.#offer(false);
  }

  /** Let the traces of a name stand out, or the whole panel if there are none; null: nothing. @param {string | null} name */
  point(name) {
    if (name === null && !this.element.classList.contains("referred")) return;
    this.element.classList.toggle("referred", name !== null);
    const all = /** @type {Element[]} */ ([...this.plot.querySelectorAll(".scatterlayer .trace")]);
    const named = (this.plot._fullData ?? []).filter((/** @type {any} */ trace) => trace.name === name);
    const meant = all.filter(({ classList }) => named.some((/** @type {any} */ { uid }) => classList.contains(`trace${uid}`)));
    this.element.classList.toggle("by-trace", meant.length > 0);
    for (const trace of all) trace.classList.toggle("meant", meant.includes(trace));
  }

  /** Say why there is no plot. @param {string} text */
  say(text) {
    this.message.textContent = text;
    if (this.#Plotly && this.#figure && text) {
      this.#Plotly.purge(this.plot);
      this.#figure = null;
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
    this.element.dispatchEvent(new Event("panel:axes"));
  }

  /**
   * From data to pixels and back, along the x axis and one of the y axes, and the frame of these two.
   *
   * @param {string} [name] of the y axis, such as "y2"
   */
  scale(name = "y") {
    const { xaxis, [name.replace("y", "yaxis")]: yaxis } = this.plot._fullLayout ?? {};
    if (!this.#figure || !xaxis?._length || !yaxis?._length) return null;
    return {
      x: (/** @type {number} */ value) => xaxis._offset + xaxis.l2p(value),
      y: (/** @type {number} */ value) => yaxis._offset + yaxis.l2p(value),
      fromX: (/** @type {number} */ pixel) => xaxis.p2l(pixel - xaxis._offset),
      fromY: (/** @type {number} */ pixel) => yaxis.p2l(pixel - yaxis._offset),
      left: xaxis._offset,
      right: xaxis._offset + xaxis._length,
      top: yaxis._offset,
      bottom: yaxis._offset + yaxis._length,
    };
  }

  /**
   * @typedef {{x: (value: number) => number, y: (value: number) => number, left: number, right: number,
   *            top: number, bottom: number}} Axes from data to pixels of the first x and y axis, and the
   *            frame of all axes
   * @returns {Axes | null}
   */
  axes() {
    const full = this.plot._fullLayout;
    if (!this.#figure || !full?.xaxis?._length) return null;
    const { xaxis, yaxis, _size: size } = full;
    return {
      x: (value) => xaxis._offset + xaxis.l2p(value),
      y: (value) => yaxis._offset + yaxis.l2p(value),
      left: size.l,
      right: full.width - size.r,
      top: size.t,
      bottom: full.height - size.b,
    };
  }

  /**
   * The area of the first x and y axis, and what stands at its left and right, lower and upper end.
   *
   * @returns {{left: number, top: number, width: number, height: number, x: [number, number], y: [number, number]} | null}
   */
  area() {
    const { xaxis, yaxis } = this.plot._fullLayout ?? {};
    if (!this.#figure || !xaxis?._length || !yaxis?._length) return null;
    const place = { left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length };
    return { ...place, x: xaxis.range.map(Number), y: yaxis.range.map(Number) };
  }

  /** Where a reset of the axes leads: Plotly would keep the ranges of the first figure. @param {any} layout */
  #setHome(layout) {
    for (const [name, { range }] of Object.entries(layout).filter(([name]) => AXIS.test(name))) {
      if (range) [this.plot._fullLayout[name]._rangeInitial0, this.plot._fullLayout[name]._rangeInitial1] = range;
    }
  }

  /** Plotly's own way of saving has no spikes, and colours of the theme. */
  #configure() {
    this.#config ??= {
      ...CONFIG,
      modeBarButtons: [[
        { name: "save", title: say(SAVE), icon: this.#Plotly.Icons.camera, click: () => this.#ask("save") },
        { name: "table", title: say(DATA), icon: TABLE, click: () => this.#ask("table") },
        ...["zoom2d", "pan2d", "resetScale2d"],
      ]],
    };
    // Without data of its own the axis of the neurons has no range to find.
    if (this.#raster) this.#config.doubleClick = "reset";
    return this.#config;
  }

  /** @param {"save" | "table"} what */
  #ask(what) {
    this.element.dispatchEvent(new CustomEvent(`panel:${what}`, { bubbles: true, detail: this }));
  }

  /** Show or hide what can be had of the plot. @param {boolean} on */
  #offer(on) {
    this.save.hidden = this.table.hidden = !on;
    if (!on) this.words.textContent = "";
  }

  #resize() {
    const { width, height } = this.#size;
    const same = width === this.#drawn.width && height === this.#drawn.height;
    if (!this.#figure || same || !width || !height) return;
    this.#drawn = this.#size;
    this.#Plotly.relayout(this.plot, this.#drawn).then(() => this.#repaint());
  }

  /** @param {any} change */
  #zoomed(change) {
    this.#repaint();
    this.#raster?.paint();
    if (change["xaxis.autorange"]) this.events.zoom(null);
    else if ("xaxis.range[0]" in change) this.events.zoom([change["xaxis.range[0]"], change["xaxis.range[1]"]]);
  }

  /** A press and release in one place inside the axes is a pick; a drag is Plotly's. @param {PointerEvent} down */
  #watchClick(down) {
    const axes = this.axes();
    if (!axes || down.button !== 0 || !(/** @type {Element} */ (down.target).closest(".draglayer"))) return;
    addEventListener("pointerup", (up) => {
      if (Math.hypot(up.clientX - down.clientX, up.clientY - down.clientY) > 4) return;
      const box = this.plot.getBoundingClientRect();
      const { xaxis, yaxis } = this.plot._fullLayout;
      const x = xaxis.p2l(up.clientX - box.left - xaxis._offset);
      const y = yaxis.p2l(up.clientY - box.top - yaxis._offset);
      if (x >= Math.min(...xaxis.range) && x <= Math.max(...xaxis.range)) {
        const neuron = this.#raster?.neuronAt({ x: up.clientX, y: up.clientY });
        if (neuron === null) return;
        this.events.pick(tidy(x, xaxis.range), neuron ?? tidy(y, yaxis.range));
      }
    }, { once: true });
  }
}

/** What decides where spikes stand. @param {Figure} figure */
function spikeFrame({ layout, raster }) {
  return JSON.stringify([layout.margin, layout.xaxis, layout.yaxis.range, layout.yaxis.domain, raster?.bands]);
}

/**
 * As many digits as a pixel is worth: a thousandth of the range.
 *
 * @param {number} value
 * @param {[number, number]} range
 */
function tidy(value, range) {
  const digits = Math.max(0, 3 - Math.floor(Math.log10(Math.abs(range[1] - range[0]))));
  return Number(value.toFixed(Math.min(digits, 12)));
}

/** @param {any} trace */
function isCompared(trace) {
  return Boolean(trace.meta?.ghost || trace.meta?.compared);
}

/**
 * A curve as a background of others.
 *
 * @param {any} trace
 * @param {string} name
 * @param {string} color
 */
function background(trace, name, color) {
  return {
    ...trace,
    name,
    line: { ...trace.line, color, width: Math.min(trace.line?.width ?? 1, 1.5) },
    ...(trace.marker && { marker: { ...trace.marker, color } }),
    hoverinfo: "skip",
    hovertemplate: null,
    showlegend: false,
  };
}

/** @param {[number, number]} a @param {[number, number]} b */
function same(a, b) {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) < 1e-6 * Math.abs(a[1] - a[0]);
}

/** A range that has both. @param {[number, number]} a @param {[number, number] | undefined} b @returns {[number, number]} */
function united(a, b) {
  return b ? [Math.min(a[0], b[0]), Math.max(a[1], b[1])] : a;
}
