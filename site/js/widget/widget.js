/**
 * The page in a notebook or a book, as a module for anywidget: `render` puts the page into a frame.
 *
 * In a notebook the kernel hands over the document of the page, and answers it: this module carries
 * requests and events between the frame's port and the model, which `izhikevich/widget/widget.py` is
 * the other side of. Where no kernel answers, the frame is the page at `site`, which brings its own
 * Python. Either way the state of the frame and that of the model follow each other.
 *
 * Fields of the model: `state` (a link), `height` (px), `site` (the page's address, with its "/"),
 * `controls` (names: only these parameters, and not the whole page), `still` (SVG), and `mark` (class
 * of a picture next to the widget, which a saved notebook keeps).
 */
import { make } from "../dom.js";
import { SANDBOX } from "../embed/snippet.js";
import { languageOf } from "../language/language.js";
import { learn, say } from "../language/messages.js";

/**
 * @typedef {object} Model as anywidget has it; books have less
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(name: string, listener: (...args: any[]) => void) => void} on
 * @property {(name: string, listener: (...args: any[]) => void) => void} off
 * @property {(content: object, callbacks?: any, buffers?: ArrayBuffer[]) => void} [send]
 *
 * @typedef {object} Frame
 * @property {HTMLIFrameElement} element
 * @property {string} reported the link that it reported last
 * @property {boolean} ready whether it takes links
 * @property {boolean} stale whether the next state that it tells is older than the model's
 * @property {MessagePort | null} port to it, if the kernel is its Python
 */

const PATIENCE = 1500; // ms in which a kernel that has nothing else to do answers
const HEIGHT = 760; // px
const DARK = 0.4; // relative luminance of a background below which the page is dark
const STYLE = `
.izhikevich { position: relative; min-width: 0; }
.izhikevich iframe { display: block; box-sizing: border-box; width: 100%; border: 0; color-scheme: normal; }
.izhikevich img { display: block; width: 100%; max-width: 720px; height: auto; }
.izhikevich p { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; margin: 6px 0; font-size: 13px; }
.izhikevich button { min-height: 32px; padding: 0 12px; border: 1px solid; border-radius: 6px; background: none;
  color: inherit; font: inherit; cursor: pointer; }
`;

const scope = /** @type {any} */ (globalThis);
learn({ page: scope.explorerEarlyWords?.[languageOf(undefined, null)] ?? {}, content: {} });

/** @type {{render: (context: {model: Model, el: HTMLElement}) => () => void}} */
export default { render };

/** @param {{model: Model, el: HTMLElement}} context */
function render({ model, el }) {
  const view = new View(model, el);
  return () => view.leave();
}

class View {
  /** @type {Frame | null} */ #frame = null;
  #number = Math.random().toString(36).slice(2); // tells the views of one model apart
  #launches = 0;
  #ended = new AbortController();
  #element = make("div", { class: "izhikevich" });
  /** @type {[string, (...args: any[]) => void][]} */ #heard = [];

  /**
   * @param {Model} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    /** @type {Model} */ this.model = model;
    el.append(make("style", {}, STYLE), this.#element);
    this.#hidePicture();
    this.#showStill();
    addEventListener("message", (event) => this.#receive(event), { signal: this.#ended.signal });
    this.#on("change:state", () => this.#follow());
    this.#on("change:height", () => this.#resize());
    this.#on("msg:custom", (content, buffers) => this.#fromKernel(content, buffers ?? []));
    this.#send({ type: "open" });
    if (this.#get("still", "")) return;
    const soon = setTimeout(() => this.#frame ?? this.#runHere("click"), PATIENCE);
    this.#ended.signal.addEventListener("abort", () => clearTimeout(soon));
  }

  /** While it is here, the picture that stands in for it is not, whichever of them comes first. */
  #hidePicture() {
    const mark = this.#get("mark", "");
    if (!mark) return;
    const rule = `.${CSS.escape(mark)} { display: none !important; }`; // notebooks style pictures, too
    const hidden = make("style", {}, rule);
    document.head.append(hidden);
    this.#ended.signal.addEventListener("abort", () => hidden.remove());
  }

  leave() {
    this.#ended.abort();
    this.#endPort();
    for (const [name, listener] of this.#heard) this.model.off(name, listener);
  }

  /** @param {string} name @param {(...args: any[]) => void} listener */
  #on(name, listener) {
    this.#heard.push([name, listener]);
    this.model.on(name, listener);
  }

  /** @param {string} name @param {any} otherwise */
  #get(name, otherwise) {
    return this.model.get(name) ?? otherwise;
  }

  /** @param {object} content @param {ArrayBuffer[]} [buffers] */
  #send(content, buffers = []) {
    try {
      this.model.send?.({ ...content, view: this.#number, launch: this.#launches }, undefined, buffers);
    } catch {
      // There is no kernel: what it would answer is not waited for.
    }
  }

  /** The picture of the state, until its page is there; a reader need not wait for the kernel. */
  #showStill() {
    const still = this.#get("still", "");
    if (!still) return;
    const here = this.#site();
    const words = here ? "" : say("Run this cell to make it live.");
    const button = make("button", { type: "button", onclick: () => this.#runHere("now") }, "Run in this browser");
    this.#element.replaceChildren(
      make("img", { src: `data:image/svg+xml,${encodeURIComponent(still)}`, alt: this.#get("title", "") }),
      make("p", {}, words, here ? button : null),
    );
  }

  /** The address of the page: what the model says, or next to this module. */
  #site() {
    const site = this.#get("site", "");
    if (site) return site;
    return /^https?:/.test(import.meta.url) ? new URL("./", import.meta.url).href : "";
  }

  /** Show the page with its own Python. @param {"now" | "click"} start */
  #runHere(start) {
    const site = this.#site();
    if (!site || this.#frame) return;
    this.#show(site, start === "click" ? { start } : {});
  }

  /**
   * @param {any} content
   * @param {DataView[]} buffers
   */
  async #fromKernel(content, buffers) {
    if (content.view !== this.#number) return;
    if (content.type === "page" && !this.#frame) {
      const packed = new Blob([bytesOf(buffers[0])]).stream().pipeThrough(new DecompressionStream("gzip"));
      const page = new Blob([await new Response(packed).arrayBuffer()], { type: "text/html" });
      if (!this.#frame && !this.#ended.signal.aborted) this.#show(URL.createObjectURL(page), {});
    } else if (content.launch === this.#launches) {
      if (content.type === "settled") this.#frame?.port?.postMessage({ settled: content.number });
      if (content.type !== "event") return;
      const buffer = buffers.length ? bytesOf(buffers[0]) : new ArrayBuffer(0);
      this.#frame?.port?.postMessage({ kind: "izhikevich", header: content.header, buffer }, [buffer]);
    }
  }

  /**
   * @param {string} address of the page
   * @param {Record<string, string>} page what the link asks of it besides
   */
  #show(address, page) {
    const link = this.#get("state", "#neuron");
    const controls = this.#get("controls", null);
    const asked = { ...page, theme: isDark(this.#element) ? "dark" : "light" };
    if (controls) Object.assign(asked, { embed: "1", controls: controls.join(",") });
    const element = make("iframe", {
      src: `${address}${withPage(link, asked)}`,
      title: this.#get("title", "Izhikevich explorer"),
      sandbox: SANDBOX,
      allow: "clipboard-write; fullscreen",
    });
    this.#frame = { element, reported: link, ready: false, stale: false, port: null };
    this.#resize();
    this.#element.replaceChildren(element);
  }

  #resize() {
    if (this.#frame) this.#frame.element.style.height = `${this.#get("height", HEIGHT)}px`;
  }

  /** The model has another state: so has the frame, unless it reported it. */
  #follow() {
    const frame = this.#frame;
    const link = this.#get("state", "");
    if (!frame?.ready || link === frame.reported) return;
    frame.reported = link;
    frame.element.contentWindow?.postMessage({ type: "izhikevich:set", link }, "*");
  }

  /** @param {MessageEvent} event */
  #receive({ data, source, ports }) {
    const frame = this.#frame;
    if (!frame || source !== frame.element.contentWindow) return;
    if (data?.type === "izhikevich:python") this.#connect(frame, ports[0]);
    else if (data?.type === "izhikevich:height" && this.#get("controls", null)) {
      frame.element.style.height = `${data.height}px`;
    } else if (data?.type === "izhikevich:ready") {
      frame.ready = true;
      frame.stale = this.#get("state", "") !== frame.reported; // it was set while the page began
      this.#follow();
    } else if (data?.type === "izhikevich:state" && frame.ready) {
      if (!frame.stale && data.link !== frame.reported) {
        frame.reported = data.link;
        this.model.set("state", data.link);
        this.model.save_changes();
      }
      frame.stale = false;
    }
  }

  /** The page launches Python, for the first time or again. @param {Frame} frame @param {MessagePort} port */
  #connect(frame, port) {
    this.#endPort();
    frame.port = port;
    this.#launches += 1;
    this.#send({ type: "launch" });
    port.onmessage = async ({ data }) => {
      if (data.end) {
        this.#endPort();
        return;
      }
      const { number, header, bytes } = data;
      const buffer = bytes instanceof File ? await bytes.arrayBuffer() : bytes && bytesOf(bytes);
      this.#send({ type: "request", number, header }, buffer ? [buffer] : []);
    };
  }

  #endPort() {
    if (!this.#frame?.port) return;
    this.#send({ type: "leave" });
    this.#frame.port.close();
    this.#frame.port = null;
  }
}

/** A copy of what a view of memory shows. @param {ArrayBufferView | ArrayBuffer} view @returns {ArrayBuffer} */
function bytesOf(view) {
  if (view instanceof ArrayBuffer) return view.slice(0);
  return /** @type {ArrayBuffer} */ (view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/** A link that also asks something of the page. @param {string} link @param {Record<string, string>} page */
function withPage(link, page) {
  const query = Object.entries(page).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${link}${link.includes("?") ? "&" : "?"}${query.join("&")}`;
}

/** Whether what is behind an element is dark. @param {Element} element */
function isDark(element) {
  const canvas = document.createElement("canvas").getContext("2d"); // it understands each form of a colour
  /** @type {Element | null} */ let behind = element;
  for (; canvas && behind; behind = behind.parentElement ?? hostOf(behind)) {
    canvas.fillStyle = getComputedStyle(behind).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    if (alpha > 0) return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / alpha < DARK;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** The element whose shadow an element is in. @param {Element} element */
function hostOf(element) {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
