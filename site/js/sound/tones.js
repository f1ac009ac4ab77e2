import { allowSound, Output } from "./volume.js";
import { make } from "../dom.js";
import { say } from "../language/messages.js";

/** @typedef {import("../client/protocol.js").Tones} Rates */

const LOWEST = 110; // Hz, of the first population
const APART = 7; // semitones from one population to the next
const RISE = 12; // semitones at the highest rate
const LOUD = 0.25;

/** The populations of a network, each a tone that grows louder and higher with its rate. */
export class Tones {
  #output = new Output();
  /** @type {OscillatorNode[]} */ #voices = [];
  /** @type {Rates | null} */ #rates = null;

  constructor() {
    this.button = make(
      "button",
      {
        type: "button",
        class: "plain",
        "aria-pressed": "false",
        title: "Each population is a tone that grows louder and higher with its rate",
      },
      "♪ Listen",
    );
    this.#output.volume.hidden = true;
    this.element = make("div", { class: "sound", hidden: true }, this.button, this.#output.volume);
    this.button.addEventListener("click", () => (this.#voices.length ? this.stop() : this.#play()));
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
    allowSound(this.button);
  }

  /** @param {Rates | null} rates what there is to hear */
  load(rates) {
    this.stop();
    this.#rates = rates;
    this.element.hidden = !rates;
  }

  stop() {
    for (const voice of this.#voices) voice.stop();
    this.#voices = [];
    this.#show();
  }

  #play() {
    if (!this.#rates) return;
    this.#output.open();
    const { line } = this.#output;
    if (line) this.#voices = sing(line.context, line.gain, this.#rates);
    const [last] = this.#voices.slice(-1);
    if (last) last.onended = () => this.#voices.includes(last) && this.stop();
    this.#show();
  }

  #show() {
    const on = this.#voices.length > 0;
    this.button.setAttribute("aria-pressed", String(on));
    this.button.textContent = say(on ? "■\uFE0E Stop the sound" : "♪ Listen");
    this.#output.volume.hidden = !on;
  }
}

/**
 * Let the populations be heard from now on, in real time.
 *
 * @param {BaseAudioContext} context
 * @param {AudioNode} destination
 * @param {Rates} rates
 */
export function sing(context, destination, { step, rates }) {
  const highest = Math.max(...rates.map((values) => values.reduce((most, rate) => Math.max(most, rate), 0)), 1e-9);
  const seconds = (step * rates[0].length) / 1000;
  const now = context.currentTime;
  return rates.map((values, i) => {
    const parts = Float32Array.from(values, (rate) => rate / highest);
    const voice = context.createOscillator();
    const gain = context.createGain();
    voice.type = "triangle";
    voice.frequency.setValueCurveAtTime(
      parts.map((part) => LOWEST * 2 ** ((i * APART + part * RISE) / 12)),
      now,
      seconds,
    );
    gain.gain.setValueCurveAtTime(
      parts.map((part) => LOUD * Math.sqrt(part)),
      now,
      seconds,
    );
    voice.connect(gain).connect(destination);
    voice.start(now);
    voice.stop(now + seconds);
    return voice;
  });
}
