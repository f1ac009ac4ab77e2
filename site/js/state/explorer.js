import { hostHasPython } from "../client/host-python.js";
import { setUpAbout, showAbout } from "../panels/about.js";
import { Comparison } from "./compare.js";
import { afterFrame, byId } from "../dom.js";
import { defaultState, readComparison, readLink, readPage, viewOf, writeComparison, writeLink } from "./link.js";
import { Notices } from "../access/notices.js";
import { keepLink } from "../controls/saved.js";
import { problem } from "../access/problem.js";
import { showReadouts } from "../panels/readouts.js";
import { isBare, looksLike, shortened, shownControls, troubles } from "./settings.js";
import { withMinus } from "../language/format.js";
import { Stage } from "../panels/stage.js";
import { endProgress, showProgress } from "../access/status.js";
import { Steps } from "./undo-history.js";
import { stoppedNotice } from "./stopped.js";
import { Tabs } from "../panels/view-tabs.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/protocol.js").Answer} Answer
 * @typedef {import("../access/notices.js").Notice} Notice
 * @typedef {import("../client/protocol.js").State} State
 * @typedef {import("../client/protocol.js").Values} Values
 * @typedef {import("../client/protocol.js").ViewSchema} View
 */

const LIVE = hostHasPython ? "Simulated by this notebook’s Python" : "Simulated in your browser";
const CRASHED =
  "Python stopped unexpectedly and was restarted; it may have run out of memory. The results shown were recomputed.";
const FATAL = "Python stopped twice while computing this. Change something to try again.";
const ANOTHER = "This cannot change while a network runs: it was built again, and starts from 0.";
const NOT_COMPARED = "Stopped: Python did not respond for A. The comparison has ended.";

/** The display and its state: holds the state, sends requests to Python, displays the answers. */
export class Explorer {
  #notices = new Notices(
    (notices) => {
      this.faults = notices.filter(({ level, parameter }) => level === "error" && parameter);
      dispatchEvent(new Event("explorer:faults"));
      return this.stage.controls.explain(notices);
    },
    ({ values, see, keep }) => (keep ? this.#keep(keep) : see ? this.#see(see) : this.set(values)),
  );
  /** @type {Tabs} */ #tabs;
  #keepsPrevious = false;
  /** @type {Comparison | null} */ #comparison = null;
  /** @type {string | null | undefined} */ #linked; // the comparison of a link that is being followed; null: none
  /** @type {import("../client/protocol.js").Readout[]} */ #readouts = [];
  /** @type {Notice[]} */ faults = []; // of values, as last reported
  steps = new Steps();
  #asked = 0;
  changes = 0; // of the state, so far
  /** @type {Record<string, number>} numbers about what is shown, by name */ facts = {};
  #unanswered = 0; // how often in a row Python ended while it was asked
  /** @type {State | undefined} */ #shown;
  /** @type {Values} */ #values = {}; // that Python last gave the parameters, all of them
  /** @type {Values} */ #default = {}; // of the preset, in the form of these values
  /** @type {{state: State, values: Values} | null} */ #complete = null; // the last one that was answered to its end
  #refused = false; // whether the state is one in which Python hung, and is not asked again
  #noted = false; // whether the state was changed, for the next request, since the last one
  #comparing = false; // whether the request is for the other run of a comparison
  #framed = false; // whether a change was carried out since the last frame
  #behind = false; // whether another one came since then: only the newest is carried out
  #goesOn = false; // whether it continues the run that is shown
  #page = false; // whether it begins a new entry in the browser's history
  connected = false; // whether Python runs
  answered = false; // whether an answer of Python has been drawn
  /** @type {number | null} */ spikes = null; // of the run that is shown
  /** @type {{follow: (state: State) => boolean, offer: () => void, end: () => void, redraw: () => void} | null} */
  live = null;
  /** @type {string[] | null} */ goal = null; // conditions of a task: answers say whether they are met

  /**
   * @param {import("../client/protocol.js").Schema} schema
   * @param {import("../client/solver-client.js").Client} client
   * @param {Promise<any>} plotly
   */
  constructor(schema, client, plotly) {
    this.client = client;
    this.views = schema.views;
    this.formats = schema.formats;
    this.impossible = schema.impossible;
    this.plotly = plotly;
    const { compare, ...page } = readPage(location.hash);
    this.#linked = compare;
    this.page = page;
    this.bare = isBare(this.page);
    this.state = readLink(location.hash, this.views);
    this.view = this.#viewOf(this.state);
    this.#notices.keep(troubles(this.page, this.view));
    this.stage = this.#makeStage();
    this.stage.showPreset(this.state);
    document.documentElement.classList.remove("from-link");
    this.#tabs = new Tabs(this.views, (view) => this.#turnTo(view));
    this.#tabs.mark(this.view);
    this.#compareAsLinked();
    setUpAbout({
      point: (curve) => this.stage.point(curve),
      open: (panel) => this.#reveal(panel),
      mark: (parameter) => this.stage.controls.mark(parameter),
      edit: (parameter) => this.stage.controls.edit(parameter),
      set: (values) => {
        this.set(values);
        this.stage.lookAtPlots();
      },
      see: (link) => this.#see(link),
    });
    // The address may have been written again before the event comes.
    addEventListener("hashchange", ({ newURL }) => this.#follow(new URL(newURL).hash));
  }

  /** @returns {boolean} whether the state is the one that the page comes with */
  get isDefault() {
    const view = this.#viewOf(this.state);
    return writeLink(this.state, view) === writeLink(defaultState(view), view);
  }

  /**
   * The link to the current state.
   *
   * @param {import("./link.js").Page} [page] what it asks of the page; if nothing is said, what this one was asked
   */
  link(page = this.page) {
    return writeLink(this.state, this.#viewOf(this.state), { ...page, ...this.comparison });
  }

  /** The comparison with A, if there is one, as links ask for it. @returns {import("./link.js").Page} */
  get comparison() {
    const a = this.compared;
    return a?.view === this.state.view ? { compare: writeComparison(a, this.state, this.view) } : {};
  }

  /** Python runs, or will in a moment. */
  connect() {
    this.connected = true;
    endProgress(LIVE);
    if (this.#refused) this.#notices.settle();
    else if (this.#unanswered < 2) this.#ask();
    else this.tell({ level: "error", parameter: null, text: FATAL });
  }

  /**
   * Python has ended, and will be connected again.
   *
   * @param {import("../client/rpc.js").Ended} why
   * @param {{left: number | null, overtaken: boolean}} asked what is left unanswered
   */
  disconnect({ by, text, during }, { left, overtaken }) {
    this.connected = false;
    busy(false); // the following notices must be read out
    this.stage.wait(false);
    this.#unanswered = left === null || by === "reader" ? 0 : this.#unanswered + 1;
    const crash = text ? `${say(CRASHED)} ${say("The browser says: {text}", { text })}` : CRASHED;
    this.#notices.keep(by === "crash" ? [{ level: "warning", parameter: null, text: crash }] : []);
    this.stage.runner.pause();
    this.live?.end();
    if (by === "reader" && left !== null && left === during && !overtaken && !this.#behind) this.#giveUp();
  }

  /** Python hung in a request: go back to the last state that it could answer, and report it. */
  #giveUp() {
    if (this.#comparing) {
      this.compare(false);
      this.#notices.add({ level: "warning", parameter: null, text: NOT_COMPARED });
      return;
    }
    const complete = this.#complete;
    const fault = this.state;
    const notice = stoppedNotice(fault, complete?.state ?? null, this.#viewOf(fault), (state) =>
      this.change(state, true),
    );
    if (complete) this.state = complete.state;
    else this.#refused = true; // there is nothing to go back to, but controls to mend it
    if (this.#viewOf(this.state) !== this.view) this.#enter();
    this.stage.showPreset(this.state);
    const preset = this.stage.preset(this.state.preset);
    this.stage.controls.show(complete?.values ?? { ...preset?.values, ...fault.values }, preset, this.#default);
    this.#writeAddress(false);
    dispatchEvent(new Event("explorer:steps"));
    this.#notices.keep([notice]);
    this.tell(notice);
  }

  /**
   * Change values: of what is shown, or, where a run continues, from now on.
   *
   * @param {Values} values
   * @param {boolean} [alone] whether it is a step to undo by itself, however quickly it follows the one before
   */
  set(values, alone = false) {
    const { runner } = this.stage;
    const kind = runner.isEngaged(this.state.values) ? runner.interventions.kind(values) : "shown";
    if (kind === "acts") this.#intervene(Object.entries(values).map(([set, to]) => ({ set, of: "", to: Number(to) })));
    else if (kind === "another") this.#runAnother(values, [{ level: "info", parameter: null, text: ANOTHER }]);
    else this.change({ values: { ...without(this.state.values, Object.keys(values)), ...values } }, false, alone);
  }

  /**
   * Change the run from the time on that it has reached.
   *
   * @param {import("./interventions.js").Change[]} changes
   */
  #intervene(changes) {
    const { runner, chosen } = this.stage;
    const { interventions, more } = runner;
    const all = { ...chosen?.values, ...this.state.values };
    if (!more?.changes) return;
    const table = interventions.added(all, Number(all[more.parameter]), changes);
    if (table === null) {
      runner.pause();
      const text = say("A run has at most {most} interventions. Start over, or remove some of them.", {
        most: interventions.most,
      });
      this.warn({ level: "warning", parameter: null, text });
      return;
    }
    const values = { ...this.state.values, [more.changes.table]: table };
    if (!runner.isLive) {
      this.change({ values });
      return;
    }
    this.steps.note(this.state, { ...this.state, values }, false);
    this.state = { ...this.state, values };
    this.#noted = true;
    runner.showChanges({ ...all, ...values });
    dispatchEvent(new Event("explorer:steps"));
  }

  /**
   * Run from the beginning, with what acts now and further values.
   *
   * @param {Values} values
   * @param {Notice[]} notices
   */
  #runAnother(values, notices) {
    const { runner, chosen } = this.stage;
    const { interventions, more } = runner;
    if (!more?.changes) return;
    const all = { ...chosen?.values, ...this.state.values };
    const { parameters } = interventions.present(all, Number(all[more.parameter]));
    const { [more.changes.table]: _, [more.parameter]: __, ...others } = this.state.values;
    const own = { ...others, ...parameters, ...values };
    runner.disengage();
    this.steps.note(this.state, { ...this.state, values: own }, true);
    this.#change({ values: own }, false);
    for (const notice of notices) this.warn(notice);
  }

  /**
   * @param {Partial<State>} difference
   * @param {boolean} [page] whether it is a separate entry in the browser's history
   * @param {boolean} [alone] whether it is a step to undo by itself
   */
  change(difference, page = false, alone = page) {
    this.stage.runner.pause();
    if ("preset" in difference) this.stage.runner.disengage();
    // The previous run is the one at the beginning of a step, not each moment of a drag.
    if (this.steps.note(this.state, { ...this.state, ...difference }, alone)) this.#rememberRun();
    this.#change(difference, page);
  }

  /** Show what a link shows, and compare it as the link does. @param {string} link */
  openLink(link) {
    this.#linked = readPage(link).compare ?? null;
    this.change(readLink(link, this.views));
  }

  undo() {
    this.#goTo(this.steps.undo(this.state));
  }

  redo() {
    this.#goTo(this.steps.redo(this.state));
  }

  /** Values of all parameters, as Python last gave them. */
  get values() {
    return this.#values;
  }

  get compares() {
    return this.#comparison !== null;
  }

  /** The state A with which the displayed one is compared, if any. */
  get compared() {
    return this.#comparison?.state ?? null;
  }

  /** Keep the displayed run as A, to compare later ones with it; or (false) stop comparing. @param {boolean} on */
  compare(on) {
    this.#comparison?.leave();
    this.#comparison = on ? new Comparison(this.stage.panels, this.state, this.#readouts) : null;
    showReadouts(this.#readouts, this.#comparison?.readouts);
    this.redraw();
    this.#writeAddress(false);
    dispatchEvent(new Event("explorer:steps"));
  }

  /** Begin or end the comparison as a link asks for it, unless it is already so. */
  #compareAsLinked() {
    const text = this.#linked;
    this.#linked = undefined;
    if (text === undefined || this.comparison.compare === (text ?? undefined)) return;
    this.compare(false);
    if (text === null) return;
    const state = readComparison(text, this.state);
    if (viewOf(state, this.views) === this.view) {
      this.#comparison = new Comparison(this.stage.panels, state, null);
      dispatchEvent(new Event("explorer:steps"));
    } else {
      const why = say("“{preset}” is not a preset of {view}: there is no comparison with it.", {
        preset: shortened(state.preset),
        view: this.view.title,
      });
      this.warn({ level: "error", parameter: null, text: why });
    }
  }

  /** Show A, and keep the displayed run as the other one. */
  swap() {
    const a = this.#comparison?.state;
    if (!a) return;
    this.compare(true);
    this.change({ ...a, panels: this.state.panels }, true);
  }

  /** Choose the next of the presets, or (-1) the one before. @param {number} by */
  chooseNext(by) {
    const { presets } = this.#viewOf(this.state);
    const at = presets.findIndex(({ name }) => name === this.state.preset);
    this.#choose(presets[(at + by + presets.length) % presets.length].name);
  }

  /** Show a preset, with the panels that belong to it in place of those of the one before. @param {string} name */
  #choose(name) {
    const { presets } = this.#viewOf(this.state);
    const opens = (/** @type {string} */ preset) => presets.find((one) => one.name === preset)?.opens ?? [];
    const others = this.state.panels.filter((panel) => !opens(this.state.preset).includes(panel));
    this.change({ preset: name, values: this.#staying(), panels: [...others, ...opens(name)] }, true);
  }

  /** Values that stay with a file when another preset is chosen. @returns {Values} */
  #staying() {
    const { values } = this.state;
    const names = this.#viewOf(this.state).parameters.flatMap((one) =>
      one.kind === "file" && one.stays.length && values[one.name] ? [one.name, ...one.stays] : [],
    );
    return Object.fromEntries(names.filter((name) => name in values).map((name) => [name, values[name]]));
  }

  /** Play or pause: the time cursor, or the run itself. */
  togglePlay() {
    (this.view.continues ? this.stage.runner.liveButton : this.stage.player.button).click();
  }

  /** @param {State | undefined} state one that stood before */
  #goTo(state) {
    if (!state) return;
    this.stage.runner.pause();
    this.#rememberRun();
    this.#change(state, false);
  }

  /**
   * Python is asked immediately, and answers the newest question. The page shows a change immediately,
   * too, but only one in each frame: of a flood of them, such as of messages from a host, the newest is
   * what counts.
   *
   * @param {Partial<State>} difference
   * @param {boolean} page
   * @param {boolean} [keep] whether notices stay
   */
  #change(difference, page, keep = false) {
    this.state = { ...this.state, ...difference };
    this.#page ||= page;
    this.changes += 1;
    this.#behind = true;
    this.#refused = false;
    if (!keep) this.#notices.keep([]);
    this.#asked += 1; // results of the last request no longer belong to this state
    if (this.#viewOf(this.state) === this.view && !this.live?.follow(this.state)) {
      this.#ask(); // the browser takes as long to note the new entry as Python to make some of the figures
      if (!this.#framed) this.#beginPage();
      this.#compareAsLinked();
    }
    this.#catchUp();
  }

  /** Carry out what has changed, now or after this frame. */
  #catchUp() {
    if (this.#framed || !this.#behind) return;
    this.#framed = true;
    this.#beginPage();
    this.#carryOut();
    afterFrame(() => {
      this.#framed = false;
      this.#writeAddress(false); // lays the page out, which is done by now
      this.#catchUp();
    });
  }

  /** Begin a new entry in the browser's history, if one is due: before the page changes, or it is laid out twice. */
  #beginPage() {
    if (this.#page) this.#writeAddress(true);
    this.#page = false;
  }

  #carryOut() {
    this.#behind = false;
    dispatchEvent(new Event("explorer:steps"));
    if (this.#viewOf(this.state) !== this.view) {
      this.#enter();
      this.#compareAsLinked();
      this.#ask();
    }
    if (this.connected) this.stage.showPreset(this.state);
  }

  /** @param {Notice[]} notices */
  tell(...notices) {
    this.#notices.tell(notices);
  }

  /**
   * Show a notice about the link that opened the page, until the reader changes something.
   *
   * @param {Notice} notice
   */
  warn(notice) {
    this.#notices.add(notice);
  }

  /** Start or pause time: that of the cursor, or the run itself. @param {boolean} on */
  play(on) {
    if (this.view.continues) this.stage.runner.live(on);
    else this.stage.player.play(on);
  }

  /** Draw all panels again: the colours have changed. */
  redraw() {
    for (const panel of this.stage.panels.values()) panel.redraw();
    this.live?.redraw();
  }

  /** Request the answer to the state again: meanwhile a live run has taken its changes. */
  refresh() {
    this.#ask();
  }

  /**
   * Show what a live run has made of the state: its controls, and what is not allowed.
   *
   * @param {Pick<Answer, "state" | "values" | "notices" | "modified" | "summary" | "equations">} answer
   */
  adopt({ state, values, notices, modified, summary, equations }) {
    const said = { state, values, notices, modified, summary, equations };
    return this.show({ ...said, figures: {}, whole: false }, true, this.#asked).then(() => this.#notices.settle());
  }

  /**
   * @param {Answer} answer
   * @param {boolean} first whether it begins an answer or adds to it
   * @param {number} asked the question that it answers, 0 if none was; of an older one the controls are ahead
   * @returns {Promise<void>} settles when the plots are drawn
   */
  async show(answer, first, asked) {
    const { stage } = this;
    const kept = stage.controls.kept(answer.notices ?? [], this.state.values);
    const current = asked === this.#asked && !this.#noted;
    if (first) this.#shown = answer.state;
    if (first) this.spikes = null;
    if (first) this.facts = {};
    if (answer.facts) this.facts = { ...this.facts, ...answer.facts };
    if (answer.spikes !== undefined) this.spikes = answer.spikes;
    if (answer.state && current) {
      this.state = { ...answer.state, values: { ...answer.state.values, ...kept } };
      stage.showOpen(this.state.panels);
    }
    const Plotly = await this.plotly;
    if (stage !== this.stage) return;
    const drawn = Object.entries(answer.figures ?? {}).map(([name, figure]) =>
      stage.panels.get(name)?.draw(figure, Plotly, this.state.preset),
    );
    for (const [name, figure] of Object.entries(answer.coarse ?? {}))
      drawn.push(stage.panels.get(name)?.draw(figure, Plotly, this.state.preset, true));
    for (const [name, sentences] of Object.entries(answer.words ?? {})) {
      const panel = stage.panels.get(name);
      if (panel?.figure) panel.description = sentences;
    }
    // The words are set after the plots but before the next frame, so that both appear together.
    if (answer.values) this.#values = answer.values;
    if (answer.default) this.#default = answer.default;
    if (answer.state && answer.values && asked === this.#asked) stage.runner.show(answer.values);
    if (answer.state && answer.values && current && !this.#noted) {
      this.#writeAddress(false);
      stage.showPreset(this.state);
      const preset = stage.preset(this.state.preset);
      stage.equations.take(answer.values, preset);
      stage.controls.show({ ...stage.runner.present(answer.values), ...kept }, preset, this.#default);
      stage.settle("controls");
      stage.showModified(answer.modified ?? "");
      stage.runner.showChanges(answer.values);
    }
    if (answer.targets) stage.runner.tools?.load(answer.targets);
    if (answer.rests && current) stage.runner.rest(answer.rests);
    if (answer.notices) {
      if (answer.notices.some(({ level }) => level === "error")) stage.runner.pause();
      this.#notices.take(answer.notices, first);
    }
    if (answer.readouts) showReadouts((this.#readouts = answer.readouts), this.#comparison?.readouts);
    if (answer.about) showAbout(answer.about);
    if (answer.equations) stage.equations.show(answer.equations);
    if (answer.met !== undefined && asked === this.#asked) {
      const { met, standings = [] } = answer;
      dispatchEvent(new CustomEvent("explorer:met", { detail: { met, standings } }));
    }
    if (answer.summary !== undefined) {
      byId("summary").textContent = withMinus(answer.summary);
      stage.settle("words");
    }
    await Promise.all(drawn);
    if (stage !== this.stage) return;
    if (answer.tones !== undefined) stage.runner.tones.load(answer.tones);
    if (answer.cursor !== undefined) {
      stage.player.load(answer.cursor);
      stage.linked.load(answer.cursor);
    }
    if (!answer.whole) return;
    this.answered ||= asked > 0;
    dispatchEvent(new CustomEvent("explorer:drawn", { detail: this.#shown }));
  }

  #ask() {
    const asked = ++this.#asked;
    this.#noted = false;
    this.#comparing = false;
    const { stage } = this;
    busy(this.connected);
    const another = this.#shown?.preset !== this.state.preset;
    stage.wait(this.connected && this.answered && !this.#goesOn, another);
    this.#goesOn = false;
    this.client.ask(
      this.state,
      {
        answer: (answer, first) => {
          if (stage === this.stage) this.show(answer, first, asked);
        },
        progress: (fraction, text) => {
          if (stage !== this.stage) return;
          showProgress(fraction, text, () => this.#stop());
          stage.progress(text);
          stage.runner.begin();
        },
        done: (memory) => {
          this.#unanswered = 0;
          dispatchEvent(new CustomEvent("explorer:done", { detail: { memory } }));
          if (asked !== this.#asked) return; // the next question is on its way
          this.#complete = { state: this.state, values: this.#values };
          busy(false);
          stage.wait(false);
          this.#notices.settle();
          if (stage.runner.end()) return;
          if (this.#noted) {
            this.#ask();
            return;
          }
          endProgress(LIVE);
          this.#completeComparison();
        },
        error: ({ text, details, parameter }) => {
          console.error(details);
          endProgress(LIVE);
          busy(asked !== this.#asked);
          if (stage !== this.stage) return;
          if (asked === this.#asked) stage.wait(false);
          const isOwn = this.view.parameters.some(({ name }) => name === parameter);
          this.tell(
            problem(say("Python could not compute this. {why}", { why: say(text) }), details),
            ...(isOwn ? [{ level: /** @type {const} */ ("error"), parameter, text }] : []),
          );
          stage.runner.pause();
          stage.runner.end();
        },
      },
      this.goal ?? [],
    );
  }

  /** Ask for the curves of A in panels that were opened since. */
  #completeComparison() {
    const comparison = this.#comparison;
    if (!comparison?.isPartial) return;
    const names = comparison.missing;
    this.#comparing = true;
    const end = () => {
      this.#comparing = false;
      comparison.complete(names);
      endProgress(LIVE);
    };
    this.client.ask(
      { ...comparison.state, panels: names.length ? names : this.state.panels },
      {
        answer: (answer) => comparison === this.#comparison && this.#takeCompared(comparison, answer),
        progress: (fraction, text) => showProgress(fraction, say("A: {text}", { text }), () => this.#stop()),
        done: end,
        error: end,
      },
    );
  }

  /**
   * A part of the answer to A; the first one to what a link asked for has the state, and what is wrong with it.
   *
   * @param {Comparison} comparison
   * @param {Answer} answer
   */
  #takeCompared(comparison, { figures, notices, readouts, state }) {
    comparison.take(figures ?? {});
    if (comparison.readouts) return;
    for (const { level, text } of notices ?? [])
      if (level === "error") this.warn({ level, parameter: null, text: say("A: {text}", { text }) });
    if (state) comparison.state = { ...state, panels: this.state.panels };
    if (readouts) showReadouts(this.#readouts, (comparison.readouts = readouts));
    this.#writeAddress(false);
  }

  /** @param {string} name */
  #reset(name) {
    if (name in this.#default) this.set({ [name]: this.#default[name] });
    else this.change({ values: without(this.state.values, [name]) });
  }

  #rememberRun() {
    for (const panel of this.stage.panels.values()) panel.remember(this.#keepsPrevious);
  }

  /** @param {boolean} page */
  #writeAddress(page) {
    const link = this.link();
    const isPlain = this.isDefault && !this.page.tour && !this.#comparison;
    if (link === location.hash || (!location.hash && isPlain)) return;
    try {
      history[page ? "pushState" : "replaceState"](null, "", link);
    } catch {
      // Frames without an origin may not; nothing else depends on it.
    }
  }

  /** @param {State} state */
  #viewOf(state) {
    return viewOf(state, this.views);
  }

  #makeStage() {
    return new Stage(
      this.view,
      {
        set: (values) => this.set(values),
        reset: (name) => this.#reset(name),
        restore: () => this.change({ values: {} }, true),
        choose: (preset) => this.#choose(preset),
        link: () => this.link({}),
        see: (link) => this.#see(link),
        open: (panel, open) => this.#open(panel, open),
        show: (panel) => this.change({ panels: [...this.state.panels, panel] }),
        keep: (keep) => {
          this.#keepsPrevious = keep;
          this.#rememberRun();
          if (!keep) this.redraw();
        },
        intervene: (changes) => this.#intervene(changes),
        restart: () => this.#runAnother({}, []),
        full: (text) => this.warn({ level: "info", parameter: null, text }),
        settle: () => this.#noted && this.#ask(),
        goOn: (values) => {
          this.#goesOn = true;
          this.#change({ values: { ...this.state.values, ...values } }, false, true);
        },
      },
      { pictured: !Object.keys(this.state.values).length && this.state.preset, controls: shownControls(this.page) },
    );
  }

  /** End the run with what it has. */
  #stop() {
    this.stage.runner.pause();
    this.client.stop();
  }

  /** The state is that of another view now: show it. */
  #enter() {
    this.live?.follow(this.state);
    this.stage.leave();
    this.view = this.#viewOf(this.state);
    this.#keepsPrevious = false;
    this.#comparison = null;
    this.stage = this.#makeStage();
    this.stage.showPreset(this.state);
    this.tell();
    this.live?.offer();
    this.#tabs.mark(this.view);
  }

  /** Its tab was chosen. @param {View} view */
  #turnTo(view) {
    const left = this.#viewOf(this.state);
    if (view === left) return;
    this.#tabs.leave(left, this.state);
    this.change(this.#tabs.stateOf(view), true);
  }

  /** @param {string} hash */
  #follow(hash) {
    if (document.getElementById(hash.slice(1))) return; // a place in the page, not a state
    this.#tabs.leave(this.#viewOf(this.state), this.state);
    const { compare: _, ...page } = readPage(hash);
    if (!looksLike(page, this.page)) {
      location.reload();
      return;
    }
    this.page = page;
    this.openLink(hash);
  }

  /** Show another state. @param {string} link */
  #see(link) {
    this.change(readLink(link, this.views), true);
  }

  /** Save another state, and say where it is. @param {import("../client/protocol.js").Saved} saved */
  #keep({ name, link, place }) {
    const text = say("Saved as “{name}” under {place}.", { name: keepLink(name, link), place: say(place) });
    const see = { label: say("Show it"), values: {}, see: link };
    this.warn({ level: "info", parameter: null, text, actions: [see] });
  }

  /** Show a panel, where the reader sees it. @param {string} name */
  #reveal(name) {
    const panel = this.stage.panels.get(name);
    if (!panel) return;
    if (panel.element.hidden && panel.spec.place === "extra") this.#open(name, true);
    else if (panel.element.hidden) this.change({ panels: [...this.state.panels, name] });
    panel.element.scrollIntoView({ block: "nearest" });
  }

  /** Open or close one of the further panels. @param {string} panel @param {boolean} open */
  #open(panel, open) {
    const others = this.state.panels.filter((name) => name !== panel);
    this.change({ panels: open ? [...others, panel] : others });
    this.stage.showOpen(this.state.panels);
  }
}

/**
 * Values without some of them: those set next are appended, since values are applied in their order.
 *
 * @param {Values} values
 * @param {string[]} names
 * @returns {Values}
 */
function without(values, names) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** Mark whether the plots are about to change. @param {boolean} on */
function busy(on) {
  byId("plots").setAttribute("aria-busy", String(on));
}
