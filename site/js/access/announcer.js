import { byId } from "../dom.js";
import { inOneLine } from "../language/format.js";

/** @typedef {Pick<import("../state/explorer.js").Explorer, "stage">} Explorer */

const REST = 1200; // ms without a new plot: plots that keep changing are not read out
const SAID = 2; // sentences read out per plot; all of them are next to the plot

/**
 * Descriptions of the plots in words: next to each one, and, when nothing has changed for a while, read
 * out to those who listen to the page.
 *
 * @param {Explorer} explorer
 */
export function setUpHearing(explorer) {
  let timer = 0;
  let summary = "";
  addEventListener("explorer:drawn", () => {
    clearTimeout(timer);
    timer = setTimeout(say, REST);
  });

  function say() {
    const said = [];
    const now = byId("summary").textContent ?? "";
    if (now !== summary) said.push(now);
    summary = now;
    for (const { description, element, spec, words } of explorer.stage.panels.values()) {
      if (!description || element.hidden) continue;
      const sentences = description.map(inOneLine);
      const text = sentences.join(" ");
      if (text === words.textContent) continue;
      words.textContent = text;
      said.push(`${spec.title}: ${sentences.slice(0, SAID).join(" ")}`);
    }
    if (said.length) byId("announcer").textContent = said.join(" ");
  }
}
