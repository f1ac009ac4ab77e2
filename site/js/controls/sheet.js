import { byId } from "../dom.js";

/** On narrow screens the controls are a sheet that slides up; the plot that they change stays above it. */
export function setUpSheet() {
  const handle = byId("sheet-handle");
  handle.onclick = () => {
    const open = handle.getAttribute("aria-expanded") !== "true";
    handle.setAttribute("aria-expanded", String(open));
    document.documentElement.classList.toggle("sheet-open", open);
    byId("control-groups").scrollIntoView({ block: "nearest" });
  };
}
