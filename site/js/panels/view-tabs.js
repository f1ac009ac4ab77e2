import { byId, make } from "../dom.js";
import { firstState, writeLink } from "../state/link.js";

/**
 * @typedef {import("../client/protocol.js").State} State
 * @typedef {import("../client/protocol.js").ViewSchema} View
 */

/** The tabs of the views: each leads to the state in which its view was left. */
export class Tabs {
  /** @type {Map<string, State>} */ #left = new Map(); // by view
  #list = byId("views");

  /**
   * @param {View[]} views
   * @param {(view: View) => void} choose
   */
  constructor(views, choose) {
    this.#list.replaceChildren(
      ...views.map((view) =>
        make(
          "a",
          {
            href: writeLink(firstState(view), view),
            "data-view": view.name,
            title: view.intro,
          },
          view.title,
        ),
      ),
    );
    this.#list.addEventListener("click", (event) => {
      const link = /** @type {Element} */ (event.target).closest("a");
      const view = views.find(({ name }) => name === link?.dataset.view);
      if (!view || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      choose(view);
    });
  }

  /** Mark the displayed view. @param {View} view */
  mark(view) {
    for (const link of this.#list.querySelectorAll("a")) {
      if (link.dataset.view === view.name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  /**
   * @param {View} view
   * @param {State} state in which it is left
   */
  leave(view, state) {
    this.#left.set(view.name, state);
  }

  /** @param {View} view @returns {State} in which it was left; at first the one that it opens with */
  stateOf(view) {
    return this.#left.get(view.name) ?? firstState(view);
  }
}
