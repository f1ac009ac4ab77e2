// A separate bundle, loaded when the panel for code is first opened.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField, Transaction } from "@codemirror/state";
import { Decoration, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// Colours are the custom properties of the page: no code has to react to a change of theme.
const STYLE = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--paper)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "var(--small)/1.5 var(--mono)" },
  ".cm-content": { caretColor: "var(--ink)", padding: "6px 0" },
  ".cm-gutters": { color: "var(--muted)", backgroundColor: "var(--paper)", border: "0" },
  ".cm-problem": { backgroundColor: "var(--error-well)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-well)" },
});
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword], color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--number)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], fontWeight: "600" },
]);

/** Marks a line, or none (0); an edit removes the mark. */
const markLine = /** @type {import("@codemirror/state").StateEffectType<number>} */ (StateEffect.define());
const marked = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(markLine)) continue;
      const line =
        effect.value > 0 && effect.value <= transaction.newDoc.lines && transaction.newDoc.line(effect.value);
      return line ? Decoration.set(Decoration.line({ class: "cm-problem" }).range(line.from)) : Decoration.none;
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** An editor of several texts, one at a time, each with its own history. */
export class Editor {
  /** @type {Map<string, EditorState>} */ #states = new Map();
  #name = "";

  /**
   * @param {HTMLElement} parent
   * @param {{edited: () => void, run: () => void}} events
   */
  constructor(parent, events) {
    this.extensions = [
      lineNumbers(),
      history(),
      indentUnit.of("    "),
      indentOnInput(),
      bracketMatching(),
      pythonLanguage,
      syntaxHighlighting(COLOURS),
      STYLE,
      marked,
      EditorState.tabSize.of(4),
      EditorView.contentAttributes.of({ "aria-label": "Python code", tabindex: "0" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.some((one) => one.annotation(Transaction.remote)))
          events.edited();
      }),
      keymap.of([
        { key: "Mod-Enter", run: () => (events.run(), true) },
        indentWithTab, // Escape, then Tab, leaves the editor
        ...defaultKeymap,
        ...historyKeymap,
      ]),
    ];
    this.view = new EditorView({ parent });
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** Show the text of that name; it begins empty. @param {string} name */
  open(name) {
    if (name === this.#name) return;
    if (this.#name) this.#states.set(this.#name, this.view.state);
    this.#name = name;
    this.view.setState(this.#states.get(name) ?? EditorState.create({ extensions: this.extensions }));
  }

  /**
   * @param {string} text
   * @param {boolean} undoable
   */
  replace(text, undoable) {
    const { doc } = this.view.state;
    this.view.dispatch({
      changes: { from: 0, to: doc.length, insert: text },
      annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(undoable)],
    });
  }

  /** Mark the location of an error. @param {number} line from 1; 0 for nowhere */
  mark(line) {
    const { doc } = this.view.state;
    /** @type {StateEffect<any>[]} */ const effects = [markLine.of(line)];
    if (line > 0 && line <= doc.lines) effects.push(EditorView.scrollIntoView(doc.line(line).from, { y: "nearest" }));
    this.view.dispatch({ effects });
  }

  focus() {
    this.view.focus();
  }
}
