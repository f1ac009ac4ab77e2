import { withMinus } from "../language/format.js";
import { byId, columns, make, typeset } from "../dom.js";
import { equation } from "./math.js";

/**
 * @typedef {import("../client/protocol.js").Section} Section
 * @typedef {import("../client/protocol.js").Block} Block
 * @typedef {import("../client/protocol.js").Inline} Inline
 * @typedef {import("../client/protocol.js").Mark} Mark
 *
 * @typedef {object} Guide the actions of an explanation's marks
 * @property {(curve: {panel: string, name: string} | null) => void} point highlight a curve; null: none
 * @property {(panel: string) => void} open show a panel
 * @property {(parameter: string | null) => void} mark highlight a control; null: none
 * @property {(parameter: string) => void} edit go to a control
 * @property {(values: import("../client/protocol.js").Values) => void} set
 * @property {(link: string) => void} see
 */

const LONG = 2500; // ms for which a curve is highlighted after a touch

/** @type {Section[]} */ let latest = [];
/** @type {string[]} */ let built = []; // the displayed sections
/** @type {Guide | null} */ let guide = null;

/** The explanation, unfolded or not as the reader left it. @param {Guide} given */
export function setUpAbout(given) {
  guide = given;
  const box = /** @type {HTMLDetailsElement} */ (byId("about"));
  box.open = remembered() ?? columns() < 3;
  box.addEventListener("toggle", () => {
    remember(box.open);
    render();
  });
  render();
}

/** @param {Section[]} sections */
export function showAbout(sections) {
  latest = sections;
  render();
}

/** Only changed parts are rebuilt: a button that was just pressed stays, and keeps the focus. */
function render() {
  const box = /** @type {HTMLDetailsElement} */ (byId("about"));
  if (!box.open || !guide) return;
  const root = byId("about-text");
  const wanted = latest.map((section) => JSON.stringify(section));
  while (root.children.length > wanted.length) root.lastChild?.remove();
  latest.forEach((section, i) => {
    if (built[i] === wanted[i]) return;
    const element = sectionElement(section);
    if (root.children[i]) root.children[i].replaceWith(element);
    else root.append(element);
  });
  built = wanted;
}

/** @param {Section} section */
function sectionElement({ title, blocks }) {
  return make("section", {}, make("h3", {}, title), ...blocks.map(blockElement));
}

/** @param {Block} block */
function blockElement(block) {
  if (block.text)
    return make("p", {}, ...block.text.flatMap((sentence, i) => [i ? " " : "", ...sentence.map(inlineNode)]));
  if (block.items) return make("ul", {}, ...block.items.map((item) => make("li", {}, ...item.map(inlineNode))));
  const rows = (block.math ?? []).map((row) => make("div", {}, equation(row, showsParameter)));
  const box = make("div", { class: block.quiet ? "equations secondary" : "equations" }, ...rows);
  // What is too wide is scrolled, also by keys.
  new ResizeObserver(() => scrollable(box)).observe(box);
  return box;
}

/** @param {Inline} inline @returns {Node | string} */
function inlineNode(inline) {
  if (typeof inline === "string") return withMinus(inline);
  if ("symbol" in inline) return typeset(inline.symbol);
  const { words, source, see } = inline;
  if (source) return make("a", { href: source, target: "_blank", rel: "noopener" }, words);
  if (!see) return markElement(inline);
  return make(
    "a",
    {
      href: see,
      onclick: (/** @type {MouseEvent} */ event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        guide?.see(see);
      },
    },
    words,
  );
}

/** @param {Mark} mark */
function markElement({ words, curve, panel, parameter, set }) {
  if (set) return make("button", { type: "button", class: "set-values", onclick: () => guide?.set(set) }, words);
  if (panel) return make("button", { type: "button", class: "term", onclick: () => guide?.open(panel) }, words);
  if (parameter) {
    const button = make("button", { type: "button", class: "term", onclick: () => guide?.edit(parameter) }, words);
    whilePointed(
      button,
      () => guide?.mark(parameter),
      () => guide?.mark(null),
    );
    return button;
  }
  const button = make("button", { type: "button", class: "term" }, words);
  if (!curve) return button;
  let leave = 0;
  whilePointed(
    button,
    () => (clearTimeout(leave), guide?.point(curve)),
    () => guide?.point(null),
  );
  button.addEventListener("click", () => {
    guide?.open(curve.panel);
    guide?.point(curve);
    leave = setTimeout(() => button.matches(":hover:not(:active)") || guide?.point(null), LONG);
  });
  return button;
}

/** A number in an equation leads to its control. @param {Element} element @param {string} parameter */
function showsParameter(element, parameter) {
  element.addEventListener("click", () => guide?.edit(parameter));
  element.addEventListener("pointerenter", () => guide?.mark(parameter));
  element.addEventListener("pointerleave", () => guide?.mark(null));
}

/**
 * @param {HTMLElement} element
 * @param {() => void} enter
 * @param {() => void} leave
 */
function whilePointed(element, enter, leave) {
  for (const type of ["pointerenter", "focus"]) element.addEventListener(type, enter);
  for (const type of ["pointerleave", "blur"]) element.addEventListener(type, leave);
}

/** @returns {boolean | null} */
function remembered() {
  try {
    const stored = sessionStorage.getItem("about");
    return stored === null ? null : stored === "open";
  } catch {
    return null; // frames without an origin have no storage
  }
}

/** @param {boolean} open */
function remember(open) {
  try {
    sessionStorage.setItem("about", open ? "open" : "closed");
  } catch {
    // It then lasts as long as the page.
  }
}

/** @param {HTMLElement} box */
function scrollable(box) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}
