import { byId, columns, make } from "../dom.js";
import { Output } from "./output.js";
import { source } from "../boot/start.js";
import { digits, say } from "../language/messages.js";

/**
 * @typedef {import("../client/solver-client.js").Client} Client
 * @typedef {Pick<import("../state/explorer.js").Explorer, "change" | "plotly" | "state" | "view">} Explorer
 * @typedef {import("./editor.js").Editor} Editor
 */

const MIN_HEIGHT = 160; // px of height, of the panel and of the content above it
const STEP = 24; // px that an arrow key moves the border
const REST = 300; // ms without a change after which the script follows the view
const touch = matchMedia("(pointer: coarse)");

/**
 * The panel for the reader's own code, next to the view. It begins with the script of the current state
 * and follows the view until it is edited. Nothing runs unless the reader starts it.
 *
 * @param {Explorer} explorer
 * @param {Client} client
 */
export function setUpCode(explorer, client) {
  const panel = new CodePanel(explorer, client);
  byId("python").addEventListener("click", () => panel.toggle());
  return { redraw: () => panel.output.redraw() };
}

class CodePanel {
  /** @type {Promise<Editor> | null} */ #editor = null;
  /** @type {Set<string>} views whose code the reader has edited */ #edited = new Set();
  /** @type {Set<string>} views that have code */ #filled = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #resting;
  #asked = 0;
  #runs = false;

  /**
   * @param {Explorer} explorer
   * @param {Client} client
   */
  constructor(explorer, client) {
    this.explorer = explorer;
    this.client = client;
    this.button = byId("python");
    // In a single column the panel covers the page.
    this.output = new Output(explorer, () => columns() === 1 && this.toggle(false));
    this.go = make("button", { type: "button", class: "plain primary", onclick: () => this.#goOrStop() });
    this.update = make(
      "button",
      {
        type: "button",
        class: "plain",
        title: "Replaces the code with the script of the current view; undo restores yours",
        onclick: () => this.#fill(true),
      },
      "Update from view",
    );
    this.note = make("p", { class: "note" });
    this.place = make("div", { class: "code-editor" });
    const close = make(
      "button",
      { type: "button", class: "plain close", "aria-label": "Close", onclick: () => this.toggle(false) },
      "×",
    );
    this.root = make(
      "section",
      { id: "code", class: "code", "aria-label": "Python", hidden: true },
      this.#makeGrip(),
      make("header", { class: "code-bar" }, make("h2", {}, "Python"), this.go, this.update, this.note, close),
      this.place,
      this.output.root,
    );
    document.body.append(this.root);
    this.button.setAttribute("aria-controls", "code");
    addEventListener("explorer:drawn", () => this.#followSoon());
    this.#showState();
  }

  get #view() {
    return this.explorer.view.name;
  }

  /** @param {boolean} [open] */
  toggle(open = this.root.hidden === true) {
    this.root.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    document.documentElement.classList.toggle("console-open", open);
    if (!open) {
      this.button.focus();
      return;
    }
    this.#editor ??= this.#load();
    this.#follow();
    if (!touch.matches)
      this.#editor.then(
        (editor) => editor.focus(),
        () => {},
      );
  }

  /** @returns {Promise<Editor>} */
  async #load() {
    this.place.textContent = say("Loading the editor …");
    try {
      const { Editor } = await import(await source("editor.js"));
      this.place.textContent = "";
      return new Editor(this.place, { edited: () => this.#touched(), run: () => this.#run() });
    } catch (error) {
      this.place.textContent = say("The editor could not be loaded.");
      throw error;
    }
  }

  #followSoon() {
    if (this.root.hidden) return;
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#follow(), REST);
  }

  /** Show the code of this view; unless edited, it is the script of the current state. */
  async #follow() {
    const editor = await this.#editor?.catch(() => null);
    if (!editor) return;
    editor.open(this.#view);
    this.#showState();
    if (!this.#edited.has(this.#view)) await this.#fill(false);
  }

  /** @param {boolean} undoable */
  async #fill(undoable) {
    const editor = await this.#editor;
    const asked = ++this.#asked;
    const name = this.#view;
    if (!this.#filled.has(name)) editor?.replace("# The script of what is shown comes when Python runs …\n", false);
    const text = await this.client.script(this.explorer.state).catch((error) => `# ${error.message}\n`);
    if (asked !== this.#asked || name !== this.#view || (!undoable && this.#edited.has(name))) return;
    this.#filled.add(name);
    this.#edited.delete(name);
    if (editor && editor.text !== text) editor.replace(text, undoable);
    this.#showState();
  }

  #touched() {
    this.#edited.add(this.#view);
    this.#showState();
  }

  #goOrStop() {
    if (this.#runs) this.client.stopRun();
    else this.#run();
  }

  async #run() {
    const editor = await this.#editor?.catch(() => null);
    if (!editor || this.#runs) return;
    const begun = performance.now();
    this.#runs = true;
    this.#showState();
    editor.mark(0);
    this.output.clear();
    this.client.run(editor.text, {
      output: (text, stream) => this.output.print(text, stream),
      shown: (shown) => this.output.show(shown),
      problem: (problem) => {
        this.output.explain(problem);
        editor.mark(problem.line ?? 0);
      },
      ended: (why) => {
        this.#runs = false;
        if (why) this.output.end(why);
        this.#showState(
          why ? "" : say("Ended after {duration} s.", { duration: digits((performance.now() - begun) / 1000, 1) }),
        );
      },
    });
  }

  /** @param {string} [news] initial content of the bar */
  #showState(news = this.#runs ? "Running …" : "") {
    this.go.textContent = say(this.#runs ? "Stop" : "Run");
    this.go.title = say(this.#runs ? "Stops the code; if it does not stop, Python is restarted" : "Ctrl+Enter");
    this.go.classList.toggle("running", this.#runs);
    const edited = this.#edited.has(this.#view);
    this.update.disabled = !edited;
    const keys = touch.matches ? "" : "Ctrl+Enter runs. Esc, then Tab, leaves the editor.";
    const words = [news, edited ? "Edited here." : "Follows the view until you edit it.", keys];
    this.note.textContent = words.map((word) => say(word)).join(" ");
  }

  /** The border that changes the height of the panel. */
  #makeGrip() {
    const grip = make("div", {
      class: "splitter",
      role: "separator",
      tabindex: "0",
      "aria-orientation": "horizontal",
      "aria-label": "Height of the panel",
      "aria-valuemin": MIN_HEIGHT,
      "aria-valuenow": MIN_HEIGHT, // until it is focused
    });
    const set = (/** @type {number} */ height) => {
      const fit = Math.min(Math.max(height, MIN_HEIGHT), innerHeight - MIN_HEIGHT);
      document.documentElement.style.setProperty("--drawer", `${Math.round(fit)}px`);
      grip.setAttribute("aria-valuenow", String(Math.round(fit)));
    };
    grip.addEventListener("focus", () => grip.setAttribute("aria-valuenow", String(this.root.offsetHeight)));
    grip.addEventListener("pointerdown", (event) => {
      grip.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    grip.addEventListener("pointermove", (event) => {
      if (grip.hasPointerCapture(event.pointerId)) set(innerHeight - event.clientY);
    });
    grip.addEventListener("keydown", ({ key }) => {
      const height = this.root.getBoundingClientRect().height;
      if (key === "ArrowUp") set(height + STEP);
      if (key === "ArrowDown") set(height - STEP);
    });
    return grip;
  }
}
