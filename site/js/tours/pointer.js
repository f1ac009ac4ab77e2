import { columns } from "../dom.js";
import { unfoldReadouts } from "../panels/readouts.js";

/** @typedef {Pick<import("../state/explorer.js").Explorer, "stage">} Explorer */
/** @typedef {import("../client/protocol.js").Step} TourStep */

/** Marks the target of a tour's step, and brings it into view. */
export class Pointer {
  /** @type {TourStep["points_at"]} */ #at = null;
  /** @type {Element[]} */ #marked = [];
  #seen = true;

  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    addEventListener("explorer:drawn", () => this.#mark()); // readouts are replaced with each answer
  }

  /** @param {TourStep["points_at"]} at */
  at(at) {
    this.#at = at;
    this.#seen = false;
    this.#mark();
  }

  #mark() {
    for (const element of this.#marked) element.classList.remove("marked");
    this.#marked = this.#at ? this.#find(this.#at) : [];
    for (const element of this.#marked) element.classList.add("marked");
    const [first] = this.#marked;
    if (this.#seen || !first?.getClientRects().length) return;
    this.#seen = true;
    // In a single column the sheet of the tour covers what is below.
    first.scrollIntoView({ block: columns() === 1 ? "start" : "nearest" });
  }

  /**
   * @param {NonNullable<TourStep["points_at"]>} at
   * @returns {Element[]}
   */
  #find({ kind, name }) {
    if (kind === "panel")
      return [this.explorer.stage.panels.get(name)?.element].filter((element) => element !== undefined);
    if (kind === "readout") {
      const label = [...document.querySelectorAll("#readouts dt")].find(({ textContent }) => textContent === name);
      if (label && !label.checkVisibility()) unfoldReadouts();
      return label?.nextElementSibling ? [label, label.nextElementSibling] : [];
    }
    const row = document.getElementById(`parameter-${name}`)?.closest(".field");
    if (!row) return [];
    const group = row.closest("details");
    if (group) group.open = true;
    return [row, document.getElementById("sheet-handle")].filter((element) => element !== null);
  }
}
