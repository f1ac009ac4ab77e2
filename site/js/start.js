import workerSource from "../worker.py";

/** Loading what the page runs on: Plotly, and Python in a worker by PyScript. */

const embedded = "embeddedAssets" in globalThis;
const address = (/** @type {string} */ name) => (embedded ? `https://embedded.invalid/${name}` : new URL(name, document.baseURI).href);

// PyScript's plugins all switched off, for both of its interpreters, or it loads them.
const PLUGINS = ["error", "codemirror", "donkey", "py-editor", "py-game", "py-terminal", "deprecations-manager"].map((name) => `!${name}`);
const PYTHON = {
  interpreter: address("pyodide/pyodide.js"),
  packages: ["numpy"],
  packages_cache: "passthrough", // Pyodide loads them itself, without an installer
  index_urls: ["none"],
  files: { [address("izhikevich.zip")]: "./izhikevich.zip" },
  sync_main_only: true,
  plugins: PLUGINS,
};

/** @returns {Promise<any>} */
export async function loadPlotly() {
  const script = document.createElement("script");
  script.src = await source("plotly.js");
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error("Plotly could not be loaded."));
    document.head.append(script);
  });
  const { Plotly } = /** @type {any} */ (globalThis);
  if (!Plotly) throw new Error("Plotly could not be loaded.");
  return Plotly;
}

/**
 * Launch a worker in which Python starts.
 *
 * @returns {Promise<any>} the worker, when it goes on without the page's help
 */
export async function launchPython() {
  if (typeof WebAssembly !== "object") throw new Error("This browser does not run WebAssembly.");
  configure("py-config", PYTHON);
  configure("mpy-config", { plugins: PLUGINS });
  const ignoreChanges = observers();
  await import(await source("pyscript/core.js"));
  const script = /** @type {any} */ (document.createElement("script"));
  script.type = "py";
  script.setAttribute("worker", "");
  script.setAttribute("name", "simulator");
  script.textContent = workerSource;
  document.body.append(script);
  const worker = await appearance(() => script.xworker);
  if (!(worker instanceof Worker)) throw new Error("The browser allows no worker here.");
  ignoreChanges(); // no further script will come, and each plot changes the page a hundred times
  await new Promise((resolve, reject) => {
    worker.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
      if (data?.kind === "izhikevich" && data.event === "loading") resolve(null);
    });
    worker.addEventListener("error", (/** @type {ErrorEvent} */ event) => reject(failure(event)));
  });
  return worker;
}

/**
 * Wait until Python runs in the worker.
 *
 * @param {any} worker
 * @returns {Promise<{worker: Worker, sync: any}>} the worker and what it exports
 */
export async function pythonRuns(worker) {
  // A failed start is told by an error event, or not at all: `ready` settles then, too.
  let live = false;
  worker.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
    if (data?.kind === "izhikevich" && data.event === "live") live = true;
  });
  const failed = new Promise((_, reject) => {
    worker.addEventListener("error", (/** @type {ErrorEvent} */ event) => reject(failure(event)));
  });
  const { sync } = await Promise.race([worker.ready, failed]);
  if (!live) throw new Error("Python started, but not the simulator; the browser's console says why.");
  return { worker, sync };
}

/**
 * Note the observers of changes of the page that are made from now on.
 *
 * @returns {() => void} to end them
 */
function observers() {
  const Native = MutationObserver;
  /** @type {MutationObserver[]} */ const made = [];
  globalThis.MutationObserver = class extends Native {
    /** @param {MutationCallback} callback */
    constructor(callback) {
      super(callback);
      made.push(this);
    }
  };
  return () => {
    globalThis.MutationObserver = Native;
    for (const observer of made) observer.disconnect();
  };
}

/** @param {ErrorEvent} event */
function failure(event) {
  return new Error(event.message || "The worker failed.");
}

/**
 * @param {string} tag
 * @param {object} content
 */
function configure(tag, content) {
  const element = document.createElement(tag);
  element.setAttribute("type", "json");
  element.hidden = true;
  element.textContent = JSON.stringify(content);
  document.body.append(element);
}

/** An address that scripts can be loaded from. @param {string} name */
async function source(name) {
  if (!embedded) return address(name);
  const blob = await (await fetch(address(name))).blob();
  return URL.createObjectURL(new Blob([blob], { type: "text/javascript" }));
}

/**
 * @template T
 * @param {() => T | undefined} get
 * @returns {Promise<T>}
 */
async function appearance(get) {
  for (let tries = 0; tries < 2000; tries++) {
    const value = get();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("PyScript did not start.");
}
