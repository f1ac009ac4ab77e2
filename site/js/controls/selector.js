import { afterPaint, byId, make, makeSvg } from "../dom.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * @typedef {import("../client/protocol.js").ViewSchema} View
 * @typedef {import("../client/protocol.js").Preset} Preset
 */

/**
 * The presets of a view: grids of small traces, and chips in sets, one of which is visible.
 *
 * @param {View} view
 * @param {(preset: string) => void} onChoose
 * @returns {(preset: string) => void} marks the selected one
 */
export function buildSelector(view, onChoose) {
  const root = byId("selector");
  root.replaceChildren();
  /** @type {Map<string, HTMLButtonElement>} */
  const buttons = new Map();
  /** @type {Map<string, () => void>} */
  const reveal = new Map();

  /** @param {View["preset_groups"][number]} group */
  const list = (group) => {
    const box = make("div", { class: `presets ${group.layout}`, role: "radiogroup", "aria-label": group.title });
    for (const preset of view.presets.filter((p) => p.group === group.name)) {
      const button = group.layout === "chips" ? chip(preset) : tile(preset);
      button.addEventListener("click", () => onChoose(preset.name));
      buttons.set(preset.name, button);
      box.append(button);
    }
    box.addEventListener("keydown", moveByArrows);
    return box;
  };

  for (const group of view.preset_groups.filter((g) => g.layout !== "chips")) {
    root.append(make("h2", {}, group.title), list(group));
  }
  const chips = view.preset_groups.filter((g) => g.layout === "chips");
  for (const heading of new Set(chips.map(headingOf))) {
    root.append(
      chipSets(
        heading,
        chips.filter((g) => headingOf(g) === heading),
        list,
        reveal,
      ),
    );
  }

  let shown = "";
  return (chosen) => {
    if (chosen === shown) return;
    shown = chosen;
    for (const [name, button] of buttons) {
      const is = name === chosen;
      button.setAttribute("aria-checked", String(is));
      if (is) reveal.get(view.presets.find((p) => p.name === name)?.group ?? "")?.();
    }
    for (const box of root.querySelectorAll(".presets")) {
      const all = /** @type {HTMLButtonElement[]} */ ([...box.children]);
      const entry = all.find((b) => b.getAttribute("aria-checked") === "true") ?? all[0];
      for (const button of all) button.tabIndex = button === entry ? 0 : -1;
    }
    const button = buttons.get(chosen);
    const strip = button?.parentElement;
    if (strip)
      afterPaint(() => {
        if (strip.scrollWidth <= strip.clientWidth) return;
        strip.scrollTo({
          left: button.offsetLeft - (strip.clientWidth - button.offsetWidth) / 2,
          behavior: calm.matches ? "auto" : "smooth",
        });
      });
  };
}

/** The common heading of several groups. @param {View["preset_groups"][number]} group */
const headingOf = (group) => group.heading || group.title;

/** @param {Preset} preset */
function tile(preset) {
  const title = `${preset.mark} ${preset.title}`;
  const button = make("button", { type: "button", class: "preset", role: "radio", title, "aria-label": title });
  if (preset.thumbnail) {
    const { viewbox, lines } = preset.thumbnail;
    const svg = makeSvg("svg", { viewBox: `0 0 ${viewbox.join(" ")}`, "aria-hidden": "true" });
    for (const { role, points } of lines) svg.append(makeSvg("polyline", { class: role, points }));
    button.append(svg);
  }
  button.append(make("span", { class: "mark" }, preset.mark), make("span", { class: "caption" }, preset.title));
  return button;
}

/** @param {Preset} preset */
function chip(preset) {
  const title = `${preset.title} (${preset.mark})`;
  return make("button", { type: "button", class: "preset", role: "radio", title, "aria-label": title }, preset.mark);
}

/**
 * @param {string} heading
 * @param {View["preset_groups"]} groups
 * @param {(group: View["preset_groups"][number]) => HTMLElement} list
 * @param {Map<string, () => void>} reveal filled in: shows the set of that name
 */
function chipSets(heading, groups, list, reveal) {
  const names = make("div", { class: "chip-tabs" });
  const box = make("div", { class: "chip-groups" }, make("h2", {}, heading), groups.length > 1 ? names : null);
  const shown = groups.map((group) => {
    const button = make("button", { type: "button" }, group.title);
    const chips = list(group);
    const show = () => {
      for (const other of shown) {
        other.chips.hidden = other.chips !== chips;
        other.button.setAttribute("aria-pressed", String(other.chips === chips));
      }
    };
    button.addEventListener("click", show);
    reveal.set(group.name, show);
    names.append(button);
    box.append(chips);
    return { button, chips, show };
  });
  shown[0].show();
  return box;
}

/**
 * Arrow keys move in the visible layout: left and right along the row, up and down between rows.
 *
 * @param {KeyboardEvent} event
 */
function moveByArrows(event) {
  const box = /** @type {HTMLElement} */ (event.currentTarget);
  const all = /** @type {HTMLButtonElement[]} */ ([...box.children]);
  const from = all.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  if (from < 0) return;
  const columns = all.filter((b) => b.offsetTop === all[0].offsetTop).length;
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
  const to = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : step === undefined ? -1 : from + step;
  if (step === undefined && to < 0) return;
  event.preventDefault();
  if (!all[to]) return;
  all[to].focus();
  all[to].click();
}
