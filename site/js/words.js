/**
 * The page's words in the reader's language. They stand in the code in English; a catalogue has
 * them in another one, with gaps for what differs: `Step {name} of {name}`. Without a catalogue, and
 * where it lacks a text, it stays English. Python translates its answers itself: izhikevich/app/worker.py.
 */

/** @typedef {{page: Record<string, string>, content: Record<string, string>}} Catalogue */

const GAP = /\{(text|name|\d*)\}/;
/** What readers read stands by these names: as in `izhikevich.language`. */
const READ = new Set(["title", "label", "help", "intro", "text", "heading", "hint", "why", "live", "mark", "trace"]);
const SKIPPED = new Set(["values", "state", "thumbnail", "sliders", "units", "brings", "answer"]);
const LONG = 20; // characters of a text that stands in the catalogue as it is
const ATTRIBUTES = ["title", "aria-label", "placeholder"];

/** @type {Map<string, string>} */ const texts = new Map();
/** @type {{pattern: RegExp, text: string}[]} */ const patterns = [];
/** @type {Map<string, string>} */ let content = new Map();

/** @param {Catalogue} catalogue */
export function learn(catalogue) {
  content = new Map(Object.entries(catalogue.content));
  for (const [english, text] of [...content, ...Object.entries(catalogue.page)]) texts.set(english, text);
  for (const [english, text] of Object.entries(catalogue.page).sort(([a], [b]) => b.length - a.length)) {
    if (GAP.test(english)) patterns.push({ pattern: compiled(english), text });
  }
}

/**
 * A text in the language of the page.
 *
 * @param {string} text
 * @returns {string}
 */
export function say(text) {
  if (!texts.size) return text;
  const inner = text.trim();
  const found = texts.get(inner) ?? texts.get(key(inner)) ?? matched(inner);
  return found === undefined ? text : text.replace(inner, () => found);
}

/** What stands for a text in the catalogue, as `izhikevich.language.pattern` says. @param {string} text */
function key(text) {
  if (text.length <= LONG) return text;
  let number = 2166136261;
  for (const character of text) number = Math.imul(number ^ (character.codePointAt(0) ?? 0), 16777619);
  return (number >>> 0).toString(16).padStart(8, "0");
}

/** @param {string} text */
function matched(text) {
  if (!/\p{L}{2}/u.test(text)) return undefined;
  for (const { pattern, text: translated } of patterns) {
    const found = pattern.exec(text);
    if (found) return filled(translated, found.slice(1).map(say));
  }
  return undefined;
}

/** @param {string} english */
function compiled(english) {
  const pieces = english.split(new RegExp(GAP.source.replace("(", "(?:"))).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pieces.join("(.+?)")}$`, "s");
}

/** @param {string} text @param {string[]} contents */
function filled(text, contents) {
  let i = 0;
  return text.replace(new RegExp(GAP, "g"), (_, which) => contents[/^\d/.test(which) ? Number(which) : i++]);
}

/**
 * What the views declare, translated.
 *
 * @template T
 * @param {T} node
 * @returns {T}
 */
export function translated(node) {
  return texts.size ? walked(node) : node;
}

/** @param {any} node @returns {any} */
function walked(node) {
  if (Array.isArray(node)) return node.map(walked);
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => {
    if (SKIPPED.has(name)) return [name, value];
    const read = typeof value === "string" && (READ.has(name) || (name === "name" && node.kind === "readout"));
    return [name, read ? content.get(value) ?? content.get(key(value)) ?? value : walked(value)];
  }));
}

/** The words that stand in the document itself. @param {Element} root */
export function translateDocument(root) {
  if (!texts.size) return;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest("script, style, noscript")) node.nodeValue = say(node.nodeValue ?? "");
  }
  for (const name of ATTRIBUTES) {
    for (const element of root.querySelectorAll(`[${name}]`)) element.setAttribute(name, say(element.getAttribute(name) ?? ""));
  }
}
