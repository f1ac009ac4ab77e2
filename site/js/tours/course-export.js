import { confined, save } from "../dialogs/clipboard.js";
import { make } from "../dom.js";
import { reason } from "../language/format.js";
import { language } from "../language/language.js";
import { say } from "../language/messages.js";

/**
 * A tour as a package for learning platforms. It contains the page as one file, which is at hand where the
 * page is hosted; opened from a disk, the page cannot read its own file: the reader has to give it.
 *
 * @typedef {import("../client/protocol.js").Tour} Tour
 * @typedef {{tour: Tour, packed: string}} Choice a tour, and what it is in links
 * @typedef {import("../client/protocol.js").MakeCourse["standard"]} Standard
 */

/** @type {Record<Standard, string>} */
const STANDARDS = {
  scorm12: "SCORM 1.2 (Moodle, ILIAS, most platforms)",
  scorm2004: "SCORM 2004",
  plain: "ZIP for a web server or a disk",
};
const EXPLORER = "izhikevich-explorer.html";
const hosted = location.protocol.startsWith("http") && origin !== "null";

/**
 * The part of the dialog.
 *
 * @param {import("../client/solver-client.js").Client} client
 * @param {Choice[]} ours
 * @param {Choice | null} open the tour that is open; one without a link cannot be chosen
 */
export function coursePart(client, ours, open) {
  const choices = open?.packed && !ours.some(({ packed }) => packed === open.packed) ? [open, ...ours] : ours;
  const chosen = Math.max(
    choices.findIndex(({ packed }) => packed === open?.packed),
    0,
  );
  const tour = make(
    "select",
    {},
    ...choices.map((one, k) => make("option", { value: String(k), selected: k === chosen }, one.tour.title)),
  );
  const standard = make(
    "select",
    {},
    ...Object.entries(STANDARDS).map(([value, title]) => make("option", { value }, title)),
  );
  const required = make("select", {});
  const status = make("p", { class: "feedback", role: "status" });
  const act = make("button", { type: "button", class: "plain download" }, "Export for a course");
  const file = make("input", { type: "file", accept: ".html,text/html" });

  const offer = () => {
    const count = choices[Number(tour.value)].tour.steps.filter(({ task }) => task).length;
    required.replaceChildren(
      ...Array.from({ length: count + 1 }, (_, k) => make("option", { value: String(k) }, String(k))),
    );
    required.value = String(count);
  };
  const write = async () => {
    status.className = "feedback";
    status.textContent = say("Making the package …");
    act.disabled = true;
    try {
      const explorer = await ownFile(file);
      const made = await client.makeCourse({
        tour: choices[Number(tour.value)].packed,
        explorer,
        standard: /** @type {Standard} */ (standard.value),
        required: Number(required.value),
        language: language(),
      });
      const content = /** @type {Uint8Array<ArrayBuffer>} */ (made.content);
      save(content, made.filename, made.mime);
      const megabytes = (content.length / 1e6).toFixed(1);
      status.textContent = say("{filename}, {megabytes} MB", { filename: made.filename, megabytes });
    } catch (error) {
      status.className = "feedback error";
      status.textContent = say("Not made: {why}.", { why: say(reason(error)) });
    } finally {
      act.disabled = false;
    }
  };
  tour.addEventListener("change", offer);
  act.addEventListener("click", write);
  offer();
  return make(
    "section",
    { class: "course-export" },
    make("h3", {}, "For a course"),
    make(
      "p",
      { class: "hint" },
      "A package for a learning platform: a tour, with all it needs. It reports solved tasks and completion, and is " +
        "continued where it was left.",
    ),
    make("label", { class: "option" }, make("span", {}, "Tour"), tour),
    make("label", { class: "option" }, make("span", {}, "Form"), standard),
    make("label", { class: "option" }, make("span", {}, "Tasks required to pass"), required),
    hosted
      ? null
      : make("label", { class: "option" }, make("span", {}, say("The page's file, {name}", { name: EXPLORER })), file),
    make("p", { class: "row" }, act, status),
    confined ? make("p", { class: "hint" }, "The page around this one may not allow downloads.") : null,
  );
}

/** The page as one file. @param {HTMLInputElement} given where a reader has chosen it @returns {Promise<File>} */
async function ownFile(given) {
  if (!hosted) {
    const file = given.files?.[0];
    if (!file) throw new Error("choose the file of this page first");
    return file;
  }
  const { singleFile } = /** @type {any} */ (globalThis);
  const response = await fetch(singleFile ? `./${singleFile}` : location.href.split("#")[0]);
  if (!response.ok) throw new Error("the page's single file is not on this host");
  return new File([await response.blob()], EXPLORER);
}
