import { attempt } from "./attempt.js";
import { make } from "../dom.js";
import { confined, copyField, save } from "./clipboard.js";
import { pngOf, svgOf } from "../plots/picture.js";
import { PRINTS, printed } from "./print-figure.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/solver-client.js").Client} Client
 * @typedef {Pick<import("../state/explorer.js").Explorer,
 *   "compared" | "formats" | "stage" | "state" | "view">} Explorer
 * @typedef {import("../panels/panel.js").Panel} Panel
 * @typedef {import("../client/protocol.js").Format} Format
 *
 * @typedef {{filename: string, mime: string, text?: string | null,
 *   content: string | ArrayBuffer | Uint8Array<ArrayBuffer>}} Saved
 */

const WIDTHS = { "85 mm": "one column, 85 mm", "180 mm": "two columns, 180 mm", "1920 px": "slide, 1920 px" };

/** The look of pictures; kept as long as the page is open. */
const chosen = { width: "85 mm", theme: /** @type {"light" | "dark"} */ ("light"), filled: true };

/** @returns {import("../plots/picture.js").Look} */
function look() {
  const [length, unit] = chosen.width.split(" ");
  return { ...chosen, width: { [unit]: Number(length) } };
}

/**
 * Fields for the look of pictures.
 *
 * @param {HTMLElement} rows receive changes as the event "look"
 */
export function lookFields(rows) {
  const width = select("Width", Object.entries(WIDTHS), chosen.width);
  const theme = select(
    "Colours",
    [
      ["light", "light"],
      ["dark", "dark"],
    ],
    chosen.theme,
  );
  const background = select(
    "Background",
    [
      ["filled", "filled"],
      ["clear", "transparent"],
    ],
    chosen.filled ? "filled" : "clear",
  );
  const form = make(
    "form",
    { class: "appearance", onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    make("label", {}, "Width ", width),
    make("label", {}, "Colours ", theme),
    make("label", {}, "Background ", background),
    make("span", { class: "hint" }, "With the width in mm, letters are 7 or 8 pt high and PNG has 300 dpi."),
  );
  form.addEventListener("change", () => {
    chosen.width = width.value;
    chosen.theme = theme.value === "dark" ? "dark" : "light";
    chosen.filled = background.value === "filled";
    for (const row of rows.children) row.dispatchEvent(new Event("look"));
  });
  return form;
}

/**
 * A plot with a small picture, and the formats in which it can be saved.
 *
 * @param {Panel} panel
 * @param {Explorer} explorer
 * @param {Client} client
 */
export function plotRow(panel, explorer, client) {
  const { name, title } = panel.spec;
  const own = explorer.stage.panels.get(name) === panel; // others are plots of the reader's code
  const base = own ? `${explorer.state.preset}_${name}` : name;
  const { state } = explorer;
  const preset = explorer.stage.preset(state.preset)?.title;
  const about = { explorer, client, title: own && preset ? `${preset}: ${title}` : title };
  const preview = make("img", { alt: "" });
  const buttons = [
    saver("PNG", async (progress) => {
      const now = look();
      const content = await pngOf(await svgOf(panel, now, { ...about, progress }), now);
      return { filename: `${base}.png`, mime: "image/png", content };
    }),
    saver("SVG", async (progress) => {
      const content = await svgOf(panel, look(), { ...about, progress });
      return { filename: `${base}.svg`, mime: "image/svg+xml", content, text: content };
    }),
    ...formats(explorer, own ? "panel" : null).map((form) =>
      saver(label(form), (progress) => client.export(state, form.name, { panel: name }, progress), form.help),
    ),
  ];
  const row = make(
    "section",
    { class: "plot-row", "data-plot": name },
    make("div", { class: "preview" }, preview),
    make("div", {}, make("h3", {}, title), ...pressed(buttons)),
  );
  const show = async () => {
    try {
      const picture = await svgOf(panel, look(), about);
      preview.src = `data:image/svg+xml,${encodeURIComponent(picture)}`;
    } catch (error) {
      console.warn(error); // the buttons report it as well
    }
  };
  row.addEventListener("look", show);
  queue(show);
  return row;
}

/**
 * The whole run, and what else is written of it: formats of the same title together.
 *
 * @param {Explorer} explorer
 * @param {Client} client
 */
export function runRow(explorer, client) {
  const { state } = explorer;
  const all = formats(explorer, "run");
  return [...new Set(all.map(({ title }) => title))].map((title) => {
    const forms = all.filter((form) => form.title === title);
    return make(
      "section",
      { class: "run-row" },
      make("h3", {}, title),
      make("p", { class: "hint" }, forms[0].help),
      ...pressed(forms.flatMap((form) => written(form, (progress) => client.export(state, form.name, {}, progress)))),
    );
  });
}

/**
 * Formats in which the current state can be written.
 *
 * @param {Explorer} explorer
 * @param {Format["kind"] | null} kind
 */
export function formats({ formats: all, view }, kind) {
  return all.filter((form) => form.kind === kind && form.views.includes(view.name));
}

/** Pictures one after the other, so that the dialog does not freeze. */
let before = Promise.resolve();

/** @param {() => Promise<void>} act */
function queue(act) {
  before = before.then(() => new Promise((resolve) => setTimeout(resolve))).then(act);
}

/** @param {Format} form */
function label({ suffix }) {
  return suffix.slice(suffix.lastIndexOf(".") + 1).toUpperCase();
}

/**
 * The button of a format; one that is a picture can also be printed.
 *
 * @param {Format} form
 * @param {Write} write
 */
function written(form, write) {
  const own = saver(label(form), write);
  if (!form.suffix.endsWith(".svg") || confined) return [own];
  return [own, saver("PDF …", write, PRINTS, ({ text }) => printed(text ?? ""))];
}

/**
 * @typedef {(progress: (text: string) => void) => Promise<Saved>} Write
 *
 * @param {string} text
 * @param {Write} write
 * @param {string} [help]
 * @param {(made: Saved) => unknown} put
 */
function saver(text, write, help, put = kept) {
  return { button: make("button", { type: "button", class: "plain", title: help }, text), write, put };
}

/** @param {Saved} made */
function kept({ content, filename, mime }) {
  save(content, filename, mime);
}

/**
 * Buttons that save, with progress messages, and the content where downloads may be disabled.
 *
 * @param {ReturnType<typeof saver>[]} savers
 */
function pressed(savers) {
  const status = make("p", { class: "feedback", role: "status" });
  const content = make("div", { class: "content" });
  for (const { button, write, put } of savers) {
    button.addEventListener("click", async () => {
      button.disabled = true;
      await attempt(status, async (progress) => {
        const made = await write(progress);
        await put(made);
        if (confined) content.replaceChildren(visible(made));
      });
      button.disabled = false;
    });
  }
  return [make("p", { class: "row" }, ...savers.map(({ button }) => button)), status, content];
}

/** The saved content, to be copied by hand. @param {Saved} made */
function visible({ filename, mime, content, text }) {
  if (text) {
    const field = copyField(filename, "Copy text", { rows: 6 });
    field.show(text);
    return field.element;
  }
  if (mime.startsWith("image/")) {
    const address = URL.createObjectURL(new Blob([content], { type: mime }));
    return make("img", {
      src: address,
      alt: say("{filename}: copy it from its context menu", { filename }),
      class: "full-size",
    });
  }
  return make("p", { class: "hint" }, say("{filename} cannot be shown as text: it needs a download.", { filename }));
}

/**
 * @param {string} label
 * @param {[string, string][]} options
 * @param {string} chosen
 */
function select(label, options, chosen) {
  return make(
    "select",
    { "aria-label": label },
    ...options.map(([value, text]) => make("option", { value, selected: value === chosen }, text)),
  );
}
