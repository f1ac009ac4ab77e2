// Runs before PyScript, as a classic script. It lets the unmodified PyScript start its worker
//  - in pages without an origin (file://, sandboxed frames), where Chromium starts no module worker
//    from a blob: URL but does from a data: URL, and where IndexedDB throws;
//  - from assets that are compressed, and embedded in the page or fetched by it: `embeddedAssets`
//    or `packedAssets`, name → {blob: () => Blob or the promise of one, type}; the worker asks for
//    those that Python may need later.
// The build checks that PyScript's worker source is as is expected here (make/pyscript.py).
(() => {
  const MARK = "/*@*/"; // begins the source of PyScript's worker, and of no other
  const IMPORT = /module:import\((\w+)\)/; // where that source imports Pyodide
  const BASE = "https://assets.invalid/"; // its files are assets
  const FOR_PYTHON = /^(pyodide\/|izhikevich)/;
  const LATER_FOR_PYTHON = /^readers\//;
  const { embeddedAssets, packedAssets } = /** @type {any} */ (globalThis);
  const assets = embeddedAssets ?? packedAssets;

  /**
   * Features that PyScript and Pyodide expect of a browser, where missing. Runs in the page, and as text
   * at the head of the worker's source, where the assets come later, by message.
   */
  const prepare = (/** @type {any} */ assetsOrPromise, /** @type {string} */ base) => {
    const scope = /** @type {any} */ (globalThis);
    // PyScript opens a cache of packages even if configured to keep none. Nothing is kept here, and
    // storage throws in sandboxed frames: an empty substitute serves everywhere alike.
    const request = (/** @type {any} */ result) => {
      /** @type {any} */ const pending = {};
      queueMicrotask(() => pending.onsuccess?.({ target: { result } }));
      return pending;
    };
    const empty = (/** @type {any} */ name) => request(name === "getAllKeys" ? [] : name === "count" ? 0 : undefined);
    const store = new Proxy({}, { get: (_, name) => () => empty(name) });
    const database = { transaction: () => ({ objectStore: () => store }), close() {} };
    Object.defineProperty(scope, "indexedDB", { configurable: true, value: { open: () => request(database) } });
    /** @type {Map<string, any>} */ const awaited = new Map(); // by the names of assets
    if (!scope.document) {
      // Before PyScript listens, which would take any message for one of its own.
      scope.addEventListener("message", (/** @type {any} */ event) => {
        const promise = awaited.get(event.data?.later);
        if (!promise) return;
        event.stopImmediatePropagation();
        const { later, blob, type, missing } = event.data;
        awaited.delete(later);
        if (missing) promise.reject(new Error(missing));
        else promise.resolve({ blob: () => blob, type });
      });
      // A worker's own address is blob: or data:, against which nothing can be resolved.
      Object.defineProperty(scope, "location", { configurable: true, value: new URL(base) });
      // The page hears of a worker's errors, but not of its rejected promises, such as a failed start.
      const tell = (/** @type {any} */ error) =>
        setTimeout(() => {
          throw error;
        });
      scope.addEventListener("unhandledrejection", (/** @type {any} */ event) => tell(event.reason));
      // Pyodide waits forever for WebAssembly that did not come.
      const { instantiateStreaming } = WebAssembly;
      WebAssembly.instantiateStreaming = async (/** @type {any} */ source, /** @type {any} */ imports) => {
        try {
          return await instantiateStreaming(await source, imports);
        } catch (error) {
          tell(error);
          throw error;
        }
      };
    }

    // Called once, in the worker, for Pyodide: from here on the worker no longer needs the page.
    scope.importPython = async (/** @type {string} */ url) => {
      scope.postMessage({ kind: "izhikevich", header: '{"type":"loading"}' });
      // Pyodide would import its other half itself, later and by an address that does not exist; it
      // takes it as an option instead.
      const [main, other] = await Promise.all([evaluate(url), evaluate(url.replace(/\.js$/, ".asm.js"))]);
      return {
        ...main,
        loadPyodide: (/** @type {any} */ options) =>
          main.loadPyodide({ ...options, createPyodideModule: other.default }),
      };
    };
    const find = async (/** @type {any} */ address) => {
      const url = String(address?.url ?? address).split(/[?#]/)[0];
      if (!url.startsWith(base)) return undefined;
      const name = url.slice(base.length);
      return (await assetsOrPromise)[name] ?? (scope.document ? undefined : later(name));
    };
    /** An asset that the page hands over when asked. */
    const later = (/** @type {string} */ name) =>
      new Promise((resolve, reject) => {
        awaited.set(name, { resolve, reject });
        scope.postMessage({ wanted: name });
      });
    const open = async (/** @type {any} */ { blob, type }) => {
      const data = await blob();
      const [first, second] = new Uint8Array(await data.slice(0, 2).arrayBuffer());
      const isPacked = first === 0x1f && second === 0x8b; // or the host has unpacked it
      const stream = isPacked ? data.stream().pipeThrough(new DecompressionStream("gzip")) : data.stream();
      return new Response(stream, { headers: { "Content-Type": type } });
    };
    const realFetch = scope.fetch.bind(scope);
    scope.fetch = async (/** @type {any} */ address, /** @type {any} */ options) => {
      const asset = await find(address);
      return asset ? open(asset) : realFetch(address, options);
    };
    const evaluate = async (/** @type {string} */ url) => {
      const response = await open(await find(url));
      return import(URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: "text/javascript" })));
    };
  };

  prepare(assets, BASE);

  /** @type {WeakMap<object, string>} */ const sources = new WeakMap(); // blob → worker source
  /** @type {Map<string, string>} */ const workers = new Map(); // its URL → worker source
  const { Blob: NativeBlob, Worker: NativeWorker } = globalThis;
  const createObjectURL = URL.createObjectURL.bind(URL);

  const receive = `new Promise((resolve, reject) => addEventListener("message", function receive(event) {
    if (!event.data?.assets) return;
    event.stopImmediatePropagation();
    removeEventListener("message", receive);
    if (event.data.missing) reject(new Error(event.data.missing));
    const entries = event.data.assets.map(([name, { blob, type }]) => [name, { blob: () => blob, type }]);
    resolve(Object.fromEntries(entries));
  }))`;
  /** Everything that Python needs, once it is available. */
  const forPython = () =>
    Promise.all(
      Object.entries(assets)
        .filter(([name]) => FOR_PYTHON.test(name))
        .map(async ([name, { blob, type }]) => [name, { blob: await blob(), type }]),
    );

  globalThis.Blob = class Blob extends NativeBlob {
    /** @param {any[]} [parts] @param {BlobPropertyBag} [options] */
    constructor(parts = [], options = {}) {
      const [text] = parts;
      if (typeof text !== "string" || !text.startsWith(MARK)) {
        super(parts, options);
        return;
      }
      if (!IMPORT.test(text)) throw new Error("PyScript's worker source is not as expected");
      const script = text.replace(IMPORT, "module:importPython($1)");
      const source = `(${prepare})(${receive}, ${JSON.stringify(BASE)});\n${script}`;
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
      this.addEventListener("message", async ({ data }) => {
        const later = data?.wanted;
        if (!LATER_FOR_PYTHON.test(later)) return;
        try {
          const { blob, type } = assets[later];
          this.postMessage({ later, blob: await blob(), type });
        } catch (error) {
          this.postMessage({ later, missing: String(error) });
        }
      });
      forPython().then(
        (ready) => this.postMessage({ assets: ready }),
        (error) => this.postMessage({ assets: [], missing: error.message }), // it fails with that
      );
    }
  };
})();
