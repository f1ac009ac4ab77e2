/** @typedef {import("../client/protocol.js").LiveFrame} Frame */

/** The points of the last part of a live run, in arrays that hold as many as are visible. */
export class Points {
  #first = 0;
  #count = 0;
  added = 0; // number of points, those that are gone included
  /** @type {Float64Array<ArrayBuffer>} ms since the run began */ time = new Float64Array(0);
  /** @type {Float32Array<ArrayBuffer>[]} by quantity */ values = [];
  /** @type {Uint8Array<ArrayBuffer>} whether the state jumped to the point */ jumped = new Uint8Array(0);

  /**
   * @param {number} rows how many quantities there are
   * @param {number} kept ms
   */
  constructor(rows, kept) {
    this.kept = kept;
    this.values = Array.from({ length: rows }, () => new Float32Array(0));
  }

  /** Index of the oldest point. */
  get first() {
    return this.#first;
  }

  /** Index after the newest point. */
  get end() {
    return this.#first + this.#count;
  }

  /** @param {Frame} frame */
  add(frame) {
    const { length } = frame.time;
    if (this.end + length > this.time.length) this.#makeRoom(length);
    const at = this.end;
    for (let i = 0; i < length; i++) this.time[at + i] = frame.end + frame.time[i];
    for (const [row, values] of frame.values.entries()) this.values[row].set(values, at);
    this.jumped.fill(0, at, at + length);
    for (const i of frame.jumps) this.jumped[at + i] = 1;
    this.#count += length;
    this.added += length;
    this.#forget(frame.end - this.kept);
  }

  /** How many spikes are not older than some ms. @param {number} since */
  spikes(since) {
    let count = 0;
    for (let i = this.end - 1; i >= this.#first && this.time[i] >= since; i--) count += this.jumped[i];
    return count;
  }

  /** One older point stays, from which the line comes. @param {number} oldest ms */
  #forget(oldest) {
    while (this.#count > 1 && this.time[this.#first + 1] < oldest) {
      this.#first++;
      this.#count--;
    }
  }

  /** Move what is there to the beginning, in larger arrays if necessary. @param {number} more */
  #makeRoom(more) {
    const { first, end } = this;
    const need = this.#count + more;
    const size = need > this.time.length / 2 ? Math.max(2 * need, 1024) : this.time.length;
    /** @template {Float64Array | Float32Array | Uint8Array} A @param {A} old @returns {A} */
    const moved = (old) => {
      if (size === old.length) {
        old.copyWithin(0, first, end);
        return old;
      }
      const fresh = /** @type {A} */ (new /** @type {any} */ (old.constructor)(size));
      fresh.set(old.subarray(first, end));
      return fresh;
    };
    this.time = moved(this.time);
    this.values = this.values.map(moved);
    this.jumped = moved(this.jumped);
    this.#first = 0;
  }
}
