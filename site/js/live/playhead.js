const SLACK = 1.5; // pieces that may be late by half of what they are apart do not stop it
const GAP = 100; // ms between two pieces, before there were any
const NEW = 0.25; // weight of the last gap in their average

/**
 * The time of a run that is shown. The run comes in pieces; this follows their end evenly, by as much behind it that
 * there is always something left to show when the next one comes.
 */
export class Playhead {
  stop = 0; // ms of the run that have come
  #from = 0;
  #since = 0; // when it was there
  #rate = 0; // ms of the run in a ms of real time
  #gap = GAP;

  /** The time that is shown, ms. @param {number} now ms of real time */
  at(now) {
    return Math.min(this.#from + this.#rate * Math.max(now - this.#since, 0), this.stop);
  }

  /** Be at the end of a run. @param {number} stop @param {number} now */
  restart(stop, now) {
    this.stop = this.#from = stop;
    this.#since = now;
    this.#rate = 0;
  }

  /** The run has come further. @param {number} stop @param {number} now */
  follow(stop, now) {
    this.#from = this.at(now);
    this.#gap += NEW * (now - this.#since - this.#gap);
    this.#since = now;
    this.stop = stop;
    this.#rate = (stop - this.#from) / (SLACK * this.#gap);
  }
}
