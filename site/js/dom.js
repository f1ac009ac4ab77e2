import { say } from "./language/messages.js";

const UNSEEN = 100; // ms
const READ = new Set(["title", "aria-label", "placeholder"]);
const VERBATIM = new Set(["code", "i", "pre", "sub"]); // text by readers or programs, and symbols

/**
 * Make an element: properties that begin with "on" are listeners, the rest are attributes. Words are
 * put in the language of the page.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  setAll(element, props);
  const verbatim = VERBATIM.has(tag);
  for (const child of children)
    if (child != null) element.append(typeof child === "string" && !verbatim ? say(child) : child);
  return element;
}

/**
 * The same for SVG.
 *
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [props]
 * @param {...Node} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function makeSvg(tag, props = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAll(element, props);
  element.append(...children);
  return element;
}

/**
 * @param {Element} element
 * @param {Record<string, any>} props
 */
function setAll(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null)
      element.setAttribute(name, READ.has(name) ? say(String(value)) : String(value));
  }
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element #${id}`);
  return element;
}

/*
 * What an answer does not change is not set again: the browser would find the styles of all that depends on it anew,
 * and lay it out and paint it.
 */

/** @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {HTMLElement} element @param {boolean} shown */
export function setShown(element, shown) {
  if (element.hidden === shown) element.hidden = !shown;
}

/** @param {Element} element @param {string} name @param {boolean} on */
export function setClass(element, name, on) {
  if (element.classList.contains(name) !== on) element.classList.toggle(name, on);
}

/** @param {Element} element @param {Record<string, string | number | boolean | null>} values by name; null: none */
export function setAttributes(element, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  }
}

/**
 * Replace those children that look different; what they do must follow from how they look.
 *
 * @param {Element} parent
 * @param {Element[]} fresh
 */
export function setChildren(parent, fresh) {
  while (parent.children.length > fresh.length) parent.lastElementChild?.remove();
  fresh.forEach((child, i) => {
    const old = parent.children[i];
    if (!old) parent.append(child);
    else if (!old.isEqualNode(child)) old.replaceWith(child);
  });
}

/** How many columns the page has in its window (layout.css). @returns {number} */
export function columns() {
  return Number(getComputedStyle(document.documentElement).getPropertyValue("--columns"));
}

/**
 * A symbol as declared ("v_peak") in the way it is set: italic, with a subscript.
 *
 * @param {string} symbol
 * @returns {Node}
 */
export function typeset(symbol) {
  const [base, ...rest] = symbol.split("_");
  const sub = rest.join("_");
  return make("span", {}, make("i", {}, base), sub ? make("sub", {}, sub) : null);
}

/**
 * A number as people write it: at most seven significant digits, and no true minus sign
 * (fields must be able to read it back).
 *
 * @param {import("./client/protocol.js").Value} value
 * @returns {string}
 */
export function plain(value) {
  return typeof value === "number" ? String(Number(value.toPrecision(7))) : String(value);
}

/**
 * Do something after the next frame and what has come until then, or soon where the browser draws no
 * frames: in what is out of sight.
 *
 * @param {() => void} act
 */
export function afterFrame(act) {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    act();
  };
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(once);
  });
  let timer = setTimeout(once, UNSEEN);
}

/**
 * Do something when the next frame is laid out: measuring the page earlier would lay it out twice.
 *
 * @param {() => void} act
 */
export function afterPaint(act) {
  requestAnimationFrame(() => setTimeout(act));
}

/** @type {string | undefined} */ let family;

/**
 * The page's font, for a canvas. Its family never changes, and asking for it lays the page out.
 *
 * @param {number} size CSS pixels
 */
export function pageFont(size) {
  family ??= getComputedStyle(document.body).fontFamily;
  return `${size}px ${family}`;
}
