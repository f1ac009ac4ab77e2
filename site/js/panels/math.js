/** @typedef {import("../client/protocol.js").MathNode} MathNode */

const SPACE = "http://www.w3.org/1998/Math/MathML";
const ELEMENTS = new Set(["mfrac", "mi", "mn", "mo", "mover", "mrow", "msub", "msup", "mtext"]);

/**
 * An equation, as Python describes it, as MathML.
 *
 * @param {MathNode} node
 * @param {(element: Element, parameter: string) => void} shows is given each number that is the value of a parameter
 * @returns {Element}
 */
export function equation(node, shows) {
  const math = document.createElementNS(SPACE, "math");
  math.append(built(node, shows));
  return math;
}

/**
 * @param {MathNode} node
 * @param {(element: Element, parameter: string) => void} shows
 * @returns {Node}
 */
function built(node, shows) {
  if (typeof node === "string") return document.createTextNode(node);
  const [name, ...rest] = node;
  if (!ELEMENTS.has(name)) throw new Error(`<${name}> is no part of an equation`);
  const element = document.createElementNS(SPACE, name);
  for (const part of rest) {
    if (typeof part === "string" || Array.isArray(part)) element.append(built(part, shows));
    else if (part.form) element.setAttribute("form", part.form);
  }
  const parameter = rest.map((part) => (typeof part === "object" && !Array.isArray(part) ? part.parameter : null));
  const own = parameter.find(Boolean);
  if (!own) return element;
  // Its number may be another kind of element after a change, with a sign or a power of ten: what holds it stays.
  const holder = document.createElementNS(SPACE, "mrow");
  holder.setAttribute("data-parameter", own);
  holder.append(element);
  shows(holder, own);
  return holder;
}

/**
 * Change an equation into another one, in place where both have the same form: the holders of numbers stay.
 *
 * @param {ChildNode} old
 * @param {ChildNode} fresh
 */
export function renew(old, fresh) {
  const alike =
    old.nodeName === fresh.nodeName && old.childNodes.length === fresh.childNodes.length && named(old) === named(fresh);
  if (!alike) old.replaceWith(fresh);
  else if (named(old)) /** @type {Element} */ (old).replaceChildren(...fresh.childNodes);
  else if (!old.childNodes.length) old.nodeValue = fresh.nodeValue;
  else {
    const news = [...fresh.childNodes];
    [...old.childNodes].forEach((child, i) => renew(child, news[i]));
  }
}

/** @param {Node} node */
function named(node) {
  return node instanceof Element ? node.getAttribute("data-parameter") : null;
}
