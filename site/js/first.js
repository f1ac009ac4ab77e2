// Runs before the page is painted, as a classic script: what was chosen for the theme, and whether
// the pictures that the page comes with are what the address asks for.
(() => {
  let choice = "auto";
  try {
    choice = localStorage.getItem("theme") ?? choice;
  } catch {
    // Storage throws in frames without an origin; the choice then lasts as long as the page.
  }
  const dark = choice === "dark" || (choice === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  const { dataset, classList } = document.documentElement;
  dataset.theme = dark ? "dark" : "light";
  dataset.chosen = choice;
  if (location.hash.length > 1) classList.add("linked");
})();
