// The codes of the page for teachers: drawn here, since only the page knows where it is hosted.
import { generate } from "lean-qr";
import { toSvg } from "lean-qr/extras/svg";

if (location.protocol.startsWith("http")) {
  for (const place of document.querySelectorAll("[data-link]")) {
    const { link = "", title = "" } = /** @type {HTMLElement} */ (place).dataset;
    const drawn = toSvg(generate(new URL(link, location.href).href), document, { on: "#000", off: "#fff", pad: 2 });
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", title);
    place.replaceChildren(drawn);
  }
}
