import { buildControls } from "./controls.js";
import { byId, make } from "./dom.js";
import { buildExtras } from "./extras.js";
import { setUpFrame } from "./frame.js";
import { defaultState, readLink, writeLink } from "./link.js";
import { Panel } from "./panel.js";
import { Player } from "./player.js";
import { Python } from "./python.js";
import { showNotices, showReadouts } from "./readouts.js";
import { buildSelector } from "./selector.js";
import { endProgress, showProgress } from "./status.js";

/**
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./types.js").Notice} Notice
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Values} Values
 */

const LIVE = "Simulated here, by Python in your browser";
const INTERACTION = 800; // ms of rest after which a change begins a new interaction

/** A view as its schema declares it: holds the state, asks Python, shows the answers. */
export class Explorer {
  /** @type {Notice[]} */ #notices = [];
  #python = new Python();
  #keepsPrevious = false;
  #changedAt = -Infinity;
  #asked = 0;
  /** @type {State | undefined} */ #answered;

  /**
   * @param {import("./types.js").Schema} schema
   * @param {Promise<any>} plotly
   */
  constructor(schema, plotly) {
    this.views = schema.views;
    this.plotly = plotly;
    this.state = readLink(location.hash, this.views);
    this.view = this.views.find((v) => v.name === this.state.view) ?? this.views[0];
    this.panels = new Map(this.view.panels.map((spec) => [spec.name, this.#makePanel(spec)]));
    this.player = new Player(this.panels);
    this.controls = buildControls(this.view, (values) => this.set(values), (name) => this.#reset(name));
    this.showChosen = buildSelector(this.view, (preset) => this.change({ preset, values: {} }, true));
    this.showOpen = this.#layOut();
    setUpFrame(() => writeLink(this.state, this.view));
    addEventListener("hashchange", () => this.change(readLink(location.hash, this.views)));
  }

  /** @returns {boolean} whether the state is the one that the page comes with */
  get isUsual() {
    return writeLink(this.state, this.view) === writeLink(defaultState(this.view), this.view);
  }

  /** @param {{worker: Worker, sync: any}} started */
  connect(started) {
    this.#python.connect(started);
    endProgress(LIVE);
    this.#ask();
  }

  /** @param {Values} values */
  set(values) {
    this.change({ values: { ...this.state.values, ...values } });
  }

  /**
   * @param {Partial<State>} difference
   * @param {boolean} [page] whether it is a page of its own in the browser's history
   */
  change(difference, page = false) {
    // What stood when an interaction began is the previous run, not each step of a drag.
    const now = performance.now();
    if (page || now - this.#changedAt > INTERACTION) this.#rememberRun();
    this.#changedAt = now;
    this.state = { ...this.state, ...difference };
    this.#writeAddress(page);
    this.#ask();
  }

  /** @param {Notice} notice */
  tell(notice) {
    this.#notices = [notice];
    this.#showNotices();
  }

  /** Draw all panels again: the colours have changed. */
  redraw() {
    for (const panel of this.panels.values()) panel.redraw();
  }

  /**
   * @param {Answer} answer
   * @param {boolean} first whether it begins an answer or adds to it
   * @param {boolean} [newest] whether it answers the newest question; else the controls are ahead of it
   * @returns {Promise<void>} settles when the plots stand
   */
  async show(answer, first, newest = true) {
    if (first) this.#answered = answer.state;
    if (answer.state && newest) {
      this.state = answer.state;
      this.showOpen(this.state.panels);
    }
    const Plotly = await this.plotly;
    const drawn = Object.entries(answer.figures ?? {}).map(
      ([name, figure]) => this.panels.get(name)?.draw(figure, Plotly, this.state.preset),
    );
    // The words come after the plots but before the next frame, so that both appear together.
    if (answer.state && newest) this.#showState();
    if (answer.values && newest) this.controls.show(answer.values, this.#preset());
    if (answer.notices) this.#takeNotices(answer.notices, first);
    if (answer.readouts) showReadouts(answer.readouts);
    if (answer.summary !== undefined) byId("summary").textContent = answer.summary;
    await Promise.all(drawn);
    if (answer.cursor !== undefined) this.player.load(answer.cursor);
    if (answer.whole) dispatchEvent(new CustomEvent("explorer:drawn", { detail: this.#answered }));
  }

  #ask() {
    const asked = ++this.#asked;
    this.#python.ask(this.state, {
      answer: (answer, first) => this.show(answer, first, asked === this.#asked),
      progress: showProgress,
      done: () => {
        endProgress(LIVE);
        byId("notices").classList.remove("stale");
        this.#showNotices();
      },
      error: ({ text, details }) => {
        console.error(details);
        endProgress(LIVE);
        this.tell({ level: "error", parameter: null, text, action: null });
      },
    });
  }

  #preset() {
    return this.view.presets.find((p) => p.name === this.state.preset);
  }

  #showState() {
    this.#writeAddress(false);
    this.showChosen(this.state.preset);
    const preset = this.#preset();
    if (!preset) return;
    byId("preset-title").replaceChildren(make("span", { class: "mark" }, preset.mark), preset.title);
    byId("preset-text").textContent = preset.text;
    document.title = `${preset.title} · Izhikevich explorer`;
  }

  /**
   * What came late in an answer stays, faintly, until the next one has come as far: so that nothing
   * flickers during a drag.
   *
   * @param {Notice[]} notices
   * @param {boolean} first
   */
  #takeNotices(notices, first) {
    this.#notices = first ? notices : [...this.#notices, ...notices];
    byId("notices").classList.toggle("stale", !this.#notices.length);
    if (this.#notices.length) this.#showNotices();
  }

  #showNotices() {
    showNotices(this.controls.explain(this.#notices), (values) => this.set(values));
  }

  /** @param {string} name */
  #reset(name) {
    const { [name]: _, ...values } = this.state.values;
    this.change({ values });
  }

  #rememberRun() {
    for (const panel of this.panels.values()) panel.remember(this.#keepsPrevious);
  }

  /** @param {boolean} page */
  #writeAddress(page) {
    const link = writeLink(this.state, this.view);
    if (link === location.hash || (!location.hash && this.isUsual)) return;
    try {
      history[page ? "pushState" : "replaceState"](null, "", link);
    } catch {
      // Frames without an origin may not; nothing else depends on it.
    }
  }

  /** @param {import("./types.js").PanelSpec} spec */
  #makePanel(spec) {
    return new Panel(spec, {
      pick: (x, y) => {
        if (spec.pick) this.set({ [spec.pick.x]: x, [spec.pick.y]: y });
        else if (spec.axis_group === "time") this.player.seekTime(x);
      },
      zoom: (range) => {
        if (!spec.axis_group) return;
        for (const other of this.panels.values()) {
          if (other.spec !== spec && other.spec.axis_group === spec.axis_group) other.follow(range);
        }
      },
    });
  }

  #layOut() {
    byId("views").replaceChildren(...this.views.map((view) => make("a", {
      href: `#${view.name}`,
      "aria-current": view === this.view ? "page" : null,
      title: view.intro,
    }, view.title)));
    for (const { spec, element } of this.panels.values()) {
      element.classList.toggle("pickable", spec.pick !== null);
      if (spec.place !== "extra") byId(`panels-${spec.place}`).append(element);
    }
    const extras = [...this.panels.values()].filter((panel) => panel.spec.place === "extra");
    return buildExtras(extras, (open) => {
      const others = this.state.panels.filter((name) => this.panels.get(name)?.spec.place !== "extra");
      this.change({ panels: open ? [...others, open] : others });
      this.showOpen(this.state.panels);
    }, (keep) => {
      this.#keepsPrevious = keep;
      this.#rememberRun();
      if (!keep) this.redraw();
    });
  }
}
