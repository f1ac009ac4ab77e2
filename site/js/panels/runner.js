import { byId, make, setAttributes } from "../dom.js";
import { digits, say } from "../language/messages.js";
import { Interventions } from "../state/interventions.js";
import { LiveTools } from "./live-tools.js";
import { Tones } from "../sound/tones.js";

/**
 * @typedef {import("../client/protocol.js").Values} Values
 * @typedef {import("../state/interventions.js").Change} Change
 */

/** One for all views. @type {Tones | null} */
let shared = null;

const SPEEDS = [0.1, 0.2, 0.5, 1, 2, 5, 10];
const EVERY = 80; // ms between two requests of a run that continues by itself, at least
const LONGEST = 250; // ms of real time that one of them makes up for, at most

/** The buttons that continue a run: for some time, or "live", repeatedly until stopped. */
export class Runner {
  /** @type {Values | null} */ #values = null;
  #able = false;
  #live = false;
  #paused = false; // whether it has been live, and what is changed still acts from now on
  #asked = 0; // when it last continued by itself
  #from = 0; // the parameter by which it is continued, when it began to continue by itself
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #later;

  /**
   * @param {import("../client/protocol.js").ViewSchema} view
   * @param {object} events
   * @param {(values: Values) => void} events.goOn
   * @param {(changes: Change[]) => void} events.intervene
   * @param {() => void} events.restart
   * @param {(text: string) => void} events.full it does not continue, as the text says
   * @param {() => void} events.settle it no longer continues by itself
   * @param {(on: boolean) => void} events.turn whether it continues by itself has changed
   */
  constructor(view, { goOn, intervene, restart, full, settle, turn }) {
    this.more = view.continues;
    this.interventions = new Interventions(view);
    this.full = full;
    this.settle = settle;
    this.turn = turn;
    const grows = view.parameters.find(({ name }) => name === this.more?.parameter);
    this.highest = (grows?.kind === "number" ? grows.high : null) ?? Infinity;
    this.unit = grows?.kind === "number" ? grows.unit : "";
    this.goOn = goOn;
    this.moreButton = make(
      "button",
      { type: "button", class: "plain", onclick: () => this.#goOn() },
      this.more?.label ?? "",
    );
    this.liveButton = make(
      "button",
      {
        type: "button",
        class: "plain",
        title: "Runs until it is switched off",
        onclick: () => this.live(!this.#live),
      },
      this.more?.live ?? "",
    );
    this.speed = make(
      "select",
      { class: "speed", "aria-label": "Speed, relative to real time", hidden: !this.more?.pace },
      ...SPEEDS.map((speed) => make("option", { value: String(speed), selected: speed === 1 }, `${speed}×`)),
    );
    this.tools = this.more?.changes ? new LiveTools(this.more.changes, intervene, restart) : null;
    this.root = byId("runner");
    this.root.hidden = !this.more;
    byId("player").classList.toggle("unused", Boolean(this.more)); // a run that can be continued has no time cursor
    this.tones = shared ??= new Tones();
    this.tones.load(null);
    const parts = [this.moreButton, this.liveButton, this.speed, this.tones.element];
    this.root.replaceChildren(...parts, ...(this.tools ? [this.tools.element] : []));
    this.onHide = () => {
      if (document.hidden) this.pause();
    };
    document.addEventListener("visibilitychange", this.onHide);
    this.#show();
  }

  leave() {
    this.#stop();
    document.removeEventListener("visibilitychange", this.onHide);
  }

  /** How much of a run is shown, ms. */
  get window() {
    return Number(this.#values?.[this.more?.window ?? ""] ?? 0);
  }

  /** Whether it continues by itself. */
  get isLive() {
    return this.#live;
  }

  /** Whether changes act on the run from now on, instead of on another run. @param {Values} values */
  isEngaged(values) {
    return this.tools !== null && (this.#live || this.#paused || this.interventions.count(values) > 0);
  }

  /** What is changed next is for another run. */
  disengage() {
    clearTimeout(this.#later);
    this.#paused = false;
  }

  /** @param {Values} values what the answer is for */
  show(values) {
    this.#values = values;
  }

  /** Values as they are at the end of the run. @param {Values} values all of them */
  present(values) {
    if (!this.more) return values;
    return { ...values, ...this.interventions.present(values, Number(values[this.more.parameter])).parameters };
  }

  /** Show what acts on the run. @param {Values} values all of them */
  showChanges(values) {
    if (!this.tools || !this.more) return;
    const { actions } = this.interventions.present(values, Number(values[this.more.parameter]));
    this.tools.show(actions, this.interventions.count(values));
    this.tools.element.hidden = !this.isEngaged(values);
  }

  /** A run takes long enough to report its progress. */
  begin() {
    this.#able = false;
    this.#show();
  }

  /** The answer is complete. @returns {boolean} whether it continues by itself */
  end() {
    this.#able = true;
    if (this.#live && this.#next() === null) {
      this.#stop();
      const most = `${digits(this.highest, 0)} ${this.unit}`;
      this.full(
        this.more?.ended || say("A run has at most {most}: this one ends here. Start over to continue.", { most }),
      );
    }
    this.#show();
    if (this.#live) this.#goOnLive();
    return this.#live;
  }

  /** Stop continuing by itself. */
  pause() {
    const live = this.#live;
    this.#stop();
    this.#show();
    if (live) this.settle();
  }

  /** Start or stop continuing by itself, if possible. @param {boolean} on */
  live(on) {
    if (on === this.#live || (on && (!this.#able || this.#next() === null))) return;
    if (!on) {
      this.pause();
      return;
    }
    this.#live = true;
    this.turn(true);
    this.#from = Number(this.#values?.[this.more?.parameter ?? ""]);
    this.#asked = performance.now() - EVERY;
    this.#show();
    if (this.#values) this.showChanges(this.#values);
    this.#goOnLive();
  }

  /**
   * It has reached its goal: if it continues by itself, it ends there.
   *
   * @param {import("../client/protocol.js").Rest} rest
   */
  rest({ at, text }) {
    if (!this.#live || !this.more || at <= this.#from) return;
    this.#stop();
    this.#show();
    this.goOn({ ...this.more.sets, [this.more.parameter]: at });
    this.full(text);
  }

  #stop() {
    clearTimeout(this.#later);
    this.#paused ||= this.#live;
    if (this.#live) this.turn(false);
    this.#live = false;
    this.tools?.release();
  }

  #goOn() {
    const next = this.#next();
    if (next) this.goOn(next);
  }

  /** Continue by as much as the time that has passed is worth, or, without a pace, immediately. */
  #goOnLive() {
    const pace = this.more?.pace ?? 0;
    if (!pace) {
      this.#goOn();
      return;
    }
    clearTimeout(this.#later);
    const wait = Math.max(0, EVERY - (performance.now() - this.#asked));
    this.#later = setTimeout(() => {
      const now = performance.now();
      const passed = Math.min(now - this.#asked, LONGEST);
      this.#asked = now;
      const perMs = (pace * Number(this.speed.value)) / 1000;
      // As long as all of it is seen, if that is not slow because so little is shown.
      const most = Math.max(this.window, perMs * EVERY);
      const next = this.#next(Math.max(1, Math.round(Math.min(perMs * passed, most))));
      if (next) this.goOn(next);
    }, wait);
  }

  /**
   * @param {number} [by]
   * @returns {Values | null} the next request; null at the limit of what is allowed
   */
  #next(by = this.more?.by ?? 0) {
    if (!this.more || !this.#values) return null;
    const { parameter, pace } = this.more;
    const now = Number(this.#values[parameter]);
    const next = pace ? Math.min(now + by, this.highest) : now + by;
    return next > now && next <= this.highest ? { ...this.more.sets, [parameter]: next } : null;
  }

  #show() {
    const able = this.#able && this.#next() !== null;
    for (const [button, off] of /** @type {const} */ ([
      [this.moreButton, !able || this.#live],
      [this.liveButton, !able && !this.#live],
    ]))
      if (button.disabled !== off) button.disabled = off;
    setAttributes(this.liveButton, { "aria-pressed": this.#live });
    byId("plots").classList.toggle("is-live", this.#live && this.tools !== null);
  }
}
