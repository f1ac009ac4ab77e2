// What a reader does and sees, as functions in the page; evaluated there by driver.py.
globalThis.driver = (() => {
  const LIMIT = 30000; // ms
  const all = (selector) => [...document.querySelectorAll(selector)];
  const texts = (selector) => all(selector).map((e) => e.textContent.trim()).filter(Boolean);
  const schema = async () => (await fetch("https://assets.invalid/schema.json")).json();
  const part = (element, selector) => element.querySelector(selector).textContent;
  const panel = (name) => document.querySelector(`.panel[data-panel="${name}"]`);
  const plot = (name) => panel(name).querySelector(".plot");
  const field = (name) => document.getElementById(`parameter-${name}`);
  const row = (name) => field(name).closest(".field");

  // The page writes the minus sign of mathematics, Python a hyphen.
  const typed = (element) => element.textContent.replaceAll("−", "-");

  const until = (test, what) => new Promise((resolve, reject) => {
    const end = performance.now() + LIMIT;
    const look = () => {
      const value = test();
      if (value) resolve(value);
      else if (performance.now() > end) reject(new Error(`waited in vain for ${what}; the page says: ${said().join(" | ")}`));
      else setTimeout(look, 10);
    };
    look();
  });
  const said = () => texts("#status, #notices .notice, .field-error");
  const marked = (name) => performance.getEntriesByName(name).length > 0;
  const failed = () => document.getElementById("status")?.classList.contains("failed");

  let lastDrawn = performance.now();
  addEventListener("explorer:drawn", () => (lastDrawn = performance.now()));

  /** Do something and wait until the answer to it is drawn: the state that it shows. */
  const act = async (action) => {
    let state = null;
    addEventListener("explorer:drawn", (event) => (state = event.detail), { once: true });
    action();
    await until(() => state, "an answer");
    return state;
  };

  const put = (name, value, event) => {
    const control = field(name);
    control.value = value;
    control.dispatchEvent(new Event(event, { bubbles: true }));
  };

  return {
    /** Wait until all is answered, and nothing more is drawn. */
    settled: () => until(
      () => performance.now() - lastDrawn > 300 && document.querySelector("#plots[aria-busy=true]") === null, "rest",
    ),
    /** Wait until Python has drawn its first own answer. */
    async live() {
      await until(() => marked("own-plot") || failed(), "the first own plot");
      if (failed()) throw new Error(said().join(" | "));
      return texts("#status")[0];
    },
    stored: () => until(() => marked("first-interactive"), "the stored plot"),
    failed: () => until(failed, "a message that Python could not start"),
    told: () => until(() => texts("#notices .notice").length && texts("#notices .notice"), "a notice"),
    /** Click a preset, by its letter or abbreviation. */
    choose: (mark) => act(() => all(".presets .preset").find((b) => part(b, ".mark") === mark).click()),
    chosen: () => all('.preset[aria-checked="true"]').map((b) => `${part(b, ".mark")} ${part(b, ".caption")}`),
    /** Follow a link into the page. */
    follow: (hash) => act(() => (location.hash = hash)),
    /** Click a view's tab. */
    tab: (view) => act(() => document.querySelector(`#views [data-view="${view}"]`).click()),
    /** Type into a control. */
    type: (name, value) => act(() => put(name, value, "change")),
    value: (name) => field(name).value,
    trouble: (name) => typed(row(name).querySelector(".field-error")),
    back: (name) => act(() => row(name).querySelector(".revert").click()),
    /** Move a slider through many values: the answers drawn, and how often it left the reader's finger. */
    async drag(name, values) {
      const slider = row(name).querySelector('input[type="range"]');
      let answers = 0;
      let jumps = 0;
      let shown = null;
      const count = (event) => {
        answers += 1;
        shown = Number(event.detail.values[name]);
      };
      addEventListener("explorer:drawn", count);
      slider.focus();
      for (const value of values) {
        slider.value = String(value);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (slider.valueAsNumber !== value) jumps += 1;
      }
      await until(() => shown === values.at(-1), "the last value");
      await until(() => performance.now() - lastDrawn > 300, "rest"); // anything queued would still come
      removeEventListener("explorer:drawn", count);
      return { answers, jumps, shown };
    },
    readouts: () => Object.fromEntries(all("#readouts dt").map((dt) => [dt.textContent, typed(dt.nextElementSibling)])),
    summary: () => typed(document.getElementById("summary")),
    /** Name and length of each trace of a panel, and a number that changes with the data. */
    traces: (name) => (plot(name).data ?? []).map((trace) => ({
      name: trace.name,
      length: trace.x?.length ?? 0,
      sum: Array.from(trace.y ?? [], Number).reduce((sum, y, i) => (Number.isFinite(y) ? sum + y * (1 + (i % 7)) : sum), 0),
    })),
    /** Times of the spikes as drawn: a spike is two points at one time, its peak and its reset. */
    spikes() {
      const { x, y } = plot("trace").data.find((trace) => trace.name === "v");
      return Array.from(x).filter((time, i) => x[i + 1] === time && y[i] > y[i + 1]);
    },
    /** Open a panel that is computed on demand, and wait for its plot. */
    async open(name) {
      document.querySelector(`.panel-tabs [data-opens="${name}"]`).click();
      const isDrawn = () => plot(name).data?.length || !panel(name).querySelector(".cells").hidden;
      await until(() => isDrawn() && !panel(name).querySelector(".message").textContent, `the panel ${name}`);
      await until(() => document.getElementById("progress").hidden, "the end of the progress bar");
    },
    close: (name) => act(() => document.querySelector(`.panel-tabs [data-opens="${name}"]`).click()),
    /** Open the panel for code, and wait for the view's script in it. */
    async code() {
      document.getElementById("python").click();
      await until(() => document.querySelector(".cm-content")?.textContent.includes("import izhikevich"), "the script");
      return document.querySelector(".cm-content").innerText;
    },
    /** Write code in place of what stands in the panel. */
    write(text) {
      const editor = document.querySelector(".cm-content");
      editor.focus();
      document.execCommand("selectAll");
      document.execCommand("insertText", false, text);
    },
    /** Click Run. */
    run: () => document.querySelector("#code .primary").click(),
    /** Wait until the code has ended: what it printed and showed in words. */
    async output() {
      await until(() => document.querySelector("#code .primary").textContent === "Run", "the end of the code");
      return texts("#code .code-output > pre, #code .value pre, #code .problem, #code .note.warning").join("\n");
    },
    /** How many points each trace of each figure has that the code has shown. */
    async figures(count) {
      const drawn = () => all("#code .panel .plot").filter((plot) => plot.data);
      await until(() => drawn().length === count, `${count} figures`);
      return drawn().map((plot) => plot.data.map((trace) => trace.x?.length ?? 0));
    },
    /** Click the button that opens what the code has made. */
    openShown: () => act(() => document.querySelector("#code .value button").click()),
    /** Wait for the next answer: the state that it shows. */
    answer: () => act(() => {}),
    overlay: (name) => [...panel(name).querySelectorAll(".overlay .dot, .overlay .line")].map((e) => (
      e.classList.contains("dot") ? ["dot", Number(e.getAttribute("cx")), Number(e.getAttribute("cy"))] : ["line", Number(e.getAttribute("x1"))]
    )),
    colours: (name) => plot(name).data.map((trace) => trace.line?.color ?? trace.marker?.color ?? null),
    presets: async () => (await schema()).views[0].presets.map(({ name, mark, group }) => ({ name, mark, group })),
    shift: () => new Promise((resolve) => {
      new PerformanceObserver((list) => resolve(
        list.getEntries().reduce((sum, entry) => (entry.hadRecentInput ? sum : sum + entry.value), 0),
      )).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => resolve(0), 500);
    }),
  };
})();
