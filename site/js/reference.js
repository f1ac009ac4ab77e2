// The reference page: its theme is that of the explorer; a search; and what links do in a frame.

const within = location.protocol === "about:"; // within the explorer, which is one file
document.documentElement.dataset.theme = darkTheme() ? "dark" : "light";

addEventListener("DOMContentLoaded", () => {
  const field = /** @type {HTMLInputElement} */ (document.getElementById("search"));
  const find = () => search(field.value.trim().toLowerCase());
  field.addEventListener("input", find);
  find(); // what was typed before, or stands there again
  unfold(location.hash);
  addEventListener("hashchange", () => unfold(location.hash));
  document.addEventListener("click", (event) => follow(event));
});

/** What was chosen in the explorer, else what the system has. */
function darkTheme() {
  /** @type {string | null | undefined} */ let chosen = new URLSearchParams(location.search).get("theme");
  try {
    chosen = within ? parent.document.documentElement.dataset.theme : (chosen ?? localStorage.getItem("theme"));
  } catch {
    // Frames without an origin have neither storage nor a parent to look at.
  }
  return chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
}

/** Show only rows and entries that have all words; what stands around them stays. @param {string} text */
function search(text) {
  const words = text.split(/\s+/).filter(Boolean);
  const has = (/** @type {Element} */ element) => {
    const own = (element.textContent ?? "").toLowerCase();
    return words.every((word) => own.includes(word));
  };
  for (const element of document.querySelectorAll("main > section > .wide > table > tbody > tr, main details")) {
    /** @type {HTMLElement} */ (element).hidden = words.length > 0 && !has(element);
  }
  for (const table of document.querySelectorAll("main > section > .wide")) {
    /** @type {HTMLElement} */ (table).hidden = words.length > 0 && !table.querySelector("tbody > tr:not([hidden])");
  }
}

/** What a link leads to is unfolded; a search that hides it ends. @param {string} hash */
function unfold(hash) {
  const target = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (target?.closest("[hidden]")) {
    /** @type {HTMLInputElement} */ (document.getElementById("search")).value = "";
    search("");
  }
  if (target instanceof HTMLDetailsElement) target.open = true;
  target?.scrollIntoView();
}

/** In a frame made of text, links cannot lead anywhere by themselves. @param {Event} event */
function follow(event) {
  const link = /** @type {Element} */ (event.target).closest("a");
  if (!link || !within) return;
  const address = link.getAttribute("href") ?? "";
  event.preventDefault();
  if (address.startsWith("#")) unfold(address);
  else parent.postMessage({ type: "izhikevich:reference", link: address.replace("./", "") }, "*");
}
