// The events that the page's modules listen to: what they tell, and its type.

/** At the window: what becomes of a state. */
interface WindowEventMap {
  /** All scripts have been understood. */
  "explorer:begun": Event;
  /** An answer is drawn: its state. */
  "explorer:drawn": CustomEvent<import("./client/protocol.js").State | undefined>;
  /** An answer is complete: how many bytes Python holds. */
  "explorer:done": CustomEvent<{ memory: number }>;
  /** Whether the conditions of a task are met, and how each stands. */
  "explorer:met": CustomEvent<{
    met: boolean;
    standings: import("./client/protocol.js").Standing[];
  }>;
  /** How far the reader is in a tour: as the message of embed/host.js. */
  "explorer:toured": CustomEvent<{
    tour: string;
    step: number;
    steps: number;
    solved: number[];
    open: boolean;
    finished: boolean;
  }>;
  /** Something else is wrong with values. */
  "explorer:faults": Event;
  /** There is something else to undo, redo or compare. */
  "explorer:steps": Event;
  /** A reader brings a tour. */
  "explorer:tour": CustomEvent<{ text: string; filename: string }>;
  /** A reader brings a file that Python reads. */
  "explorer:read": CustomEvent<File>;
}

/** At a panel, from where they rise to the document. */
interface DocumentEventMap {
  /** Its axes show another part. */
  "panel:close-up": CustomEvent<import("./panels/panel.js").Panel>;
  /** A reader wants its figure, or its data. */
  "panel:save": CustomEvent<import("./panels/panel.js").Panel>;
  /** A reader wants to open a file for a parameter. */
  "parameter:open": CustomEvent<import("./client/protocol.js").FileParameter>;
  /** A reader wants to draw two tables. */
  "graph:open": CustomEvent<import("./client/protocol.js").Graph>;
  "panel:table": CustomEvent<import("./panels/panel.js").Panel>;
}
