import { make, plain } from "../dom.js";
import { withMinus } from "../language/format.js";
import { digits, say } from "../language/messages.js";
import { holdBy } from "./inputs.js";

/** @typedef {import("./session.js").Session} Session */

const SLOWEST = -2; // powers of ten: ms of the run in a ms of real time
const STEP = 0.05;
const SPEED = 0.05;

/** What acts on a live run: buttons, the amplitude, and how fast time passes. */
export class Bar {
  /**
   * @param {HTMLElement} root
   * @param {Session} session
   * @param {() => void} measure
   */
  constructor(root, session, measure) {
    this.root = root;
    this.session = session;
    this.hold = make("button", {
      type: "button",
      class: "plain primary hold",
      title: "Inject current while pressed (Space)",
    });
    holdBy(this.hold, session);
    this.pulse = make("button", { type: "button", class: "plain pulse", onclick: () => session.pulse() });
    this.pause = make("button", { type: "button", class: "plain pause", onclick: () => session.run(!session.runs) });
    const measuring = make(
      "button",
      {
        type: "button",
        class: "plain",
        title: "The last second as an ordinary run, with all its panels and a link",
        onclick: measure,
      },
      "Measure this",
    );
    this.amplitude = slider(say("Amplitude"), (value) => {
      session.amplitude = value;
      this.#name();
    });
    this.speed = slider(say("Speed"), (value) => {
      session.speed = 10 ** value;
      const speed = Number(session.speed.toPrecision(2));
      const [, decimals = ""] = String(speed).split(".");
      this.speed.output.textContent = say("{speed}× real time", { speed: digits(speed, decimals.length) });
    });
    Object.assign(this.speed.input, { min: String(SLOWEST), max: "0", step: String(STEP) });
    this.speed.set(Math.log10(SPEED));
    this.said = make("p", { class: "live-said" });
    this.sound = make("div", { class: "live-sound" });
    root.replaceChildren(
      make("div", { class: "live-buttons" }, this.hold, this.pulse, this.pause, measuring, this.sound),
      make("div", { class: "live-sliders" }, this.amplitude.row, this.speed.row, this.said),
    );
    root.hidden = false;
    this.showRuns(false);
  }

  leave() {
    this.root.hidden = true;
    this.root.replaceChildren();
  }

  /** The amplitude, as it is to begin with. @param {import("../client/protocol.js").LiveScene} scene */
  show(scene) {
    const [low, high, step] = scene.amplitude;
    Object.assign(this.amplitude.input, { min: String(low), max: String(high), step: String(step) });
    this.unit = scene.quantities[scene.level.quantity].unit;
    this.pulse.replaceChildren(say("Pulse, {width} ms", { width: plain(scene.pulse) }));
    this.amplitude.set(this.session.amplitude);
  }

  /** @param {boolean} runs */
  showRuns(runs) {
    this.pause.textContent = runs ? "❚❚" : "▶\uFE0E";
    this.pause.setAttribute("aria-label", say(runs ? "Pause" : "Continue"));
    this.pause.title = say(runs ? "Pause" : "Continue");
  }

  #name() {
    const { amplitude } = this.session;
    const written = withMinus(`${amplitude > 0 ? "+" : ""}${plain(amplitude)} ${this.unit ?? ""}`);
    this.hold.replaceChildren(say("Hold: {amplitude}", { amplitude: written }));
    this.amplitude.output.textContent = written;
  }
}

/**
 * A slider with its name, and its value in words.
 *
 * @param {string} label
 * @param {(value: number) => void} choose
 */
function slider(label, choose) {
  const input = make("input", { type: "range", "aria-label": label });
  const output = make("span", { class: "live-value" });
  const set = (/** @type {number} */ value) => {
    input.value = String(value);
    choose(value);
    input.setAttribute("aria-valuetext", output.textContent ?? "");
  };
  input.addEventListener("input", () => set(input.valueAsNumber));
  return { input, output, set, row: make("label", { class: "live-slider" }, make("span", {}, label), input, output) };
}
