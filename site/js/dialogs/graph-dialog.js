import { openDialog } from "./dialog.js";
import { make } from "../dom.js";
import { source } from "../boot/start.js";
import { allSaved } from "../controls/saved.js";
import { say } from "../language/messages.js";

/**
 * @typedef {Pick<import("../state/explorer.js").Explorer,
 *   "change" | "faults" | "redo" | "set" | "stage" | "state" | "steps" | "undo" | "view">} Explorer
 * @typedef {import("../client/protocol.js").Graph} Graph
 * @typedef {import("../language/messages.js").Catalogue} Catalogue
 */

/**
 * The dialog in which two tables are drawn; what draws them is loaded when it first opens.
 *
 * @param {Explorer} explorer
 * @param {import("../client/solver-client.js").Client} client
 * @param {Catalogue | null} catalogue
 */
export function setUpGraphs(explorer, client, catalogue) {
  const law = (/** @type {string} */ text) => client.law(text);
  const cells = async () => {
    const saved = allSaved();
    const { texts } = saved.length ? await client.readCells(saved.map(({ link }) => link)) : { texts: [] };
    return texts.flatMap((value, i) => (value ? { value, label: saved[i].name } : []));
  };
  document.addEventListener("graph:open", ({ detail }) => openGraph(detail, explorer, { law, cells, catalogue }));
}

/** @type {Promise<typeof import("../builder/builder.js")> | null} */ let loading = null;

/**
 * @param {Graph} graph
 * @param {Explorer} explorer
 * @param {Pick<import("../builder/builder.js").Host, "law" | "cells" | "catalogue">} others
 */
async function openGraph(graph, explorer, others) {
  const place = make("div", { class: "graph-loading" }, "Loading …");
  const dialog = openDialog(graph.label, place, { className: "graph-dialog" });
  loading ??= source("builder.js").then((address) => import(address));
  const loaded = await loading.catch((error) => {
    loading = null;
    place.textContent = say("The drawing could not be loaded.");
    throw error;
  });
  const table = (/** @type {string} */ name) =>
    /** @type {import("../client/protocol.js").TableParameter} */ (
      explorer.view.parameters.find((p) => p.name === name)
    );
  const builder = new loaded.Builder(
    graph,
    { nodes: table(graph.nodes.table), edges: table(graph.edges.table) },
    {
      values: () => ({ ...explorer.stage.preset(explorer.state.preset)?.values, ...explorer.state.values }),
      faults: () => explorer.faults,
      begin: (values) => explorer.change({ values }, false, true),
      templates: explorer.stage.preset(explorer.state.preset)?.templates ?? [],
      set: (values) => explorer.set(values, true),
      undo: () => explorer.undo(),
      redo: () => explorer.redo(),
      can: () => ({ undo: explorer.steps.canUndo, redo: explorer.steps.canRedo }),
      ...others,
    },
  );
  place.replaceWith(builder.root);
  builder.refresh();
  const events = /** @type {const} */ (["explorer:steps", "explorer:faults", "explorer:drawn"]);
  const refresh = () => builder.refresh();
  for (const name of events) addEventListener(name, refresh);
  dialog.addEventListener("close", () => {
    for (const name of events) removeEventListener(name, refresh);
  });
}
