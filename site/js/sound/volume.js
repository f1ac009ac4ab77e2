import { make } from "../dom.js";
import { say } from "../language/messages.js";

/** Where sound goes, with a slider for how loud it is. */
export class Output {
  /** @type {AudioContext | null} */ #context = null;
  /** @type {GainNode | null} */ #gain = null;

  constructor() {
    this.volume = make("input", {
      type: "range",
      min: "0",
      max: "1",
      step: "0.01",
      value: "0.5",
      "aria-label": "Volume",
      title: "Volume",
    });
    this.volume.addEventListener("input", () => this.#setVolume());
  }

  /** @returns {{context: AudioContext, gain: GainNode} | null} null before it was opened */
  get line() {
    return this.#context && this.#gain && { context: this.#context, gain: this.#gain };
  }

  /** Let sound be heard: browsers allow it after a click. */
  open() {
    if (!this.#context) {
      this.#context = new AudioContext();
      this.#gain = this.#context.createGain();
      this.#gain.connect(this.#context.destination);
    }
    this.#context.resume();
    this.#setVolume();
  }

  #setVolume() {
    if (this.#gain) this.#gain.gain.value = this.volume.valueAsNumber ** 2; // as loudness is perceived
  }
}

/**
 * Leave a button of sound without effect where the reader wants no more data than is needed.
 *
 * @param {HTMLButtonElement} button
 */
export function allowSound(button) {
  const { connection } = /** @type {any} */ (navigator);
  const saves = connection?.saveData === true || matchMedia("(prefers-reduced-data: reduce)").matches;
  if (saves) Object.assign(button, { disabled: true, title: say("Data saver is on: no sound") });
}
