import { setUpCode } from "./code.js";
import { Exchange } from "./exchange.js";
import { Explorer } from "./explorer.js";
import { setUpExport } from "./export.js";
import { setUpFiles } from "./files.js";
import { setUpFrame } from "./frame.js";
import { setUpHost } from "./host.js";
import { keepForOffline } from "./offline.js";
import { showNotices } from "./readouts.js";
import { setUpShare } from "./share.js";
import { Simulator } from "./simulator.js";
import { loadJson, loadPlotly } from "./start.js";
import { endProgress, showProgress } from "./status.js";
import { setUpTheme } from "./theme.js";
import { setUpTours } from "./tours.js";
import { fromBase64, unpack } from "./transport.js";

const PATIENCE = 1000; // ms that the first plot waits for the worker to be on its way
const { begun, pictured } = /** @type {any} */ (globalThis); // by poster.js

await begun; // a still picture may wait for a click
const soon = new Promise((resolve) => setTimeout(resolve, PATIENCE));
// Python takes longest, on a core of its own: it is launched before Plotly occupies this one.
const simulator = new Simulator({ live, ended, failed });
const underWay = Promise.race([simulator.launched.catch(() => {}), soon]);
const schema = await loadJson("schema.json").catch((error) => {
  showNotices([{ level: "error", parameter: null, text: `The page is not complete: ${error.message}`, action: null }], () => {});
  throw error;
});
await Promise.race([pictured, soon]); // they stand until the plots do
const explorer = new Explorer(schema, underWay.then(loadPlotly));
explorer.plotly.catch((error) => explorer.tell({ level: "error", parameter: null, text: error.message, action: null }));
const exchange = new Exchange();
const code = setUpCode(explorer, (by) => simulator.restart(by));
setUpTheme(() => (explorer.redraw(), code.redraw()));
setUpFrame(explorer);
setUpFiles(explorer);
setUpShare(explorer);
setUpExport(explorer, exchange);
setUpHost(explorer);
const tours = setUpTours(explorer, schema.tours);
showStored();
goLive();

/** The default state's answer was computed when the page was built: it stands at once. */
async function showStored() {
  if (!explorer.isUsual || explorer.view !== explorer.views[0]) return;
  /** @type {{header: string, buffer: string} | null} */
  const stored = await loadJson("answer.json").catch(() => null); // Python will give the same
  if (!stored || !explorer.isUsual) return;
  await explorer.show(unpack(stored.header, fromBase64(stored.buffer)), true);
  performance.mark("first-interactive");
}

async function goLive() {
  showProgress(0.1, "Loading Python …");
  simulator.launched.then(() => showProgress(0.3, "Starting Python …"), () => {});
  await simulator.start();
}

/** Python runs, for the first time or again. @param {import("./simulator.js").Started} started */
function live(started) {
  performance.mark("python-live");
  addEventListener("explorer:drawn", () => performance.mark("own-plot"), { once: true });
  explorer.connect(started);
  code.connect(started);
  tours.connect(started);
  exchange.connect(started);
  keepForOffline();
}

/** @param {import("./simulator.js").Ended} why */
function ended(why) {
  const { by, text } = why;
  endProgress("");
  showProgress(0.3, "Starting Python again …");
  const told = "Python ended by itself and was started anew; it may have run out of memory. What is shown was computed again."
    + (text ? ` The browser says: ${text}` : "");
  code.disconnect(why);
  tours.disconnect();
  exchange.disconnect();
  explorer.disconnect(by === "crash" ? { level: "warning", parameter: null, text: told, action: null } : null);
}

/** @param {Error} error */
function failed(error) {
  endProgress("Python could not start", true);
  explorer.tell({
    level: "error",
    parameter: null,
    text: `The simulation could not start. ${error.message} `
      + "It needs a browser of the last two years that allows WebAssembly and workers; what stands was computed when this page was made.",
    action: null,
  });
}
