/**
 * Sliders under a finger: a swipe that scrolls the page leaves them as they are. Browsers move a slider to wherever
 * it is touched; here the value is taken once the finger moves sideways, or is lifted where it came down.
 */

const SIDEWAYS = 8; // CSS pixels

/** @typedef {{slider: HTMLInputElement, before: string, x: number, pointer: number}} Touch */

export function setUpTouchSliders() {
  /** @type {Touch | null} */ let undecided = null;

  const decide = () => {
    const { slider } = /** @type {Touch} */ (undecided);
    undecided = null;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };

  document.addEventListener(
    "pointerdown",
    ({ target, pointerType, pointerId, clientX }) => {
      if (pointerType !== "touch" || !(target instanceof HTMLInputElement) || target.type !== "range") return;
      undecided = { slider: target, before: target.value, x: clientX, pointer: pointerId };
    },
    true,
  );
  document.addEventListener(
    "pointermove",
    ({ pointerId, clientX }) => {
      if (undecided?.pointer === pointerId && Math.abs(clientX - undecided.x) > SIDEWAYS) decide();
    },
    true,
  );
  document.addEventListener("pointerup", ({ pointerId }) => undecided?.pointer === pointerId && decide(), true);
  // The browser scrolls.
  document.addEventListener(
    "pointercancel",
    ({ pointerId }) => {
      if (undecided?.pointer !== pointerId) return;
      undecided.slider.value = undecided.before;
      undecided = null;
    },
    true,
  );
  for (const type of ["input", "change"])
    document.addEventListener(
      type,
      (event) => {
        if (event.isTrusted && undecided && event.target === undecided.slider) event.stopImmediatePropagation();
      },
      true,
    );
}
