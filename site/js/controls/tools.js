import { byId } from "../dom.js";

/** The tools in the bar; where space is short, they are a menu below the button with the dots. */
export function setUpTools() {
  const more = byId("more-tools");
  const tools = byId("tools");
  /** @param {boolean} on */
  const open = (on) => more.setAttribute("aria-expanded", String(on));
  const isOpen = () => more.getAttribute("aria-expanded") === "true";
  /** @param {Node | null} target */
  const isWithin = (target) => more.contains(target) || tools.contains(target);

  more.addEventListener("click", () => open(!isOpen()));
  // Before the tool acts: a dialog returns the focus to where it was.
  tools.addEventListener(
    "click",
    (event) => {
      const tool = /** @type {Element} */ (event.target).closest("a, button");
      if (!tool || !isOpen() || tool === byId("theme")) return; // the theme is chosen by several presses
      more.focus();
      open(false);
    },
    true,
  );
  addEventListener("pointerdown", ({ target }) => isWithin(/** @type {Node} */ (target)) || open(false));
  for (const part of [more, tools]) {
    part.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !isWithin(/** @type {Node} */ (relatedTarget))) open(false);
    });
  }
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !isOpen()) return;
    open(false);
    more.focus();
  });
}

/** Focus a tool, or the menu that holds it. @param {string} id */
export function focusTool(id) {
  const tool = byId(id);
  (tool.checkVisibility() ? tool : byId("more-tools")).focus();
}
