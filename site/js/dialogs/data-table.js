import { attempt } from "./attempt.js";
import { openDialog } from "./dialog.js";
import { make, plain } from "../dom.js";
import { copy, save } from "./clipboard.js";
import { inOneLine, withMinus } from "../language/format.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/solver-client.js").Client} Client
 * @typedef {Pick<import("../state/explorer.js").Explorer, "connected" | "state">} Explorer
 * @typedef {import("../panels/panel.js").Panel} Panel
 * @typedef {import("../client/protocol.js").Table} Table
 * @typedef {import("../client/protocol.js").TableColumn} TableColumn
 */

/** The data of a plot: in words, and as tables of all numbers, as provided by Python. */

const ROWS = 200; // on a page of a table

/**
 * A button on each plot that displays its data.
 *
 * @param {Explorer} explorer
 * @param {Client} client
 */
export function setUpTables(explorer, client) {
  document.addEventListener("panel:table", (event) => openTables(event.detail, explorer, client));
}

/**
 * @param {Panel} panel
 * @param {Explorer} explorer
 * @param {Client} client
 */
async function openTables({ spec, figure, description }, explorer, client) {
  if (!figure) return;
  const { state } = explorer;
  const words = (description ?? []).map((text) => make("p", {}, inOneLine(text)));
  const status = make("p", { class: "feedback", role: "status" });
  const place = make("div", {});
  openDialog(
    say("Data: {title}", { title: spec.title }),
    [make("div", { class: "data-summary" }, ...words), status, place],
    { className: "data-dialog" },
  );
  const wait = explorer.connected ? "" : say("Python is still starting. The numbers will appear as soon as it runs.");
  const store = () =>
    attempt(status, async (progress) => {
      const { content, filename, mime } = await client.export(state, "csv", { panel: spec.name }, progress);
      save(content, filename, mime);
    });
  const show = async (/** @type {(text: string) => void} */ progress) => {
    const tables = figure.tables ?? (await client.tables(state, spec.name, progress));
    place.replaceChildren(...shown(tables, figure.tables ? null : store));
  };
  await attempt(status, show, wait);
}

/**
 * Tables, one of which is visible, with its actions.
 *
 * @param {Table[]} tables
 * @param {(() => void) | null} store writes all of them as a file
 */
function shown(tables, store) {
  const body = make("div", {});
  const names = tables.map(({ name }, i) => make("option", { value: String(i) }, name));
  const choice = make("select", { "aria-label": "Table" }, ...names);
  const copied = make("button", { type: "button", class: "plain" }, "Copy table");
  const chosen = () => tables[Number(choice.value)];
  choice.addEventListener("change", () => body.replaceChildren(...pages(chosen())));
  copied.addEventListener("click", async () => {
    copied.textContent = say((await copy(asText(chosen()))) ? "Copied" : "Copying is not allowed here.");
    setTimeout(() => (copied.textContent = say("Copy table")), 1500);
  });
  body.append(...pages(chosen()));
  return [
    make(
      "p",
      { class: "row" },
      tables.length > 1 ? make("label", {}, "Table ", choice) : null,
      copied,
      store ? make("button", { type: "button", class: "plain", onclick: store }, "Save as CSV") : null,
    ),
    body,
  ];
}

/** A table, page by page. @param {Table} table */
function pages(table) {
  const count = table.columns[0].values.length;
  const caption = make("caption", {});
  const rows = make("tbody", {});
  const element = make(
    "table",
    {},
    caption,
    make("thead", {}, make("tr", {}, ...table.columns.map((column) => make("th", { scope: "col" }, headed(column))))),
    rows,
  );
  const scroll = make(
    "div",
    { class: "table-scroll", tabindex: "0", role: "region", "aria-label": table.name },
    element,
  );
  const field = make("input", { type: "number", min: "1", max: String(count), step: "1", "aria-label": "First row" });
  const turn = (/** @type {string} */ text, /** @type {string} */ label, /** @type {() => number} */ to) =>
    make(
      "button",
      { type: "button", class: "plain", "aria-label": label, title: label, onclick: () => show(to()) },
      text,
    );
  let first = 0;
  const last = Math.max(0, Math.floor((count - 1) / ROWS) * ROWS);
  const buttons = {
    start: turn("⇤", "First page", () => 0),
    before: turn("←", "Previous page", () => first - ROWS),
    after: turn("→", "Next page", () => first + ROWS),
    end: turn("⇥", "Last page", () => last),
  };
  /** @param {number} from */
  const show = (from) => {
    first = Math.min(Math.max(0, from), Math.max(0, count - 1));
    const end = Math.min(first + ROWS, count);
    rows.replaceChildren(...Array.from({ length: end - first }, (_, i) => row(table.columns, first + i)));
    caption.textContent =
      count > ROWS
        ? say("Rows {first} to {last} of {count}", { first: first + 1, last: end, count })
        : say("Rows: {count}", { count });
    field.value = String(first + 1);
    buttons.start.disabled = buttons.before.disabled = first === 0;
    buttons.after.disabled = buttons.end.disabled = end === count;
    scroll.scrollTop = 0;
  };
  field.addEventListener("change", () => show(Math.round(Number(field.value) || 1) - 1));
  show(0);
  const paging = make(
    "p",
    { class: "row paging" },
    buttons.start,
    buttons.before,
    make("label", {}, "From row ", field),
    buttons.after,
    buttons.end,
  );
  return count > ROWS ? [scroll, paging] : [scroll];
}

/** @param {TableColumn} column */
function headed({ name, unit }) {
  return unit ? `${name} (${unit})` : name;
}

/** @param {TableColumn[]} columns @param {number} i */
function row(columns, i) {
  const cells = columns.map(({ values, texts }) => (texts ? inOneLine(texts[values[i]]) : number(values[i])));
  return make(
    "tr",
    {},
    ...cells.map((text, k) => (k === 0 ? make("th", { scope: "row" }, text) : make("td", {}, text))),
  );
}

/** @param {number} value */
function number(value) {
  if (Number.isNaN(value)) return "–";
  return withMinus(Number.isFinite(value) ? plain(value) : value > 0 ? "∞" : "-∞").replace(/^-/, "−");
}

/** The whole table for a spreadsheet. @param {Table} table */
function asText({ columns }) {
  const lines = [columns.map(headed).join("\t")];
  for (let i = 0; i < columns[0].values.length; i++) {
    lines.push(
      columns
        .map(({ values, texts }) => {
          if (texts) return inOneLine(texts[values[i]]);
          return Number.isNaN(values[i]) ? "" : String(values[i]);
        })
        .join("\t"),
    );
  }
  return lines.join("\n");
}
