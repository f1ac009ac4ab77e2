import { openDialog } from "./dialog.js";
import { byId, make } from "../dom.js";
import { isState } from "./files.js";
import { confined } from "./clipboard.js";
import { openingPart } from "./import-dialog.js";
import { lookFields, plotRow, runRow } from "./figure-export.js";
import { studioPart } from "./figure-studio.js";
import { scriptsPart } from "./script-export.js";

/**
 * @typedef {import("../client/solver-client.js").Client} Client
 * @typedef {Pick<import("../state/explorer.js").Explorer,
 *   "change" | "compared" | "connected" | "formats" | "impossible" | "stage" | "state" | "view" | "views">} Explorer
 * @typedef {import("../panels/panel.js").Panel} Panel
 */

/**
 * The "Export" dialog: the current state as pictures, data and scripts, and the way back in. A
 * button on each plot leads to the exports of that plot alone.
 *
 * @param {Explorer} explorer
 * @param {Client} client
 */
export function setUpExport(explorer, client) {
  byId("export").addEventListener("click", () => openExport(explorer, client));
  document.addEventListener("panel:save", (event) => {
    const panel = event.detail;
    const rows = make("div", {}, plotRow(panel, explorer, client));
    openDialog("Save plot", [lookFields(rows), rows, ...warning()], { className: "export" });
  });
  document.addEventListener("parameter:open", ({ detail }) => {
    openDialog(detail.label, openingPart(explorer, client, undefined, detail), { className: "export" });
  });
  addEventListener("explorer:read", ({ detail }) => openExport(explorer, client, detail));
  addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file || isState(file)) return; // files.js opens these
    event.preventDefault();
    document.querySelectorAll("dialog[open]").forEach((dialog) => /** @type {HTMLDialogElement} */ (dialog).close());
    openExport(explorer, client, file);
  });
}

/**
 * @param {Explorer} explorer
 * @param {Client} client
 * @param {File} [file] to open
 */
function openExport(explorer, client, file) {
  const parts = {
    "Plots and data": () => figuresPart(explorer, client),
    Figure: () => studioPart(explorer, client),
    Scripts: () => scriptsPart(explorer, client),
    Open: () => openingPart(explorer, client, file),
  };
  openDialog("Export and open", tabs(parts, file ? "Open" : "Plots and data"), { className: "export" });
}

/**
 * @param {Explorer} explorer
 * @param {Client} client
 */
function figuresPart(explorer, client) {
  const shown = [...explorer.stage.panels.values()].filter((panel) => !panel.element.hidden && !panel.isEmpty);
  const rows = make("div", { class: "plot-rows" }, ...shown.map((panel) => plotRow(panel, explorer, client)));
  return [
    lookFields(rows),
    rows,
    shown.length ? null : make("p", { class: "hint" }, "No plot is shown."),
    ...runRow(explorer, client),
    ...warning(),
  ].filter((part) => part !== null);
}

/** What to do where downloads may be disabled: there is no way to find out. */
function warning() {
  if (!confined) return [];
  const words =
    "The page around this one may have disabled downloads. If nothing is saved, copy what then appears below its " +
    "button, or open this page in its own tab.";
  return [make("p", { class: "hint" }, words)];
}

/**
 * Parts, one of which is visible at a time; each is created when first selected.
 *
 * @param {Record<string, () => Node[]>} parts
 * @param {string} first
 */
function tabs(parts, first) {
  const all = Object.entries(parts).map(([title, build], i) => {
    const body = make("div", { role: "tabpanel", id: `export-part-${i}`, "aria-label": title });
    const tab = make(
      "button",
      { type: "button", role: "tab", "aria-controls": body.id, onclick: () => choose(title) },
      title,
    );
    return { title, build, tab, body };
  });
  const choose = (/** @type {string} */ chosen) => {
    for (const { title, build, tab, body } of all) {
      body.hidden = title !== chosen;
      tab.setAttribute("aria-selected", String(!body.hidden));
      tab.tabIndex = body.hidden ? -1 : 0;
      if (!body.hidden && !body.firstChild) body.append(...build());
    }
  };
  const list = make("div", { class: "tab-list", role: "tablist" }, ...all.map(({ tab }) => tab));
  list.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const now = all.findIndex(({ body }) => !body.hidden);
    const next = all[(now + step + all.length) % all.length];
    choose(next.title);
    next.tab.focus();
  });
  choose(first);
  return [list, ...all.map(({ body }) => body)];
}
