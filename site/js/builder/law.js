import { make, makeSvg } from "../dom.js";
import { withMinus } from "../language/format.js";
import { digits, say } from "../language/messages.js";

/** @typedef {import("../client/protocol.js").Histogram} Histogram */

/** Shapes by the text of their distributions. @type {Map<string, Promise<Histogram | null>>} */
const known = new Map();

/**
 * A small plot of a distribution; null for a number.
 *
 * @param {string} text
 * @param {(text: string) => Promise<Histogram | null>} ask
 */
export function lawOf(text, ask) {
  if (!text.includes("(")) return null;
  const place = make("div", { class: "graph-law" });
  const law = known.get(text) ?? ask(text);
  known.set(text, law);
  law.then(
    (found) => found && place.replaceChildren(...drawn(found)),
    () => known.delete(text), // Python was not there, and may be next time
  );
  return place;
}

/** @param {Histogram} law */
function drawn({ low, high, heights, mean, sd }) {
  const bars = heights.map((height, i) =>
    makeSvg("rect", { x: i, y: 1 - height, width: 0.9, height: Math.max(height, 0.005) }),
  );
  const box = `0 0 ${heights.length} 1`;
  const svg = makeSvg("svg", { viewBox: box, preserveAspectRatio: "none", "aria-hidden": "true" }, ...bars);
  const ends = make("span", { "aria-hidden": "true" });
  for (const end of [low, high]) {
    const text = make("i", {});
    text.textContent = withMinus(short(end));
    ends.append(text);
  }
  const words = say("mean {mean}, standard deviation {sd}", { mean: short(mean), sd: short(sd) });
  return [svg, ends, make("p", {}, words)];
}

/** Three digits, with the signs of the language. @param {number} value */
function short(value) {
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return digits(Number(value.toPrecision(3)), Math.min(places, 6))
    .replace(/([.,]\d*?)0+$/, "$1")
    .replace(/[.,]$/, "");
}
