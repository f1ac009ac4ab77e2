// The reference, the documentation and the licences: their theme is that of the explorer; a search; and
// what links do in a frame.

const within = location.protocol === "about:"; // within the explorer, which is one file
document.documentElement.dataset.theme = darkTheme() ? "dark" : "light";

addEventListener("DOMContentLoaded", () => {
  const field = /** @type {HTMLInputElement} */ (document.getElementById("search"));
  const find = () => search(field.value.trim().toLowerCase());
  field.addEventListener("input", find);
  find(); // text typed earlier, or restored by the browser
  unfold(location.hash);
  addEventListener("hashchange", () => unfold(location.hash));
  document.addEventListener("click", (event) => follow(event));
});

/** The theme chosen in the explorer, otherwise the system's. */
function darkTheme() {
  /** @type {string | null | undefined} */ let chosen = new URLSearchParams(location.search).get("theme");
  try {
    chosen = within ? parent.document.documentElement.dataset.theme : (chosen ?? localStorage.getItem("theme"));
  } catch {
    // Frames without an origin have neither storage nor access to a parent.
  }
  return chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
}

/**
 * Show only rows, entries and parts that contain all words; the surroundings of rows and entries stay.
 *
 * @param {string} text
 */
function search(text) {
  const words = text.split(/\s+/).filter(Boolean);
  const has = (/** @type {Element} */ element) => {
    const own = (element.textContent ?? "").toLowerCase();
    return words.every((word) => own.includes(word));
  };
  const searched = "main > section > .wide > table > tbody > tr, main details, main .part";
  for (const element of document.querySelectorAll(searched)) {
    /** @type {HTMLElement} */ (element).hidden = words.length > 0 && !has(element);
  }
  hideEmpty("main > section > .wide", "tbody > tr");
  hideEmpty("main > section:has(> .part)", ".part");
}

/** Hide what has nothing left of its contents. @param {string} around @param {string} contents */
function hideEmpty(around, contents) {
  for (const element of document.querySelectorAll(around)) {
    /** @type {HTMLElement} */ (element).hidden = !element.querySelector(`${contents}:not([hidden])`);
  }
}

/** Unfold the target of a link; end a search that hides it. @param {string} hash */
function unfold(hash) {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (target?.closest("[hidden]")) {
    /** @type {HTMLInputElement} */ (document.getElementById("search")).value = "";
    search("");
  }
  if (target instanceof HTMLDetailsElement) target.open = true;
  if (!target && hash.length > 1) followMoved(hash);
  target?.scrollIntoView();
}

/** What was part of a page may be one of its own now. @param {string} hash */
function followMoved(hash) {
  const moved = location.pathname.endsWith("/reference.html")
    ? "python.html"
    : location.pathname.endsWith("/documentation.html") && hash.startsWith("#changes") && "changes.html";
  if (moved) location.replace(`./${moved}${location.search}${hash}`);
}

/** In a frame made of text, links cannot lead anywhere by themselves. @param {Event} event */
function follow(event) {
  const link = /** @type {Element} */ (event.target).closest("a");
  if (!link?.href || link.target || !within) return;
  const address = link.getAttribute("href") ?? "";
  event.preventDefault();
  if (address.startsWith("#")) unfold(address);
  else parent.postMessage({ type: "izhikevich:reference", link: address.replace("./", "") }, "*");
}
