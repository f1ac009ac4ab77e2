// Made by the build (site/make/declarations.py) from what Python declares. Do not edit.

export type Value = number | string;

export type Values = Record<string, Value>;

export type Level = "info" | "warning" | "error";

export type Inline = string | Symbol | Mark;

export type Parameter = NumberParameter | ChoiceParameter | TextParameter | TableParameter | FileParameter;

export type Column = NumberColumn | ChoiceColumn | TextColumn;

export type Call = Script | Export | Tabulate | Picture | Compose | Closer | Read | ReadTour | MakeCourse | GoLive | Measure | Law | ReadCells;

export type Request = Ask | Stop | Run | StopRun | Script | Export | Tabulate | Picture | Compose | Closer | Read | ReadTour | MakeCourse | GoLive | Measure | Law | ReadCells | Advance | EndLive | Speak | Ping;

export type Event = Loading | Live | Begun | Progressed | Answered | Printed | Shown | Problem | Done | Returned | Framed | Failed;

/** An element's name, its parameter if it shows the value of one, and its children. */
export type MathNode = string | [string, ...(MathNode | { parameter?: string; form?: string })[]];

/** What each call returns. */
export interface Results {
  script: string;
  export: File;
  tabulate: Tables;
  picture: string;
  compose: Sheet;
  closer: CloseUps;
  read: Opened;
  read_tour: Tour;
  make_course: File;
  go_live: LiveAnswer;
  measure: State;
  law: Histogram | null;
  read_cells: Cells;
}

/** The symbol of a quantity. */
export interface Symbol {
  symbol: string;
}

/** Words that do something. */
export interface Mark {
  words: string;
  source?: string;
  see?: string;
  set?: Values;
  curve?: CurveName;
  panel?: string;
  parameter?: string;
}

/** A number, with a field and a slider. */
export interface NumberParameter {
  kind: "number";
  name: string;
  label: string;
  group: string;
  help: string;
  derived: boolean;
  symbol: string;
  unit: string;
  slider: [number, number, number];
  low: number | null;
  high: number | null;
  whole: boolean;
}

/** One of several named options. */
export interface ChoiceParameter {
  kind: "choice";
  name: string;
  label: string;
  group: string;
  help: string;
  derived: boolean;
  options: Option[];
}

/** A short text with its own meaning. */
export interface TextParameter {
  kind: "text";
  name: string;
  label: string;
  group: string;
  help: string;
  derived: boolean;
  examples: Example[];
}

/** A table that the reader can edit. */
export interface TableParameter {
  kind: "table";
  name: string;
  label: string;
  group: string;
  help: string;
  derived: boolean;
  columns: Column[];
  least: number;
  most: number;
}

/** Content that the reader opens: chosen, dropped or pasted. */
export interface FileParameter {
  kind: "file";
  name: string;
  label: string;
  group: string;
  help: string;
  derived: boolean;
  examples: Example[];
  accept: string;
  hint: string;
  held: string;
  largest: number;
  remedy: string;
  stays: string[];
}

/** Numbers. */
export interface NumberColumn {
  kind: "number";
  name: string;
  label: string;
  help: string;
  default: Value;
  width: number;
  unique: boolean;
  only: Only[];
  heading: string;
  unit: string;
}

/** One of several named options, or a text of the reader's own. */
export interface ChoiceColumn {
  kind: "choice";
  name: string;
  label: string;
  help: string;
  default: Value;
  width: number;
  unique: boolean;
  only: Only[];
  heading: string;
  options: Option[];
  free: Example[];
  saved: boolean;
}

/** Short texts that the view interprets. */
export interface TextColumn {
  kind: "text";
  name: string;
  label: string;
  help: string;
  default: Value;
  width: number;
  unique: boolean;
  only: Only[];
  heading: string;
  examples: Example[];
  law: boolean;
}

/** The Python script of a state. */
export interface Script {
  type: "script";
  id: number;
  state: State;
}

/** A state as a file of a format, which includes the page's `address`. */
export interface Export {
  type: "export";
  id: number;
  state: State;
  format: string;
  options: Record<string, string>;
  address: string;
}

/** The numbers of a panel in a state. */
export interface Tabulate {
  type: "tabulate";
  id: number;
  state: State;
  panel: string;
}

/** The plot of a panel as SVG. */
export interface Picture {
  type: "picture";
  id: number;
  state: State | null;
  panel: string;
  width: number;
  unit: "mm" | "px";
  theme: "light" | "dark";
  filled: boolean;
  title: string;
  windows: Record<string, Record<string, [number, number]>>;
  behind: State | null;
}

/** Plots of a state on one sheet. */
export interface Compose {
  type: "compose";
  id: number;
  state: State;
  arrangement: string;
  size: string;
  theme: "light" | "dark" | "mono";
  filled: boolean;
  font_size: number | null;
  lines: number;
  letters: boolean;
  names: boolean;
  legends: boolean;
  captioned: boolean;
  caption: string | null;
  windows: Record<string, Record<string, Record<string, [number, number]>>>;
  behind: State | null;
  compared: string[];
  address: string;
}

/** The thinned curves of a panel with more samples where it is zoomed; see `Picture`. */
export interface Closer {
  type: "closer";
  id: number;
  state: State | null;
  panel: string;
  windows: Record<string, Record<string, [number, number]>>;
}

/** The meaning of a text, or of the bytes of a file. */
export interface Read {
  type: "read";
  id: number;
  content: string | Uint8Array<ArrayBuffer>;
  filename: string;
  state: State | null;
  parameter: string | null;
  cell: string | null;
}

/** The guided tour in the text of a file. */
export interface ReadTour {
  type: "read_tour";
  id: number;
  text: string;
}

/** A guided tour as a package for learning platforms. */
export interface MakeCourse {
  type: "make_course";
  id: number;
  tour: string;
  explorer: Uint8Array<ArrayBuffer>;
  standard: "scorm12" | "scorm2004" | "plain";
  required: number | null;
  language: string;
}

/** Run the view of a state live, or let a live run of its preset continue with its values. */
export interface GoLive {
  type: "go_live";
  id: number;
  state: State;
}

/** The last part (ms) of the live run as a state of its view. */
export interface Measure {
  type: "measure";
  id: number;
  duration: number;
}

/** The shape of the distribution that a text is; None if it is none. */
export interface Law {
  type: "law";
  id: number;
  text: string;
}

/** The neurons of links, as cells of a network. */
export interface ReadCells {
  type: "read_cells";
  id: number;
  links: string[];
}

/** Answer a state, unless a newer one is requested: with `Answered` parts and `Done`. */
export interface Ask {
  type: "ask";
  id: number;
  state: State;
  goal: string[];
}

/** End an answer with what it has, at its next pause. */
export interface Stop {
  type: "stop";
  id: number;
}

/** Run code that the reader wrote: with `Printed`, `Shown` and `Problem`, then `Done`. */
export interface Run {
  type: "run";
  id: number;
  source: string;
}

/** End the reader's code where it waits; while it computes no message comes in. */
export interface StopRun {
  type: "stop_run";
}

/** Continue the live run by a `duration` (ms): with one `Framed`, or `Failed`. */
export interface Advance {
  type: "advance";
  id: number;
  duration: number;
  amplitude: number;
  held: boolean;
  pulses: number;
}

/** End the live run. */
export interface EndLive {
  type: "end_live";
}

/** Answer in another language from now on: its texts, or their plural forms, by the English. */
export interface Speak {
  type: "speak";
  catalogue: Record<string, string | string[]>;
}

/** Give a sign of life: it comes unless something computes without a pause. */
export interface Ping {
  type: "ping";
}

/** The worker is loading Python: sent by the page's own code in it. */
export interface Loading {
  type: "loading";
}

/** Python is running and ready for requests. */
export interface Live {
  type: "live";
}

/** A request is in progress, which is good to know if it never ends. */
export interface Begun {
  type: "begun";
  id: number;
}

/** Progress of a request: a fraction from 0 to 1, and what is being done. */
export interface Progressed {
  type: "progress";
  id: number;
  fraction: number;
  text: string;
}

/** A part of the answer to a state. */
export interface Answered {
  type: "answer";
  id: number;
  answer: Answer;
}

/** Output printed by the reader's code. */
export interface Printed {
  type: "output";
  id: number;
  text: string;
  stream: "out" | "error";
}

/** Something displayed by the reader's code. */
export interface Shown {
  type: "shown";
  id: number;
  text: string | null;
  figure: Figure | null;
  state: State | null;
  title: string | null;
}

/** Why the reader's code ended early, with the line, and the traceback within the code. */
export interface Problem {
  type: "problem";
  id: number;
  text: string;
  line: number | null;
  details: string;
}

/** An answer is complete, or the reader's code has ended; with the memory of Python, bytes. */
export interface Done {
  type: "done";
  id: number;
  memory: number;
  exhausted: boolean;
}

/** The result of a `Call`. */
export interface Returned {
  type: "returned";
  id: number;
  result: string | File | Opened | Tables | CloseUps | Sheet | Tour | LiveAnswer | State | Histogram | Cells | null;
}

/** The next piece of the live run. */
export interface Framed {
  type: "frame";
  id: number;
  frame: LiveFrame;
}

/** Why there is no answer or no result, with the parameter at fault, or an error's traceback. */
export interface Failed {
  type: "failed";
  id: number;
  text: string;
  parameter: string | null;
  details: string;
}

/** A written file. */
export interface File {
  filename: string;
  mime: string;
  notes: string[];
  content: string | Uint8Array<ArrayBuffer>;
  text: string | null;
}

/** The numbers of a plot. */
export interface Tables {
  tables: Table[];
}

/** Several plots on one sheet. */
export interface Sheet {
  svg: string;
  caption: string;
}

/** The curves of a plot where it is zoomed. */
export interface CloseUps {
  curves: CloseUp[];
}

/** The meaning of a text or file. */
export interface Opened {
  state: State;
  words: string;
  notes: string[];
  cells: string[];
  cell: string;
}

/** A guided tour. */
export interface Tour {
  name: string;
  title: string;
  text: string;
  steps: Step[];
}

/** A view runs live. */
export interface LiveAnswer {
  state: State;
  values: Values;
  notices: Notice[];
  fresh: boolean;
  scene: LiveScene;
  modified: string;
  summary: string;
  equations: MathNode[];
}

/** A normalised state: the contents of a link, exchanged between the page and Python. */
export interface State {
  version: number | string;
  view: string;
  preset: string;
  values: Values;
  panels: string[];
}

/** The shape of a distribution. */
export interface Histogram {
  low: number;
  high: number;
  heights: number[];
  mean: number;
  sd: number;
}

/** Texts of cells, in the order of the links; "" where a link has none. */
export interface Cells {
  texts: string[];
}

/** All views, the formats of their states, those that there cannot be, and our tours. */
export interface Schema {
  version: number;
  views: ViewSchema[];
  formats: Format[];
  impossible: Impossible[];
  tours: Tour[];
}

/** A trace of a panel. */
export interface CurveName {
  panel: string;
  name: string;
}

/** An option to choose. */
export interface Option {
  value: string;
  label: string;
  help: string;
  brings?: Values;
}

/** A text that the reader can choose, by its label. */
export interface Example {
  label: string;
  value: string;
}

/** A condition on a row: that a column of it has one of some values. */
export interface Only {
  column: string;
  values: string[];
}

/** A part of the answer to a state; the first has the state. */
export interface Answer {
  cursor?: Cursor | null;
  tones?: Tones | null;
  readouts?: Readout[];
  summary?: string;
  facts?: Record<string, number>;
  targets?: Option[];
  rests?: Rest | null;
  spikes?: number | null;
  equations?: MathNode[];
  about?: Section[];
  notices?: Notice[];
  figures: Record<string, Figure>;
  coarse?: Record<string, Figure>;
  state?: State;
  values?: Values;
  default?: Values;
  modified?: string;
  whole: boolean;
  met?: boolean;
  standings?: Standing[];
  words?: Record<string, string[]>;
}

/** A figure of Plotly, and the page's additions to it. */
export interface Figure {
  data: any[];
  layout: any;
  raster?: Spikes;
  sheet?: Cells;
  handles?: Handle[];
  signs?: Record<string, Sign>;
  foreign?: boolean;
  words?: string[];
  tables?: Table[];
  thinned?: number[];
  seconds?: string[];
}

/** The next piece of a live run. */
export interface LiveFrame {
  end: number;
  time: Float32Array;
  values: Float32Array[];
  jumps: Int32Array;
  picture?: LivePicture;
}

/** A table of a plot. */
export interface Table {
  name: string;
  columns: TableColumn[];
}

/** A thinned curve with more samples where its plot is zoomed. */
export interface CloseUp {
  index: number;
  x: Float64Array;
  y: Float64Array;
  customdata: any;
}

/** One step of a tour. */
export interface Step {
  title: string;
  text: string;
  state: State;
  points_at: PointsAt | null;
  task: Task | null;
}

/** A message to the reader. */
export interface Notice {
  level: Level;
  text: string;
  parameter: string | null;
  actions: Action[];
  badge: string | null;
  row?: number;
  column?: string;
}

/** What there is to see and to act on in a live run. */
export interface LiveScene {
  quantities: LiveQuantity[];
  panel: string;
  traces: number[];
  plane: LivePlane;
  level: LiveLevel;
  amplitude: [number, number, number];
  initial: number;
  window: number;
  pulse: number;
}

/** The declaration of a view, with the presets' small pictures. */
export interface ViewSchema {
  name: string;
  title: string;
  intro: string;
  groups: Group[];
  parameters: Parameter[];
  preset_groups: PresetGroup[];
  presets: Preset[];
  default_preset: string;
  first_preset: string;
  panels: Panel[];
  has_equations: boolean;
  finder: string;
  kept: string;
  continues: Continue | null;
  live: LiveMode | null;
  graphs: Graph[];
  declared_facts: Fact[];
}

/** A kind of file. */
export interface Format {
  name: string;
  title: string;
  suffix: string;
  help: string;
  views: string[];
  kind: "script" | "panel" | "run";
}

/** A kind of file that cannot hold these models. */
export interface Impossible {
  name: string;
  title: string;
  views: string[];
  help: string;
}

/** The time cursor: its marks in the plots, and the values at each moment. */
export interface Cursor {
  time: Float64Array;
  marks: CursorMark[];
  shifts: Shift[];
  values: TimeSeries[];
  jumps: Jumps[];
  clicks?: Float64Array;
}

/** The sound of populations: the rate of each (Hz per neuron) in steps of time (ms). */
export interface Tones {
  step: number;
  rates: Float64Array[];
}

/** A fact about the displayed run: a label, its value as written, unit and explanation. */
export interface Readout {
  label: string;
  value: string;
  unit: string;
  help: string;
}

/** Where a run that is continued again and again may end, because it has reached its goal. */
export interface Rest {
  at: number;
  text: string;
}

/** A part of an explanation. */
export interface Section {
  title: string;
  blocks: Block[];
}

/** A condition of a task in the state that is shown. */
export interface Standing {
  label: string;
  text: string;
  holds: boolean;
}

/** Spikes that the page paints itself: time on the x-axis, neurons on the y-axis. */
export interface Spikes {
  times: Float64Array;
  indices: Int32Array;
  groups: Uint8Array | Int32Array;
  colours: string[];
  names: string[];
  bands: Band[];
}

/** A table that the page shows in place of a figure. */
export interface Cells {
  name: string;
  rows: string[];
  units: string[];
  columns: CellColumn[];
}

/** A draggable place in a plot. */
export interface Handle {
  name: string;
  label: string;
  x: number | null;
  y: number | null;
  sets: Record<string, (Slot | string)[]>;
  along_x: Move | null;
  along_y: Move | null;
  pane: number;
}

/** The part of a plot that displays a parameter, for the page to highlight. */
export interface Sign {
  trace?: string;
  x: number | [number, number] | null;
  y: number | [number, number] | null;
  pane: number;
}

/** Everything in the plane that changes only with the current or with parameters. */
export interface LivePicture {
  curves: LiveCurve[];
  points: LivePoint[];
}

/** A column of a table. */
export interface TableColumn {
  name: string;
  unit: string;
  values: Float64Array | Float32Array | Int32Array | Uint8Array;
  texts: string[] | null;
}

/** The target of a step: a panel or a parameter by its name, a readout by its label. */
export interface PointsAt {
  kind: "panel" | "parameter" | "readout";
  name: string;
}

/** A goal that the reader should achieve by changing values. */
export interface Task {
  text: string;
  goal: string[];
  hint: string;
  answer: Values;
  why: string;
}

/** The action of a click next to a notice. */
export interface Action {
  label: string;
  values: Values;
  see?: string;
  keep?: Saved;
}

/** A quantity that is painted. */
export interface LiveQuantity {
  name: string;
  unit: string;
  role: string;
  range: [number, number];
}

/** A panel in which two quantities are painted against each other: their indices. */
export interface LivePlane {
  panel: string;
  x: number;
  y: number;
}

/** A quantity that the reader drags. */
export interface LiveLevel {
  quantity: number;
  parameter: string;
  offset: number;
}

/** A group of parameters; `open` if unfolded at first. */
export interface Group {
  name: string;
  title: string;
  help: string;
  open: boolean;
}

/** A group of presets; `heading` stands before a title that alone says too little. */
export interface PresetGroup {
  name: string;
  title: string;
  heading: string;
}

/** A complete set of values with a name. */
export interface Preset {
  name: string;
  title: string;
  mark: string;
  group: string;
  text: string;
  keywords: string;
  values: Values;
  opens: string[];
  sliders: Record<string, [number, number, number]>;
  units: Record<string, string>;
  thumbnail: Thumbnail | null;
  templates: Template[];
}

/** A panel: a place for a plot, and the function that builds it. */
export interface Panel {
  name: string;
  title: string;
  help: string;
  place: "main" | "side" | "extra";
  default: boolean;
  on_demand: boolean;
  axis_group: string | null;
  pick: Pick | null;
  draw: Draw | null;
  tall: boolean;
}

/** How a run can be continued: by increasing a parameter. */
export interface Continue {
  parameter: string;
  by: number;
  label: string;
  live: string;
  pace: number;
  changes: Changing | null;
  scrolls: string;
  window: string;
  sets: Values;
  ended: string;
}

/** How a view runs without an end, while the reader acts on it. */
export interface LiveMode {
  label: string;
  help: string;
}

/** Two tables that the page draws as a graph. */
export interface Graph {
  name: string;
  label: string;
  help: string;
  nodes: Nodes;
  edges: Edges;
  places: string;
}

/** A number that answers give by name: with ``{name}`` in its label, there are several. */
export interface Fact {
  name: string;
  label: string;
  help: string;
}

/** The mark of each moment in a panel: a vertical line at `x`, or a dot. */
export interface CursorMark {
  panel: string;
  kind: "line" | "dot";
  x: Float64Array;
  y?: Float64Array;
}

/** Upward shift of a trace of a panel at each moment. */
export interface Shift {
  panel: string;
  trace: string;
  dy: Float64Array;
}

/** A quantity at each moment. */
export interface TimeSeries {
  label: string;
  unit: string;
  values: Float64Array;
}

/** Start and end of each spike's reset in a panel. */
export interface Jumps {
  panel: string;
  x: Float64Array;
  y: Float64Array;
  to_x: Float64Array;
  to_y: Float64Array;
}

/** A paragraph of sentences, a list, or equations: `quiet` for the general form of others. */
export interface Block {
  text?: Inline[][];
  items?: Inline[][];
  math?: MathNode[];
  quiet?: boolean;
}

/** The position of a population on an axis that counts downwards, from its first neuron on. */
export interface Band {
  first: number;
  size: number;
  top: number;
  height: number;
}

/** A column of a table that the page shows: headings, colour, and cells as they are read. */
export interface CellColumn {
  name: string;
  group: string;
  colour: string;
  cells: string[];
}

/** A number that follows a drag: ``now`` plus multiples of the displacement of the handle. */
export interface Slot {
  now: number;
  x: number;
  y: number;
}

/** The movement of a handle along an axis. */
export interface Move {
  step: number;
  low: number | null;
  high: number | null;
  unit: string;
}

/** A curve of the plane, such as a nullcline; with the text that names it, if any. */
export interface LiveCurve {
  role: string;
  x: Float32Array;
  y: Float32Array;
  dashed: boolean;
  label: string;
}

/** A point of the plane, such as an equilibrium. */
export interface LivePoint {
  x: number;
  y: number;
  shape: string;
  filled: boolean;
}

/** A state that the reader saves, and the list in which it then is. */
export interface Saved {
  name: string;
  link: string;
  place: string;
}

/** A small picture, for a button that selects what it depicts. */
export interface Thumbnail {
  viewbox: [number, number];
  lines: ThumbnailLine[];
}

/** Values to begin from, of a preset whose reader makes something of their own. */
export interface Template {
  label: string;
  text: string;
  values: Values;
}

/** Names of the parameters that a click sets to its coordinates. */
export interface Pick {
  x: string | null;
  y: string | null;
  origin?: [number, number];
  collect?: Collect;
}

/** How a parameter can be drawn with the pointer over the first axes of a panel. */
export interface Draw {
  parameter: string;
  trace: string;
  points: number;
  label: string;
  help: string;
  clear: string;
}

/** How values are changed while a run continues: by rows of a table, which the state holds. */
export interface Changing {
  table: string;
  at: string;
  set: string;
  of: string;
  to: string;
  parameters: string[];
  display: string[];
  drive: string;
  silence: string;
  current: number;
  unit: string;
}

/** The table whose rows are nodes. */
export interface Nodes {
  table: string;
  key: string;
  label: string;
  shown: string[][];
  inhibitory: string;
  counted: Counted | null;
}

/** The table whose rows are arrows between nodes. */
export interface Edges {
  table: string;
  start: string;
  end: string;
  label: string;
  shown: string[][];
  excitatory: string[];
  inhibitory: string[];
  undirected: Only | null;
}

/** A polyline of a small picture: its role and its points, "2.0,31.5 3.1,30.9". */
export interface ThumbnailLine {
  role: string;
  points: string;
}

/** A list of coordinates, to which clicks add, and from which they remove. */
export interface Collect {
  parameter: string;
  listed: string[];
  axis: "x" | "y";
  digits: number;
  before: string;
  most: number;
  panel: string;
  label: string;
  help: string;
}

/** A number of each node in a text with several entries: ``each,E:3`` (see `entries`). */
export interface Counted {
  parameter: string;
  label: string;
  help: string;
  each: string;
  most: number;
}
