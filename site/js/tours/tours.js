import { openDialog } from "../dialogs/dialog.js";
import { byId, make } from "../dom.js";
import { chooseFile } from "../dialogs/files.js";
import { copyField } from "../dialogs/clipboard.js";
import { focusTool } from "../controls/tools.js";
import { ownAddress } from "../state/address.js";
import { hasState } from "../state/link.js";
import { reason } from "../language/format.js";
import { LARGEST, LONGEST, MARK, packedText, unpacked } from "./packing.js";
import { coursePart } from "./course-export.js";
import { Recorder } from "./recorder.js";
import { TourPanel } from "./tour.js";
import { language } from "../language/language.js";
import { say } from "../language/messages.js";

const hosted = "singleFile" in globalThis && location.protocol.startsWith("http"); // as a folder
const framed = window.parent !== window; // a lesson of the page around it ends with its tour

/**
 * Guided tours: ours, and those that teachers make: small files, or within a link. What a file holds
 * is read and checked by Python (`izhikevich/tours/reading.py`), which says in words what is wrong.
 *
 * @typedef {import("./recorder.js").Explorer & Pick<import("../state/explorer.js").Explorer,
 *   "changes" | "goal" | "live" | "page" | "tell" | "warn">} Explorer
 * @typedef {import("../client/protocol.js").Tour} Tour
 */

/**
 * @param {Explorer} explorer
 * @param {import("../client/solver-client.js").Client} client
 * @param {Tour[]} ours
 */
export function setUpTours(explorer, client, ours) {
  /** @param {string} text */
  const read = async (text) => {
    if (text.length > LARGEST) throw new Error("it is too long for a tour");
    return client.readTour(text);
  };
  const panel = new TourPanel(explorer, (finished) => recorder.takeBack() || (finished && !framed && showAll()));
  const recorder = new Recorder(explorer, panel, read);
  const showAll = () => chooseTour(panel, ours, explorer, recorder, client);

  /** @param {string} message */
  const tell = (message) => explorer.tell({ level: "error", parameter: null, text: message });

  /** Show the tour that the address requests, or none. @param {boolean} keep whether the state is there already */
  const follow = async (keep) => {
    const { solved = "", ...page } = explorer.page;
    const { tour: name, step = "1" } = page;
    explorer.page = page;
    if (!name) {
      if (panel.tour && panel.address) panel.leave();
      return;
    }
    const number = Math.round(Number(step)) - 1 || 0;
    if (panel.tour && panel.address === name) {
      panel.remember(panel.tour, solved);
      panel.open(panel.tour, number, { name, keep, page: false });
      return;
    }
    try {
      const known = ours.find((tour) => tour.name === name);
      if (!known && !name.startsWith(MARK))
        throw new Error(say("there is no tour called {name}", { name: name.slice(0, 40) }));
      const tour = known ?? (await read(await unpacked(name.slice(MARK.length))));
      if (explorer.page.tour !== name) return;
      panel.remember(tour, solved);
      panel.open(tour, number, { name, keep, page: false });
    } catch (error) {
      const text = say("The tour of this link cannot be shown: {why}.", { why: say(reason(error)) });
      explorer.warn({ level: "error", parameter: null, text });
    }
  };

  byId("tours").addEventListener("click", showAll);
  setUpInvitation(showAll);
  addEventListener("hashchange", () => {
    if (explorer.page.tour !== panel.address || explorer.page.step !== String(panel.step + 1))
      follow(hasState(location.hash));
  });
  addEventListener("explorer:tour", async (event) => {
    const { text, filename } = event.detail;
    try {
      const tour = await read(text);
      const packed = await packedText(JSON.stringify(JSON.parse(text)));
      panel.open(tour, 0, { name: packed.length <= LONGEST ? packed : null, packed });
    } catch (error) {
      tell(say("“{name}” cannot be opened: {why}.", { name: filename, why: say(reason(error)) }));
    }
  });
  follow(hasState(location.hash));
}

/**
 * The list of tours and of their tasks.
 *
 * @param {TourPanel} panel
 * @param {Tour[]} ours
 * @param {Explorer} explorer
 * @param {Recorder} recorder
 * @param {import("../client/solver-client.js").Client} client
 */
function chooseTour(panel, ours, explorer, recorder, client) {
  /** @param {Tour} tour @param {number} step */
  const start = (tour, step) => {
    dialog.close();
    panel.open(tour, step, { name: tour.name });
  };
  const tours = ours.map((tour) =>
    make(
      "li",
      {},
      make(
        "button",
        { type: "button", class: "tour-choice", onclick: () => start(tour, 0) },
        make("b", {}, tour.title, panel.isFinished(tour) ? " ✓" : ""),
        make("span", {}, tour.text),
      ),
    ),
  );
  const tasks = ours.flatMap((tour) =>
    tour.steps.flatMap((step, i) =>
      step.task
        ? [
            make(
              "li",
              {},
              make(
                "button",
                { type: "button", class: "task-choice", onclick: () => start(tour, i) },
                `${panel.isSolved(step) ? "✓" : "○"} ${step.task.text}`,
              ),
            ),
          ]
        : [],
    ),
  );
  const open = make(
    "button",
    {
      type: "button",
      class: "plain",
      onclick: () => {
        dialog.close();
        chooseFile(explorer);
      },
    },
    "Open a tour …",
  );
  /** @param {string} text @param {() => void} act */
  const button = (text, act) =>
    make("button", { type: "button", class: "plain", onclick: () => (dialog.close(), act()) }, text);
  const record = button(recorder.draft ? "Continue recording" : "Record a tour", () => recorder.begin());
  const { tour } = panel;
  const edit = tour && button("Edit a copy of this tour", () => recorder.edit(tour));
  const dialog = openDialog(
    "Tours",
    [
      ...(panel.tour && panel.address ? [linkPart(panel)] : []),
      make("section", {}, make("ol", { class: "tour-list" }, ...tours)),
      make("section", {}, make("h3", {}, "Tasks"), make("ul", { class: "tour-list" }, ...tasks)),
      make(
        "section",
        {},
        make("h3", {}, "Your own tour"),
        make(
          "p",
          { class: "row" },
          record,
          edit,
          open,
          make("span", { class: "hint" }, "A small text file (.json). It can also be dropped on the page."),
        ),
      ),
      ...(hosted ? [teachersPart()] : []),
      coursePart(
        client,
        ours.map((one) => ({ tour: one, packed: one.name })),
        tour && { tour, packed: panel.packed },
      ),
    ],
    { className: "tours" },
  );
}

/** Where the page for teachers is: next to a page that is hosted. */
function teachersPart() {
  const address = language() === "en" ? "./teaching.html" : `./teaching-${language()}.html`;
  const link = make(
    "a",
    { href: address, target: "_blank", class: "plain" },
    "For teachers: links, tasks to print, answers",
  );
  return make("section", {}, link);
}

/** @param {TourPanel} panel */
function linkPart({ address, step }) {
  const field = copyField("Link to this step", "Copy link");
  field.show(`${ownAddress()}#tour=${address}${step ? `&step=${step + 1}` : ""}`);
  return make("section", {}, make("h3", {}, "Link to this step"), field.element);
}

/** One line for first-time visitors; prepaint.js recognises them. @param {() => void} accept */
function setUpInvitation(accept) {
  const [yes, no] = byId("invitation").querySelectorAll("button");
  const dismiss = () => {
    document.documentElement.classList.remove("first-visit");
    try {
      localStorage.setItem("invited", "yes");
    } catch {
      // Without storage the line appears again another time.
    }
  };
  yes.addEventListener("click", () => {
    dismiss();
    focusTool("tours"); // where the focus is to be when the dialog is closed
    accept();
  });
  no.addEventListener("click", () => {
    dismiss();
    focusTool("tours");
  });
}
