import { make } from "../dom.js";

/** What a button says that prints. */
export const PRINTS = "The browser prints it: “Save as PDF”";

/**
 * Print a figure alone, on a page of its size, which browsers save as PDF: with letters as letters and
 * curves as curves, in the fonts of the system.
 *
 * @param {string} svg
 */
export async function printed(svg) {
  const [, width, height] = /^<svg[^>]*? width="([\d.]+(?:mm)?)" height="([\d.]+(?:mm)?)"/.exec(svg) ?? [];
  if (!width) return;
  const sides = [width, height].map((side) => (side.endsWith("mm") ? side : `${side}px`));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page { size: ${sides.join(" ")}; margin: 0; }`);
  const picture = make("img", { class: "printed-figure", alt: "" });
  picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await picture.decode();
  document.body.append(picture);
  document.adoptedStyleSheets.push(sheet);
  document.documentElement.classList.add("prints-figure");
  const end = () => {
    picture.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    document.documentElement.classList.remove("prints-figure");
  };
  addEventListener("afterprint", end, { once: true });
  print();
}
