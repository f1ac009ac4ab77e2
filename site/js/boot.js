// Runs before PyScript, as a classic script. It lets the unmodified PyScript start its worker
//  - in pages without an origin (file://, sandboxed frames), where Chromium starts no module worker
//    from a blob: URL but does from a data: URL, and where IndexedDB throws;
//  - from assets that are embedded in the page: `embeddedAssets`, name → {blob, type, gz}.
// The build checks that PyScript's worker source is as is expected here (make/pyscript.py).
(() => {
  const MARK = "/*@*/"; // begins the source of PyScript's worker, and of no other
  const IMPORT = /module:import\((\w+)\)/; // where that source imports Pyodide
  const EMBEDDED = "https://embedded.invalid/";
  const assets = /** @type {any} */ (globalThis).embeddedAssets ?? {};
  const embedded = Object.keys(assets).length > 0;

  /**
   * What PyScript and Pyodide expect of a browser, where it isn't so. Runs in the page, and as text
   * at the head of the worker's source, where the assets come later, by message.
   */
  const prepare = (/** @type {any} */ assetsOrPromise, /** @type {boolean} */ embedded, /** @type {string} */ base) => {
    const scope = /** @type {any} */ (globalThis);
    // PyScript opens a cache of packages even when told to keep none. Nothing is kept here, and
    // storage throws in sandboxed frames: an empty stand-in serves everywhere alike.
    const request = (/** @type {any} */ result) => {
      /** @type {any} */ const pending = {};
      queueMicrotask(() => pending.onsuccess?.({ target: { result } }));
      return pending;
    };
    const empty = (/** @type {any} */ name) => request(name === "getAllKeys" ? [] : name === "count" ? 0 : undefined);
    const store = new Proxy({}, { get: (_, name) => () => empty(name) });
    const database = { transaction: () => ({ objectStore: () => store }), close() {} };
    Object.defineProperty(scope, "indexedDB", { configurable: true, value: { open: () => request(database) } });
    if (!scope.document) {
      // A worker's own address is blob: or data:, against which nothing can be resolved.
      Object.defineProperty(scope, "location", { configurable: true, value: new URL(base) });
      // The page hears of a worker's errors, but not of its rejected promises, such as a failed start.
      const tell = (/** @type {any} */ error) => setTimeout(() => {
        throw error;
      });
      scope.addEventListener("unhandledrejection", (/** @type {any} */ event) => tell(event.reason));
      // Pyodide waits forever for WebAssembly that did not come, and some hosts don't know its type.
      const { instantiate, instantiateStreaming } = WebAssembly;
      WebAssembly.instantiateStreaming = async (/** @type {any} */ source, /** @type {any} */ imports) => {
        try {
          const response = await source;
          if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
          if (response.headers.get("Content-Type") === "application/wasm") return await instantiateStreaming(response, imports);
          return await instantiate(await response.arrayBuffer(), imports);
        } catch (error) {
          tell(error);
          throw error;
        }
      };
    }

    let evaluate = (/** @type {string} */ url) => import(url);
    // Called once, in the worker, for Pyodide: from here on the worker needs the page no more.
    scope.importPython = async (/** @type {string} */ url) => {
      scope.postMessage({ kind: "izhikevich", event: "loading" });
      // Pyodide would import its other half itself, later and by a name of which some hosts don't
      // know the type (.mjs), nor an embedded one the address; it takes it as an option instead.
      const [main, other] = await Promise.all([evaluate(url), evaluate(url.replace(/\.js$/, ".asm.js"))]);
      return { ...main, loadPyodide: (/** @type {any} */ options) => main.loadPyodide({ ...options, createPyodideModule: other.default }) };
    };
    if (!embedded) return;
    const find = async (/** @type {any} */ address) => {
      const url = String(address?.url ?? address).split(/[?#]/)[0];
      const all = await assetsOrPromise;
      return all[Object.keys(all).find((name) => url.endsWith(`/${name}`)) ?? ""];
    };
    const open = (/** @type {any} */ { blob, gz, type }) => new Response(
      gz ? blob.stream().pipeThrough(new DecompressionStream("gzip")) : blob,
      { headers: { "Content-Type": type } },
    );
    const realFetch = scope.fetch.bind(scope);
    scope.fetch = async (/** @type {any} */ address, /** @type {any} */ options) => {
      const asset = await find(address);
      return asset ? open(asset) : realFetch(address, options);
    };
    evaluate = async (url) => {
      const asset = await find(url);
      return import(URL.createObjectURL(new Blob([await open(asset).arrayBuffer()], { type: asset.type })));
    };
  };

  prepare(assets, embedded, document.baseURI);

  /** @type {WeakMap<object, string>} */ const sources = new WeakMap(); // blob → worker source
  /** @type {Map<string, string>} */ const workers = new Map(); // its URL → worker source
  const { Blob: NativeBlob, Worker: NativeWorker } = globalThis;
  const createObjectURL = URL.createObjectURL.bind(URL);

  const receive = `new Promise((resolve) => addEventListener("message", (event) => {
    event.stopImmediatePropagation();
    resolve(event.data.embeddedAssets);
  }, { once: true }))`;

  globalThis.Blob = class Blob extends NativeBlob {
    /** @param {any[]} [parts] @param {BlobPropertyBag} [options] */
    constructor(parts = [], options = {}) {
      const [text] = parts;
      if (typeof text !== "string" || !text.startsWith(MARK)) {
        super(parts, options);
        return;
      }
      if (!IMPORT.test(text)) throw new Error("PyScript's worker source is not as expected");
      const base = JSON.stringify(embedded ? EMBEDDED : document.baseURI);
      const source = `(${prepare})(${receive}, ${embedded}, ${base});\n${text.replace(IMPORT, "module:importPython($1)")}`;
      super([source], options);
      sources.set(this, source);
    }
  };

  URL.createObjectURL = (object) => {
    const url = createObjectURL(object);
    const source = sources.get(object);
    if (source) workers.set(url, source);
    return url;
  };

  globalThis.Worker = class Worker extends NativeWorker {
    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      const source = workers.get(String(url));
      if (source === undefined) {
        super(url, options);
        return;
      }
      // Where there is an origin the worker keeps it only from a blob: URL.
      const address = origin === "null" ? `data:text/javascript;charset=utf-8,${encodeURIComponent(source)}` : url;
      super(address, { ...options, type: "module" });
      this.postMessage({ embeddedAssets: assets });
    }
  };
})();
