import { byId, make, plain, typeset } from "../dom.js";
import { writeLink } from "../state/link.js";
import { Pointer } from "./pointer.js";
import { TaskLine } from "./task-line.js";
import { focusTool } from "../controls/tools.js";
import { withMinus } from "../language/format.js";
import { say } from "../language/messages.js";

/**
 * @typedef {Pick<import("../state/explorer.js").Explorer,
 *   "change" | "changes" | "goal" | "live" | "page" | "stage" | "state" | "view" | "views">} Explorer
 * @typedef {import("../client/protocol.js").Tour} Tour
 * @typedef {import("../client/protocol.js").Step} TourStep
 */

const MAX_DOTS = 12; // steps that a row of dots can show

/**
 * The panel of a guided tour: one step at a time, its task, and navigation. It takes the place of
 * the presets; on narrow screens it is a sheet below the plots.
 */
export class TourPanel {
  /** @type {Tour | null} */ tour = null;
  step = 0;
  packed = ""; // the tour as it is in links
  #solved = new Set(); // tasks, by what identifies them
  /** Whether it is the reader who meets the task: not if it is met without a change; null: not yet known. */
  /** @type {boolean | null} */ #isOpen = null;
  #changes = 0; // of the state, when the page itself last set it
  #finished = new Set(); // titles of tours

  /**
   * @param {Explorer} explorer
   * @param {(finished: boolean) => void} onLeave
   */
  constructor(explorer, onLeave) {
    this.explorer = explorer;
    this.onLeave = onLeave;
    this.pointer = new Pointer(explorer, (fact) => this.#quote(fact));
    const button = (/** @type {string} */ text, /** @type {() => void} */ onclick, name = "") =>
      make("button", { type: "button", class: `plain ${name}`.trim(), onclick }, text);
    this.name = make("p", { class: "tour-name" });
    this.title = make("h2", { id: "tour-title", tabindex: "-1" });
    this.text = make("div", { class: "tour-text" });
    this.result = make("p", { class: "tour-result", role: "status" });
    this.line = new TaskLine();
    this.more = make("div", { class: "tour-more", "aria-live": "polite" });
    this.hint = button("Hint", () => this.#showHint());
    this.answer = button("Show the answer", () => this.#giveAnswer());
    this.taskText = make("p");
    this.task = make(
      "section",
      { class: "tour-task", "aria-label": "Task" },
      make("h3", {}, make("span", { class: "tour-tick", "aria-hidden": "true" }), "Task"),
      this.taskText,
      this.result,
      this.more,
      make("p", { class: "tour-help" }, this.hint, this.answer),
    );
    this.again = button("Reset this step", () => this.#set(), "tour-restart");
    this.back = button("Back", () => this.#go(-1));
    this.next = button("Next", () => this.#go(1), "tour-next");
    this.dots = make("span", { class: "tour-dots", role: "img" });
    const folding = { "aria-label": "Text of this step", title: "Text of this step", "aria-controls": "tour-body" };
    this.fold = make("button", { type: "button", class: "plain tour-fold", ...folding });
    this.fold.addEventListener("click", () => this.#fold(this.fold.getAttribute("aria-expanded") === "true"));
    this.fact = make("p", { class: "tour-fact", hidden: true });
    this.root = make(
      "section",
      { id: "tour", class: "tour", "aria-labelledby": "tour-title", hidden: true },
      make(
        "header",
        {},
        this.name,
        this.fold,
        button("Leave", () => this.leave()),
      ),
      make(
        "div",
        { id: "tour-body", class: "tour-body" },
        make("div", { "aria-live": "polite" }, this.title, this.text),
        this.task,
        this.again,
      ),
      this.fact,
      this.line.lines[0].root,
      this.line.heard,
      make("footer", {}, this.back, this.dots, this.next),
    );
    this.root.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (this.tour?.steps[this.step + by]) this.#go(by);
    });
    byId("selector").before(this.root);
    addEventListener("explorer:met", (event) => this.#judge(event.detail));
    addEventListener("explorer:drawn", () => this.#showAgain());
  }

  /** @param {Tour} tour */
  isFinished(tour) {
    return this.#finished.has(tour.title);
  }

  /** @param {TourStep} step */
  isSolved({ task }) {
    return task !== null && this.#solved.has(identity(task));
  }

  /**
   * @param {Tour} tour
   * @param {number} step from 0
   * @param {object} options
   * @param {string | null} options.name its name in the address, if it has one
   * @param {string} [options.packed] what it is in a link, however long
   * @param {boolean} [options.keep] the current state: it is one that the step led to
   * @param {boolean} [options.page] in the browser's history
   */
  open(tour, step, { name, packed = name ?? "", keep = false, page = true }) {
    const before = this.tour;
    this.tour = tour;
    this.address = name;
    this.packed = packed;
    this.step = Math.min(Math.max(step, 0), tour.steps.length - 1);
    this.root.hidden = false;
    document.documentElement.classList.add("tour-open");
    this.#showStep(keep, page);
    if (before !== tour) this.title.focus({ preventScroll: true });
  }

  /** Count tasks as solved, as a link says. @param {Tour} tour @param {string} steps such as "2,5", from 1 */
  remember(tour, steps) {
    for (const number of steps.split(",")) {
      const task = tour.steps[Number(number) - 1]?.task;
      if (task) this.#solved.add(identity(task));
    }
  }

  /** Tell how far the reader is. @param {boolean} open @param {boolean} [finished] */
  #report(open, finished = false) {
    const { steps } = /** @type {Tour} */ (this.tour);
    const solved = steps.flatMap((step, i) => (this.isSolved(step) ? [i + 1] : []));
    const detail = { tour: this.packed, step: this.step + 1, steps: steps.length, solved, open, finished };
    dispatchEvent(new CustomEvent("explorer:toured", { detail }));
  }

  /** @param {boolean} [finished] */
  leave(finished = false) {
    if (!this.tour) return;
    if (finished) this.#finished.add(this.tour.title);
    this.#report(false, finished);
    this.tour = null;
    this.explorer.goal = null;
    this.pointer.at(null);
    this.line.show(null);
    this.root.hidden = true;
    document.documentElement.classList.remove("tour-open");
    const { tour: _tour, step: _step, ...page } = this.explorer.page;
    this.explorer.page = page;
    this.explorer.change({});
    focusTool("tours");
    this.onLeave(finished);
  }

  /** @returns {TourStep} */
  get #shown() {
    const { steps } = /** @type {Tour} */ (this.tour);
    return steps[this.step];
  }

  /** @param {number} by */
  #go(by) {
    if (!this.tour || this.step + by < 0) return;
    if (this.step + by >= this.tour.steps.length) {
      this.leave(true);
      return;
    }
    this.step += by;
    this.#showStep(false, true);
  }

  /**
   * @param {boolean} keep
   * @param {boolean} inHistory
   */
  #showStep(keep, inHistory) {
    const { tour } = this;
    if (!tour) return;
    const { title, text, points_at: at, task } = this.#shown;
    const number = this.step + 1;
    const count = tour.steps.length;
    this.name.textContent = tour.title;
    this.title.textContent = title || say("Step {number}", { number });
    this.text.replaceChildren(...paragraphs(withMinus(text)));
    this.back.setAttribute("aria-disabled", String(this.step === 0));
    this.next.textContent = say(number === count ? "Finish" : "Next");
    this.dots.setAttribute("aria-label", say("Step {number} of {count}", { number, count }));
    this.dots.replaceChildren(
      ...(count > MAX_DOTS
        ? [say("{number} of {count}", { number, count })]
        : tour.steps.map((_, i) =>
            make("i", { class: i === this.step ? "current" : i < this.step ? "visited" : null }),
          )),
    );
    this.task.hidden = !task;
    this.taskText.textContent = withMinus(task?.text ?? "");
    this.more.replaceChildren();
    this.line.show(task?.text ?? null);
    this.hint.hidden = !task?.hint;
    this.answer.hidden = !Object.keys(task?.answer ?? {}).length;
    this.#tick();
    this.#fold(false);
    this.root.querySelector(".tour-body")?.scrollTo(0, 0);
    this.again.hidden = true;
    const { explorer } = this;
    const { tour: _tour, step: _step, ...page } = explorer.page;
    explorer.page = this.address ? { ...page, tour: this.address, step: String(number) } : page;
    explorer.goal = task?.goal ?? null;
    this.pointer.at(at);
    if (keep) explorer.change({});
    else this.#set(inHistory);
    this.#isOpen = null;
    this.#changes = explorer.changes;
    this.#report(true);
  }

  /** With the text folded, the rest of the page has its room; the task stays, in one line. @param {boolean} folded */
  #fold(folded) {
    this.root.classList.toggle("folded", folded);
    this.fold.setAttribute("aria-expanded", String(!folded));
  }

  /** The fact that a step points at, on small screens. @param {[string, string] | null} fact */
  #quote(fact) {
    const value = make("b");
    [this.fact.textContent, value.textContent] = fact ? [`${fact[0]} `, fact[1]] : ["", ""];
    this.fact.append(value);
    this.fact.hidden = !fact;
    return this.fact.checkVisibility();
  }

  /** @param {boolean} [inHistory] */
  #set(inHistory = true) {
    const { state } = this.#shown;
    this.explorer.live?.end(); // tasks are about a run with an end
    this.explorer.change({ ...state, values: { ...state.values } }, inHistory);
  }

  /** The reader may have gone elsewhere: offer a way back to the state of the step. */
  #showAgain() {
    if (!this.tour) return;
    const { state } = this.#shown;
    const { explorer } = this;
    const own = explorer.views.find(({ name }) => name === state.view) ?? explorer.view;
    this.again.hidden = writeLink(explorer.state, explorer.view) === writeLink(state, own);
  }

  /** @param {{met: boolean, standings: import("../client/protocol.js").Standing[]}} answer */
  #judge({ met, standings }) {
    const task = this.tour && this.#shown.task;
    if (!task) return;
    if (!met) this.#isOpen = true;
    else if (this.#isOpen === null) this.#isOpen = this.explorer.changes > this.#changes;
    if (met && this.#isOpen) this.#solve(task);
    this.line.stand(standings, this.isSolved(this.#shown));
  }

  /** @param {NonNullable<TourStep["task"]>} task */
  #solve(task) {
    if (this.#solved.has(identity(task))) return;
    this.#solved.add(identity(task));
    if (!this.more.querySelector(".tour-explanation")) this.#showWhy();
    this.#tick();
    this.#report(true);
  }

  #tick() {
    const solved = this.isSolved(this.#shown);
    this.task.classList.toggle("solved", solved);
    this.result.textContent = solved ? say("Achieved.") : "";
    this.line.stand([], solved);
  }

  #showHint() {
    const { task } = this.#shown;
    if (task && !this.more.querySelector(".tour-hint")) this.more.prepend(make("p", { class: "tour-hint" }, task.hint));
  }

  #giveAnswer() {
    const { task } = this.#shown;
    if (!task) return;
    if (!this.more.querySelector(".tour-answer")) {
      const { parameters } = this.explorer.view;
      const named = Object.entries(task.answer).flatMap(([name, value], i) => {
        const parameter = parameters.find((one) => one.name === name);
        const symbol = parameter?.kind === "number" && parameter.symbol;
        return [i ? ", " : "", symbol ? typeset(symbol) : (parameter?.label ?? name), ` = ${plain(value)}`];
      });
      this.more.querySelector(".tour-explanation")?.remove();
      this.more.append(make("p", { class: "tour-answer" }, "For example ", ...named, "."));
      this.#showWhy();
    }
    const { state } = this.#shown;
    this.explorer.live?.end(); // tasks are about a run with an end
    this.explorer.change({ ...state, values: { ...state.values, ...task.answer } });
    this.#isOpen = false;
    if (!this.isSolved(this.#shown)) this.result.textContent = say("Shown, but not done: “Reset this step”, and try.");
  }

  #showWhy() {
    const why = this.#shown.task?.why;
    if (why) this.more.append(make("p", { class: "tour-explanation" }, why));
  }
}

/** What tells a task from others. @param {NonNullable<TourStep["task"]>} task */
function identity({ text, goal }) {
  return JSON.stringify([text, goal]);
}

/** @param {string} text with empty lines between paragraphs */
function paragraphs(text) {
  return text.split(/\n\s*\n/).map((one) => make("p", {}, one));
}
