import { make } from "../dom.js";
import { Panel } from "../panels/panel.js";
import { reason } from "../language/format.js";
import { say } from "../language/messages.js";

/** @typedef {Pick<import("../state/explorer.js").Explorer, "change" | "plotly">} Explorer */

/**
 * @typedef {import("../client/protocol.js").Shown} Shown
 * @typedef {import("../client/rpc.js").Ended} Ended
 */

const NEAR = 40; // px from its end within which the output follows new content

/** The output of the reader's code. */
export class Output {
  /** @type {Panel[]} */ #figures = [];
  /** @type {{element: HTMLElement, stream: string} | null} */ #last = null;
  root = make("div", {
    class: "code-output",
    role: "log",
    "aria-label": "Output of the code",
    tabindex: "0",
  });

  /**
   * @param {Explorer} explorer
   * @param {() => void} onOpen called when something is opened in a view
   */
  constructor(explorer, onOpen) {
    this.explorer = explorer;
    this.onOpen = onOpen;
    this.#greet();
  }

  clear() {
    for (const figure of this.#figures) figure.leave();
    this.#figures = [];
    this.#last = null;
    this.root.replaceChildren();
  }

  /** Draw all figures again: the colours have changed. */
  redraw() {
    for (const figure of this.#figures) figure.redraw();
  }

  /**
   * @param {string} text
   * @param {"out" | "error"} stream
   */
  print(text, stream) {
    if (this.#last?.stream !== stream) {
      const element = make("pre", { class: stream });
      this.#add(element);
      this.#last = { element, stream };
    }
    this.#following(() => this.#last?.element.append(text));
  }

  /** @param {Shown} shown */
  show({ text, figure, state, title }) {
    const open = () => {
      if (state) this.explorer.change(state, true);
      this.onOpen();
    };
    const button = state
      ? make(
          "button",
          { type: "button", class: "plain", onclick: open },
          say("Open in {title}", { title: title ?? "" }),
        )
      : null;
    if (text || button) this.#add(make("div", { class: "value" }, make("pre", {}, text ?? ""), button));
    if (figure) this.#draw(figure);
  }

  /** @param {import("../client/protocol.js").Problem} problem */
  explain({ text, line, details }) {
    this.#add(
      make(
        "div",
        { class: "problem" },
        make("p", {}, line ? make("b", {}, `${say("Line {line}:", { line })} `) : null, text),
        details ? make("pre", {}, details) : null,
      ),
    );
  }

  /** Report that Python itself has ended with the code. @param {Ended} why */
  end({ by, text }) {
    const words = {
      reader: "Stopped. The code did not end by itself, so Python is being restarted.",
      memory: "Python ran out of memory and is being restarted to free it.",
      crash: "Python stopped unexpectedly; it may have run out of memory. It is being restarted.",
    };
    this.#add(
      make(
        "p",
        { class: "note warning" },
        [words[by], by === "crash" && text ? say("The browser says: {text}", { text }) : "", "The view stays as it is."]
          .filter(Boolean)
          .map((one) => say(one))
          .join(" "),
      ),
    );
  }

  #greet() {
    this.root.append(
      make(
        "p",
        { class: "note" },
        "The output of the code appears here. ",
        make("code", {}, "izh.show(x)"),
        " draws a trace, a recording or numbers; the value of the last line is shown.",
      ),
    );
  }

  /** @param {import("../client/protocol.js").Figure} figure */
  async #draw(figure) {
    const name = `shown-${this.#figures.length + 1}`;
    const title = say("Plot {number}", { number: this.#figures.length + 1 });
    const spec = /** @type {import("../client/protocol.js").Panel} */ ({
      name,
      title,
      place: "main",
      help: "",
      pick: null,
      draw: null,
    });
    const panel = new Panel(spec, { pick() {}, zoom() {}, press: () => null });
    this.#figures.push(panel);
    this.#add(panel.element);
    try {
      await panel.draw(figure, await this.explorer.plotly, name);
    } catch (error) {
      const text = say("This cannot be drawn. {why}", { why: reason(error) });
      panel.say(text);
    }
  }

  /** @param {HTMLElement} element */
  #add(element) {
    this.#last = null;
    this.#following(() => this.root.append(element));
  }

  /** Stay at the end, if the reader is there. @param {() => void} change */
  #following(change) {
    const { root } = this;
    const follows = root.scrollHeight - root.scrollTop - root.clientHeight < NEAR;
    change();
    if (follows) root.scrollTop = root.scrollHeight;
  }
}
