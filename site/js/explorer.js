import { byId, make } from "./dom.js";
import { setUpFrame } from "./frame.js";
import { defaultState, readLink, writeLink } from "./link.js";
import { Python } from "./python.js";
import { showNotices, showReadouts } from "./readouts.js";
import { Stage } from "./stage.js";
import { endProgress, showProgress } from "./status.js";

/**
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./types.js").Notice} Notice
 * @typedef {import("./types.js").State} State
 * @typedef {import("./types.js").Values} Values
 */

const LIVE = "Simulated here, by Python in your browser";
const INTERACTION = 800; // ms of rest after which a change begins a new interaction

/** What is shown and what it is made of: holds the state, asks Python, shows the answers. */
export class Explorer {
  /** @type {Notice[]} */ #notices = [];
  /** @type {Map<string, State>} */ #left = new Map(); // by view: the state in which it was left
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
    this.view = this.#viewOf(this.state);
    this.stage = this.#makeStage();
    this.stage.showPreset(this.state);
    document.documentElement.classList.remove("linked");
    byId("views").replaceChildren(...this.views.map((view) => make("a", {
      href: `#${view.name}`,
      "data-view": view.name,
      title: view.intro,
    }, view.title)));
    this.#markView();
    setUpFrame(() => writeLink(this.state, this.view));
    addEventListener("hashchange", () => this.#follow(location.hash));
    byId("views").addEventListener("click", (event) => this.#clicked(event));
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
    this.stage.runner.pause();
    this.#change(difference, page);
  }

  /**
   * @param {Partial<State>} difference
   * @param {boolean} page
   */
  #change(difference, page) {
    // What stood when an interaction began is the previous run, not each step of a drag.
    const now = performance.now();
    if (page || now - this.#changedAt > INTERACTION) this.#rememberRun();
    this.#changedAt = now;
    this.state = { ...this.state, ...difference };
    if (this.#viewOf(this.state) !== this.view) this.#enter();
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
    for (const panel of this.stage.panels.values()) panel.redraw();
  }

  /**
   * @param {Answer} answer
   * @param {boolean} first whether it begins an answer or adds to it
   * @param {number} [asked] the question that it answers; of an older one the controls are ahead
   * @returns {Promise<void>} settles when the plots stand
   */
  async show(answer, first, asked = this.#asked) {
    const { stage } = this;
    const kept = stage.controls.kept(answer.notices ?? [], this.state.values);
    if (first) this.#answered = answer.state;
    if (answer.state && asked === this.#asked) {
      this.state = { ...answer.state, values: { ...answer.state.values, ...kept } };
      stage.showOpen(this.state.panels);
    }
    const Plotly = await this.plotly;
    if (stage !== this.stage) return;
    const drawn = Object.entries(answer.figures ?? {}).map(
      ([name, figure]) => stage.panels.get(name)?.draw(figure, Plotly, this.state.preset),
    );
    // The words come after the plots but before the next frame, so that both appear together.
    if (answer.state && answer.values && asked === this.#asked) {
      this.#writeAddress(false);
      stage.showPreset(this.state);
      stage.controls.show({ ...answer.values, ...kept }, stage.preset(this.state.preset));
      stage.runner.show(answer.values);
    }
    if (answer.notices) this.#takeNotices(answer.notices, first);
    if (answer.readouts) showReadouts(answer.readouts);
    if (answer.summary !== undefined) byId("summary").textContent = answer.summary;
    await Promise.all(drawn);
    if (stage !== this.stage) return;
    if (answer.cursor !== undefined) stage.player.load(answer.cursor);
    if (answer.whole) dispatchEvent(new CustomEvent("explorer:drawn", { detail: this.#answered }));
  }

  #ask() {
    const asked = ++this.#asked;
    const { stage } = this;
    this.#python.ask(this.state, {
      answer: (answer, first) => {
        if (stage === this.stage) this.show(answer, first, asked);
      },
      progress: (fraction, text) => {
        if (stage !== this.stage) return;
        showProgress(fraction, text, () => this.#stop());
        stage.runner.begin();
      },
      done: () => {
        if (asked !== this.#asked) return; // the next question is on its way
        byId("notices").classList.remove("stale");
        this.#showNotices();
        if (!stage.runner.end()) endProgress(LIVE);
      },
      error: ({ text, details }) => {
        console.error(details);
        endProgress(LIVE);
        if (stage !== this.stage) return;
        this.tell({ level: "error", parameter: null, text, action: null });
        stage.runner.pause();
        stage.runner.end();
      },
    });
  }

  /**
   * What came late in an answer stays, faintly, until the next one has come as far: so that nothing
   * flickers during a drag.
   *
   * @param {Notice[]} notices
   * @param {boolean} first
   */
  #takeNotices(notices, first) {
    if (notices.some(({ level }) => level === "error")) this.stage.runner.pause();
    this.#notices = first ? notices : [...this.#notices, ...notices];
    byId("notices").classList.toggle("stale", !this.#notices.length);
    if (this.#notices.length) this.#showNotices();
    else this.stage.controls.explain([]); // what is wrong with a value is known at once
  }

  #showNotices() {
    showNotices(this.stage.controls.explain(this.#notices), (values) => this.set(values));
  }

  /** @param {string} name */
  #reset(name) {
    const { [name]: _, ...values } = this.state.values;
    this.change({ values });
  }

  #rememberRun() {
    for (const panel of this.stage.panels.values()) panel.remember(this.#keepsPrevious);
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

  /** @param {State} state */
  #viewOf(state) {
    return this.views.find((view) => view.name === state.view) ?? this.views[0];
  }

  #makeStage() {
    return new Stage(this.view, {
      set: (values) => this.set(values),
      reset: (name) => this.#reset(name),
      choose: (preset) => this.change({ preset, values: {} }, true),
      open: (panel) => this.#open(panel),
      keep: (keep) => {
        this.#keepsPrevious = keep;
        this.#rememberRun();
        if (!keep) this.redraw();
      },
      goOn: (values) => this.#change({ values: { ...this.state.values, ...values } }, false),
    }, this.isUsual);
  }

  /** Let what runs end with what it has. */
  #stop() {
    this.stage.runner.pause();
    this.#python.stop();
  }

  /** The state is that of another view now: show it. */
  #enter() {
    this.stage.leave();
    this.view = this.#viewOf(this.state);
    this.#notices = [];
    this.#keepsPrevious = false;
    this.stage = this.#makeStage();
    this.stage.showPreset(this.state);
    this.#showNotices();
    this.#markView();
  }

  #markView() {
    for (const link of byId("views").querySelectorAll("a")) {
      if (link.dataset.view === this.view.name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  /** A view's tab leads to the state in which it was left. @param {MouseEvent} event */
  #clicked(event) {
    const link = /** @type {Element} */ (event.target).closest("a");
    const view = this.views.find(({ name }) => name === link?.dataset.view);
    if (!view || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (view === this.view) return;
    this.#left.set(this.view.name, this.state);
    this.change(this.#left.get(view.name) ?? defaultState(view), true);
  }

  /** @param {string} hash */
  #follow(hash) {
    if (document.getElementById(hash.slice(1))) return; // a place in the page, not a state
    this.#left.set(this.view.name, this.state);
    this.change(readLink(hash, this.views));
  }

  /** Of the panels of which one at a time is open. @param {string | null} panel */
  #open(panel) {
    const others = this.state.panels.filter((name) => this.stage.panels.get(name)?.spec.place !== "extra");
    this.change({ panels: panel ? [...others, panel] : others });
    this.stage.showOpen(this.state.panels);
  }
}
