/**
 * Where a plot is zoomed, its curves show all samples that Python has there, not only those that the width
 * of the whole could show.
 *
 * @typedef {import("./solver-client.js").Client} Client
 * @typedef {Pick<import("../state/explorer.js").Explorer, "stage" | "state">} Explorer
 * @typedef {import("../panels/panel.js").Panel} Panel
 */

/**
 * @param {Explorer} explorer
 * @param {Client} client
 */
export function setUpCloseUps(explorer, client) {
  /** @type {Map<Panel, boolean>} */ const busy = new Map(); // and whether it has changed meanwhile
  document.addEventListener("panel:close-up", async (event) => {
    const panel = event.detail;
    if (busy.has(panel)) {
      busy.set(panel, true);
      return;
    }
    do {
      busy.set(panel, false);
      await show(panel);
    } while (busy.get(panel)); // the newest wins
    busy.delete(panel);
  });

  /** @param {Panel} panel */
  async function show(panel) {
    const { figure, spec } = panel;
    const windows = panel.windows();
    if (!figure?.thinned || !Object.keys(windows).length) return;
    const own = explorer.stage.panels.get(spec.name) === panel;
    try {
      panel.refine(figure, await client.closeUp(own ? explorer.state : null, spec.name, windows));
    } catch (error) {
      console.warn(error); // the curves stay as they are
    }
  }
}
