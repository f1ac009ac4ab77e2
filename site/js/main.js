import { byId } from "./dom.js";
import { Explorer } from "./explorer.js";
import { keepForOffline } from "./offline.js";
import { launchPython, loadPlotly, pythonRuns } from "./start.js";
import { endProgress, showProgress } from "./status.js";
import { setUpTheme } from "./theme.js";
import { fromBase64, unpack } from "./transport.js";

const PATIENCE = 1000; // ms that the first plot waits for the worker to be on its way

// Python takes longest, on a core of its own: it is launched before Plotly occupies this one.
const launched = launchPython();
const underWay = Promise.race([launched.catch(() => {}), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
const explorer = new Explorer(JSON.parse(byId("schema").textContent ?? ""), underWay.then(loadPlotly));
explorer.plotly.catch((error) => explorer.tell({ level: "error", parameter: null, text: error.message, action: null }));
setUpTheme(() => explorer.redraw());
showStored();
goLive();

/** The default state's answer was computed when the page was built: it stands at once. */
async function showStored() {
  /** @type {{state: import("./types.js").State, header: string, buffer: string}} */
  const stored = JSON.parse(byId("answer").textContent ?? "");
  if (!explorer.isUsual || explorer.view.name !== stored.state.view) return;
  await explorer.show(unpack(stored.header, fromBase64(stored.buffer)), true);
  performance.mark("first-interactive");
}

async function goLive() {
  try {
    showProgress(0.1, "Loading Python …");
    const worker = await launched;
    showProgress(0.3, "Starting Python …");
    const started = await pythonRuns(worker);
    performance.mark("python-live");
    addEventListener("explorer:drawn", () => performance.mark("own-plot"), { once: true });
    explorer.connect(started);
    keepForOffline();
  } catch (error) {
    endProgress("Python could not start", true);
    explorer.tell({
      level: "error",
      parameter: null,
      text: `The simulation could not start. ${error instanceof Error ? error.message : error} `
        + "It needs a browser of the last two years that allows WebAssembly and workers; what stands was computed when this page was made.",
      action: null,
    });
  }
}
