import { columns } from "../dom.js";
import { unfoldReadouts } from "../panels/readouts.js";

/** @typedef {Pick<import("../state/explorer.js").Explorer, "stage">} Explorer */
/** @typedef {import("../client/protocol.js").Step} TourStep */

/** Marks the target of a tour's step, and brings it into view. */
export class Pointer {
  /** @type {TourStep["points_at"]} */ #at = null;
  /** @type {Element[]} */ #marked = [];
  #scrolls = 0; // that are still to come: at the beginning of a step, and when it is drawn

  /**
   * @param {Explorer} explorer
   * @param {(fact: [string, string] | null) => boolean} quote takes the label and value of a readout, and returns
   *   whether the tour shows it: where the readout and the plot are not in sight together
   */
  constructor(explorer, quote) {
    this.explorer = explorer;
    this.quote = quote;
    addEventListener("explorer:drawn", () => this.#at && this.#mark()); // readouts are replaced with each answer
  }

  /** @param {TourStep["points_at"]} at */
  at(at) {
    this.#at = at;
    this.#scrolls = at ? 2 : 0;
    this.#mark();
  }

  #mark() {
    for (const element of this.#marked) element.classList.remove("marked");
    this.#marked = this.#at ? this.#find(this.#at) : [];
    for (const element of this.#marked) element.classList.add("marked");
    const { kind } = this.#at ?? {};
    const quoted = this.quote(kind === "readout" ? inWords(this.#marked) : null);
    if (!this.#scrolls || !this.#marked.length) return;
    this.#scrolls -= 1;
    const [first] = this.#marked;
    const panels = [...this.explorer.stage.panels.values()];
    const plot = panels.find(({ spec, element }) => spec.place === "main" && !element.hidden)?.element;
    // In a single column the sheet of the tour covers what is below, and the parameters are in a sheet.
    if (columns() === 1) (kind === "panel" ? first : plot)?.scrollIntoView({ block: "start" });
    else if (quoted) plot?.scrollIntoView({ block: "nearest" });
    else for (const one of kind === "parameter" ? [plot, first] : [first]) one?.scrollIntoView({ block: "nearest" });
    // On phones on their side the tour scrolls with the parameters.
    document.querySelector(".tour > header")?.scrollIntoView({ block: "nearest" });
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

/** @param {Element[]} readout its label and its value @returns {[string, string] | null} */
function inWords([label, value]) {
  return value ? [label.textContent ?? "", value.textContent ?? ""] : null;
}
