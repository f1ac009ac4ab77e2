import workerSource from "../../worker.py";
import { eventOf } from "../client/transport.js";
import { say } from "../language/messages.js";

/** Loading of Plotly, and of Python in a worker by PyScript. */

const address = (/** @type {string} */ name) => `https://assets.invalid/${name}`; // boot.js knows it

// PyScript's plugins all switched off, for both of its interpreters, or it loads them.
const PLUGINS = ["error", "codemirror", "donkey", "py-editor", "py-game", "py-terminal", "deprecations-manager"].map(
  (name) => `!${name}`,
);
const PYTHON = {
  interpreter: address("pyodide/pyodide.js"),
  packages: ["numpy"],
  packages_cache: "passthrough", // Pyodide loads them itself, without an installer
  index_urls: ["none"],
  files: { [address("izhikevich.zip")]: "./izhikevich.zip" },
  sync_main_only: true,
  plugins: PLUGINS,
};

/** Data computed by the build. @param {string} name @returns {Promise<any>} */
export async function loadJson(name) {
  const response = await fetch(address(name));
  if (!response.ok) throw new Error(say("{name} could not be loaded.", { name }));
  return response.json();
}

/** The same as text. @param {string} name */
export async function loadText(name) {
  const response = await fetch(address(name));
  if (!response.ok) throw new Error(say("{name} could not be loaded.", { name }));
  return response.text();
}

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
 * @typedef {object} Launched
 * @property {any} worker PyScript's
 * @property {Promise<any>} failed rejected by its first error
 * @property {boolean} live whether the simulator runs in it
 */

/**
 * Launch a worker in which Python starts.
 *
 * @returns {Promise<Launched>} it, once it continues without the page's help
 */
export async function launchPython() {
  if (typeof WebAssembly !== "object") throw new Error("This browser does not run WebAssembly.");
  const ignoreChanges = await attentivePyScript();
  const script = /** @type {any} */ (document.createElement("script"));
  script.type = "py";
  script.setAttribute("worker", "");
  script.textContent = workerSource;
  document.body.append(script);
  const worker = await appearance(() => script.xworker);
  if (!(worker instanceof Worker)) throw new Error("The browser does not allow workers here.");
  ignoreChanges();
  const failed = new Promise((_, reject) => {
    worker.addEventListener("error", (/** @type {ErrorEvent} */ event) => reject(failure(event)));
  });
  failed.catch(() => {}); // reported by whoever waits for Python
  const launched = { worker, failed, live: false };
  const loading = new Promise((resolve) => {
    worker.addEventListener("message", function listen(/** @type {MessageEvent} */ { data }) {
      const event = eventOf(data);
      if (event?.type === "loading") resolve(null);
      if (event?.type !== "live") return;
      launched.live = true;
      worker.removeEventListener("message", listen);
    });
  });
  await Promise.race([loading, failed]);
  return launched;
}

/**
 * Wait until Python runs in the worker.
 *
 * @param {Launched} launched
 * @returns {Promise<{worker: Worker, sync: any}>} the worker and what it exports: `receive`
 */
export async function pythonRuns(launched) {
  // A failed start is reported by an error event, or not at all: `ready` also settles then.
  const { worker, failed } = launched;
  const { sync } = await Promise.race([worker.ready, failed]);
  if (!launched.live) throw new Error("Python started, but not the simulator; the browser's console says why.");
  return { worker, sync };
}

/** @type {(() => void)[]} functions that show PyScript's observers the changes of the page */
const watch = [];
/** @type {MutationObserver[]} */ const observers = [];

/**
 * PyScript, watching for scripts. It need not see more than those: each plot changes the page a
 * hundred times.
 *
 * @returns {Promise<() => void>} to end the watching
 */
async function attentivePyScript() {
  const ignore = () => observers.forEach((observer) => observer.disconnect());
  if (observers.length) {
    watch.forEach((begin) => begin());
    return ignore;
  }
  configure("py-config", PYTHON);
  configure("mpy-config", { plugins: PLUGINS });
  const Native = MutationObserver;
  globalThis.MutationObserver = class extends Native {
    /** @param {MutationCallback} callback */
    constructor(callback) {
      super(callback);
      observers.push(this);
    }

    /** @param {Node} node @param {MutationObserverInit} [options] */
    observe(node, options) {
      watch.push(() => super.observe(node, options));
      super.observe(node, options);
    }
  };
  const { hooks } = await import(await source("pyscript/core.js"));
  // PyScript makes functions of text for these, which the page's policy forbids; Python does without.
  hooks.worker.onBeforeRunAsync.clear();
  return () => {
    globalThis.MutationObserver = Native;
    ignore();
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
export async function source(name) {
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
