import { make, makeSvg } from "../dom.js";

/**
 * @typedef {import("../panels/panel.js").Panel} Panel
 * @typedef {import("../client/protocol.js").Draw} Draw
 * @typedef {[number, number]} Point in percent of the axes, from the upper left corner
 */

const APART = 1; // percent between two points of a stroke, at least

/**
 * A button that lets the pointer draw strokes in a plot, also by touch: they become the value of a parameter, as text,
 * while they are drawn.
 *
 * @param {Panel} panel
 * @param {Draw} draw
 * @param {(values: import("../client/protocol.js").Values) => void} set
 * @returns {(value: string | null) => void} takes the value that is shown; null: there is no such parameter
 */
export function giveSketch(panel, draw, set) {
  const button = make(
    "button",
    { type: "button", class: "click-mode", title: draw.help, "aria-pressed": "false" },
    `✎ ${draw.label}`,
  );
  const clear = make("button", { type: "button", class: "click-mode", hidden: true }, draw.clear);
  const lines = makeSvg("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none" });
  const sheet = make("div", { class: "freehand-area sketch", "aria-hidden": "true", hidden: true }, lines);
  panel.canvas.append(sheet);
  panel.giveMode(clear);
  panel.giveMode(button);
  /** @type {Point[][]} */ let strokes = [];
  let [down, waits] = [false, false];

  const spread = () => {
    const area = panel.area();
    if (!area) return;
    for (const side of /** @type {const} */ (["left", "top", "width", "height"])) sheet.style[side] = `${area[side]}px`;
  };
  const show = () =>
    lines.replaceChildren(
      ...strokes.map((one) => makeSvg("polyline", { points: [...one, one[one.length - 1]].join(" ") })),
    );
  const fade = () => sheet.classList.toggle("faded", !down);
  const send = () => {
    waits = false;
    if (strokes.length) set({ [draw.parameter]: strokes.map((one) => one.join(" ")).join(";") });
  };
  const sendSoon = () => {
    if (!waits) requestAnimationFrame(send);
    waits = true;
  };
  const forget = () => {
    strokes = [];
    show();
  };
  /** @param {boolean} on */
  const turn = (on) => {
    button.setAttribute("aria-pressed", String(on));
    sheet.hidden = !on;
    down = false;
    forget();
    if (on) spread();
  };
  /** @param {PointerEvent} event */
  const follow = (event) => {
    const box = sheet.getBoundingClientRect();
    const stroke = strokes[strokes.length - 1];
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map((part) =>
      Math.round(100 * Math.min(Math.max(part, 0), 1)),
    );
    const [before] = stroke.slice(-1);
    const full = strokes.reduce((sum, { length }) => sum + length, 0) >= draw.points;
    if (full || (before && Math.hypot(x - before[0], y - before[1]) < APART)) return;
    stroke.push([x, y]);
    show();
    sendSoon();
  };

  button.addEventListener("click", () => turn(button.getAttribute("aria-pressed") !== "true"));
  clear.addEventListener("click", () => {
    forget();
    set({ [draw.parameter]: "" });
  });
  panel.element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") turn(false);
  });
  panel.element.addEventListener("panel:axes", spread);
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    spread();
    sheet.setPointerCapture(event.pointerId);
    down = true;
    fade();
    strokes = [...strokes, []];
    follow(event);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!down) return;
    const parts = event.getCoalescedEvents?.() ?? [];
    for (const part of parts.length ? parts : [event]) follow(part);
  });
  for (const name of ["pointerup", "pointercancel"])
    sheet.addEventListener(name, () => {
      down = false;
      strokes = strokes.filter(({ length }) => length);
      fade();
    });
  return (value) => {
    button.hidden = value === null;
    clear.hidden = !value;
    if (value === null) turn(false);
    else if (!value && !down && !waits) forget(); // it was changed by other means
  };
}
