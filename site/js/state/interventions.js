import { readRows, writeRows } from "../controls/rows.js";

/**
 * @typedef {import("../client/protocol.js").Values} Values
 * @typedef {import("../client/protocol.js").ViewSchema} View
 * @typedef {import("../client/protocol.js").TableParameter} TableParameter
 * @typedef {{set: string, of: string, to: number}} Change
 */

/**
 * The changes of a run while it continues: rows of a table, which the state holds and Python replays. What is changed,
 * and what it acts on, the view declares.
 */
export class Interventions {
  /** @param {View} view */
  constructor(view) {
    this.how = view.continues?.changes ?? null;
    const found = view.parameters.find(({ name }) => name === this.how?.table);
    this.table = found?.kind === "table" ? found : null;
  }

  /** @param {Values} values */
  #rows(values) {
    const { how, table } = this;
    return how && table ? readRows(String(values[how.table] ?? ""), table.columns) : [];
  }

  /** How many there are. @param {Values} values */
  count(values) {
    return this.#rows(values).length;
  }

  /** How many there may be. */
  get most() {
    return this.table?.most ?? 0;
  }

  /**
   * What a change of values means for a run that continues: it acts on it, changes only what is shown, or makes
   * another run.
   *
   * @param {Values} values
   * @returns {"acts" | "shown" | "another"}
   */
  kind(values) {
    const { how } = this;
    if (!how) return "another";
    const names = Object.keys(values);
    if (names.every((name) => how.parameters.includes(name))) {
      const numbers = Object.values(values).every((value) => typeof value === "number");
      return numbers ? "acts" : "another";
    }
    return names.every((name) => how.display.includes(name) || name === how.table) ? "shown" : "another";
  }

  /**
   * What acts at a time: values of parameters, and what is done to whom.
   *
   * @param {Values} values
   * @param {number} time
   */
  present(values, time) {
    /** @type {Values} */ const parameters = {};
    /** @type {Map<string, Change>} */ const others = new Map();
    const { how } = this;
    for (const row of how ? this.#rows(values) : []) {
      if (!how || Number(row[how.at]) > time) continue;
      const [set, of, to] = [row[how.set], row[how.of], Number(row[how.to])];
      if (!of) parameters[set] = to;
      else if (to) others.set(`${set} ${of}`, { set, of, to });
      else others.delete(`${set} ${of}`);
    }
    return { parameters, actions: [...others.values()] };
  }

  /**
   * The table with further changes at a time; null if there is no room for them.
   *
   * @param {Values} values
   * @param {number} time
   * @param {Change[]} changes
   * @returns {string | null}
   */
  added(values, time, changes) {
    const { how, table } = this;
    if (!how || !table) return null;
    const rows = changes.map(({ set, of, to }) => ({
      [how.at]: String(time),
      [how.set]: set,
      [how.of]: of,
      [how.to]: String(to),
    }));
    const same = (/** @type {Record<string, string>} */ a, /** @type {Record<string, string>} */ b) =>
      Number(a[how.at]) === Number(b[how.at]) && a[how.set] === b[how.set] && a[how.of] === b[how.of];
    const others = this.#rows(values).filter((old) => !rows.some((row) => same(old, row)));
    const before = others.filter((row) => Number(row[how.at]) <= time);
    const all = [...before, ...rows, ...others.slice(before.length)];
    return all.length > table.most ? null : writeRows(all, table.columns);
  }
}
