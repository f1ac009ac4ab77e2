// Runs when the document is complete, before anything large is loaded, as a separate script: puts the
// pictures of the requested state in place, and lets the rest wait for a click if the address says so.
import { isSaved, showCopy } from "./copy.js";
import { byId, make } from "../dom.js";
import { showWayOut } from "../embed/frame.js";
import "../embed/height.js";
import { language } from "../language/language.js";
import { readLink, readPage, viewOf } from "../state/link.js";
import { loadAfresh } from "./offline.js";
import { isBare } from "../state/settings.js";
import { learn } from "../language/messages.js";

/**
 * The build's data on the views, and the presets that have pictures.
 * @typedef {import("../client/protocol.js").ViewSchema} View
 * @typedef {{lead: string, text: string, main: string, side: string}} Pictures HTML
 */

/** Texts for the time before a catalogue is loaded, from the build. @type {Record<string, Record<string, string>>} */
const WORDS = /** @type {any} */ (globalThis).explorerEarlyWords ?? {};
learn({ page: WORDS[language()] ?? {}, content: {} });

const CLICKED = "run"; // in the query of an address: the reader has clicked already
const scope = /** @type {any} */ (globalThis);
scope.loadAfresh = loadAfresh; // for a page whose app does not come
/** @type {View[]} */ const views = JSON.parse(byId("outline").textContent ?? "");
const state = readLink(location.hash, views);
const page = readPage(location.hash);
const waits = page.start === "click" && location.search !== `?${CLICKED}`;
const exact = !Object.keys(state.values).length;

showWayOut({ state, view: viewOf(state, views), bare: isBare(page) });
// The app waits a little for the pictures, and what loads it, however long, for the beginning.
scope.begun = begin();

/** @returns {Promise<void>} settles when everything should be loaded; never in a copy of the page */
async function begin() {
  scope.pictured = Promise.resolve();
  if (isSaved || (location.protocol === "file:" && !scope.embeddedAssets && !(await hasParts()))) {
    showCopy();
    return new Promise(() => {});
  }
  if (location.hash.length > 1 && (waits || exact)) scope.pictured = showPictures();
  return waits ? click() : undefined;
}

/** Whether the folder of the document exists. */
function hasParts() {
  return load(views[0].name, views[0].default_preset);
}

async function showPictures() {
  const view = viewOf(state, views);
  const preset = view.presets.find(({ name }) => name === state.preset)?.name ?? view.default_preset;
  const { classList } = document.documentElement;
  if (view !== views[0] || preset !== view.default_preset) {
    // the page comes with other pictures
    const pictures = await load(view.name, preset);
    if (!pictures || !classList.contains("from-link")) return; // none, or the page has its own plots already
    document.querySelector(".lead")?.replaceChildren(...parse(pictures.lead));
    byId("live-equations").hidden = !view.has_equations;
    byId("live-switch").hidden = !view.live;
    byId("preset-text").innerHTML = pictures.text;
    for (const place of /** @type {const} */ (["main", "side"]))
      byId(`panels-${place}`).replaceChildren(...parse(pictures[place]));
  }
  for (const panel of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".panel"))) {
    panel.hidden = !state.panels.includes(panel.dataset.panel ?? "");
  }
  classList.remove("from-link");
}

/** @returns {Promise<void>} settles when the reader wants it to run */
function click() {
  const { classList } = document.documentElement;
  classList.add("poster");
  const pictures = [byId("panels-main"), byId("panels-side")];
  return new Promise((resolve) => {
    const run = () => {
      classList.remove("poster");
      button.remove();
      note?.remove();
      pictures.forEach((element) => element.removeEventListener("click", run));
      resolve();
    };
    pictures.forEach((element) => element.addEventListener("click", run)); // keys have the button
    const button = make(
      "button",
      { type: "button", class: "poster-button", onclick: run },
      make("span", { "aria-hidden": "true" }, "▶\uFE0E"),
      "Click to run",
    );
    const note = exact
      ? null
      : make("p", { class: "poster-note" }, "The picture shows the preset; the live version has some values changed.");
    byId("plots").append(button, ...(note ? [note] : []));
  });
}

/**
 * @param {string} view
 * @param {string} preset
 * @returns {Promise<Pictures | undefined>}
 */
async function load(view, preset) {
  if (scope.embeddedAssets) {
    const all = await (await fetch("https://assets.invalid/pictures.json")).json();
    return all[view][preset];
  }
  // A script may come from anywhere; data may not, in a frame without an origin.
  return new Promise((resolve) => {
    scope.takePictures = resolve;
    document.head.append(
      make("script", { src: `${scope.buildFolder}/pictures/${view}/${preset}.js`, onerror: () => resolve(undefined) }),
    );
  });
}

/** @param {string} html @returns {HTMLElement[]} */
function parse(html) {
  const template = make("template");
  template.innerHTML = html;
  return /** @type {HTMLElement[]} */ ([...template.content.children]);
}
