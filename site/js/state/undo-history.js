/** @typedef {import("../client/protocol.js").State} State */

const BURST = 800; // ms of rest after which a change begins a new step
const MAX_STEPS = 2000;

/**
 * The states that the reader can return to. All changes while a pointer is pressed, such as by a
 * drag, are one step, as are changes of the same values in quick succession, such as by keys.
 */
export class Steps {
  /** @type {State[]} */ #past = [];
  /** @type {State[]} */ #future = [];
  #what = ""; // was changed by the last step
  #at = -Infinity;
  #input = -Infinity; // when the reader last did something, however late the page came to it
  #pressed = false;
  #begun = false; // whether a step began since the pointer was pressed

  constructor() {
    addEventListener(
      "pointerdown",
      () => {
        this.#pressed = true;
        this.#begun = false;
      },
      true,
    );
    for (const name of ["keydown", "input"]) addEventListener(name, (event) => (this.#input = event.timeStamp), true);
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => (this.#pressed = false), true);
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /**
   * The state is about to change.
   *
   * @param {State} before
   * @param {State} after
   * @param {boolean} alone whether it is a separate step in any case
   * @returns {boolean} whether a step begins with it
   */
  note(before, after, alone) {
    const what = alone ? "" : difference(before, after);
    const now = this.#input > this.#at ? this.#input : performance.now();
    const goesOn = !alone && ((this.#pressed && this.#begun) || (what === this.#what && now - this.#at < BURST));
    this.#what = what;
    this.#at = now;
    if (goesOn) return false;
    this.#begun = true;
    this.#past = [...this.#past, before].slice(-MAX_STEPS);
    this.#future = [];
    return true;
  }

  /** @param {State} present @returns {State | undefined} the previous state */
  undo(present) {
    return this.#step(this.#past, this.#future, present);
  }

  /** @param {State} present @returns {State | undefined} the undone state */
  redo(present) {
    return this.#step(this.#future, this.#past, present);
  }

  /**
   * @param {State[]} from
   * @param {State[]} to
   * @param {State} present
   */
  #step(from, to, present) {
    const found = from.pop();
    if (found) to.push(present);
    this.#at = -Infinity;
    return found;
  }
}

/** What differs, by name. @param {State} a @param {State} b */
function difference(a, b) {
  const names = new Set([...Object.keys(a.values), ...Object.keys(b.values)]);
  const values = [...names].filter((name) => a.values[name] !== b.values[name]);
  const others = [a.view === b.view, a.preset === b.preset, a.panels.join() === b.panels.join()];
  return [...others, ...values].join();
}
