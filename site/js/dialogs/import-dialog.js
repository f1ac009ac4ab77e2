import { make } from "../dom.js";
import { isNetwork, isState, isStateText, isTour, readState } from "./files.js";
import { notice } from "./script-export.js";
import { reason } from "../language/format.js";
import { say } from "../language/messages.js";

/**
 * @typedef {import("../client/solver-client.js").Client} Client
 * @typedef {Pick<import("../state/explorer.js").Explorer, "change" | "connected" | "state" | "views">} Explorer
 * @typedef {import("../client/protocol.js").FileParameter} FileParameter
 */

const LARGEST = 20e6; // bytes of what no parameter takes
const BEGIN = 4096; // bytes that tell text from what is not
const ADDRESS = /^(https?:\/\/|\.{0,2}\/)\S+$/;
const ACCEPTED = ".json,.csv,.tsv,.txt,.dat,.nml,.xml,.zip,.npz,.mat,.abf,.ibw,.nwb,.h5,.hdf5,text/*";

/**
 * Opening the reader's input: a link, parameters, a current, samples, a NeuroML cell, a network, a saved state.
 *
 * @param {Explorer} explorer
 * @param {Client} client
 * @param {File} [file] that was dropped
 * @param {FileParameter} [into] the parameter that is to take it, whatever it is
 */
export function openingPart(explorer, client, file, into) {
  const text = make("textarea", {
    rows: 6,
    spellcheck: false,
    "aria-label": "What to open",
    placeholder: into ? "" : "a=0.02 b=0.2 c=-65 d=8 I=10",
  });
  const result = make("div", { class: "result", "aria-live": "polite" });
  const input = make("input", {
    type: "file",
    accept: into?.accept ?? ACCEPTED,
    hidden: true,
    onchange: () => {
      if (input.files?.[0]) read(input.files[0]);
      input.value = "";
    },
  });
  const open = make(
    "button",
    { type: "button", class: "plain primary", onclick: () => openTyped(text.value.trim()) },
    "Open",
  );

  /** @param {File} chosen */
  const read = async (chosen) => {
    const taking = into ?? takingParameter(explorer);
    const limit = taking?.largest ?? LARGEST;
    if (chosen.size > limit) {
      const sizes = { name: chosen.name, size: Math.ceil(chosen.size / 1e6), limit: limit / 1e6 };
      const text = say("“{name}” has {size} MB: at most {limit} MB are read.", sizes);
      result.replaceChildren(notice("error", taking?.remedy ? `${text} ${say(taking.remedy)}` : text));
      return;
    }
    if (chosen.size > LARGEST) {
      await openText(chosen, chosen.name); // the worker reads it
      return;
    }
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const binary = bytes.subarray(0, BEGIN).includes(0); // archives, and files of acquisition programs
    if (binary) await openText(bytes, chosen.name);
    else await openText(new TextDecoder().decode(bytes), chosen.name, !into && isState(chosen));
  };

  /**
   * @param {string | Uint8Array<ArrayBuffer> | File} content
   * @param {string} name
   * @param {boolean} [saved] whether it is meant to be a saved state
   * @param {string | null} [cell] name of the neuron to read, if there are several
   */
  const openText = async (content, name, saved = false, cell = null) => {
    if (typeof content === "string" && !into && isTour(content)) {
      result.closest("dialog")?.close();
      dispatchEvent(new CustomEvent("explorer:tour", { detail: { text: content, filename: name || "The tour" } }));
      return;
    }
    const status = make(
      "p",
      { class: "hint" },
      explorer.connected ? "Reading …" : "Python is starting. This will be read as soon as it runs …",
    );
    result.replaceChildren(status);
    open.disabled = true;
    try {
      const found =
        typeof content === "string" && !into && !isNetwork(content) && (saved || isStateText(content.trim()))
          ? { state: readState(content, explorer), words: "a saved state", notes: [], cells: [], cell: "" }
          : await client.read(content, name, explorer.state, {
              parameter: into?.name,
              cell,
              progress: (text) => (status.textContent = say(text)),
            });
      explorer.change(found.state, true);
      const close = make(
        "button",
        { type: "button", class: "plain", onclick: () => result.closest("dialog")?.close() },
        "View it",
      );
      const words = say(found.words);
      const shown = name
        ? say("“{name}”: {words}. It is now shown; the browser's back button leads back.", { name, words })
        : `${words}. ${say("It is now shown; the browser's back button leads back.")}`;
      const done = notice("info", shown);
      done.append(close);
      const notes = found.notes.map((/** @type {string} */ one) => notice("warning", one));
      const choose = (/** @type {string} */ chosen) => openText(content, name, saved, chosen);
      const choice = found.cells.length ? choiceOf(found.cells, found.cell, choose) : null;
      result.replaceChildren(done, ...(choice ? [choice] : []), ...notes);
      (cell === null ? close : choice?.querySelector("select"))?.focus();
    } catch (error) {
      const which = name ? `${say("“{name}” cannot be opened.", { name })} ` : "";
      const why = say(reason(error)).replace(/\.$/, "");
      result.replaceChildren(notice("error", `${which}${why}.`));
    } finally {
      open.disabled = false;
    }
  };

  /** @param {string} typed */
  const openTyped = async (typed) => {
    const found = addressOfFile(typed, into?.accept ?? ACCEPTED);
    if (!found) {
      await openText(text.value, "");
      return;
    }
    const name = decodeURIComponent(found.pathname.split("/").at(-1) ?? "");
    if (found.origin !== location.origin || found.protocol === "file:") {
      const why = say("Files are read from this page's own host only: download it, and open it here.");
      result.replaceChildren(notice("error", why));
      return;
    }
    result.replaceChildren(make("p", { class: "hint" }, "Reading …"));
    open.disabled = true;
    try {
      const answer = await fetch(found);
      if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`.trim());
      await read(new File([await answer.blob()], name));
    } catch (error) {
      const words = { name, why: say(reason(error)) };
      result.replaceChildren(notice("error", say("“{name}” cannot be fetched: {why}.", words)));
    } finally {
      open.disabled = false;
    }
  };

  if (file) read(file);
  return [
    make(
      "p",
      { class: "hint" },
      into?.hint ??
        "Paste a link, parameters of a neuron, a table of times and currents or of labelled samples (CSV), a NeuroML " +
          "cell or a network (JSON), or choose a file with one of these or with a recorded cell (ABF, IBW, NWB, " +
          "MATLAB, CSV) or its address on this host; files can also be dropped on the page.",
    ),
    text,
    make(
      "p",
      { class: "row" },
      open,
      make("button", { type: "button", class: "plain", onclick: () => input.click() }, "Choose a file …"),
      input,
    ),
    result,
  ];
}

/**
 * A choice among the neurons of a text or file.
 *
 * @param {readonly string[]} cells their names
 * @param {string} shown
 * @param {(name: string) => void} choose
 */
function choiceOf(cells, shown, choose) {
  const options = cells.map((name) => {
    const own = document.createTextNode(name); // a name is not translated
    return make("option", { value: name, selected: name === shown }, own);
  });
  const select = make("select", { "aria-label": "Neuron", onchange: () => choose(select.value) }, ...options);
  return make("label", { class: "row" }, make("span", {}, "Neuron"), select);
}

/**
 * The address of a file, if that is all that was typed; a link to a state of the page is none.
 *
 * @param {string} typed
 * @param {string} accepted endings
 * @returns {URL | null}
 */
function addressOfFile(typed, accepted) {
  if (!ADDRESS.test(typed) || !URL.canParse(typed, location.href)) return null;
  const found = new URL(typed, location.href);
  const path = found.pathname.toLowerCase();
  const isFile = accepted.split(",").some((ending) => ending.startsWith(".") && path.endsWith(ending));
  return isFile && !found.hash ? found : null;
}

/**
 * The parameter of the shown preset that takes files, if there is one.
 *
 * @param {Explorer} explorer
 * @returns {FileParameter | null}
 */
function takingParameter({ state, views }) {
  const view = views.find(({ name }) => name === state.view);
  const values = view?.presets.find(({ name }) => name === state.preset)?.values ?? {};
  for (const one of view?.parameters ?? []) if (one.kind === "file" && one.name in values) return one;
  return null;
}
