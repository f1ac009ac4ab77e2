import { byId, make } from "../dom.js";

const scope = /** @type {any} */ (globalThis);
const { dataset, classList } = document.documentElement;

/** Whether a browser saved this document while it ran (prepaint.js): it then contains its state at that time. */
export const isSaved = classList.contains("saved-copy");

/** If the page is a copy without its parts: name the file that has them all. */
export function showCopy() {
  classList.remove("from-link", "poster");
  classList.add("saved-copy");
  const file = new URL(scope.singleFile ?? "", dataset.home); // a copy of the single file has no other
  const name = decodeURIComponent(file.pathname.split("/").at(-1) ?? "");
  byId("notices").classList.remove("stale");
  byId("notices").replaceChildren(
    make(
      "div",
      { class: "notice warning" },
      make(
        "p",
        {},
        "This copy of the page was saved by a browser and lacks what it needs to simulate. To keep the explorer, " +
          "save its single file instead:",
        " ",
        file.protocol.startsWith("http")
          ? make("a", { href: file.href }, make("code", {}, name))
          : make("code", {}, name),
      ),
    ),
  );
}
