import { make, plain } from "../dom.js";
import { say } from "../language/messages.js";
import { area, button, field, input } from "./recorder-fields.js";
import { difference, MAX_CONDITIONS, MAX_TITLE, noTask, partsOf, RELATIONS } from "./recording.js";

/**
 * @typedef {Pick<import("../state/explorer.js").Explorer,
 *   "change" | "facts" | "stage" | "state" | "values" | "view" | "views">} Explorer
 * @typedef {import("./recording.js").Draft} Draft
 * @typedef {import("./recording.js").Step} Step
 * @typedef {import("./recording.js").Task} Task
 * @typedef {import("../client/protocol.js").ViewSchema} View
 */

const READ = /** @type {Record<string, string>} */ ({
  "=": "=",
  ">": "more than",
  ">=": "at least",
  "<": "less than",
  "<=": "at most",
});

/** The list of a recorded tour's steps: one of them is open, to write its text and its task. */
export class StepEditor {
  /**
   * @param {Explorer} explorer
   * @param {Draft} draft
   * @param {HTMLElement} list
   * @param {() => void} changed
   * @param {(state: import("./recording.js").Step["state"]) => void} visit show the state of a step
   */
  constructor(explorer, draft, list, changed, visit) {
    this.explorer = explorer;
    this.draft = draft;
    this.list = list;
    this.changed = changed;
    this.visit = visit;
  }

  /** @param {number} open the step that is open @param {string} [focus] the class of its button that has the focus */
  show(open, focus = "") {
    this.list.replaceChildren(...this.draft.steps.map((step, i) => this.#row(step, i, i === open)));
    if (!focus) return;
    const find = (/** @type {string} */ what) =>
      /** @type {HTMLElement | null | undefined} */ (this.list.children[open]?.querySelector(what));
    (find(`.${focus}:not(:disabled)`) ?? find(":is(.up, .down):not(:disabled)") ?? find("summary"))?.focus();
  }

  /** @param {Step} step @param {number} i @param {boolean} open */
  #row(step, i, open) {
    const { steps } = this.draft;
    const name = make("b", {});
    const rename = () => (name.textContent = step.title || say("Step {number}", { number: i + 1 }));
    rename();
    const changed = () => {
      rename();
      this.changed();
    };
    /** @param {string} sign @param {string} label @param {number} by */
    const mover = (sign, label, by) => {
      const press = make(
        "button",
        {
          type: "button",
          class: `plain ${by < 0 ? "up" : "down"}`,
          "aria-label": label,
          title: label,
          disabled: steps[i + by] === undefined,
          onclick: () => {
            [steps[i], steps[i + by]] = [steps[i + by], steps[i]];
            this.changed();
            this.show(i + by, by < 0 ? "up" : "down");
          },
        },
        sign,
      );
      return press;
    };
    const replace = () => {
      step.state = structuredClone(this.explorer.state);
      if (step.points_at && !this.#targets(step).some(({ value }) => value === pointed(step))) step.points_at = null;
      this.changed();
      this.show(i, "replace");
    };
    const remove = () => {
      steps.splice(i, 1);
      this.changed();
      this.show(Math.min(i, steps.length - 1), "remove");
    };
    const replacing = button("Use the present state", replace);
    replacing.classList.add("replace");
    const removing = button("Delete", remove);
    removing.classList.add("remove");
    return make(
      "li",
      {},
      make(
        "details",
        { open },
        make("summary", {}, name, make("span", { class: "hint" }, ` ${this.#stateInWords(step)}`)),
        make(
          "p",
          { class: "row" },
          mover("↑", "Move up", -1),
          mover("↓", "Move down", 1),
          button("Show", () => this.visit(step.state)),
          replacing,
          removing,
        ),
        field("Heading", input(step, "title", MAX_TITLE, changed)),
        field("Text", area(step, "text", changed)),
        field("Points at", this.#target(step)),
        this.#task(step, i),
      ),
    );
  }

  /** @param {Step} step @returns {View} */
  #viewOf({ state }) {
    return this.explorer.views.find(({ name }) => name === state.view) ?? this.explorer.view;
  }

  /** @param {Step} step */
  #stateInWords(step) {
    const view = this.#viewOf(step);
    const preset = view.presets.find(({ name }) => name === step.state.preset)?.title ?? step.state.preset;
    const values = Object.entries(step.state.values).map(([name, value]) => `${name} = ${plain(value).slice(0, 20)}`);
    return [`${view.title}: ${preset}`, ...values].join(", ");
  }

  /** @param {Step} step */
  #targets(step) {
    const view = this.#viewOf(step);
    const values = view.presets.find(({ name }) => name === step.state.preset)?.values ?? {};
    return [
      ...view.panels
        .filter(({ name }) => step.state.panels.includes(name))
        .map(({ name, title }) => ({ value: `panel ${name}`, text: title })),
      ...view.parameters
        .filter(({ name }) => name in values)
        .map(({ name, label }) => ({ value: `parameter ${name}`, text: label })),
    ];
  }

  /** @param {Step} step */
  #target(step) {
    const own = pointed(step);
    const known = this.#targets(step);
    const others = own && known.every(({ value }) => value !== own) ? [{ value: own, text: step.points_at?.name }] : [];
    const list = make(
      "select",
      {
        onchange: () => {
          const [kind, ...name] = list.value.split(" ");
          step.points_at = list.value ? { kind: /** @type {any} */ (kind), name: name.join(" ") } : null;
          this.changed();
        },
      },
      ...[{ value: "", text: "nothing" }, ...known, ...others].map(({ value, text }) =>
        make("option", { value, selected: value === own }, text),
      ),
    );
    return list;
  }

  /** @param {Step} step @param {number} i */
  #task(step, i) {
    const { task } = step;
    if (!task) {
      const add = button("Add a task", () => {
        step.task = noTask();
        this.#addCondition(step, step.task);
        this.changed();
        this.show(i, "task-remove");
      });
      return make("p", { class: "row" }, add);
    }
    const more = button("Add a condition", () => {
      this.#addCondition(step, task);
      this.changed();
      this.show(i, "task-more");
    });
    more.classList.add("task-more");
    more.disabled = task.goal.length >= MAX_CONDITIONS;
    const remove = button("Delete the task", () => {
      step.task = null;
      this.changed();
      this.show(i, "remove");
    });
    remove.classList.add("task-remove");
    return make(
      "fieldset",
      { class: "recorded-task" },
      make("legend", {}, "Task"),
      field("What to do", area(task, "text", this.changed)),
      ...task.goal.map((_, k) => this.#condition(step, task, i, k)),
      make("p", { class: "row" }, more),
      field("Hint", input(task, "hint", MAX_TITLE, this.changed)),
      this.#answer(step, task, i),
      field("What to learn from it", input(task, "why", MAX_TITLE, this.changed)),
      make("p", { class: "row" }, remove),
    );
  }

  /** The facts and numbers of the view of a step, with their present values. @param {Step} step */
  #measures(step) {
    const view = this.#viewOf(step);
    const here = view === this.explorer.view;
    const facts = here ? this.explorer.facts : {};
    const values = here ? this.explorer.values : {};
    const preset = view.presets.find(({ name }) => name === step.state.preset)?.values ?? {};
    const declared = view.declared_facts;
    const varying = declared.filter(({ label }) => label.includes("{name}"));
    const given = Object.keys(facts).filter((name) => declared.every((fact) => fact.name !== name));
    return {
      facts: [
        ...declared.filter((fact) => !varying.includes(fact)).map(({ name, label }) => ({ name, label })),
        ...given.map((name) => {
          const fact = varying.find((one) => name.startsWith(one.name.replace("NAME", "")));
          const rest = fact ? name.slice(fact.name.length - "NAME".length) : name;
          return { name, label: fact ? fact.label.replace("{name}", () => rest) : name };
        }),
      ].map((fact) => ({ ...fact, now: facts[fact.name] })),
      numbers: view.parameters.flatMap(({ name, label, ...parameter }) =>
        parameter.kind === "number" && name in preset
          ? [{ name, label: "symbol" in parameter && parameter.symbol ? parameter.symbol : label, now: values[name] }]
          : [],
      ),
    };
  }

  /** @param {Step} step @param {Task} task */
  #addCondition(step, task) {
    const { facts } = this.#measures(step);
    const free = facts.filter(
      ({ name, now }) => now !== undefined && !task.goal.some((one) => partsOf(one).what === name),
    );
    const [{ name, now = 0 } = facts[0] ?? { name: "" }] = free;
    task.goal.push(`${name} = ${plain(now)}`);
  }

  /** @param {Step} step @param {Task} task @param {number} i @param {number} k */
  #condition(step, task, i, k) {
    const { what, relation, value } = partsOf(task.goal[k]);
    const { facts, numbers } = this.#measures(step);
    const known = [...facts, ...numbers];
    /** @param {{name: string, label: string, now?: import("../client/protocol.js").Value}[]} those */
    const options = (those) =>
      those.map(({ name, label, now }) =>
        make(
          "option",
          { value: name, selected: name === what },
          now === undefined ? label : say("{label} (now {now})", { label: say(label), now: plain(now) }),
        ),
      );
    const write = () => {
      task.goal[k] = `${measure.value} ${relations.value} ${number.value.trim().replace(",", ".")}`;
      this.changed();
    };
    const measure = make(
      "select",
      {
        "aria-label": "What is measured",
        onchange: () => {
          const now = known.find(({ name }) => name === measure.value)?.now;
          if (now !== undefined) number.value = plain(now);
          write();
        },
      },
      make("optgroup", { label: say("Facts") }, ...options(facts)),
      make("optgroup", { label: say("Parameters") }, ...options(numbers)),
    );
    if (known.every(({ name }) => name !== what)) measure.append(...options([{ name: what, label: what }]));
    measure.value = what;
    const relations = make(
      "select",
      { "aria-label": "Comparison", onchange: write },
      ...RELATIONS.map((one) => make("option", { value: one, selected: one === relation }, READ[one])),
    );
    const number = make("input", {
      type: "text",
      inputmode: "decimal",
      maxlength: 24,
      "aria-label": "Value",
      oninput: write,
    });
    number.value = value;
    const remove = make(
      "button",
      {
        type: "button",
        class: "plain",
        "aria-label": "Delete this condition",
        onclick: () => {
          task.goal.splice(k, 1);
          this.changed();
          this.show(i, "task-more");
        },
      },
      "×",
    );
    return make("p", { class: "row recorded-condition" }, measure, relations, number, remove);
  }

  /**
   * The answer is how the present state differs from that of the step.
   *
   * @param {Step} step
   * @param {Task} task
   * @param {number} i
   */
  #answer(step, task, i) {
    const { explorer } = this;
    const preset = explorer.stage.preset(explorer.state.preset);
    const found = difference(step.state, explorer.state, preset?.values ?? {});
    const take = button("Use the present values", () => {
      task.answer = found ?? {};
      this.changed();
      this.show(i, "task-answer");
    });
    take.classList.add("task-answer");
    take.disabled = !found;
    const listed = Object.entries(task.answer).map(([name, value]) => `${name} = ${plain(value).slice(0, 20)}`);
    return make(
      "p",
      { class: "row" },
      make("span", {}, say("Answer: {answer}", { answer: listed.join(", ") || say("none") })),
      take,
    );
  }
}

/** @param {Step} step */
function pointed({ points_at: at }) {
  return at ? `${at.kind} ${at.name}` : "";
}
