import { ownAddress } from "../state/address.js";
import { openDialog } from "./dialog.js";
import { byId, make, typeset } from "../dom.js";
import { chooseFile, saveState, stateText } from "./files.js";
import { confined, copyField } from "./clipboard.js";
import { heldName } from "../controls/file.js";
import { writeLink } from "../state/link.js";
import { attributes, snippet } from "../embed/snippet.js";
import { say } from "../language/messages.js";

/**
 * @typedef {Pick<import("../state/explorer.js").Explorer,
 *   "change" | "comparison" | "link" | "stage" | "state" | "tell" | "view" | "views">} Explorer
 * @typedef {import("../embed/snippet.js").Frame} Frame
 */

const LONG = 2000; // characters: more is cut off by some programs
const PLACEHOLDER = "https://YOUR-HOST/explorer/";
const OWN_COPY = "/files/Izhikevich-Model.html";
const inOneFile = "embeddedAssets" in globalThis;
const hosted = ownAddress().startsWith("http");

/** The "Share" dialog: the link, HTML for other pages, files. @param {Explorer} explorer */
export function setUpShare(explorer) {
  byId("share").addEventListener("click", () =>
    openDialog("Share", [linkPart(explorer), ...(ownAddress() ? [embedPart(explorer)] : []), filePart(explorer)], {
      className: "share",
    }),
  );
}

/** @param {Explorer} explorer */
function linkPart(explorer) {
  const link = ownAddress() + explorer.link({});
  const field = copyField("Link", "Copy link");
  field.show(link);
  const long = say(
    "This link has {count} characters, and some programs truncate long links. A file is not truncated: " +
      "save it, then open it here or drop it on the page.",
    { count: link.length },
  );
  return make(
    "section",
    {},
    make("h3", {}, "Link to what is shown"),
    field.element,
    ...heldFiles(explorer),
    link.length > LONG ? make("div", { class: "notice warning" }, make("p", {}, long), saveButton(explorer)) : null,
    hosted
      ? null
      : make(
          "p",
          { class: "hint" },
          "It leads to the file on this computer; others need a copy of the file, or an address on a web server.",
        ),
  );
}

/** What the link only names: files that were opened here. @param {Explorer} explorer */
function heldFiles({ state, view }) {
  return view.parameters.flatMap((parameter) => {
    const value = String(state.values[parameter.name] ?? "");
    if (parameter.kind !== "file" || !value.startsWith(parameter.held)) return [];
    const name = heldName(value);
    const text = say("{label}: the content of “{name}” is not in the link. Who opens it needs the file as well.", {
      label: parameter.label,
      name,
    });
    return [make("div", { class: "notice warning" }, make("p", {}, text))];
  });
}

/** @param {Explorer} explorer */
function saveButton(explorer) {
  return make("button", { type: "button", class: "plain", onclick: () => saveState(explorer.state) }, "Save as a file");
}

/** @param {Explorer} explorer */
function embedPart(explorer) {
  const { state, view } = explorer;
  const values = explorer.stage.preset(state.preset)?.values ?? {};
  const code = copyField("HTML for another page", "Copy HTML", { rows: 7 });
  const preview = make("div", { class: "preview" });

  const panels = choices(view.panels.map(({ name, title }) => ({ name, title, on: state.panels.includes(name) })));
  const controls = choices(
    view.parameters
      .filter(({ name }) => name in values)
      .map((parameter) => {
        const { name, label } = parameter;
        const symbol = parameter.kind === "number" && parameter.symbol;
        return { name, title: symbol ? make("span", {}, typeset(symbol), ` ${label}`) : label, on: false };
      }),
  );
  const theme = select("Theme", { auto: "the reader's system setting", light: "light", dark: "dark" });
  const start = select("Start", { click: "on click, with a still picture", now: "immediately" });
  const height = select("Height", {
    content: "as needed, by a small script",
    fixed: "fixed",
    window: "the whole window (100vh)",
  });
  const pixels = make("input", {
    type: "number",
    min: "150",
    max: "3000",
    step: "10",
    value: "520",
    "aria-label": "Height in pixels",
  });
  const lazy = make("input", { type: "checkbox", checked: true });
  const source = select("From", {
    here: hosted ? "this address" : say("your own address ({address})", { address: PLACEHOLDER }),
    copy: say("your copy of the single file ({address})", { address: OWN_COPY }),
  });

  /** @param {string} address @param {string} begins @returns {Frame} */
  const frame = (address, begins) => {
    const page = {
      ...explorer.comparison,
      embed: "1",
      ...(controls.chosen().length && { controls: controls.chosen().join() }),
      ...(theme.value !== "auto" && { theme: theme.value }),
      ...(begins === "click" && { start: begins }),
    };
    return {
      address: address + writeLink({ ...state, panels: panels.chosen() }, view, page),
      title: say("Izhikevich explorer: {title}", { title: explorer.stage.preset(state.preset)?.title ?? view.title }),
      height:
        height.value === "fixed"
          ? Math.round(Number(pixels.value)) || 520
          : height.value === "window"
            ? "window"
            : "content",
      lazy: lazy.checked,
    };
  };
  const update = () => {
    pixels.hidden = height.value !== "fixed";
    const address = source.value === "copy" ? OWN_COPY : hosted ? ownAddress() : PLACEHOLDER;
    code.show(snippet(frame(address, start.value)));
    const shown = make("iframe", attributes({ ...frame(ownAddress(), "click"), lazy: false }));
    if (height.value === "window") shown.style.height = "520px";
    preview.replaceChildren(shown);
  };
  const follow = (/** @type {MessageEvent} */ { data, source: sender }) => {
    const shown = preview.querySelector("iframe");
    const isHeight = data?.type === "izhikevich:height" && Number.isFinite(data.height);
    if (isHeight && height.value === "content" && shown && sender === shown.contentWindow)
      shown.style.height = `${data.height}px`;
  };
  addEventListener("message", follow);

  const options = make(
    "form",
    { class: "options", onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    make("fieldset", {}, make("legend", {}, "Panels"), panels.element),
    make("fieldset", {}, make("legend", {}, "Controls"), controls.element),
    option("Theme", theme),
    option("Start", start),
    option("Height", height, pixels),
    option("From", source),
    make("label", { class: "choice" }, lazy, "Load when scrolled into view"),
  );
  options.addEventListener("change", update);
  update();
  const section = make(
    "section",
    {},
    make("h3", {}, "Embed in another page"),
    options,
    code.element,
    hosted
      ? null
      : make(
          "p",
          { class: "hint" },
          "This page was opened from disk, so its address is no use to others: replace the part in capitals with " +
            "your own.",
        ),
    make("h4", {}, "Preview"),
    preview,
  );
  // The dialog removes its content when it is closed; sections notice it only by that.
  new MutationObserver((_, observer) => {
    if (section.isConnected) return;
    removeEventListener("message", follow);
    observer.disconnect();
  }).observe(document.body, { childList: true });
  return section;
}

/** @param {Explorer} explorer */
function filePart(explorer) {
  const state = copyField("The state as text", "Copy text", { rows: 4 });
  state.show(stateText(explorer.state));
  const open = make(
    "button",
    {
      type: "button",
      class: "plain",
      onclick: (/** @type {Event} */ event) => {
        /** @type {Element} */ (event.target).closest("dialog")?.close();
        chooseFile(explorer);
      },
    },
    "Open a file …",
  );
  return make(
    "section",
    {},
    make("h3", {}, "Files"),
    make(
      "p",
      { class: "row" },
      saveButton(explorer),
      open,
      make(
        "span",
        { class: "hint" },
        "The state of this view, for settings too long for a link. The file can also be dropped on the page.",
      ),
    ),
    confined
      ? make(
          "p",
          { class: "hint" },
          "The page around this one may have disabled downloads. If nothing is saved, keep this text as a " +
            ".json file:",
        )
      : null,
    confined ? state.element : null,
    make("p", { class: "row" }, pageDownload()),
  );
}

/** The whole page as one file, to keep or to host. */
function pageDownload() {
  const name = OWN_COPY.split("/").at(-1) ?? "";
  if (inOneFile && !hosted)
    return make(
      "span",
      { class: "hint" },
      "The file that you opened is the whole page: put a copy of it on any web server.",
    );
  const address = inOneFile ? ownAddress() : "./izhikevich-explorer.html";
  return make(
    "span",
    {},
    make("a", { href: address, download: name, target: "_blank" }, say("Download {filename}", { filename: name })),
    make("span", { class: "hint" }, " the whole page in one file, to keep or to host yourself"),
  );
}

/**
 * Check boxes.
 *
 * @param {{name: string, title: Node | string, on: boolean}[]} all
 */
function choices(all) {
  const boxes = all.map(({ name, on }) => make("input", { type: "checkbox", value: name, checked: on }));
  const labels = all.map(({ title }, i) => make("label", { class: "choice" }, boxes[i], title));
  return {
    element: make("div", { class: "choices" }, ...labels),
    chosen: () => boxes.filter((box) => box.checked).map((box) => box.value),
  };
}

/**
 * @param {string} label
 * @param {Record<string, string>} options texts by value
 */
function select(label, options) {
  return make(
    "select",
    { "aria-label": label },
    ...Object.entries(options).map(([value, text]) => make("option", { value }, text)),
  );
}

/**
 * @param {string} label
 * @param {...HTMLElement} parts
 */
function option(label, ...parts) {
  return make("div", { class: "option" }, make("span", {}, label), ...parts);
}
