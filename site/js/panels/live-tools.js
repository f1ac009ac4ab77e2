import { make, plain } from "../dom.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../state/interventions.js").Change} Change
 * @typedef {{value: string, label: string}} Target
 */

const HELD = new Set([" ", "Enter"]);

/** What can be done to the parts of a run that continues: a current while a button is held, and silence. */
export class LiveTools {
  /** @type {Change[]} */ #now = [];
  /** @type {Target[]} */ #targets = [];
  /** @type {string | null} */ #held = null; // what is driven by the button

  /**
   * @param {import("../client/protocol.js").Changing} how
   * @param {(changes: Change[]) => void} intervene
   * @param {() => void} restart
   */
  constructor(how, intervene, restart) {
    this.how = how;
    this.intervene = intervene;
    this.target = make("select", { "aria-label": "Population", onchange: () => this.#show() });
    this.current = make("input", {
      type: "number",
      class: "current",
      value: plain(how.current),
      step: "any",
      "aria-label": say("Current of the drive, {unit}", { unit: how.unit }),
    });
    this.drive = make(
      "button",
      { type: "button", class: "plain", title: "A current into all its neurons, as long as the button is held" },
      "Hold to drive",
    );
    this.drive.addEventListener("pointerdown", (event) => event.button === 0 && this.#hold());
    this.drive.addEventListener("keydown", (event) => {
      if (!HELD.has(event.key)) return;
      event.preventDefault();
      if (!event.repeat) this.#hold();
    });
    for (const name of ["pointerup", "pointercancel", "blur"]) addEventListener(name, () => this.release());
    this.drive.addEventListener("keyup", () => this.release());
    this.silence = make(
      "button",
      {
        type: "button",
        class: "plain",
        title: "Its neurons stay as they are and do not fire, until it is switched off",
        onclick: () => this.#silence(),
      },
      "Silence",
    );
    this.restart = make(
      "button",
      {
        type: "button",
        class: "plain",
        title: "Run from the beginning with the present values, without interventions",
        onclick: restart,
      },
      "Start over",
    );
    this.output = make("output", {});
    this.element = make(
      "div",
      { class: "live-tools", role: "group", "aria-label": "Interventions", hidden: true },
      this.target,
      this.drive,
      make("label", {}, this.current, make("span", { class: "unit" }, how.unit)),
      this.silence,
      this.restart,
      this.output,
    );
  }

  /** @param {Target[]} targets */
  load(targets) {
    if (JSON.stringify(targets) === JSON.stringify(this.#targets)) return;
    const chosen = this.target.value;
    this.#targets = targets;
    this.target.replaceChildren(...targets.map(({ value, label }) => make("option", { value }, label)));
    if (targets.some(({ value }) => value === chosen)) this.target.value = chosen;
    this.#show();
  }

  /**
   * Show what acts now.
   *
   * @param {Change[]} now
   * @param {number} count of all interventions
   */
  show(now, count) {
    this.#now = now;
    const { how } = this;
    const words = now
      .filter(({ set }) => set === how.drive || set === how.silence)
      .map(({ set, of, to }) => {
        const label = this.#targets.find(({ value }) => value === of)?.label ?? say("neuron {number}", { number: of });
        return set === how.drive
          ? say("drive {value}: {of}", { value: plain(to), of: label })
          : say("silence: {of}", { of: label });
      });
    if (count) words.push(say("Interventions: {count}", { count }));
    this.output.textContent = words.join(" · ");
    this.#show();
  }

  /**
   * Drive a neuron, or all of its population, until what is returned is called.
   *
   * @param {number} neuron
   * @param {number} band of its population
   * @param {boolean} all
   * @returns {() => void}
   */
  press(neuron, band, all) {
    const of = all ? (this.#targets[band]?.value ?? String(neuron)) : String(neuron);
    this.#drive(of, this.#amplitude);
    return () => this.#drive(of, 0);
  }

  /** End what the button does. */
  release() {
    if (this.#held === null) return;
    this.#drive(this.#held, 0);
    this.#held = null;
    this.drive.setAttribute("aria-pressed", "false");
  }

  #hold() {
    this.release();
    this.#held = this.target.value;
    this.#drive(this.#held, this.#amplitude);
    this.drive.setAttribute("aria-pressed", "true");
  }

  get #amplitude() {
    return Number.isFinite(this.current.valueAsNumber) ? this.current.valueAsNumber : this.how.current;
  }

  get #silenced() {
    return this.#now.some(({ set, of }) => set === this.how.silence && of === this.target.value);
  }

  /** @param {string} of @param {number} to */
  #drive(of, to) {
    this.intervene([{ set: this.how.drive, of, to }]);
  }

  #silence() {
    this.intervene([{ set: this.how.silence, of: this.target.value, to: this.#silenced ? 0 : 1 }]);
  }

  #show() {
    this.silence.setAttribute("aria-pressed", String(this.#silenced));
  }
}
