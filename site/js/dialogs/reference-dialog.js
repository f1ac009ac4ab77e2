import { openDialog } from "./dialog.js";
import { byId, make } from "../dom.js";
import { readLink } from "../state/link.js";
import { loadText } from "../boot/start.js";

/** @typedef {Pick<import("../state/explorer.js").Explorer, "change" | "views">} Explorer */

/** Reference pages, with their titles. @type {Record<string, string>} */
const PAGES = {
  "reference.html": "Reference",
  "python.html": "Python package",
  "documentation.html": "Documentation",
  "publishing.html": "Courses, books, posts and slides",
  "changes.html": "Changes",
  "licences.html": "Licences",
};

/**
 * They are separate files, or parts of the page if it is a single file.
 *
 * @param {Explorer} explorer
 */
export function setUpReference(explorer) {
  if (!("embeddedAssets" in globalThis)) return;
  byId("reference").addEventListener("click", (event) => {
    event.preventDefault();
    openPage("reference.html", explorer);
  });
}

/** @param {string} name @param {Explorer} explorer @param {string} [place] */
async function openPage(name, explorer, place) {
  const frame = make("iframe", { title: PAGES[name], srcdoc: await loadText(name) });
  if (place) frame.addEventListener("load", () => frame.contentWindow?.location.replace(`#${place}`), { once: true });
  const dialog = openDialog(PAGES[name], frame, { className: "reference-dialog" });
  const follow = (/** @type {MessageEvent} */ { data, source }) => {
    if (source !== frame.contentWindow || data?.type !== "izhikevich:reference" || typeof data.link !== "string")
      return;
    dialog.close();
    const [page, place] = data.link.split("#");
    if (page in PAGES) openPage(page, explorer, place);
    else if (data.link) explorer.change(readLink(data.link, explorer.views), true);
  };
  addEventListener("message", follow);
  dialog.addEventListener("close", () => removeEventListener("message", follow));
}
