import { afterPaint, byId, make, makeSvg, setAttributes } from "../dom.js";
import { buildSaved } from "./saved.js";
import { say } from "../language/messages.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * @typedef {import("../client/protocol.js").ViewSchema} View
 * @typedef {import("../client/protocol.js").Preset} Preset
 */

/**
 * The presets of a view by their names, what the reader has saved, and a field that finds them.
 *
 * @param {View} view
 * @param {object} events
 * @param {(preset: string) => void} events.choose
 * @param {() => string} events.link the link to what is shown
 * @param {(link: string) => void} events.see
 * @returns {(preset: string) => void} marks the selected one
 */
export function buildSelector(view, events) {
  const root = byId("selector");
  /** @type {Map<string, HTMLButtonElement>} */
  const buttons = new Map();
  /** @type {Map<HTMLElement, string>} by element, the words by which it is found */
  const found = new Map();

  const groups = view.preset_groups.map(({ name, title, heading }) => {
    const named = heading ? `${heading} · ${title}` : title;
    const box = make("div", { class: "presets", role: "radiogroup", "aria-label": named });
    for (const preset of view.presets.filter(({ group }) => group === name)) {
      const button = entry(preset);
      button.addEventListener("click", () => events.choose(preset.name));
      buttons.set(preset.name, button);
      found.set(button, plainWords(`${preset.title} ${preset.mark} ${named} ${preset.keywords} ${preset.text}`));
      box.append(button);
    }
    box.addEventListener("keydown", moveByArrows);
    return make("section", { class: "preset-group" }, make("h2", {}, named), box);
  });
  const list = make("div", { class: "preset-list" }, ...groups);
  const saved = buildSaved(view.kept, events);
  list.append(saved.element);
  const menu = groupMenu(list);
  root.replaceChildren(make("div", { class: "finder" }, finder(view.finder, list, found), menu, saved.keep), list);

  let shown = "";
  return (chosen) => {
    if (chosen === shown) return;
    shown = chosen;
    for (const [name, button] of buttons) setAttributes(button, { "aria-checked": name === chosen });
    afterPaint(() => {
      enter(root); // changing the stop that has the focus lays the page out
      const button = buttons.get(chosen);
      if (button) bringIntoView(list, button);
    });
  };
}

/** Each group is one stop for the Tab key. @param {HTMLElement} root */
function enter(root) {
  for (const box of root.querySelectorAll(".presets")) {
    const all = /** @type {HTMLButtonElement[]} */ ([...box.children]).filter(({ hidden }) => !hidden);
    const first = all.find((button) => button.getAttribute("aria-checked") === "true") ?? all[0];
    for (const button of all) setAttributes(button, { tabindex: button === first ? 0 : -1 });
  }
}

/** Scroll the list, but not the page. @param {HTMLElement} list @param {HTMLElement} button */
function bringIntoView(list, button) {
  const [outer, inner] = [list.getBoundingClientRect(), button.getBoundingClientRect()];
  const behavior = calm.matches ? "auto" : "smooth";
  const seen = inner.top >= outer.top && inner.bottom <= outer.bottom;
  const left = list.scrollLeft + inner.left - outer.left - (outer.width - inner.width) / 2;
  const top = seen ? list.scrollTop : list.scrollTop + inner.top - outer.top - (outer.height - inner.height) / 2;
  list.scrollTo({ left, top, behavior });
}

/** Where the list is a strip: a menu of its groups, which come into sight when chosen. @param {HTMLElement} list */
function groupMenu(list) {
  const groups = /** @type {HTMLElement[]} */ ([...list.children]);
  const names = groups.map((group) => make("option", {}, group.querySelector("h2")?.textContent));
  const menu = make("select", { "aria-label": "Groups", title: "Groups" }, ...names);
  menu.selectedIndex = -1; // it goes somewhere: whichever is chosen is a change
  menu.addEventListener("change", () => {
    const group = groups[menu.selectedIndex];
    menu.selectedIndex = -1;
    const by = group.getBoundingClientRect().left - list.getBoundingClientRect().left;
    const padding = parseFloat(getComputedStyle(list).paddingLeft);
    list.scrollBy({ left: by - padding, behavior: calm.matches ? "auto" : "smooth" });
  });
  return make("div", { class: "group-menu" }, menu);
}

/**
 * The field that finds presets: by words of their names, descriptions and key words.
 *
 * @param {string} placeholder
 * @param {HTMLElement} list
 * @param {Map<HTMLElement, string>} found
 */
function finder(placeholder, list, found) {
  const field = make("input", {
    type: "search",
    placeholder,
    "aria-label": placeholder,
    autocomplete: "off",
    spellcheck: false,
    enterkeyhint: "search",
  });
  const status = make("p", { class: "visually-hidden", role: "status" });
  const none = make("p", { class: "none-found", hidden: true }, "Nothing is called so.");
  list.append(none);
  const visible = () => [...found.keys()].filter(({ hidden }) => !hidden);
  const find = () => {
    const words = plainWords(field.value).split(/\s+/).filter(Boolean);
    for (const [button, text] of found) button.hidden = !words.every((word) => text.includes(word));
    for (const group of list.querySelectorAll(".preset-group"))
      /** @type {HTMLElement} */ (group).hidden = !group.querySelector(".preset:not([hidden])");
    list.classList.toggle("filtered", words.length > 0);
    none.hidden = visible().length > 0;
    status.textContent = words.length ? say("Found: {count}", { count: visible().length }) : "";
    list.scrollTo({ left: 0, top: 0 });
    enter(list);
  };
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => {
    const [first] = visible();
    if (event.key === "Escape" && field.value) {
      field.value = "";
      find();
    } else if (event.key === "Enter") first?.click();
    else if (event.key === "ArrowDown") first?.focus();
    else return;
    event.preventDefault();
  });
  return make("div", { role: "search" }, field, status);
}

/** Without capitals and accents. @param {string} text */
function plainWords(text) {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();
}

/** @param {Preset} preset */
function entry(preset) {
  const button = make("button", { type: "button", class: "preset", role: "radio" });
  if (preset.thumbnail) {
    const { viewbox, lines } = preset.thumbnail;
    const options = { viewBox: `0 0 ${viewbox.join(" ")}`, preserveAspectRatio: "none", "aria-hidden": "true" };
    const svg = makeSvg("svg", options);
    for (const { role, points } of lines) svg.append(makeSvg("polyline", { class: role, points }));
    button.append(svg);
  }
  button.append(make("span", { class: "caption" }, preset.title), " ", make("span", { class: "mark" }, preset.mark));
  return button;
}

/** Arrow keys move to the next and the previous one. @param {KeyboardEvent} event */
function moveByArrows(event) {
  const box = /** @type {HTMLElement} */ (event.currentTarget);
  const all = /** @type {HTMLButtonElement[]} */ ([...box.children]).filter(({ hidden }) => !hidden);
  const from = all.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  if (from < 0) return;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : step === undefined ? -1 : from + step;
  if (step === undefined && to < 0) return;
  event.preventDefault();
  if (!all[to]) return;
  all[to].focus();
  all[to].click();
}
