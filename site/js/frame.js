import { byId } from "./dom.js";

/**
 * The link to what is shown: copied in a page of its own, followed into a new tab from a frame.
 *
 * @param {() => string} currentLink the part of the address from "#" on
 */
export function setUpFrame(currentLink) {
  const address = () => location.href.split("#")[0] + currentLink();
  const copy = byId("copy-link");
  const link = /** @type {HTMLAnchorElement} */ (byId("new-tab"));
  if (window.top !== window) {
    document.documentElement.classList.add("embedded");
    copy.hidden = true;
    link.hidden = false;
    link.href = address();
    for (const moment of ["pointerdown", "focus"]) link.addEventListener(moment, () => (link.href = address()));
    return;
  }
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address());
      copy.textContent = "Copied";
      setTimeout(() => (copy.textContent = "Copy link"), 1500);
    } catch {
      prompt("Copy this link:", address());
    }
  });
}
