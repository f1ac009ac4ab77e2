/**
 * The page's words in the reader's language. They are in English in the code; a catalogue has them in another one, with
 * slots for what differs: `Step {number} of {count}`. Without a catalogue, and where it lacks a text, it stays English.
 * Python writes its answers itself: izhikevich/app/worker.py.
 */

/** @typedef {{page: Record<string, string>, content: Record<string, string | string[]>}} Catalogue */

/** Names of fields with text for readers: as in `izhikevich.messages`. */
const READ = new Set([
  "title",
  "label",
  "help",
  "intro",
  "text",
  "heading",
  "hint",
  "why",
  "live",
  "summary",
  "mark",
  "badge",
  "keywords",
  "finder",
  "kept",
  "ended",
  "clear",
  "remedy",
]);
const SKIPPED = new Set(["values", "state", "thumbnail", "sliders", "units", "brings", "answer"]);
const LONG = 20; // maximum length of a text that is its own key in the catalogue
const ATTRIBUTES = ["title", "aria-label", "placeholder"];
const NUMBER = "1,234.5"; // a language shows its signs in it

/** @type {Map<string, string>} */ const texts = new Map();
/** @type {Map<string, string>} */ let content = new Map();

/** @param {Catalogue} catalogue */
export function learn(catalogue) {
  // Without the rule of plurals and the texts that have several forms: Python needs them.
  content = new Map(
    /** @type {[string, string][]} */ (
      Object.entries(catalogue.content).filter(([english, text]) => english && typeof text === "string")
    ),
  );
  for (const [english, text] of [...content, ...Object.entries(catalogue.page)]) texts.set(english, text);
}

/**
 * A text in the language of the page.
 *
 * @param {string} text
 * @param {Record<string, string | number>} [values] what fills its slots, in the language of the page;
 *   numbers get its signs
 * @returns {string}
 */
export function say(text, values) {
  const inner = text.trim();
  const found = texts.get(inner) ?? texts.get(key(inner));
  const whole = found === undefined ? text : text.replace(inner, () => found);
  return values ? whole.replace(/\{(\w+)\}/g, (_, slot) => written(values[slot])) : whole;
}

/** @param {string | number} value */
function written(value) {
  return typeof value === "number" ? String(value).replace(".", signs().decimal) : value;
}

/** A number with so many digits behind its decimal sign. @param {number} value @param {number} count */
export function digits(value, count) {
  return value.toFixed(count).replace(".", signs().decimal);
}

/** The signs with which the language writes numbers. */
export function signs() {
  const example = texts.get(NUMBER) ?? NUMBER;
  return { decimal: example.slice(-2, -1), thousands: example.slice(1, -5) };
}

/** The key of a text in the catalogue, as in `izhikevich.messages.keys`. @param {string} text */
function key(text) {
  if (text.length <= LONG) return text;
  let number = 2166136261;
  for (const character of text) number = Math.imul(number ^ (character.codePointAt(0) ?? 0), 16777619);
  return (number >>> 0).toString(16).padStart(8, "0");
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
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => {
      if (SKIPPED.has(name)) return [name, value];
      const read = typeof value === "string" && (READ.has(name) || (name === "name" && node.kind === "readout"));
      return [name, read ? (content.get(value) ?? content.get(key(value)) ?? value) : walked(value)];
    }),
  );
}

/** The words in the document itself. @param {Element} root */
export function translateDocument(root) {
  if (!texts.size) return;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest("script, style, noscript")) node.nodeValue = say(node.nodeValue ?? "");
  }
  for (const name of ATTRIBUTES) {
    for (const element of root.querySelectorAll(`[${name}]`))
      element.setAttribute(name, say(element.getAttribute(name) ?? ""));
  }
}
