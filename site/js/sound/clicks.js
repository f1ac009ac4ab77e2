import { allowSound, Output } from "./volume.js";
import { before } from "../plots/times.js";
import { make } from "../dom.js";

const AHEAD = 0.25; // s that are scheduled before they are heard
const CLICK = 0.006; // s
const PITCH = 1400; // Hz
const DECAY = 0.0012; // s

/** The spikes of a run, audible as clicks while the time cursor advances. Off at first. */
export class Sound {
  #output = new Output();
  /** @type {AudioBuffer | null} */ #buffer = null;
  /** @type {ArrayLike<number>} */ #times = [];
  /** @type {Set<AudioScheduledSourceNode>} */ #waiting = new Set();
  /** @type {number | null} */ #until = null; // ms of the run that are scheduled; null: time is paused

  constructor() {
    this.button = make(
      "button",
      {
        id: "sound",
        type: "button",
        class: "plain",
        "aria-pressed": "false",
        title: "Hear each spike as a click while the time cursor moves (m)",
        "aria-label": "Sound",
      },
      "♪",
    );
    this.real = make("input", { type: "checkbox" });
    const pace = make("label", { title: "At the neuron's own speed, not slowed down" }, this.real, "real time");
    this.more = make("span", { class: "sound-more", hidden: true }, this.#output.volume, pace);
    this.element = make("div", { class: "sound", hidden: true }, this.button, this.more);
    this.button.addEventListener("click", () => this.#turn(!this.on));
    document.addEventListener("visibilitychange", () => document.hidden && this.stop());
    allowSound(this.button);
  }

  get on() {
    return this.button.getAttribute("aria-pressed") === "true";
  }

  /** How much longer than in the run time takes. @param {number} slow as it is played without sound */
  pace(slow) {
    return this.on && this.real.checked ? 1 : slow;
  }

  /** What there is to hear. @param {ArrayLike<number> | null} times of spikes, ms, ascending; null: nothing */
  load(times) {
    this.stop();
    this.#times = times ?? [];
    this.element.hidden = !times;
  }

  /**
   * Time advances.
   *
   * @param {number} time ms of the run
   * @param {number} pace by how much longer it takes than in the run
   */
  advance(time, pace) {
    const { line } = this.#output;
    if (!this.on || !line || document.hidden) return;
    const { context, gain } = line;
    const end = time + (1000 * AHEAD) / pace;
    const begin = this.#until ?? time;
    this.#until = end;
    for (let i = before(this.#times, begin); i < this.#times.length && this.#times[i] < end; i++) {
      this.#buffer ??= clickBuffer(context);
      const when = context.currentTime + Math.max(0, ((this.#times[i] - time) * pace) / 1000);
      const source = click(context, gain, this.#buffer, when);
      this.#waiting.add(source);
      source.onended = () => this.#waiting.delete(source);
    }
  }

  /** Let one click be heard now. */
  click() {
    const { line } = this.#output;
    if (!this.on || !line || document.hidden) return;
    this.#buffer ??= clickBuffer(line.context);
    click(line.context, line.gain, this.#buffer, line.context.currentTime);
  }

  /** Time is paused: scheduled clicks are cancelled. */
  stop() {
    for (const source of this.#waiting) source.stop();
    this.#waiting.clear();
    this.#until = null;
  }

  /** @param {boolean} on */
  #turn(on) {
    this.button.setAttribute("aria-pressed", String(on));
    this.more.hidden = !on;
    this.stop();
    if (on) this.#output.open();
  }
}

/**
 * Let a click be heard.
 *
 * @param {BaseAudioContext} context
 * @param {AudioNode} destination
 * @param {AudioBuffer} buffer
 * @param {number} when s of the context
 */
export function click(context, destination, buffer, when) {
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(destination);
  source.start(when);
  return source;
}

/** A short knock. @param {BaseAudioContext} context */
export function clickBuffer(context) {
  const rate = context.sampleRate;
  const buffer = context.createBuffer(1, Math.ceil(CLICK * rate), rate);
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < samples.length; i++)
    samples[i] = Math.sin((2 * Math.PI * PITCH * i) / rate) * Math.exp(-i / rate / DECAY);
  return buffer;
}
