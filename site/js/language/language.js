import { byId } from "../dom.js";

/** @typedef {Pick<import("../state/explorer.js").Explorer, "link" | "page">} Explorer */

/**
 * The languages' own names, by their codes: the build puts them in.
 *
 * @type {Record<string, string>}
 */
export const LANGUAGES = /** @type {any} */ (globalThis).explorerLanguages ?? { en: "English" };

const STORED = "language";

/**
 * The initial language: the one that the link requests, or the reader chose, or the browser's.
 *
 * @param {string | undefined} asked
 * @param {string | null} chosen
 */
export function languageOf(asked, chosen) {
  const wanted = [asked, chosen, ...navigator.languages.map((code) => code.slice(0, 2))];
  return wanted.find((code) => code && Object.hasOwn(LANGUAGES, code)) ?? "en";
}

/** The language of the page, set by prepaint.js. */
export function language() {
  return document.documentElement.lang;
}

/** A button leads to the same state in the next language. @param {Explorer} explorer */
export function setUpLanguage(explorer) {
  const codes = Object.keys(LANGUAGES);
  const other = codes[(codes.indexOf(language()) + 1) % codes.length];
  const button = byId("language");
  button.textContent = other.toUpperCase();
  button.setAttribute("lang", other);
  button.setAttribute("aria-label", `${other.toUpperCase()}: ${LANGUAGES[other]}`); // includes the visible text
  button.title = LANGUAGES[other];
  button.addEventListener("click", () => {
    const { lang: _lang, ...page } = explorer.page;
    // A link that named a language continues without it, if the choice can be remembered.
    const link = explorer.link(remember(other) ? page : { ...page, lang: other });
    try {
      history.replaceState(null, "", link);
    } catch {
      location.hash = link; // frames without an origin may not do the other
    }
    location.reload();
  });
}

/** @param {string} code @returns {boolean} whether it can be */
function remember(code) {
  try {
    localStorage.setItem(STORED, code);
    return true;
  } catch {
    return false; // frames without an origin have no storage
  }
}
