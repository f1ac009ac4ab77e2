/**
 * Messages between this page in a frame and the page around it, by `postMessage`.
 *
 * From this page:
 *
 * - `{type: "izhikevich:height", height}`: the height of its content, in CSS pixels, whenever it
 *   changes; and the same in AMP's form, `{sentinel: "amp", type: "embed-size", height}`. Sent by
 *   height.js, also while a still picture waits for a click.
 * - `{type: "izhikevich:ready", link}`: Python's first answer is displayed; commands are accepted from now on.
 * - `{type: "izhikevich:state", link}`: what is now shown. The link is the part of the address from "#" onwards.
 * - `{type: "izhikevich:spikes", count}`: the number of spikes in the run that is shown.
 * - `{type: "izhikevich:tour", tour, step, steps, solved, open, finished}`: how far the reader is in a tour, which is
 *   named as in links: the step of so many, from 1; the steps whose tasks are solved; whether the tour is open, and
 *   whether it was finished. Sent when any of these changes.
 *
 * To this page, from the page around it only:
 *
 * - `{type: "izhikevich:set", link}`: show what a link shows: "#…", or a full address.
 * - `{type: "izhikevich:set", values}`: change parameters: numbers and texts by name.
 * - `{type: "izhikevich:play"}`, `{type: "izhikevich:pause"}`: the time cursor, or a run that can be continued.
 *
 * If messages come faster than frames are drawn, only their outcome is computed: the newest link, and
 * the values set since.
 *
 * Anything not of this form is silently ignored. Faults of names and values are reported in the page, as for a link. No
 * command runs code or reaches more than an address could, so they are taken from whatever page is around this one, and
 * what is sent tells no more than is shown.
 */

/**
 * @typedef {Pick<import("../state/explorer.js").Explorer,
 *   "answered" | "link" | "openLink" | "play" | "set" | "spikes">} Explorer
 */

/** @typedef {import("../client/protocol.js").Values} Values */

const LONGEST = 20000; // characters of a link or a value
const MAX_VALUES = 100; // values in one message

/** @param {Explorer} explorer */
export function setUpHost(explorer) {
  if (window.parent === window) return;
  let ready = false;
  const tell = (/** @type {object} */ message) => window.parent.postMessage(message, "*");
  addEventListener("explorer:drawn", () => {
    const link = explorer.link({});
    if (!ready && explorer.answered) {
      ready = true;
      tell({ type: "izhikevich:ready", link });
    }
    tell({ type: "izhikevich:state", link });
    if (explorer.spikes !== null) tell({ type: "izhikevich:spikes", count: explorer.spikes });
  });
  addEventListener("explorer:toured", ({ detail }) => tell({ type: "izhikevich:tour", ...detail }));
  addEventListener("message", ({ data, source }) => {
    if (source !== window.parent || !ready || !isRecord(data)) return;
    if (data.type === "izhikevich:play") explorer.play(true);
    else if (data.type === "izhikevich:pause") explorer.play(false);
    else if (data.type !== "izhikevich:set") return;
    else if (isLink(data.link)) explorer.openLink(data.link);
    else if (isValues(data.values)) explorer.set({ ...data.values });
  });
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value @returns {value is string} */
function isLink(value) {
  return typeof value === "string" && value.includes("#") && value.length <= LONGEST;
}

/** @param {unknown} value @returns {value is Values} */
function isValues(value) {
  if (!isRecord(value)) return false;
  const all = Object.values(value);
  const fits = (/** @type {unknown} */ one) =>
    Number.isFinite(one) || (typeof one === "string" && one.length <= LONGEST);
  return all.length > 0 && all.length <= MAX_VALUES && all.every(fits);
}
