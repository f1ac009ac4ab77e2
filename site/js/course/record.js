/**
 * What a platform keeps of a tour: elements of its data model, with their values.
 *
 * @typedef {import("./lms.js").Standard} Standard
 *
 * @typedef {object} Course what the page of the package says of its tour
 * @property {Standard | "plain"} standard
 * @property {string} tour as in links
 * @property {string} link to the explorer, with the tour
 * @property {string} key by which a browser keeps the progress, where no platform does
 * @property {number} steps
 * @property {number[]} tasks the steps with a task, from 1
 * @property {number} required how many tasks must be solved to pass
 * @property {Record<string, string>} words
 *
 * @typedef {object} Progress
 * @property {number} step where the reader is, from 1
 * @property {number[]} seen steps
 * @property {number[]} solved steps whose task is solved
 * @property {boolean} finished whether the tour was finished
 */

const FULL = 100; // score if all tasks are solved

/** @returns {Progress} */
export const unbegun = () => ({ step: 1, seen: [], solved: [], finished: false });

/** What was kept, if it fits this tour. @param {string} text @param {Course} course @returns {Progress | null} */
export function read(text, { steps, tasks }) {
  try {
    const { step, seen, solved, finished } = JSON.parse(text);
    const isStep = (/** @type {unknown} */ one) => Number.isInteger(one) && Number(one) >= 1 && Number(one) <= steps;
    if (!isStep(step)) return null;
    const unique = (/** @type {number[]} */ list) => [...new Set(list)].filter(isStep);
    return {
      step,
      seen: unique(seen),
      solved: unique(solved).filter((one) => tasks.includes(one)),
      finished: Boolean(finished),
    };
  } catch {
    return null;
  }
}

/**
 * Whether the tour was finished, or nothing of it is left.
 *
 * @param {Progress} progress
 * @param {Course} course
 */
export function isComplete({ seen, solved, finished }, { steps, tasks }) {
  return finished || (seen.length >= steps && solved.length >= tasks.length);
}

/** Solved tasks, of 100. @param {Progress} progress @param {Course} course */
export function score({ solved }, { tasks }) {
  return Math.round((FULL * solved.length) / tasks.length);
}

/**
 * The elements that say how far the reader has come. A complete tour is passed if enough tasks are solved; it never
 * becomes failed, since it can be continued.
 *
 * @param {Progress} progress
 * @param {Course} course
 * @param {number} seconds of this session
 * @returns {[string, string][]}
 */
export function elements(progress, course, seconds) {
  const complete = isComplete(progress, course);
  const passed = complete && progress.solved.length >= course.required;
  return course.standard === "scorm12"
    ? of12(progress, course, seconds, complete, passed)
    : of2004(progress, course, seconds, complete, passed);
}

/**
 * @param {Progress} progress
 * @param {Course} course
 * @param {number} seconds
 * @param {boolean} complete
 * @param {boolean} passed
 * @returns {[string, string][]}
 */
function of12(progress, course, seconds, complete, passed) {
  /** @type {[string, string][]} */ const found = [
    ["cmi.core.lesson_location", String(progress.step)],
    ["cmi.suspend_data", JSON.stringify(progress)],
    ["cmi.core.lesson_status", !complete ? "incomplete" : passed && course.tasks.length ? "passed" : "completed"],
    ["cmi.core.exit", "suspend"],
    ["cmi.core.session_time", clock(seconds)],
  ];
  if (course.tasks.length) found.push(...scores("cmi.core.score", score(progress, course)));
  course.tasks.forEach((step, k) => {
    const solved = progress.solved.includes(step);
    found.push(
      [`cmi.objectives.${k}.id`, `task_${step}`],
      [`cmi.objectives.${k}.status`, solved ? "passed" : "not attempted"],
      ...scores(`cmi.objectives.${k}.score`, solved ? FULL : 0),
    );
  });
  return found;
}

/**
 * @param {Progress} progress
 * @param {Course} course
 * @param {number} seconds
 * @param {boolean} complete
 * @param {boolean} passed
 * @returns {[string, string][]}
 */
function of2004(progress, course, seconds, complete, passed) {
  /** @type {[string, string][]} */ const found = [
    ["cmi.location", String(progress.step)],
    ["cmi.suspend_data", JSON.stringify(progress)],
    ["cmi.completion_status", complete ? "completed" : "incomplete"],
    ["cmi.progress_measure", String(complete ? 1 : progress.seen.length / course.steps)],
    ["cmi.exit", "suspend"],
    ["cmi.session_time", `PT${Math.floor(seconds)}S`],
  ];
  if (course.tasks.length) {
    const whole = score(progress, course);
    found.push(["cmi.success_status", passed ? "passed" : "unknown"]);
    found.push(...scores("cmi.score", whole), ["cmi.score.scaled", String(whole / FULL)]);
  }
  course.tasks.forEach((step, k) => {
    const solved = progress.solved.includes(step);
    found.push(
      [`cmi.objectives.${k}.id`, `task_${step}`],
      [`cmi.objectives.${k}.success_status`, solved ? "passed" : "unknown"],
      [`cmi.objectives.${k}.completion_status`, solved ? "completed" : "not attempted"],
      ...scores(`cmi.objectives.${k}.score`, solved ? FULL : 0),
      [`cmi.objectives.${k}.score.scaled`, solved ? "1" : "0"],
    );
  });
  return found;
}

/** @param {string} element @param {number} raw @returns {[string, string][]} */
function scores(element, raw) {
  return [
    [`${element}.min`, "0"],
    [`${element}.max`, String(FULL)],
    [`${element}.raw`, String(raw)],
  ];
}

/** A time as SCORM 1.2 writes it: hours, minutes, seconds. @param {number} seconds */
function clock(seconds) {
  const two = (/** @type {number} */ number) => String(Math.floor(number)).padStart(2, "0");
  return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}
