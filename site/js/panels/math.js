/** @typedef {import("../client/protocol.js").MathNode} MathNode */

const SPACE = "http://www.w3.org/1998/Math/MathML";
const ELEMENTS = new Set(["mfrac", "mi", "mn", "mo", "mover", "mrow", "msub", "msup", "mtext"]);

/**
 * An equation, as Python describes it, as MathML.
 *
 * @param {MathNode} node
 * @param {(element: Element, parameter: string) => void} [shows] is given each number that is the value of a parameter
 * @returns {Element}
 */
export function equation(node, shows) {
  const math = document.createElementNS(SPACE, "math");
  math.append(built(node, shows));
  return math;
}

/**
 * The same equation in parts that follow one another in a line, numbers that are parameters apart from the
 * rest: nothing within mathematics can be operated by those who listen.
 *
 * @param {MathNode} node
 * @param {(element: HTMLElement, parameter: string) => void} shows is given the holder of each of these numbers
 * @returns {HTMLElement}
 */
export function operable(node, shows) {
  const line = document.createElement("div");
  /** @type {MathNode[]} */
  let between = [];
  const close = () => {
    if (between.length) line.append(equation(["mrow", ...between]));
    between = [];
  };
  for (const part of flat(node)) {
    const own = parameterOf(part);
    if (!own) {
      between.push(part);
      continue;
    }
    close();
    const holder = document.createElement("span");
    holder.setAttribute("data-parameter", own);
    holder.append(equation(part));
    shows(holder, own);
    line.append(holder);
  }
  close();
  return line;
}

/**
 * The members of rows within rows, whose operators say themselves where they stood.
 *
 * @param {MathNode} node
 * @returns {MathNode[]}
 */
function flat(node) {
  if (typeof node === "string" || node[0] !== "mrow" || parameterOf(node)) return [node];
  const members = /** @type {MathNode[]} */ (node.slice(1));
  const last = members.length - 1;
  return members.flatMap((member, i) => {
    if (typeof member === "string" || member[0] !== "mo" || typeof member[1] !== "string") return flat(member);
    const form = !last ? null : i === 0 ? "prefix" : i === last ? "postfix" : "infix";
    return form ? [/** @type {MathNode} */ (["mo", { form }, member[1]])] : [member];
  });
}

/** @param {MathNode} node @returns {string | undefined} the parameter whose value it is */
function parameterOf(node) {
  if (typeof node === "string") return undefined;
  for (const part of node)
    if (typeof part === "object" && !Array.isArray(part) && part.parameter) return part.parameter;
  return undefined;
}

/**
 * @param {MathNode} node
 * @param {(element: Element, parameter: string) => void} [shows]
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
  const own = parameterOf(node);
  if (!own || !shows) return element;
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
  else if (named(old)) {
    if (!old.firstChild?.isEqualNode(fresh.firstChild))
      /** @type {Element} */ (old).replaceChildren(...fresh.childNodes);
  } else if (old.isEqualNode(fresh)) return;
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
