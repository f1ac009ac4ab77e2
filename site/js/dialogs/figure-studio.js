import { attempt } from "./attempt.js";
import { make } from "../dom.js";
import { confined, save } from "./clipboard.js";
import { pngOf } from "../plots/picture.js";
import { PRINTS, printed } from "./print-figure.js";
import { say } from "../language/messages.js";

/**
 * Plots of the view on one sheet, lettered, as a paper or a slide has them: what is seen is what is saved.
 *
 * @typedef {import("../client/solver-client.js").Client} Client
 * @typedef {Pick<import("../state/explorer.js").Explorer, "compared" | "stage" | "state" | "view">} Explorer
 * @typedef {{panel: string, wide: boolean, begins: boolean}} Place a plot; whether it is twice as wide as others, and
 *   whether it begins a row
 */

const SIZES = {
  single: "one column, 85 mm",
  double: "two columns, 180 mm",
  slide: "slide, 1920 × 1080 px",
  poster: "poster, 600 mm",
};
const THEMES = { light: "light", dark: "dark", mono: "black and white" };
const POINTS = { "": "as fits", 6: "6 pt", 7: "7 pt", 8: "8 pt", 9: "9 pt", 10: "10 pt", 12: "12 pt", 16: "16 pt" };
const LINES = { 0.7: "thin", 1: "regular", 1.5: "thick" };
const DPIS = { 150: "150 dpi", 300: "300 dpi", 600: "600 dpi" };
const SWITCHES = {
  letters: "Letters",
  names: "Titles",
  legends: "Legends",
  filled: "Background",
  captioned: "Caption",
};
const PAUSE = 300; // ms without a letter after which a caption is drawn

/** The look; kept as long as the page is open. */
const chosen = {
  size: "double",
  theme: /** @type {"light" | "dark" | "mono"} */ ("light"),
  points: "",
  lines: "1",
  dpi: "300",
  letters: true,
  names: false,
  legends: true,
  filled: true,
  captioned: false,
};

/**
 * @param {Explorer} explorer
 * @param {Client} client
 * @returns {Node[]}
 */
export function studioPart(explorer, client) {
  const { state, stage } = explorer;
  const panels = [...stage.panels.values()].filter(({ figure }) => !figure?.foreign);
  const titles = new Map(panels.map(({ spec }) => [spec.name, spec.title]));
  /** @type {Place[]} */
  const places = panels
    .filter((panel) => !panel.element.hidden && !panel.isEmpty)
    .map(({ spec }, i) => ({ panel: spec.name, wide: false, begins: i % 2 === 0 }));
  let own = false; // whether the caption is the reader's
  let drawn = "";
  let asked = 0;

  const picture = make("img", { alt: "" });
  const preview = make("div", { class: "sheet-preview" }, picture);
  const status = make("p", { class: "feedback", role: "status" });
  const list = make("ol", { class: "places" });
  const more = make("select", { "aria-label": "Add a plot" });
  const caption = make("textarea", { rows: "3", "aria-label": "Caption", hidden: !chosen.captioned });

  const show = async () => {
    const now = ++asked;
    preview.classList.add("is-waiting");
    await attempt(status, async (progress) => {
      if (!places.length) throw new Error("Add a plot.");
      const sheet = await client.compose(request(), progress);
      if (now !== asked) return;
      drawn = sheet.svg;
      picture.src = `data:image/svg+xml,${encodeURIComponent(drawn)}`;
      picture.alt = sheet.caption;
      if (!own) caption.value = sheet.caption;
    });
    if (now === asked) preview.classList.remove("is-waiting");
  };

  const request = () => ({
    state,
    arrangement: places
      .map(({ panel, wide, begins }, i) => `${begins && i ? "/ " : ""}${panel}${wide ? ":2" : ""}`)
      .join(" "),
    size: chosen.size,
    theme: chosen.theme,
    filled: chosen.filled,
    font_size: chosen.points ? Number(chosen.points) : null,
    lines: Number(chosen.lines),
    letters: chosen.letters,
    names: chosen.names,
    legends: chosen.legends,
    captioned: chosen.captioned,
    caption: own ? caption.value : null,
    windows: Object.fromEntries(places.map(({ panel }) => [panel, stage.panels.get(panel)?.windows() ?? {}])),
    behind: explorer.compared,
    compared: panels.filter((panel) => panel.isComparable).map(({ spec }) => spec.name),
  });

  const change = () => {
    list.replaceChildren(...places.map(row));
    const others = [...titles].filter(([name]) => places.every(({ panel }) => panel !== name));
    more.replaceChildren(
      make("option", { value: "" }, "Add a plot …"),
      ...others.map(([name, title]) => make("option", { value: name }, title)),
    );
    more.hidden = !others.length;
    return show();
  };

  /** @param {Place} place @param {number} i */
  const row = (place, i) => {
    const title = titles.get(place.panel) ?? place.panel;
    /** @param {number} by */
    const move = (by) => () => {
      places.splice(i, 1);
      places.splice(i + by, 0, place);
      change();
    };
    /** @param {string} text @param {"wide" | "begins"} key */
    const flag = (text, key) => {
      const turn = () => {
        place[key] = !place[key];
        change();
      };
      return button(text, `${say(text)}: ${say(title)}`, turn, {
        "aria-pressed": String(place[key]),
        disabled: key === "begins" && i === 0,
      });
    };
    return make(
      "li",
      {},
      make("span", { class: "name" }, title),
      flag("New row", "begins"),
      flag("Wide", "wide"),
      button("↑", say("Earlier: {title}", { title: say(title) }), move(-1), { disabled: i === 0 }),
      button("↓", say("Later: {title}", { title: say(title) }), move(1), { disabled: i === places.length - 1 }),
      button("×", say("Leave out: {title}", { title: say(title) }), () => {
        places.splice(i, 1);
        change();
      }),
    );
  };

  more.addEventListener("change", () => {
    if (more.value) places.push({ panel: more.value, wide: false, begins: true });
    change();
  });
  let later = 0;
  caption.addEventListener("input", () => {
    own = caption.value.trim() !== ""; // an empty one is made again
    clearTimeout(later);
    later = window.setTimeout(show, PAUSE);
  });
  const look = make(
    "form",
    { class: "appearance", onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    selection("Size", "size", SIZES),
    selection("Colours", "theme", THEMES),
    selection("Font size", "points", POINTS),
    selection("Lines", "lines", LINES),
    ...Object.entries(SWITCHES).map(([key, text]) =>
      make(
        "label",
        {},
        make("input", { type: "checkbox", name: key, checked: chosen[/** @type {"names"} */ (key)] }),
        text,
      ),
    ),
  );
  look.addEventListener("change", ({ target }) => {
    const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (target);
    const value = field instanceof HTMLInputElement ? field.checked : field.value;
    Object.assign(chosen, { [field.name]: value });
    caption.hidden = !chosen.captioned;
    show();
  });

  const base = `${state.preset}_figure`;
  const dpi = selection("PNG at", "dpi", DPIS);
  dpi.addEventListener("change", ({ target }) => {
    chosen.dpi = /** @type {HTMLSelectElement} */ (target).value;
  });
  const files = make(
    "p",
    { class: "row" },
    button("SVG", "", () => attempt(status, async () => save(drawn, `${base}.svg`, "image/svg+xml"))),
    button("PNG", "", () =>
      attempt(status, async () => {
        const width = chosen.size === "slide" ? { px: 1 } : { mm: 1 };
        save(await pngOf(drawn, { width, dpi: Number(chosen.dpi) }), `${base}.png`, "image/png");
      }),
    ),
    confined ? null : button("PDF …", "", () => printed(drawn), { title: PRINTS }),
    dpi,
  );
  change();
  return [preview, status, list, more, look, caption, files];
}

/**
 * @param {string} text
 * @param {string} label what it does, where the text does not say it
 * @param {() => unknown} onclick
 * @param {Record<string, unknown>} [props]
 */
function button(text, label, onclick, props = {}) {
  const named = label ? { title: label, "aria-label": label } : {};
  return make("button", { type: "button", class: "plain", onclick, ...named, ...props }, text);
}

/**
 * @param {string} label
 * @param {"size" | "theme" | "points" | "lines" | "dpi"} key
 * @param {Record<string, string>} options
 */
function selection(label, key, options) {
  const entries = Object.entries(options).toSorted(([one], [two]) => (one === "" ? -1 : two === "" ? 1 : 0));
  return make(
    "label",
    {},
    `${label} `,
    make(
      "select",
      { name: key, "aria-label": label },
      ...entries.map(([value, text]) => make("option", { value, selected: value === chosen[key] }, text)),
    ),
  );
}
