// Records, in the page, what a reader waits for; evaluated there by page.py.
globalThis.bench = (() => {
  const QUIET = 250; // ms without a plot: all that belongs to an answer stands
  let pressed = 0;
  let answered = 0;
  let painted = 0;
  let drawn = null;
  /** @type {{at: number, value: number}[]} */ let inputs = [];
  /** @type {number[]} */ let latencies = [];

  addEventListener("pointerdown", (event) => {
    pressed = event.timeStamp;
    answered = painted = 0;
    drawn = null;
  }, true);
  addEventListener("input", (event) => inputs.push({ at: event.timeStamp, value: event.target.valueAsNumber }), true);
  addEventListener("explorer:drawn", (event) => {
    drawn = event.detail;
    const shown = inputs.findLast(({ value }) => value === Number(drawn.values.I));
    if (shown) requestAnimationFrame(() => latencies.push(performance.now() - shown.at));
  });
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    plot.on("plotly_beforeplot", () => (answered ||= performance.now()));
    plot.on("plotly_afterplot", () => requestAnimationFrame(() => (painted = performance.now())));
  }
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const quiet = async () => {
    while (!drawn || !painted || performance.now() - painted < QUIET) await pause(20);
  };

  return {
    /** The last click, once its plots stand: ms to the answer in the page, ms to the finished plots. */
    async click() {
      await quiet();
      return { preset: drawn.preset, answered: answered - pressed, painted: painted - pressed };
    },
    /** The last drag: number of inputs, and for each answer drawn the ms since the input it shows. */
    async drag() {
      await quiet();
      const result = { inputs: inputs.length, latencies };
      inputs = [];
      latencies = [];
      return result;
    },
  };
})();
