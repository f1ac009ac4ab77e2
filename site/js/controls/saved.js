import { byId, make } from "../dom.js";
import { save } from "../dialogs/clipboard.js";
import { say } from "../language/messages.js";

/**
 * What the reader saves: names and links. Kept by the browser; where it has no storage, as long as the page.
 *
 * @typedef {{name: string, link: string}} Saved
 */

const STORED = "saved";
const TYPE = "izhikevich-saved"; // of a file
const MAX_NAME = 80; // characters
const MAX_LINK = 20000; // characters
const MAX_COUNT = 200;

/** @type {Saved[]} */ let all = stored();

/**
 * The list of what was saved, and the button that saves what is shown.
 *
 * @param {string} title
 * @param {{link: () => string, see: (link: string) => void}} events
 */
export function buildSaved(title, { link, see }) {
  const list = make("ul", { class: "saved-list" });
  const status = make("p", { class: "feedback", role: "status" });
  const view = viewOf(link());
  const mine = () => all.filter((one) => viewOf(one.link) === view);

  /** @param {Saved[]} now */
  const change = (now) => {
    all = now.slice(-MAX_COUNT);
    remember();
    show();
  };
  const show = () => {
    list.replaceChildren(...mine().map(row));
    element.classList.toggle("empty", !mine().length);
  };
  /** @param {Saved} one */
  const row = (one) => {
    const name = make("span", { class: "caption" });
    name.textContent = one.name; // the reader's words, in whatever language
    const open = make("button", { type: "button", class: "preset", onclick: () => see(one.link) }, name);
    const rename = () => {
      const field = make("input", { type: "text", maxlength: MAX_NAME, "aria-label": "Name" });
      field.value = one.name;
      const end = () => {
        const written = field.value.trim();
        change(all.map((other) => (other === one && written ? { ...other, name: written } : other)));
      };
      field.addEventListener("change", end);
      field.addEventListener("blur", () => field.isConnected && end());
      field.addEventListener("keydown", (event) => {
        if (event.key === "Escape") show();
        else if (event.key !== "Enter") return;
        field.blur();
      });
      open.replaceWith(field);
      field.focus();
      field.select();
    };
    const item = make(
      "li",
      {},
      open,
      small("✎", say("Rename: {name}", { name: one.name }), rename),
      small("×", say("Delete: {name}", { name: one.name }), () => {
        change(all.filter((other) => other !== one));
        status.textContent = say("Deleted: {name}", { name: one.name });
      }),
    );
    return item;
  };

  const keep = make(
    "button",
    {
      type: "button",
      class: "plain keep",
      title: say("Save what is shown: {title}", { title }),
      onclick: () => {
        const name = (byId("preset-title").firstChild?.textContent ?? title).trim();
        change([...all, { name: distinct(name, mine()), link: link() }]);
        /** @type {HTMLElement | null} */ (list.lastElementChild?.querySelector("button:not(.preset)"))?.click();
        list.lastElementChild?.scrollIntoView({ block: "nearest" });
      },
    },
    "Save",
  );
  const chooser = make("input", { type: "file", accept: ".json,application/json", hidden: true });
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files ?? [];
    chooser.value = "";
    if (!file) return;
    const read = parsed(await file.text());
    status.textContent = read
      ? say("Added: {count}", { count: read.length })
      : say("This file has nothing saved here.");
    if (read) change([...all.filter((one) => !read.some((other) => other.link === one.link)), ...read]);
  });
  const files = make(
    "p",
    { class: "saved-files" },
    make("button", { type: "button", class: "plain", onclick: () => chooser.click() }, "Open a file"),
    make(
      "button",
      {
        type: "button",
        class: "plain when-any",
        onclick: () => save(JSON.stringify({ type: TYPE, saved: all }, null, 1), "saved.json", "application/json"),
      },
      "Save as a file",
    ),
    chooser,
  );
  const hint = make("p", { class: "saved-hint" }, "What is saved stays in this browser.");
  const element = make("section", { class: "saved" }, make("h2", {}, title), list, hint, files, status);
  show();
  return { element, keep };
}

/** What was saved, of all views. */
export const allSaved = () => all;

/**
 * Save a link, whose view is not shown.
 *
 * @param {string} name
 * @param {string} link
 * @returns {string} the name that it got
 */
export function keepLink(name, link) {
  const others = all.filter((one) => viewOf(one.link) === viewOf(link));
  const known = others.find((one) => one.link === link);
  if (known) return known.name;
  const own = distinct(name, others);
  all = [...all, { name: own, link }].slice(-MAX_COUNT);
  remember();
  return own;
}

/** @param {string} sign @param {string} label @param {() => void} onclick */
function small(sign, label, onclick) {
  return make("button", { type: "button", class: "small", "aria-label": label, title: label, onclick }, sign);
}

/** The view of a link in the page's own form. @param {string} link */
function viewOf(link) {
  return link.replace(/^#/, "").split("?")[0];
}

/** A name that none of the others has. @param {string} name @param {Saved[]} others */
function distinct(name, others) {
  const taken = new Set(others.map((other) => other.name));
  for (let n = 2; taken.has(name); n++) name = `${name.replace(/ \d+$/, "")} ${n}`;
  return name.slice(0, MAX_NAME);
}

/**
 * What a text holds, or null if nothing was saved in it.
 *
 * @param {string} text
 * @returns {Saved[] | null}
 */
function parsed(text) {
  try {
    const { type, saved } = JSON.parse(text);
    if (type !== TYPE || !Array.isArray(saved)) return null;
    const whole = saved.filter(
      (one) =>
        typeof one?.name === "string" &&
        typeof one?.link === "string" &&
        one.link.startsWith("#") &&
        one.link.length <= MAX_LINK,
    );
    return whole.slice(-MAX_COUNT).map(({ name, link }) => ({ name: name.slice(0, MAX_NAME), link }));
  } catch {
    return null;
  }
}

/** @returns {Saved[]} */
function stored() {
  try {
    return parsed(localStorage.getItem(STORED) ?? "") ?? [];
  } catch {
    return []; // frames without an origin have no storage
  }
}

function remember() {
  try {
    localStorage.setItem(STORED, JSON.stringify({ type: TYPE, saved: all }));
  } catch {
    // It then lasts as long as the page.
  }
}
