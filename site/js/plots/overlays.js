import { say } from "../language/messages.js";

/** @typedef {import("../client/protocol.js").Figure} Figure */

/** The curves behind those of a plot: of the previous run, and of a run with which it is compared. */
export class Behind {
  /** @type {any[]} */ #ghosts = [];
  /** @type {any[]} */ #pinned = [];

  get traces() {
    return [...this.#ghosts, ...this.#pinned];
  }

  /** Keep a figure as a faint background, or (null) none. @param {Figure | null} figure */
  remember(figure) {
    const traces = (figure?.data ?? []).filter((trace) => trace.meta?.ghost);
    this.#ghosts = traces.map((trace) => background(trace, say("{name} before", { name: trace.name }), "var(--ghost)"));
  }

  /** Compare with a figure, or (null) with none. @param {Figure | null} figure */
  pin(figure) {
    this.#pinned = (figure?.data ?? [])
      .filter(isCompared)
      .map((trace) => background(trace, say("{name}, A", { name: trace.name }), "var(--pinned)"));
  }
}

/** Whether a curve can be compared with that of another run. @param {any} trace */
export function isCompared(trace) {
  return Boolean(trace.meta?.ghost || trace.meta?.compared);
}

/** What Python calls a curve: its name, but for a name in another language than English. @param {any} trace */
export function calledBy(trace) {
  return trace.meta?.name ?? trace.name;
}

/**
 * A curve as a background of others, which is none of those that are called by their names.
 *
 * @param {any} trace
 * @param {string} name
 * @param {string} colour
 */
function background(trace, name, colour) {
  return {
    ...trace,
    name,
    meta: null,
    line: { ...trace.line, color: colour, width: Math.min(trace.line?.width ?? 1, 1.5) },
    ...(trace.marker && { marker: { ...trace.marker, color: colour } }),
    hoverinfo: "skip",
    hovertemplate: null,
    showlegend: false,
  };
}
