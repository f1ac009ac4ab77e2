// A reader without a plan: evaluated in the page by test_long_use.py, after driver.js.
globalThis.wanderer = (() => {
  // What takes long is tested elsewhere: here many steps are to fit into a minute.
  const HEAVY = /10,000|100,000|polychron|oscillator|mismatch|drawing|digits|derivative|surrogate|gradient/i;
  // What makes a run larger takes as much more memory, and rightly so.
  const LARGER = /number|neurons|cells|size|epochs|duration|length|step|batch|trials|samples|channels|hidden|window|rate/i;
  const KEPT = 4; // results of a view, at most
  const SLOW_PANELS = /map|basin|convergence|size|models|response|impedance|duration/i;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const usable = (selector) => all(selector).filter((element) => element.offsetParent && !element.disabled);
  const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));

  let seed = 1;
  const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const any = (list) => list[Math.floor(random() * list.length)];
  const fire = (element, type) => element.dispatchEvent(new Event(type, { bubbles: true }));
  const closeDialogs = () => all("dialog[open]").forEach((dialog) => dialog.close());
  const glance = async (button) => {
    button?.click();
    await wait(40);
    closeDialogs();
  };

  let memory = 0;
  let done = 0; // questions
  let drawn = performance.now();
  addEventListener("explorer:done", ({ detail }) => {
    memory = detail.memory;
    done += 1;
  });
  addEventListener("explorer:drawn", () => (drawn = performance.now()));
  const busy = () => !document.getElementById("progress").hidden;
  /** Wait until nothing is computed or drawn any more. */
  const rest = async (time) => {
    while (busy() || performance.now() - drawn < time) await wait(30);
  };

  const sliders = () =>
    usable('.field input[type="range"]').filter((one) => !LARGER.test(one.getAttribute("aria-label")));
  const set = (slider, part) => {
    const [low, high] = [Number(slider.min), Number(slider.max)];
    slider.value = String(low + part * (high - low));
    fire(slider, "input");
  };
  const slide = async () => {
    const slider = any(sliders());
    for (let i = 0; slider && i < 3; i++) {
      set(slider, random());
      await wait(8);
    }
  };
  const lightPanels = () => usable(".panel-tabs button").filter((tab) => !SLOW_PANELS.test(tab.textContent));
  const moveCursor = () => {
    const [slider] = usable("#player input");
    if (!slider) return;
    slider.value = String(random() * Number(slider.max));
    fire(slider, "input");
  };
  const zoom = () => {
    const plot = any(all(".panel:not([hidden]) .plot").filter(({ layout }) => layout?.xaxis?.range));
    if (!plot) return;
    const [low, high] = plot.layout.xaxis.range.map(Number);
    globalThis.Plotly.relayout(plot, { "xaxis.range": [low, low + (high - low) * (0.3 + random())] });
  };
  const acts = [
    [8, () => any(usable(".presets .preset").filter(({ textContent }) => !HEAVY.test(textContent)))?.click()],
    [10, slide],
    [3, () => any(usable("#views a"))?.click()],
    [3, () => any(lightPanels())?.click()],
    [1, () => usable(".panel-tabs input")[0]?.click()],
    [2, () => any(usable('.field input[type="checkbox"]'))?.click()],
    [4, moveCursor],
    [2, () => usable("#player .play")[0]?.click()],
    [2, zoom],
    [1, () => any(usable(".field .revert"))?.click()],
    [1, () => document.getElementById("theme").click()],
    [1, () => any(usable("#toolbar button:not(.help, .compare)"))?.click()],
    [2, () => glance(any(usable("#share, #export, #tours")))],
    [2, () => glance(any(all(".panel:not([hidden]) .panel-button.data:not([hidden])")))],
  ].flatMap(([weight, act]) => Array(weight).fill(act));

  return {
    /** See all that the steps may come to, so that what follows needs nothing larger. */
    async survey() {
      const answered = async (act) => {
        const before = done;
        act();
        for (let i = 0; i < 500 && done === before; i++) await wait(20);
      };
      const click = (element) => answered(() => element.click());
      const move = (part) => answered(() => set(sliders()[0], part));
      for (const tab of usable("#views a").reverse()) {
        await click(tab);
        for (const preset of usable(".presets .preset").filter(({ textContent }) => !HEAVY.test(textContent)).slice(-KEPT)) {
          await click(preset);
          if (tab === usable("#views a")[0]) continue; // one neuron needs little
          for (const panel of lightPanels()) {
            await click(panel);
            await click(panel); // one at a time
          }
          for (let part = 1; part <= KEPT; part++) await move(part / (KEPT + 1)); // all of the largest kind
        }
      }
    },
    /** Do something, many times, at a random pace. */
    async wander(steps, from) {
      seed = from;
      for (let step = 0; step < steps; step++) {
        await any(acts)();
        await (random() < 0.12 ? rest(100) : wait(random() * 50));
      }
    },
    /** Go back to where the page began, and rest; what Python then holds, bytes. */
    async home() {
      closeDialogs();
      document.querySelector("#views a").click();
      await wait(50);
      location.hash = "#neuron?preset=phasic_spiking";
      await wait(100);
      await rest(300);
      location.hash = "#neuron?preset=tonic_spiking";
      if (document.documentElement.dataset.theme === "dark") document.getElementById("theme").click();
      await wait(100);
      await rest(1500); // what is said of the plots comes late
      return memory;
    },
  };
})();
