import { openDialog } from "./dialog.js";
import { make } from "./dom.js";
import { withMinus } from "./signs.js";
import { say } from "./words.js";

/**
 * @typedef {import("./panel.js").Panel} Panel
 * @typedef {import("./types.js").Figure} Figure
 * @typedef {import("./types.js").Spikes} Spikes
 * @typedef {ArrayLike<number | string | null>} Column
 * @typedef {{name: string, unit: string, values: Column}} Named
 * @typedef {{caption: string, head: string[], rows: (string | number)[][]}} Table
 */

/** What is behind a plot, for those who do not see it: in words, and as tables of numbers. */

const ROWS = 60; // of a table: what one can still go through
const CELLS = 12; // of a map, along each axis
const TOLD = 5; // curves that the words go through one by one
const POINTS = 3; // so few points are told one by one

/** A button of each plot shows its numbers. */
export function setUpTables() {
  document.addEventListener("panel:table", (event) => openTables(/** @type {CustomEvent<Panel>} */ (event).detail));
}

/** @param {Panel} panel */
function openTables({ spec, figure }) {
  if (!figure) return;
  const words = inWords(figure).map((text) => make("p", {}, text));
  const long = figure.data.some(({ type, x }) => type !== "heatmap" && (x?.length ?? 0) > ROWS);
  if (long) words.push(make("p", { class: "hint" }, "A long curve is drawn, and counted here, with fewer points than were computed. The CSV file of the plot has all of them."));
  openDialog(`Data: ${spec.title}`, [make("div", { class: "told-data" }, ...words), ...tables(figure).map(element)], { className: "tables" });
}

/**
 * What a plot shows, sentence by sentence.
 *
 * @param {Figure} figure
 * @returns {string[]}
 */
export function inWords(figure) {
  const { curves, maps } = parts(figure);
  const told = curves.slice(0, TOLD).map((curve) => tellCurve(curve));
  if (curves.length > TOLD) told.push(`And ${curves.length - TOLD} more: ${curves.slice(TOLD).map(({ y }) => y.name).join(", ")}.`);
  const sentences = [...figure.raster ? tellSpikes(figure.raster, figure.layout) : [], ...maps.flatMap((shared) => tellMaps(shared, figure.layout)), ...told];
  return sentences.map(say);
}

/**
 * @param {Figure} figure
 * @returns {Table[]}
 */
export function tables(figure) {
  const { curves, maps } = parts(figure);
  /** @type {Table[]} */ const made = [];
  if (figure.raster) made.push(populations(figure.raster, figure.layout));
  for (const shared of maps) made.push(mapTable(shared, figure.layout));
  for (const group of grouped(curves)) made.push(curveTable(group));
  return made;
}

/** @typedef {{x: Named, y: Named, text: string[] | null}} Curve */

/**
 * What of a figure is data: not the names in it, nor the lines that part it.
 *
 * @param {Figure} figure
 * @returns {{curves: Curve[], maps: any[][]}} maps that share their axes stand together
 */
function parts({ data, layout, raster }) {
  const drawn = data.filter((trace) => trace.mode !== "text" && trace.visible !== false);
  /** @type {Map<string, any[]>} */ const maps = new Map();
  for (const trace of drawn.filter(({ type }) => type === "heatmap")) {
    const key = trace.xaxis ?? "x";
    maps.set(key, [...maps.get(key) ?? [], placed(trace)]);
  }
  const curves = drawn
    .filter((trace) => trace.type !== "heatmap" && trace.x?.length && !(raster && trace.hoverinfo === "skip"))
    .filter((trace) => Array.from(trace.y ?? []).some((y) => y !== null)) // entries of a legend have none
    .map((trace) => ({
      x: { ...axis(layout, "x", trace), values: trace.x },
      y: { ...axis(layout, "y", trace), name: plainText(trace.name || "value"), values: trace.y },
      text: Array.isArray(trace.text) ? trace.text.map(plainText) : null,
    }));
  return { curves, maps: [...maps.values()] };
}

/** A map with the places of its columns and rows, which Plotly counts if they are not given. @param {any} map */
function placed(map) {
  const counted = (/** @type {number} */ count, /** @type {number} */ first = 0, /** @type {number} */ step = 1) => (
    Array.from({ length: count }, (_, i) => first + i * step)
  );
  return { ...map, name: plainText(map.name ?? ""), counted: !map.x, x: map.x ?? counted(map.z[0].length, map.x0, map.dx), y: map.y ?? counted(map.z.length, map.y0, map.dy) };
}

/**
 * Name and unit of an axis, from its title "v (mV)"; a unit that it does not name, from the words
 * that stand beside the pointer.
 *
 * @param {any} layout
 * @param {"x" | "y"} letter
 * @param {any} trace
 */
function axis(layout, letter, trace) {
  const own = layout[`${letter}axis${(trace[`${letter}axis`] ?? letter).slice(1)}`] ?? {};
  const shared = own.matches ? layout[`${letter}axis${own.matches.slice(1)}`] : null;
  const title = plainText(own.title?.text || shared?.title?.text || "");
  const [, name, unit] = /^(.*?)\s*(?:\(([^()]*)\))?$/.exec(title) ?? [];
  const hover = new RegExp(`%\\{${letter}[^}]*\\}\\s*([^\\s<,:;%][^<,:;%]*?)(?=\\s+(?:at|with|near|after|per|in|bei|mit|nahe|nach|je)\\b|[<,:;]|$)`).exec(trace.hovertemplate ?? "");
  const inferred = hover && !/^(at|with|near|after|in|bei|mit|nahe|nach)\b/.test(hover[1]) ? hover[1].trim() : "";
  const usual = trace.counted ? { x: "column", y: "row" }[letter] : letter === "x" && inferred === "ms" ? "t" : letter;
  return { name: name || usual, unit: unit || inferred };
}

/** @param {Curve} curve */
function tellCurve({ x, y, text }) {
  const points = finite(x.values, y.values);
  if (!points.length) return `${y.name}: nothing.`;
  if (points.length <= POINTS) {
    return `${y.name}: ${points.map((i) => `${text?.[i] ? `${text[i]}, ` : ""}${at(x, i)}, ${value(y, i)}`).join("; ")}.`;
  }
  const low = points.reduce((a, b) => (Number(y.values[b]) < Number(y.values[a]) ? b : a));
  const high = points.reduce((a, b) => (Number(y.values[b]) > Number(y.values[a]) ? b : a));
  const peaks = countPeaks(points.map((i) => Number(y.values[i])));
  const course = peaks > 1 ? `, ${peaks} peaks` : "";
  if (y.values[low] === y.values[high]) return `${y.name}: ${value(y, low)} throughout.`;
  return `${y.name}: from ${value(y, low)} (${at(x, low)}) to ${value(y, high)} (${at(x, high)})${course}.`;
}

/** @param {Spikes} raster @param {any} layout */
function tellSpikes(raster, layout) {
  const { rows } = populations(raster, layout);
  const total = raster.times.length;
  const each = rows.map(([name, neurons, spikes, rate]) => `${name}: ${spikes} spikes of ${neurons} neurons, ${rate} Hz`);
  return [`${total} spikes.`, ...(total ? [`${each.join("; ")}.`] : [])];
}

/** @param {any[]} maps @param {any} layout */
function tellMaps(maps, layout) {
  const [first] = maps;
  const x = { ...axis(layout, "x", first), values: first.x };
  const y = { ...axis(layout, "y", first), values: first.y };
  const where = `over ${span(x)} and ${span(y)}`;
  if (maps.length === 1) {
    const all = Array.from(first.z, (/** @type {Column} */ row) => [...Array.from(row, Number)]).flat().filter(Number.isFinite);
    return [`${first.name || "A map"} ${where}: from ${short(Math.min(...all))} to ${short(Math.max(...all))}.`];
  }
  const counts = maps.map((map) => Array.from(map.z, (/** @type {Column} */ row) => Array.from(row).filter(isNumber).length).reduce((a, b) => a + b, 0));
  const total = counts.reduce((a, b) => a + b, 0);
  const shares = maps.map((map, i) => ({ name: map.name, part: counts[i] / total })).sort((a, b) => b.part - a.part);
  return [`A map ${where}: ${shares.map(({ name, part }) => `${name} ${Math.round(100 * part)} %`).join(", ")}.`];
}

/** @param {Spikes} raster @param {any} layout @returns {Table} */
function populations({ times, groups, names, bands }, layout) {
  const counts = names.map(() => 0);
  for (const group of groups) counts[group] += 1;
  const range = (layout.xaxis?.range ?? [times[0], times.at(-1)]).map(Number);
  const seconds = Math.abs(range[1] - range[0]) / 1000;
  const rows = names.map((name, i) => {
    const size = bands[i]?.size ?? 0;
    return [name, size, counts[i], size && seconds ? short(counts[i] / size / seconds) : "–"];
  });
  return { caption: `Spikes of each population from ${short(range[0])} to ${short(range[1])} ms`, head: ["Population", "Neurons", "Spikes", "Mean rate (Hz)"], rows };
}

/** Curves over the same places stand in one table. @param {Curve[]} curves */
function grouped(curves) {
  /** @type {Curve[][]} */ const groups = [];
  for (const curve of curves) {
    const group = curve.text ? undefined : groups.find(([one]) => !one.text && sameColumn(one.x.values, curve.x.values));
    if (group) group.push(curve);
    else groups.push([curve]);
  }
  return groups;
}

/** @param {Curve[]} curves @returns {Table} */
function curveTable(curves) {
  const [{ x, y, text }] = curves;
  const points = curves.length === 1 ? finite(x.values, y.values) : Array.from(x.values, (_, i) => i);
  const chosen = curves.length === 1 ? extremes(points, y.values) : evenly(points, ROWS);
  const names = curves.map((curve) => curve.y.name).join(", ");
  const thinned = {
    true: `${names}: ${points.length} points`,
    false: curves.length === 1
      ? `${names}: ${chosen.length} of ${points.length} points, the lowest and the highest of each stretch`
      : `${names}: ${chosen.length} of ${points.length} points, evenly chosen`,
  }[/** @type {"true" | "false"} */ (String(chosen.length === points.length))];
  return {
    caption: thinned,
    head: [...text ? ["What"] : [], ...[x, ...curves.map((curve) => curve.y)].map(heading)],
    rows: chosen.map((i) => [...text ? [text[i] ?? ""] : [], cell(x.values[i]), ...curves.map((curve) => cell(curve.y.values[i]))]),
  };
}

/** @param {any[]} maps @param {any} layout @returns {Table} */
function mapTable(maps, layout) {
  const [first] = maps;
  const x = axis(layout, "x", first);
  const y = axis(layout, "y", first);
  const across = evenly(Array.from(first.x, (_, i) => i), CELLS);
  const down = evenly(Array.from(first.y, (_, i) => i), CELLS).reverse();
  const found = (/** @type {number} */ row, /** @type {number} */ column) => {
    const map = maps.find(({ z }) => isNumber(z[row][column]));
    return map ? (maps.length > 1 ? map.name : short(map.z[row][column])) : "–";
  };
  return {
    caption: `${maps.length === 1 && first.name ? `${first.name}: ` : ""}${down.length} of ${first.y.length} rows and ${across.length} of ${first.x.length} columns, evenly chosen`,
    head: [`${heading(y)} down, ${heading(x)} across`, ...across.map((i) => String(cell(first.x[i])))],
    rows: down.map((row) => [cell(first.y[row]), ...across.map((column) => found(row, column))]),
  };
}

/** @param {Table} table */
function element({ caption, head, rows }) {
  const cells = (/** @type {(string | number)[]} */ row) => row.map((text, i) => (
    i === 0 ? make("th", { scope: "row" }, String(text)) : make("td", {}, String(text))
  ));
  return make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": caption }, make(
    "table",
    {},
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...head.map((text) => make("th", { scope: "col" }, text)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...cells(row)))),
  ));
}

/** Of each of many stretches the lowest and the highest point. @param {number[]} points @param {Column} values */
function extremes(points, values) {
  if (points.length <= ROWS) return points;
  const stretches = ROWS / 2 - 1; // the first and the last point come with them
  const chosen = new Set([points[0], points[points.length - 1]]);
  for (let k = 0; k < stretches; k++) {
    const stretch = points.slice(Math.floor((k * points.length) / stretches), Math.floor(((k + 1) * points.length) / stretches));
    chosen.add(stretch.reduce((a, b) => (Number(values[b]) < Number(values[a]) ? b : a)));
    chosen.add(stretch.reduce((a, b) => (Number(values[b]) > Number(values[a]) ? b : a)));
  }
  return [...chosen].sort((a, b) => a - b);
}

/** @param {number[]} points @param {number} most */
function evenly(points, most) {
  if (points.length <= most) return points;
  return Array.from({ length: most }, (_, i) => points[Math.round((i * (points.length - 1)) / (most - 1))]);
}

/** Rises to at least half of the range and falls from there again. @param {number[]} values */
function countPeaks(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const one of values) {
    if (one < low) low = one;
    if (one > high) high = one;
  }
  const [up, down] = [low + 0.6 * (high - low), low + 0.4 * (high - low)];
  let above = false;
  let count = 0;
  for (const one of values) {
    if (!above && one > up) {
      above = true;
      count += 1;
    } else if (above && one < down) above = false;
  }
  return count;
}

/** Where both are numbers. @param {Column} x @param {Column} y */
function finite(x, y) {
  return Array.from(x, (_, i) => i).filter((i) => isNumber(y[i]) && x[i] !== null && !Number.isNaN(x[i]));
}

/** @param {Column} one @param {Column} other */
function sameColumn(one, other) {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

/** @param {unknown} one */
function isNumber(one) {
  return typeof one === "number" && Number.isFinite(one);
}

/** @param {Named} x */
function span({ name, unit, values }) {
  const all = Array.from(values, Number);
  return `${name} from ${short(Math.min(...all))} to ${short(Math.max(...all))}${unit ? ` ${unit}` : ""}`;
}

/** @param {{name: string, unit: string}} column */
function heading({ name, unit }) {
  return unit ? `${name} (${unit})` : name;
}

/** @param {Named} x @param {number} i */
function at(x, i) {
  return x.unit === "ms" && x.name === "t" ? `at ${cell(x.values[i])} ms` : `at ${x.name} ${cell(x.values[i])}${x.unit ? ` ${x.unit}` : ""}`;
}

/** @param {Named} y @param {number} i */
function value(y, i) {
  return `${cell(y.values[i])}${y.unit ? ` ${y.unit}` : ""}`;
}

/** @param {unknown} one */
function cell(one) {
  return isNumber(one) ? short(Number(one)) : one === null || Number.isNaN(one) ? "–" : plainText(String(one));
}

/** @param {number} number */
function short(number) {
  return withMinus(String(Number(number.toPrecision(4))));
}

/** Without the marks of Plotly's texts, and what Python escaped for them as it was. @param {string} text */
function plainText(text) {
  const bare = text.replace(/<br\s*\/?>/g, " ").replace(/<[^>]*>/g, "");
  return bare.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}
