// Runs before the page is painted, as a separate script: the theme, the language, the kind of page, and
// whether its initial pictures are those that the address requests.
import { languageOf } from "../language/language.js";
import { readPage } from "../state/link.js";
import { isBare } from "../state/settings.js";

const page = readPage(location.hash);
const asked = ["auto", "light", "dark"].find((name) => name === page.theme);
const choice = asked ?? stored("theme") ?? "auto";
const dark = choice === "dark" || (choice === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
const { dataset, classList } = document.documentElement;
// In a copy that a browser saved of the running page, the address is already there.
if (dataset.home) classList.add("saved-copy");
else dataset.home = location.href.split(/[?#]/)[0];
dataset.theme = dark ? "dark" : "light";
dataset.chosen = choice;
document.documentElement.lang = languageOf(page.lang, stored("language"));
classList.toggle("bare", isBare(page));
if (location.hash.length > 1) classList.add("from-link");
classList.toggle("first-visit", location.hash.length <= 1 && window.parent === window && !stored("invited"));

// Paper is light.
/** @type {string | undefined} */ let onScreen;
addEventListener("beforeprint", () => {
  onScreen = dataset.theme;
  dataset.theme = "light";
});
addEventListener("afterprint", () => (dataset.theme = onScreen ?? dataset.theme));

/** @param {string} name @returns {string | null} the earlier choice */
function stored(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage throws in frames without an origin; the choice then lasts as long as the page
  }
}
