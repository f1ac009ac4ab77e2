import { Client } from "./client/solver-client.js";
import { setUpCloseUps } from "./client/close-ups.js";
import { setUpCode } from "./console/console.js";
import { setUpTables } from "./dialogs/data-table.js";
import { Explorer } from "./state/explorer.js";
import { setUpExport } from "./dialogs/export-dialog.js";
import { setUpFiles } from "./dialogs/files.js";
import { setUpGraphs } from "./dialogs/graph-dialog.js";
import { setUpFrame } from "./embed/frame.js";
import { setUpHands } from "./controls/toolbar.js";
import { setUpHearing } from "./access/announcer.js";
import { setUpHost } from "./embed/host.js";
import { setUpKeys } from "./access/shortcuts.js";
import { setUpReference } from "./dialogs/reference-dialog.js";
import { language, setUpLanguage } from "./language/language.js";
import { setUpLive } from "./live/live.js";
import { showNotices } from "./access/notices.js";
import { AFRESH, keepForOffline } from "./boot/offline.js";
import { problem } from "./access/problem.js";
import { setUpShare } from "./dialogs/share-dialog.js";
import { hostHasPython } from "./client/host-python.js";
import { Simulator } from "./client/rpc.js";
import { loadJson, loadPlotly } from "./boot/start.js";
import { endProgress, offerStop, showProgress, withdrawStop } from "./access/status.js";
import { setUpSheet } from "./controls/sheet.js";
import { setUpTheme } from "./access/theme.js";
import { setUpTools } from "./controls/tools.js";
import { setUpTouchSliders } from "./access/touch-sliders.js";
import { setUpTours } from "./tours/tours.js";
import { fromBase64, unpack } from "./client/transport.js";
import { learn, say, signs, translated, translateDocument } from "./language/messages.js";

const MAX_START = 60000; // ms within which Python starts, slow computers included
const PATIENCE = 1000; // ms for which the first plot waits for the worker to be launched
const { begun, pictured } = /** @type {any} */ (globalThis); // by poster.js

/** @type {ReturnType<typeof setTimeout> | undefined} */ let late;

dispatchEvent(new Event("explorer:begun")); // the browser has understood all of it
await begun; // a still picture may wait for a click
const soon = new Promise((resolve) => setTimeout(resolve, PATIENCE));
// Python takes longest, on a core of its own: it is launched before Plotly occupies this one.
const simulator = new Simulator({
  live,
  event: (event) => client.receive(event),
  ended,
  failed,
  silent: offerStop,
  heard: withdrawStop,
});
const underWay = Promise.race([simulator.launched.catch(() => {}), soon]);
/** @type {Promise<import("./language/messages.js").Catalogue | null>} without it, the page stays English */
const loading =
  language() === "en"
    ? Promise.resolve(null)
    : loadJson(`${language()}.json`).catch(() => {
        document.documentElement.lang = "en";
        return null;
      });
const declared = await loadJson("schema.json").catch((error) => {
  const text =
    "DecompressionStream" in globalThis
      ? say("The page is not complete: {why}", { why: error.message })
      : "This browser is too old for the simulation, which needs one from the last two years. The results shown " +
        "were computed when this page was made.";
  showNotices([{ level: "error", parameter: null, text, buttons: [AFRESH] }], () => {});
  throw error;
});
const catalogue = await loading;
if (catalogue) learn(catalogue);
const schema = translated(declared);
await Promise.race([pictured, soon]); // they are displayed until the plots are
translateDocument(document.body);
const client = new Client(() => simulator.giveBack());
const explorer = new Explorer(schema, client, underWay.then(loadPlotly).then(instructed));
explorer.plotly.catch((error) =>
  explorer.tell({ level: "error", parameter: null, text: error.message, buttons: [AFRESH] }),
);
const code = setUpCode(explorer, client);
setUpTheme(() => (explorer.redraw(), code.redraw()));
setUpLanguage(explorer);
setUpFrame(explorer);
setUpFiles(explorer);
setUpShare(explorer);
setUpExport(explorer, client);
setUpTables(explorer, client);
setUpCloseUps(explorer, client);
setUpGraphs(explorer, client, catalogue);
setUpHearing(explorer);
setUpHands(explorer);
setUpTools();
setUpSheet();
setUpTouchSliders();
setUpKeys(explorer);
setUpLive(explorer, client);
setUpHost(explorer);
setUpReference(explorer);
setUpTours(explorer, client, schema.tours);
addEventListener("explorer:drawn", markOwn);
showStored();
goLive();

/**
 * Plotly's own words are a hint; its numbers have the signs of the language.
 *
 * @param {any} Plotly
 */
function instructed(Plotly) {
  if (!catalogue) return Plotly;
  const hint = "Double-click to zoom back out";
  const { decimal, thousands } = signs();
  Plotly.register({
    moduleType: "locale",
    name: language(),
    dictionary: { [hint]: say(hint) },
    format: { decimal, thousands },
  });
  Plotly.setPlotConfig({ locale: language() });
  return Plotly;
}

/** The default state's answer was computed when the page was built: it is displayed immediately. */
async function showStored() {
  if (!explorer.isDefault || explorer.view !== explorer.views[0]) return;
  /** @type {{header: string, buffer: string} | null} */
  const stored = await loadJson("answer.json").catch(() => null); // Python will give the same
  if (!stored || !explorer.isDefault) return;
  const { summary, readouts, notices, words, ...drawn } = unpack(stored.header, fromBase64(stored.buffer));
  // Its words are English: those in the plots are displayed until Python answers, the others not at all.
  await explorer.show(catalogue ? drawn : { ...drawn, summary, readouts, notices, words }, true, 0);
  performance.mark("first-interactive");
}

/** A result of Python itself is drawn. */
function markOwn() {
  if (!explorer.answered) return;
  performance.mark("own-plot");
  removeEventListener("explorer:drawn", markOwn);
}

async function goLive() {
  showProgress(0.1, "Loading Python …");
  simulator.launched.then(
    () => {
      showProgress(0.3, "Starting Python …");
      if (!hostHasPython) late = setTimeout(beLate, MAX_START); // a kernel may be busy for as long as it likes
    },
    () => {},
  );
  await simulator.start();
}

/** Not every failure of a start is reported: a file may have arrived that is not what it should be. */
function beLate() {
  explorer.tell({
    level: "warning",
    parameter: null,
    text:
      "Starting Python is taking unusually long. This computer may be busy, or part of the page may not have " +
      "loaded completely: reloading it may help. The results shown were computed when this page was made.",
    buttons: [AFRESH],
  });
}

/** Python runs, for the first time or again. @param {(request: import("./client/protocol.js").Request) => void} send */
function live(send) {
  clearTimeout(late);
  performance.mark("python-live");
  if (catalogue) send({ type: "speak", catalogue: catalogue.content });
  explorer.connect();
  client.connect(send);
  keepForOffline();
}

/** @param {import("./client/rpc.js").Ended} why */
function ended(why) {
  endProgress("");
  showProgress(0.3, "Starting Python again …");
  explorer.disconnect(why, client.disconnect(why));
}

/** @param {Error} error */
function failed(error) {
  clearTimeout(late);
  endProgress("Python could not start", true);
  const why = /memory/i.test(error.message)
    ? "There is too little memory for it: closing other pages may help."
    : "It needs a browser from the last two years that allows WebAssembly and workers; in such a browser, " +
      "loading everything again may help.";
  const text = [
    "The simulation could not start.",
    error.message.replace(/\.?$/, "."),
    why,
    "The results shown were computed when this page was made.",
  ]
    .map((one) => say(one))
    .join(" ");
  const notice = problem(text, error.stack ?? error.message);
  explorer.tell({ ...notice, buttons: [AFRESH, ...(notice.buttons ?? [])] });
}
