import { make } from "../dom.js";
import { copyField, save } from "./clipboard.js";
import { formats } from "./figure-export.js";
import { reason } from "../language/format.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/solver-client.js").Client} Client
 * @typedef {Pick<import("../state/explorer.js").Explorer,
 *   "compared" | "connected" | "formats" | "impossible" | "stage" | "state" | "view">} Explorer
 */

const WAIT = 300; // ms after which a message reports that something is being written

/** The format that was displayed last. */
let latest = "";

/**
 * The current state as a script of a tool: to be read, with notes on what the tool cannot express, then
 * copied or saved.
 *
 * @param {Explorer} explorer
 * @param {Client} client
 */
export function scriptsPart(explorer, client) {
  const { state } = explorer;
  const all = formats(explorer, "script");
  const help = make("p", { class: "hint" });
  const notes = make("div", { class: "notes", "aria-live": "polite" });
  const field = copyField("Script", "Copy", { rows: 16 });
  const download = make("button", { type: "button", class: "plain download" }, "Download");
  field.element.querySelector("button")?.after(download);
  /** @type {import("../client/protocol.js").File | null} */ let written = null;
  let asked = 0;

  const buttons = all.map(({ name, title }) =>
    make("button", { type: "button", class: "plain", "data-format": name, onclick: () => choose(name) }, title),
  );
  const refused = explorer.impossible
    .filter(({ views }) => views.includes(explorer.view.name))
    .map(({ name, title, help: why }) => {
      const refuse = () => {
        asked += 1;
        mark(name);
        help.textContent = "";
        field.show("");
        download.disabled = true;
        notes.replaceChildren(notice("error", `${say(why)}.`));
      };
      return make("button", { type: "button", class: "plain", "data-format": name, onclick: refuse }, title);
    });
  const mark = (/** @type {string} */ chosen) => {
    for (const button of [...buttons, ...refused])
      button.setAttribute("aria-pressed", String(button.dataset.format === chosen));
  };
  const choose = async (/** @type {string} */ name) => {
    const own = ++asked;
    latest = name;
    written = null;
    download.disabled = true;
    mark(name);
    help.textContent = all.find((form) => form.name === name)?.help ?? "";
    const waiting = explorer.connected
      ? "Writing …"
      : "Python is starting. The script will appear as soon as it runs …";
    const wait = setTimeout(() => notes.replaceChildren(make("p", { class: "hint" }, waiting)), WAIT);
    try {
      const made = await client.export(state, name);
      if (own !== asked) return;
      written = made;
      field.show(made.text ?? "");
      download.textContent = say("Download {filename}", { filename: made.filename });
      download.disabled = false;
      notes.replaceChildren(...made.notes.map((text) => notice("warning", text)));
    } catch (error) {
      if (own !== asked) return;
      field.show("");
      download.textContent = say("Download");
      notes.replaceChildren(notice("error", reason(error)));
    } finally {
      clearTimeout(wait);
    }
  };
  download.addEventListener("click", () => written && save(written.content, written.filename, written.mime));
  if (!all.length) return [make("p", { class: "hint" }, "There is no script for this view.")];
  choose(all.some(({ name }) => name === latest) ? latest : all[0].name);
  return [make("p", { class: "row formats" }, ...buttons, ...refused), help, notes, field.element];
}

/**
 * @param {string} level
 * @param {string} text
 */
export function notice(level, text) {
  return make("div", { class: `notice ${level}` }, make("p", {}, text));
}
