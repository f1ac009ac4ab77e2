/**
 * @typedef {import("../panels/panel.js").Panel} Panel
 * @typedef {import("../client/protocol.js").Figure} Figure
 * @typedef {import("../client/protocol.js").Readout} Readout
 * @typedef {import("../client/protocol.js").State} State
 */

/**
 * A run, A, that stays behind the displayed one, B: its curves in the plots, its readouts. A link names only
 * its state: the rest is requested.
 */
export class Comparison {
  /** @type {Set<string>} */ #known = new Set(); // panels that contain A, as far as available

  /**
   * @param {Map<string, Panel>} panels that display A now
   * @param {State} state
   * @param {Readout[] | null} readouts null: A is not what they display, but to be requested
   */
  constructor(panels, state, readouts) {
    this.panels = panels;
    this.state = state;
    this.readouts = readouts;
    if (!readouts) return;
    for (const [name, panel] of panels) {
      panel.pin(panel.figure);
      if (panel.figure && !panel.element.hidden) this.#known.add(name);
    }
  }

  /** Whether something of A is still to be requested. */
  get isPartial() {
    return !this.readouts || this.missing.length > 0;
  }

  /** Panels in which A is still to be drawn. */
  get missing() {
    return [...this.panels]
      .filter(([name, panel]) => panel.isComparable && !panel.element.hidden && !this.#known.has(name))
      .map(([name]) => name);
  }

  /** @param {Record<string, Figure>} figures of A */
  take(figures) {
    for (const [name, figure] of Object.entries(figures)) {
      this.panels.get(name)?.pin(figure);
      this.panels.get(name)?.redraw();
    }
  }

  /** Nothing further follows for these panels. @param {string[]} names */
  complete(names) {
    this.readouts ??= [];
    for (const name of names) this.#known.add(name);
  }

  leave() {
    for (const panel of this.panels.values()) panel.pin(null);
  }
}
