/** HTML with which another page embeds this one. */

/** Permissions of a frame. It runs without its own origin, so it has no access to its host. */
export const SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox";

/** Makes frames as high as they say (js/embed/host.js); one is enough for a whole page, more do no harm. */
const FOLLOW = `<script>
addEventListener("message", ({ data, source }) => {
  if (data?.type !== "izhikevich:height") return;
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source) frame.style.height = data.height + "px";
});
</script>`;

/**
 * @typedef {object} Frame
 * @property {string} address of the page, with the part after "#"
 * @property {string} title for those who listen to the page
 * @property {"content" | "window" | number} height as the content needs, as the window has, or in pixels
 * @property {boolean} lazy whether it is loaded only when scrolled near the view
 */

/**
 * @param {Frame} frame
 * @returns {Record<string, string>} the attributes of the frame
 */
export function attributes({ address, title, height, lazy }) {
  const size = height === "window" ? "100vh" : `${height === "content" ? 520 : height}px`;
  return {
    src: address,
    title,
    ...(lazy && { loading: "lazy" }),
    style: `width: 100%; height: ${size}; border: 0`,
    sandbox: SANDBOX,
    allow: "clipboard-write",
  };
}

/**
 * @param {Frame} frame
 * @returns {string}
 */
export function snippet(frame) {
  const pairs = Object.entries(attributes(frame)).map(([name, value]) => `${name}="${escaped(value)}"`);
  const html = `<iframe ${pairs.join("\n        ")}></iframe>`;
  return frame.height === "content" ? `${html}\n${FOLLOW}` : html;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
