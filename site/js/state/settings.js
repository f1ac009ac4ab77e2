/**
 * How the page displays a state: a link's requests to the page itself.
 *
 * - `compare=NAME=VALUE&…`: the run A, which stays behind the displayed one. Read by explorer.js.
 * - `embed=1`: bare, as a part of another page: without presets, other views, tools.
 * - `controls=NAME,NAME`: with `embed=1`, the parameters that the reader can change; otherwise none.
 * - `theme=auto|light|dark`: by default the reader's choice. Read by prepaint.js.
 * - `lang=en|de`: by default the reader's choice, or the browser's language. Read by prepaint.js.
 * - `start=now|click`: whether it runs immediately. Read by poster.js.
 * - `tour=NAME`, `step=NUMBER`: a guided tour, ours or one contained in the link; `solved=NUMBER,NUMBER`: the steps
 *   whose tasks were solved before. Read by tours.js.
 *
 * @typedef {import("./link.js").Page} Page
 * @typedef {import("../access/notices.js").Notice} Notice
 */
import { LANGUAGES } from "../language/language.js";
import { say } from "../language/messages.js";

const ALLOWED = {
  embed: ["0", "1"],
  theme: ["auto", "light", "dark"],
  lang: Object.keys(LANGUAGES),
  start: ["now", "click"],
};

/** @param {Page} page */
export function isBare(page) {
  return page.embed === "1";
}

/**
 * The parameters that have controls, in the order that was asked for; null: all.
 *
 * @param {Page} page
 * @returns {string[] | null}
 */
export function shownControls(page) {
  return isBare(page) ? (page.controls ?? "").split(",").filter(Boolean) : null;
}

/**
 * The requests that cannot be met, in words.
 *
 * @param {Page} page
 * @param {import("../client/protocol.js").ViewSchema} view
 * @returns {Notice[]}
 */
export function troubles(page, view) {
  const or = say("or");
  const wrong = Object.entries(ALLOWED)
    .filter(([key, allowed]) => key in page && !allowed.includes(page[key]))
    .map(([key, allowed]) =>
      say("{setting} is not known: it can be {allowed}. It is left out.", {
        setting: `${key}=${shortened(page[key])}`,
        allowed: allowed.join(` ${or} `),
      }),
    );
  const strange = (shownControls(page) ?? [])
    .filter((name) => view.parameters.every((parameter) => parameter.name !== name))
    .map((name) =>
      say("{view} has no parameter called {name}: there is no control for it.", {
        view: view.title,
        name: shortened(name),
      }),
    );
  return [...wrong, ...strange].map((text) => ({ level: "warning", parameter: null, text }));
}

/**
 * Whether pages look the same, apart from the step of a tour.
 *
 * @param {Page} one
 * @param {Page} other
 */
export function looksLike(one, other) {
  const look = (/** @type {Page} */ { tour: _tour, step: _step, solved: _solved, ...rest }) => JSON.stringify(rest);
  return look(one) === look(other);
}

/** @param {string} text that a link gave, to be repeated in a notice */
export function shortened(text) {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
