import { Bar } from "./bar.js";
import { LevelHandle, holdBySpace, pressOn } from "./inputs.js";
import { Session } from "./session.js";
import { problem } from "../access/problem.js";
import { byId, make } from "../dom.js";
import { digits, say } from "../language/messages.js";

/**
 * @typedef {import("../client/protocol.js").State} State
 * @typedef {import("../state/explorer.js").Explorer} Explorer
 */

const MEASURED = 1000; // ms
const SAID = 250; // ms between two changes of the words
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** The switch between an ordinary run and a live one, and what is on the page while it is on. */
class Live {
  /** @type {Session | null} */ #session = null;
  /** @type {Bar | null} */ #bar = null;
  /** @type {LevelHandle | null} */ #level = null;
  /** @type {State | null} */ #state = null; // that the run has, or will have in a moment
  #unbind = () => {};
  #said = 0;
  #hiddenWhileRunning = false;

  /** @param {Explorer} explorer @param {import("../client/solver-client.js").Client} client */
  constructor(explorer, client) {
    this.explorer = explorer;
    this.client = client;
    this.button = make("button", { id: "go-live", type: "button", class: "plain", "aria-pressed": "false" });
    this.button.addEventListener("click", () => this.turn(!this.#session));
    byId("live-switch").replaceChildren(this.button);
    document.addEventListener("visibilitychange", () => this.#look());
    this.offer();
  }

  /** Show the switch where the view runs live. */
  offer() {
    const declared = this.explorer.view.live;
    byId("live-switch").hidden = !declared;
    if (!declared) return;
    this.button.replaceChildren(make("span", { class: "live-lamp", "aria-hidden": "true" }), declared.label);
    this.button.title = `${declared.help} (l)`;
  }

  /** @param {boolean} on */
  turn(on) {
    if (on === Boolean(this.#session) || (on && !this.explorer.view.live)) return;
    if (on) this.#enter();
    else this.#leave(true);
  }

  /**
   * The state has changed: tell whether the live run takes it, and nothing else is to be computed.
   *
   * @param {State} state
   */
  follow(state) {
    const before = this.#state;
    if (!this.#session || !before) return false;
    if (state.view !== before.view) {
      this.#leave(false);
      return false;
    }
    const panels = String(state.panels) !== String(before.panels);
    this.#state = state;
    if (!panels) this.#session.tune(state);
    return !panels;
  }

  /** The run ends, and nothing is asked instead: Python has ended, or a tour shows a run of its own. */
  end() {
    if (this.#session) this.#leave(false);
  }

  redraw() {
    this.#session?.refresh();
  }

  #enter() {
    const { explorer } = this;
    const { stage } = explorer;
    stage.player.pause();
    const session = new Session(this.client, stage.panels, {
      answer: (answer, newest) => this.#show(answer, newest),
      frame: (spikes) => this.#hear(spikes),
      error: (error) => explorer.tell(problem(error.message, error.stack ?? error.message)),
      runs: (runs) => this.#bar?.showRuns(runs),
      holds: (held) => this.#bar?.hold.classList.toggle("held", held),
    });
    this.#session = session;
    this.#state = explorer.state;
    this.#bar = new Bar(byId("live"), session, () => this.#measure());
    this.#bar.sound.append(stage.player.sound.element);
    this.#level = new LevelHandle(session, say("Level of the current"), (level) => this.#setLevel(level));
    this.#unbind = holdBySpace(session);
    document.documentElement.classList.add("is-live");
    this.button.setAttribute("aria-pressed", "true");
    this.#bar.hold.focus({ preventScroll: true });
    byId("live").scrollIntoView({ block: "nearest" });
    session.tune(explorer.state);
    if (!calm.matches) session.run(true);
  }

  /** @param {boolean} asks whether the ordinary run of the state is requested again */
  #leave(asks) {
    const { player } = this.explorer.stage;
    player.root.append(player.sound.element);
    this.#session?.leave();
    this.#bar?.leave();
    this.#unbind();
    this.#session = this.#bar = this.#level = this.#state = null;
    this.#unbind = () => {};
    document.documentElement.classList.remove("is-live");
    this.button.setAttribute("aria-pressed", "false");
    if (asks) this.explorer.refresh();
  }

  /** @param {import("../client/protocol.js").LiveAnswer} answer @param {boolean} newest */
  #show(answer, newest) {
    const session = this.#session;
    const layer = session?.scope?.layer;
    if (!session || !layer || !this.#level) return;
    if (!this.#level.element.isConnected) {
      pressOn(layer, session);
      layer.append(this.#level.element);
    }
    const { level } = answer.scene;
    this.#level.show(Number((Number(answer.values[level.parameter]) + level.offset).toPrecision(12)));
    if (answer.fresh) this.#bar?.show(answer.scene);
    if (newest) this.explorer.adopt(answer); // otherwise the controls are ahead
  }

  /** @param {number} spikes */
  #hear(spikes) {
    const session = this.#session;
    if (!session) return;
    if (spikes && session.runs) this.explorer.stage.player.sound.click();
    this.#level?.place();
    const now = performance.now();
    if (!this.#bar || (session.runs && now - this.#said < SAID)) return;
    this.#said = now;
    const count = session.points?.spikes(session.now - MEASURED) ?? 0;
    this.#bar.said.textContent = say("{time} s · spikes in the last second: {count}", {
      time: digits(session.now / 1000, 1),
      count,
    });
  }

  /** @param {number} level */
  #setLevel(level) {
    const scene = this.#session?.scene;
    if (!scene) return;
    const { parameter, offset } = scene.level;
    this.explorer.set({ [parameter]: Number((level - offset).toPrecision(12)) });
  }

  async #measure() {
    try {
      const state = await this.client.measure(MEASURED);
      if (!this.#session) return;
      this.#leave(false);
      this.explorer.change({ ...state, panels: this.explorer.state.panels }, true);
      this.button.focus({ preventScroll: true });
    } catch (error) {
      const { message, stack } = /** @type {Error} */ (error);
      this.explorer.tell(problem(message, stack ?? message));
    }
  }

  /** While the page is hidden, time stands still. */
  #look() {
    const session = this.#session;
    if (!session) return;
    if (document.hidden) {
      this.#hiddenWhileRunning = session.runs;
      session.run(false);
    } else if (this.#hiddenWhileRunning) {
      session.run(true);
    }
  }
}

/**
 * Let views that can run live do so.
 *
 * @param {Explorer} explorer
 * @param {import("../client/solver-client.js").Client} client
 */
export function setUpLive(explorer, client) {
  explorer.live = new Live(explorer, client);
}
