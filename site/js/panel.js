import { make, makeSvg } from "./dom.js";
import { Raster } from "./raster.js";
import { coloured } from "./theme.js";

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
  modeBarButtons: [["toImage", "zoom2d", "pan2d", "resetScale2d"]],
};
const MODE_BAR = { bgcolor: "rgba(0,0,0,0)", color: "var(--faint)", activecolor: "var(--ink)" };

/** One plot: a Plotly figure, and above it a light SVG for what moves without redrawing. */
export class Panel {
  /** @type {Figure | null} */ #figure = null;
  /** @type {any[]} */ #ghosts = [];
  /** @type {any} */ #Plotly = null;
  /** @type {(() => void) | null} */ #repaint = null;
  /** @type {Element | null} */ #still;
  /** @type {Raster | null} */ #raster = null;
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
    this.plot = /** @type {any} */ (make("div", { class: "plot", role: "img", "aria-label": spec.title }));
    this.overlay = makeSvg("svg", { class: "overlay", "aria-hidden": "true" });
    this.message = make("p", { class: "message" });
    this.element = element;
    this.#still = element.querySelector(".still");
    element.append(this.plot, this.overlay, this.message);
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
    const data = this.#ghosts.length ? [...this.#ghosts, ...figure.data] : figure.data;
    if (!this.#size.width) this.#size = { width: this.element.clientWidth, height: this.element.clientHeight };
    const size = this.#size;
    const layout = coloured({ ...figure.layout, ...size, modebar: MODE_BAR, uirevision: revision });
    if (touch) layout.dragmode = false; // so that a finger scrolls the page
    const fresh = !this.plot.layout;
    if (figure.raster) {
      this.#raster ??= new Raster(this.plot);
      this.#raster.label(figure.raster, layout);
    }
    const config = this.#raster ? { ...CONFIG, ...this.#raster.config(Plotly) } : CONFIG;
    await Plotly.react(this.plot, coloured(data), layout, config);
    if (!this.#figure) {
      Plotly.purge(this.plot); // the panel was left meanwhile
      return;
    }
    this.#still?.remove();
    if (fresh) {
      this.plot.on("plotly_relayout", (/** @type {any} */ change) => this.#zoomed(change));
      this.plot.on("plotly_relayouting", () => this.#raster?.paintSoon());
    }
    this.#setHome(figure.layout);
    this.#raster?.show(figure.raster ?? null);
    this.#drawn = size;
    this.#resize(); // it may have changed meanwhile
    this.#repaint?.();
  }

  /** Draw again what was drawn: the colours have changed. */
  async redraw() {
    if (this.#figure) await this.draw(this.#figure, this.#Plotly, this.#revision);
  }

  /** Keep what stands now as a faint background of what comes, or (false) forget it. @param {boolean} keep */
  remember(keep) {
    const traces = keep && this.#figure ? this.#figure.data.filter((trace) => trace.meta?.ghost) : [];
    this.#ghosts = traces.map((trace) => ({
      ...trace,
      name: `${trace.name} before`,
      line: { ...trace.line, color: "var(--ghost)" },
      hoverinfo: "skip",
      hovertemplate: null,
      showlegend: false,
    }));
  }

  /** Take everything away: the panel is not shown any more. */
  leave() {
    this.#observer.disconnect();
    this.#raster?.show(null);
    if (this.#Plotly && this.plot.layout) this.#Plotly.purge(this.plot);
    this.#figure = null;
  }

  /** Say why there is no plot. @param {string} text */
  say(text) {
    this.message.textContent = text;
    if (this.#Plotly && this.#figure && text) {
      this.#Plotly.purge(this.plot);
      this.#figure = null;
      this.#raster?.show(null);
      this.overlay.replaceChildren();
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
   * @param {((axes: Axes) => (SVGElement | null)[]) | null} paint
   */
  over(paint) {
    this.#repaint = () => {
      const axes = paint && this.axes();
      this.overlay.replaceChildren(...(axes && paint ? paint(axes).filter((e) => e !== null) : []));
    };
    this.#repaint();
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
    for (const [name, { range }] of Object.entries(layout).filter(([name]) => /^[xy]axis\d*$/.test(name))) {
      if (range) [this.plot._fullLayout[name]._rangeInitial0, this.plot._fullLayout[name]._rangeInitial1] = range;
    }
  }

  #resize() {
    const { width, height } = this.#size;
    const same = width === this.#drawn.width && height === this.#drawn.height;
    if (!this.#figure || same || !width || !height) return;
    this.#drawn = this.#size;
    this.#Plotly.relayout(this.plot, this.#drawn).then(() => this.#repaint?.());
  }

  /** @param {any} change */
  #zoomed(change) {
    this.#repaint?.();
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
