import { Plane } from "./plane.js";
import { Points } from "./points.js";
import { Scope } from "./scope.js";

/**
 * @typedef {import("../client/protocol.js").LiveAnswer} Answer
 * @typedef {import("../client/protocol.js").LiveFrame} Frame
 * @typedef {import("../client/protocol.js").State} State
 *
 * @typedef {object} Events
 * @property {(answer: Answer, newest: boolean) => void} answer the run began, or continues with other values; whether
 *   these are the newest
 * @property {(spikes: number) => void} frame something was painted, with so many spikes
 * @property {(error: Error) => void} error it cannot continue
 * @property {(runs: boolean) => void} runs whether time passes
 * @property {(held: boolean) => void} holds whether current is injected
 */

const LONGEST = 50; // ms of real time that a piece makes up for: what is late is lost

/** A live run: asks Python for one piece after the other, and paints them. */
export class Session {
  /** @type {Points | null} */ points = null;
  /** @type {Scope | null} */ scope = null;
  /** @type {Plane | null} */ plane = null;
  /** @type {import("../client/protocol.js").LiveScene | null} */ scene = null;
  amplitude = 0;
  speed = 1; // ms of the run in a ms of real time
  now = 0; // ms since the run began
  held = false;
  holdsAxes = false; // while the level is dragged
  #pulses = 0;
  #runs = false;
  #left = false;
  #waits = false; // whether a piece has been requested
  #owed = 0; // ms of real time that no piece has made up for
  #before = 0;
  #frame = 0;
  /** @type {State | null} */ #next = null; // that the run is to continue with
  #tuning = false;

  /**
   * @param {import("../client/solver-client.js").Client} client
   * @param {Map<string, import("../panels/panel.js").Panel>} panels
   * @param {Events} events
   */
  constructor(client, panels, events) {
    this.client = client;
    this.panels = panels;
    this.events = events;
  }

  get runs() {
    return this.#runs;
  }

  /** Begin, or continue with the values of another state: of several the newest. @param {State} state */
  async tune(state) {
    this.#next = state;
    if (this.#tuning) return;
    this.#tuning = true;
    try {
      while (this.#next && !this.#left) {
        const asked = this.#next;
        this.#next = null;
        const answer = await this.client.goLive(asked);
        if (!this.#left) this.#take(answer);
      }
    } catch (error) {
      if (!this.#left) this.events.error(/** @type {Error} */ (error));
    } finally {
      this.#tuning = false;
    }
  }

  /** @param {boolean} on whether time passes */
  run(on) {
    if (on === this.#runs || this.#left) return;
    this.#runs = on;
    this.#before = performance.now();
    this.#owed = 0;
    if (on) this.#schedule();
    else this.release();
    this.events.runs(on);
  }

  /** Inject the amplitude from now on. */
  hold() {
    this.run(true);
    this.held = true;
    this.events.holds(true);
  }

  /** Inject it no longer. */
  release() {
    this.held = false;
    this.events.holds(false);
  }

  /** Inject it for a moment. */
  pulse() {
    this.run(true);
    this.#pulses += 1;
  }

  leave() {
    this.#left = true;
    this.#runs = false;
    cancelAnimationFrame(this.#frame);
    this.scope?.leave();
    this.plane?.leave();
    this.client.endLive();
  }

  /** Paint everything anew: the colours have changed. */
  refresh() {
    this.scope?.refresh();
    this.plane?.refresh();
    this.#schedule();
  }

  /** @param {Answer} answer */
  #take(answer) {
    const { scene } = answer;
    this.scene = scene;
    if (answer.fresh || !this.points) {
      this.points = new Points(scene.quantities.length, scene.window);
      this.amplitude = scene.initial;
      this.now = 0;
      this.scope?.restart(this.points);
      this.plane?.restart(this.points);
    }
    if (!this.scope) {
      const trace = this.panels.get(scene.panel);
      const plane = this.panels.get(scene.plane.panel);
      this.scope = trace ? new Scope(trace, scene, this.points) : null;
      this.plane = plane ? new Plane(plane, scene, this.points) : null;
    }
    if (!this.holdsAxes || answer.fresh) this.scope?.show(scene);
    this.plane?.show(scene);
    this.events.answer(answer, !this.#next);
    this.#request(0); // at rest as well, what there is by now is painted
  }

  #schedule() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame((now) => this.#tick(now));
  }

  /** @param {number} now */
  #tick(now) {
    if (this.#left) return;
    if (this.#runs) {
      this.#owed = Math.min(this.#owed + Math.max(now - this.#before, 0), LONGEST);
      this.#before = now;
      this.#request(this.#owed * this.speed);
      this.#schedule();
    }
    this.scope?.paint(this.now);
    this.plane?.paint();
  }

  /** Ask for the next piece, unless one is on its way. @param {number} duration ms of the run */
  async #request(duration) {
    if (this.#waits || !this.scene || this.#left) return;
    this.#waits = true;
    this.#owed = 0;
    const pulses = this.#pulses;
    this.#pulses = 0;
    try {
      const frame = await this.client.advance({ duration, amplitude: this.amplitude, held: this.held, pulses });
      if (!this.#left) this.#add(frame);
    } catch (error) {
      if (!this.#left) {
        this.run(false);
        this.events.error(/** @type {Error} */ (error));
      }
    } finally {
      this.#waits = false;
    }
  }

  /** @param {Frame} frame */
  #add(frame) {
    const { points } = this;
    if (!points || frame.end < this.now) return; // of a run before
    points.add(frame);
    this.now = frame.end;
    if (frame.picture) this.plane?.take(frame.picture);
    this.events.frame(frame.jumps.length);
    if (!this.#runs) this.#schedule();
  }
}
