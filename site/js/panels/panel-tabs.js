import { byId, make, setAttributes } from "../dom.js";

/** @typedef {import("./panel.js").Panel} Panel */

/**
 * Further panels, computed only while they are open, and the option to keep the previous run.
 *
 * @param {Panel[]} panels
 * @param {(panel: string, open: boolean) => void} onOpen
 * @param {(keep: boolean) => void} onKeep
 * @returns {(open: string[]) => void} marks the open ones
 */
export function buildExtras(panels, onOpen, onKeep) {
  const tabs = panels.map((panel) => {
    const { name, title, help } = panel.spec;
    const tab = make("button", { type: "button", title: help, "data-opens": name }, title);
    tab.addEventListener("click", () => {
      const opens = Boolean(panel.element.hidden);
      if (opens) panel.say("Computing …");
      onOpen(name, opens);
      panel.element.scrollIntoView({ block: "nearest" });
    });
    return tab;
  });
  const box = make("input", { type: "checkbox" });
  box.addEventListener("change", () => onKeep(box.checked));
  const keep = make(
    "label",
    { title: "Keeps the run before each change faintly visible in the plots" },
    box,
    "Overlay previous run",
  );
  const elements = panels.map((panel) => panel.element);
  byId("extra-panels").replaceChildren(make("div", { class: "panel-tabs" }, ...tabs, keep), ...elements);

  return (open) => {
    panels.forEach((panel, i) => {
      const shown = open.includes(panel.spec.name);
      panel.show(shown);
      setAttributes(tabs[i], { "aria-expanded": shown });
    });
  };
}
