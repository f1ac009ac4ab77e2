// Where things stand, as functions in the page; evaluated there by test_geometry.py. Each returns what is wrong.
globalThis.geometry = (() => {
  const CONTROLS =
    "button, a[href], input, select, textarea, summary, [role=slider], [role=tab], [role=radio]";
  const TOUCH = 44; // CSS pixels
  const ROUNDING = 0.6;
  const MIN_SEEN = 0.6; // part of the plot that is in the window while a parameter changes

  const shown = (element) =>
    element.checkVisibility({
      visibilityProperty: true,
      opacityProperty: true,
    });
  const name = (element) => {
    const own =
      element.getAttribute("aria-label") ||
      element.textContent.trim() ||
      element.id ||
      element.className;
    const place = element.closest(
      "[data-parameter], [data-panel], dialog, [id]",
    );
    const { parameter, panel } = place?.dataset ?? {};
    return `${element.tagName.toLowerCase()} “${String(own).slice(0, 40)}” in ${parameter ?? panel ?? place?.id ?? ""}`;
  };
  const hidden = (element) =>
    element.closest(
      ".visually-hidden, .skip:not(:focus), .offscreen, [hidden]",
    ) !== null;
  const scrolls = (element) =>
    ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const clips = (element) => getComputedStyle(element).overflow !== "visible";
  const ancestors = function* (element) {
    for (let one = element.parentElement; one; one = one.parentElement)
      yield one;
  };
  /** What it is painted with: a dialog, a bar, or what else lies above the rest. */
  const layer = (element) => {
    for (const one of [element, ...ancestors(element)]) {
      const { position, zIndex } = getComputedStyle(one);
      if (one.tagName === "DIALOG" || ["fixed", "sticky"].includes(position))
        return one;
      if (position === "absolute" && zIndex !== "auto") return one;
    }
    return null;
  };
  /** What can be reached: the dialog, the sheet, or everything. */
  const root = () =>
    document.querySelector("dialog[open]") ??
    [...document.querySelectorAll(".sheet-handle[aria-expanded=true]")].find(
      shown,
    )?.parentElement ??
    document.body;
  const controls = () =>
    [...root().querySelectorAll(CONTROLS)].filter(
      (one) => shown(one) && !hidden(one),
    );

  /** Elements beyond the left or right edge that no strip brings into sight. */
  const beyond = () => {
    const wrong = [];
    if (document.documentElement.scrollWidth > innerWidth)
      wrong.push(`wider: ${document.documentElement.scrollWidth}`);
    for (const element of root().querySelectorAll("*")) {
      if (
        element.closest(
          ".plot svg, .overlay, .handle, .cm-editor, iframe, #js-plotly-tester",
        ) ||
        !shown(element) ||
        hidden(element)
      )
        continue;
      const { left, right, width, height } = element.getBoundingClientRect();
      if (!width || !height || (left >= -1 && right <= innerWidth + 1))
        continue;
      if (
        [...ancestors(element)].some(
          (one) => scrolls(one) || (clips(one) && one !== document.body),
        )
      )
        continue;
      wrong.push(
        `beyond: ${name(element)} (${Math.round(left)} to ${Math.round(right)})`,
      );
    }
    return wrong;
  };

  /** The boxes of all texts, as far as their scrollers show them. */
  const texts = () => {
    const found = [];
    const walker = document.createTreeWalker(root(), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const boxes = new Map(); // of what clips
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (
        !node.nodeValue.trim() ||
        element.closest("script, style, option, noscript, .cm-editor, .modebar")
      )
        continue;
      if (!shown(element) || hidden(element)) continue;
      range.selectNodeContents(node);
      for (let { left, right, top, bottom } of range.getClientRects()) {
        for (const one of element.closest("svg")
          ? []
          : [element, ...ancestors(element)]) {
          if (!boxes.has(one))
            boxes.set(one, clips(one) ? one.getBoundingClientRect() : null);
          const box = boxes.get(one);
          if (!box) continue;
          [left, right] = [
            Math.max(left, box.left),
            Math.min(right, box.right),
          ];
          [top, bottom] = [
            Math.max(top, box.top),
            Math.min(bottom, box.bottom),
          ];
        }
        if (right - left > 1 && bottom - top > 1)
          found.push({
            element,
            left,
            right,
            top,
            bottom,
            text: node.nodeValue.trim(),
            layer: layer(element),
          });
      }
    }
    return found;
  };

  /** Two texts, one over the other. */
  const overlaps = () => {
    const all = texts();
    const wrong = [];
    for (let i = 0; i < all.length; i++) {
      for (let k = i + 1; k < all.length; k++) {
        const [a, b] = [all[i], all[k]];
        if (a.layer !== b.layer || a.element === b.element) continue;
        if (
          a.element.closest("math") &&
          a.element.closest("math") === b.element.closest("math")
        )
          continue;
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        const line = Math.min(a.bottom - a.top, b.bottom - b.top);
        if (wide < 2 || high < 0.3 * line) continue;
        const panel = a.element.closest("[data-panel]")?.dataset.panel ?? "";
        wrong.push(
          `texts: “${a.text.slice(0, 30)}” and “${b.text.slice(0, 30)}” ${panel}`,
        );
      }
    }
    return wrong;
  };

  /** Whether a finger that misses it by a little still hits it. */
  const reaches = (target) => {
    target.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = target.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const far = TOUCH / 2 - ROUNDING;
    return (
      width >= TOUCH &&
      [-far, far].every((by) =>
        target.contains(document.elementFromPoint(x, y + by)),
      )
    );
  };

  /** Controls that a finger misses. */
  const small = () =>
    controls().flatMap((control) => {
      const inText =
        control.matches("a") && control.closest("p, li, dd, td, .about-text");
      if (inText || control.closest(".live-equations, .cm-editor")) return []; // sliders change the same as numbers of equations
      const target = control.matches("[type=checkbox], [type=radio]")
        ? (control.closest("label") ?? control)
        : control;
      const { width, height } = target.getBoundingClientRect();
      if (width >= TOUCH - ROUNDING && height >= TOUCH - ROUNDING) return [];
      if (height < TOUCH && reaches(target)) return [];
      return [
        `small: ${name(control)} ${width.toFixed(0)}×${height.toFixed(0)}`,
      ];
    });

  /** Controls that lie under something else once they are scrolled to. */
  const covered = () =>
    controls().flatMap((control) => {
      if (
        control.matches(".handle") ||
        control.closest(".live-equations, .cm-editor, [role=radiogroup]")
      )
        return [];
      control.scrollIntoView({
        block: "nearest",
        inline: "nearest",
        behavior: "instant",
      });
      const { left, top, width, height } = control.getBoundingClientRect();
      const met = document.elementFromPoint(left + width / 2, top + height / 2);
      const label = control.labels?.[0];
      if (
        met &&
        (control.contains(met) || met.contains(control) || label?.contains(met))
      )
        return [];
      return [`covered: ${name(control)} by ${met ? name(met) : "nothing"}`];
    });

  /** Parameters that are changed out of sight of the plot. */
  const blind = () => {
    const panel = document.querySelector(".panels-main > .panel:not([hidden])");
    return [...document.querySelectorAll("#control-groups input[type=range]")]
      .filter(shown)
      .flatMap((slider) => {
        slider.focus();
        const box = panel.getBoundingClientRect();
        const seen = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
        const middle =
          Math.min(innerHeight, box.bottom) / 2 + Math.max(box.top, 0) / 2;
        const met = document.elementFromPoint(box.left + box.width / 2, middle);
        if (seen >= MIN_SEEN * box.height && panel.contains(met)) return [];
        return [
          `blind: ${name(slider)}: ${Math.round(seen)} of ${Math.round(box.height)} px`,
        ];
      });
  };

  return { beyond, overlaps, small, covered, blind };
})();
