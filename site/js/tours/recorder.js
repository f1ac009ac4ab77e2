import { confined, copyField, save } from "../dialogs/clipboard.js";
import { openDialog } from "../dialogs/dialog.js";
import { byId, make } from "../dom.js";
import { reason } from "../language/format.js";
import { say } from "../language/messages.js";
import { ownAddress } from "../state/address.js";
import { LONGEST, packedText } from "./packing.js";
import { area, button, field, input } from "./recorder-fields.js";
import { draftOf, MAX_STEPS, MAX_TITLE, onStored, store, stored, tourText } from "./recording.js";
import { StepEditor } from "./step-editor.js";

/**
 * @typedef {import("./step-editor.js").Explorer & Pick<import("../state/explorer.js").Explorer, "bare">} Explorer
 * @typedef {import("../client/protocol.js").Tour} Tour
 * @typedef {import("./recording.js").Draft} Draft
 */

/** Records a tour: a bar that adds what is shown as a step, and a dialog with the steps, their texts and tasks. */
export class Recorder {
  /** @type {Draft | null} */ draft = null;
  #open = false; // whether the bar is shown
  #previews = false;
  #isKept = true;
  /** @type {HTMLDialogElement | null} */ #dialog = null;

  /**
   * @param {Explorer} explorer
   * @param {import("./tour.js").TourPanel} panel
   * @param {(text: string) => Promise<Tour>} read has Python check a tour
   */
  constructor(explorer, panel, read) {
    this.explorer = explorer;
    this.panel = panel;
    this.read = read;
    this.count = make("span", { class: "recorder-count", role: "status" });
    this.bar = make(
      "section",
      { id: "recorder", class: "recorder", "aria-label": "Recording a tour", hidden: true },
      make("span", { class: "recorder-sign", "aria-hidden": "true" }, "●"),
      this.count,
      button("Add this state", () => this.#add()),
      button("Steps …", () => this.#edit()),
      button("Stop", () => this.#stop()),
    );
    if (explorer.bare) return;
    byId("notices").before(this.bar);
    this.#load();
    onStored(() => !this.#dialog && this.#load());
  }

  /** Begin, or continue what was begun. */
  begin() {
    this.draft ??= { title: "", text: "", steps: [] };
    this.#open = true;
    this.#changed();
    this.#edit();
  }

  /** Go on with a tour; what was begun is kept unless the reader says otherwise. @param {Tour} tour */
  edit(tour) {
    const take = () => {
      this.draft = draftOf(tour);
      this.panel.leave();
      this.begin();
    };
    if (!this.draft?.steps.length) {
      take();
      return;
    }
    const dialog = openDialog("Replace what is being recorded?", [
      make("p", {}, "Another tour is being recorded. Save it as a file first if it is still needed."),
      make(
        "p",
        { class: "row" },
        button("Replace it", () => (dialog.close(), take())),
        button("Continue recording", () => (dialog.close(), this.begin())),
      ),
    ]);
  }

  /** A tour was left. @returns {boolean} whether it was a preview: the recording continues */
  takeBack() {
    if (!this.#previews) return false;
    this.#previews = false;
    this.#edit();
    return true;
  }

  #load() {
    const kept = stored();
    this.draft = kept?.draft ?? null;
    this.#open = kept?.open ?? false;
    this.#show();
  }

  #changed() {
    this.#isKept = store(this.draft && { draft: this.draft, open: this.#open });
    this.#show();
  }

  #show() {
    const count = this.draft?.steps.length ?? 0;
    this.bar.hidden = !this.#open || !this.draft;
    this.count.textContent = count === 1 ? say("Recording: 1 step") : say("Recording: {count} steps", { count });
  }

  #add() {
    const { draft, explorer } = this;
    if (!draft || draft.steps.length >= MAX_STEPS) return;
    const state = structuredClone(explorer.state);
    draft.steps.push({ title: "", text: "", state, points_at: null, task: null });
    this.#changed();
  }

  #stop() {
    this.#open = false;
    this.#changed();
    byId("tours").focus();
  }

  #edit() {
    const { draft } = this;
    if (!draft) return;
    const status = make("p", { class: "feedback", role: "status" });
    const list = make("ol", { class: "recorded" });
    const output = make("div", { class: "recorded-output" });
    const changed = () => {
      output.replaceChildren(); // what was made of it is of the past
      status.textContent = "";
      this.#changed();
      full.hidden = draft.steps.length < MAX_STEPS;
    };
    const full = make("p", { class: "hint" }, say("A tour has at most {count} steps.", { count: MAX_STEPS }));
    const editor = new StepEditor(this.explorer, draft, list, changed, (state) => {
      dialog.close();
      this.explorer.change(structuredClone(state), true);
    });
    const checked = async () => {
      status.className = "feedback";
      try {
        const text = tourText(draft);
        return { text, tour: await this.read(text) };
      } catch (error) {
        status.className = "feedback error";
        status.textContent = say("Not yet: {why}.", { why: say(reason(error)) });
        return null;
      }
    };
    const preview = async () => {
      const made = await checked();
      if (!made) return;
      dialog.close();
      this.#previews = true;
      this.panel.open(made.tour, 0, { name: null });
    };
    const share = async () => {
      const made = await checked();
      if (made) output.replaceChildren(await linkTo(made.text));
    };
    const saveFile = async () => {
      const made = await checked();
      if (!made) return;
      save(made.text, `${fileName(draft.title)}.json`, "application/json");
      if (confined) output.replaceChildren(contentOf(made.text));
    };
    const remove = () => {
      dialog.close();
      this.draft = null;
      this.#stop();
    };
    const dialog = openDialog(
      "Record a tour",
      [
        this.#isKept
          ? null
          : make("p", { class: "notice warning" }, "Nothing is kept here when the page is closed: save it as a file."),
        field("Title", input(draft, "title", MAX_TITLE, changed)),
        field("What it is about", area(draft, "text", changed)),
        list,
        full,
        make(
          "p",
          { class: "row" },
          button("Add this state", () => {
            this.#add();
            editor.show(draft.steps.length - 1);
            changed();
          }),
        ),
        make(
          "p",
          { class: "row" },
          button("Preview", preview),
          button("Link", share),
          button("Save as a file", saveFile),
          button("Delete all", remove),
        ),
        status,
        output,
      ].filter((one) => one !== null),
      { className: "tour-recording" },
    );
    this.#dialog = dialog;
    dialog.addEventListener("close", () => (this.#dialog = null));
    full.hidden = draft.steps.length < MAX_STEPS;
    editor.show(draft.steps.length - 1);
  }
}

/** @param {string} text @returns {Promise<HTMLElement>} */
async function linkTo(text) {
  const packed = await packedText(JSON.stringify(JSON.parse(text)));
  if (packed.length > LONGEST) return make("p", { class: "hint" }, "It is too long for a link: save it as a file.");
  const link = copyField("Link to the tour", "Copy link");
  link.show(`${ownAddress()}#tour=${packed}`);
  return link.element;
}

/** @param {string} text */
function contentOf(text) {
  const content = copyField("Content of the file", "Copy", { rows: 6 });
  content.show(text);
  return content.element;
}

/** @param {string} title */
function fileName(title) {
  return title.trim().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "tour"; // prettier-ignore
}
