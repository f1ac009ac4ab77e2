import { openDialog } from "./dialog.js";
import { byId, make } from "./dom.js";
import { readLink } from "./link.js";
import { loadText } from "./start.js";

/** The reference page: a file of its own, or a part of the page where that is one file. @param {import("./explorer.js").Explorer} explorer */
export function setUpReference(explorer) {
  if (!("embeddedAssets" in globalThis)) return;
  byId("reference").addEventListener("click", (event) => {
    event.preventDefault();
    openReference(explorer);
  });
}

/** @param {import("./explorer.js").Explorer} explorer */
async function openReference(explorer) {
  const frame = make("iframe", { title: "Reference", srcdoc: await loadText("reference.html") });
  const dialog = openDialog("Reference", frame, { className: "lookup" });
  const follow = (/** @type {MessageEvent} */ { data, source }) => {
    if (source !== frame.contentWindow || data?.type !== "izhikevich:reference" || typeof data.link !== "string") return;
    dialog.close();
    if (data.link) explorer.change(readLink(data.link, explorer.views), true);
  };
  addEventListener("message", follow);
  dialog.addEventListener("close", () => removeEventListener("message", follow));
}
