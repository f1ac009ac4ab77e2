import { byId, make } from "../dom.js";
import { withMinus } from "../language/format.js";
import { say } from "../language/messages.js";

/** @typedef {import("../client/protocol.js").Standing} Standing */

const REST = 1200; // ms without a change before it is read out: during a drag it would never end

/**
 * A task in one line: what is wanted, how it stands ("now 3, wanted 2"), whether it is done. It is in the tour,
 * and on narrow screens also above the controls, which cover the tour there.
 */
export class TaskLine {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #later;

  constructor() {
    this.lines = ["tour-line", "tour-line in-controls"].map((className) => {
      const [text, now] = [make("span", { class: "tour-line-text" }), make("span", { class: "tour-now" })];
      const tick = make("span", { class: "tour-tick", "aria-hidden": "true" });
      return { text, now, root: make("p", { class: className, hidden: true }, tick, text, now) };
    });
    this.heard = make("p", { class: "visually-hidden", role: "status" });
    byId("sheet-handle").after(this.lines[1].root);
  }

  /** @param {string | null} text of the task, if there is one */
  show(text) {
    for (const line of this.lines) {
      line.root.hidden = text === null;
      line.text.textContent = withMinus(text ?? "");
    }
    this.stand([], false);
  }

  /** @param {Standing[]} standings @param {boolean} done */
  stand(standings, done) {
    const text = done ? say("Done.") : inWords(standings);
    for (const { now, root } of this.lines) {
      root.classList.toggle("solved", done);
      now.textContent = text;
      now.title = text;
    }
    clearTimeout(this.#later);
    if (done) this.heard.textContent = "";
    else this.#later = setTimeout(() => (this.heard.textContent = text), REST);
  }
}

/** What is not yet as wanted; if all is, the first. @param {Standing[]} standings */
function inWords(standings) {
  const open = standings.filter(({ holds }) => !holds);
  const named = open.length ? open : standings.slice(0, 1);
  return named.map(({ label, text }) => (standings.length > 1 ? `${label}: ` : "") + withMinus(text)).join(" · ");
}
