/**
 * The shapes that Python declares and the page renders.
 *
 * @typedef {string | number | boolean} Value
 * @typedef {Record<string, Value>} Values
 * @typedef {{version: number | string, view: string, preset: string, values: Values, panels: string[]}} State
 *
 * @typedef {object} Parameter
 * @property {string} name
 * @property {"number" | "choice" | "toggle" | "text" | "table"} kind
 * @property {string} label
 * @property {string} group
 * @property {string} help
 * @property {string} [symbol]
 * @property {string} [unit]
 * @property {boolean} [whole] whether it is a whole number
 * @property {number | null} [low] what is allowed
 * @property {number | null} [high]
 * @property {[number, number, number]} [slider] lowest, highest, step of the slider (the field allows more)
 * @property {{value: string, label: string, help: string, brings?: Values}[]} [options] brings: what choosing it sets, too
 * @property {{label: string, value: string}[]} [examples]
 * @property {Column[]} [columns] of a table
 * @property {number} [least] how many rows it may have
 * @property {number} [most]
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {"number" | "choice" | "text"} kind
 * @property {string} label
 * @property {string} help
 * @property {string} usual what a cell holds that is left out
 * @property {number} width characters
 * @property {boolean} unique whether no two rows may hold the same
 * @property {string} [unit]
 * @property {{value: string, label: string}[]} [options]
 *
 * @typedef {object} Preset
 * @property {string} name
 * @property {string} title
 * @property {string} mark
 * @property {string} group
 * @property {string} text
 * @property {Values} values
 * @property {Record<string, [number, number, number]>} [sliders]
 * @property {Record<string, string>} [units]
 * @property {{viewbox: [number, number], lines: {role: string, points: string}[]} | null} [thumbnail]
 *
 * @typedef {object} PanelSpec
 * @property {string} name
 * @property {string} title
 * @property {"main" | "side" | "extra"} place
 * @property {boolean} default
 * @property {boolean} on_demand
 * @property {string | null} axis_group panels of one group share their x range
 * @property {Pick | null} pick parameters that a click in the panel sets
 * @property {Draw | null} draw
 * @property {boolean} tall whether it needs more height than other extra panels
 * @property {string} help
 *
 * @typedef {{x: string | null, y: string | null, origin?: [number, number]}} Pick parameters along both axes,
 *            and where on these they are 0; one in a figure's layout.meta.pick goes before the panel's
 *
 * @typedef {object} Draw what can be drawn with the pointer, as a curve over the first axes
 * @property {string} parameter it becomes a text of numbers that stand at equal distances
 * @property {string} trace the curve that is drawn anew
 * @property {number} points how many numbers
 * @property {string} label
 * @property {string} help
 *
 * @typedef {object} View
 * @property {string} name
 * @property {string} title
 * @property {string} intro
 * @property {boolean} keeps_room whether room is kept free for a notice
 * @property {{name: string, title: string, open: boolean, help: string}[]} groups
 * @property {Parameter[]} parameters
 * @property {{name: string, title: string, layout: "grid" | "cards" | "chips", heading: string}[]} preset_groups
 * @property {Preset[]} presets
 * @property {string} default_preset
 * @property {PanelSpec[]} panels
 * @property {{parameter: string, by: number, label: string, live: string} | null} continue how a run can go on
 *
 * @typedef {object} Tour
 * @property {string} name in links; empty if it is not one of ours
 * @property {string} title
 * @property {string} text
 * @property {TourStep[]} steps
 *
 * @typedef {object} TourStep
 * @property {string} title
 * @property {string} text
 * @property {State} state
 * @property {{kind: "panel" | "parameter" | "readout", name: string} | null} points_at
 * @property {{text: string, goal: string[], hint: string, answer: Values, why: string} | null} task
 *
 * @typedef {object} Format that states can be written in
 * @property {string} name
 * @property {string} title
 * @property {string} suffix of names of files
 * @property {string} help
 * @property {string[]} views that can be written so
 * @property {"script" | "panel" | "run"} kind what it holds: the state, or what is computed of it
 *
 * @typedef {{version: 1, views: View[], formats: Format[], tours: Tour[]}} Schema
 *
 * @typedef {{data: any[], layout: any, raster?: Spikes, handles?: Handle[], signs?: Record<string, Sign>, words?: string[], tables?: Table[], thinned?: number[]}} Figure
 *            words: what it shows, sentence by sentence; tables: its numbers, where no state gives them;
 *            thinned: which of the data have fewer samples than there are
 * @typedef {{title: string, columns: TableColumn[]}} Table
 * @typedef {{heading: string, unit: string, values: Float64Array | Int32Array, names?: string[]}} TableColumn names: of what
 *            the values count, if its cells are texts
 * @typedef {object} Spikes which the page paints itself: over the x axis time, over the y axis neurons
 * @property {Float64Array} times ms, ascending
 * @property {Int32Array} indices which neuron
 * @property {Uint8Array | Int32Array} groups which population
 * @property {string[]} colors of the populations
 * @property {string[]} names
 * @property {Band[]} bands where they stand
 * @typedef {{first: number, size: number, top: number, height: number}} Band of the y axis, from the first
 *            neuron of a population downwards
 * @typedef {object} Handle what can be dragged in a figure
 * @property {string} name
 * @property {string} label
 * @property {number | null} x in the units of the axes; null: at the edge
 * @property {number | null} y
 * @property {number} pane in which it stands
 * @property {{x: Move | null, y: Move | null}} along the ways in which it moves
 * @property {Record<string, (string | {now: number, x: number, y: number})[]>} sets by parameter: a number,
 *           or text with numbers, to which a unit of each axis adds x and y
 * @typedef {{step: number, low: number | null, high: number | null, unit: string}} Move
 * @typedef {{pane: number, trace?: string, x?: number | [number, number] | null, y?: number | [number, number] | null}} Sign
 *            what shows a parameter: a trace, a line across the plot, or one between two points
 * @typedef {{panel: string, x: Float64Array, y: Float64Array, to_x: Float64Array, to_y: Float64Array}} Jumps of each
 *            spike's reset
 * @typedef {{step: number, rates: Float64Array[]}} Tones rates of populations, one for each step (ms)
 * @typedef {object} Cursor
 * @property {Float64Array} time
 * @property {{panel: string, kind: "line" | "dot", x: Float64Array, y?: Float64Array}[]} marks
 * @property {{panel: string, trace: string, dy: Float64Array}[]} shifts
 * @property {{label: string, unit: string, values: Float64Array}[]} [values]
 * @property {Jumps[]} [jumps]
 * @property {Float64Array} [clicks] times of what is heard
 *
 * @typedef {{level: "info" | "warning" | "error", parameter: string | null, text: string,
 *            action: {label: string, values: Values} | null, buttons?: {label: string, press: (button: HTMLButtonElement) => void}[]}} Notice
 *            the buttons are the page's own
 * @typedef {{label: string, value: string | number | null, unit: string, help: string}} Readout
 *
 * @typedef {string | [string, ...(MathNode | {parameter?: string, form?: string})[]]} MathNode an element's name, its parameter
 *            if it shows the value of one, and its children
 * @typedef {object} Mark words that do something
 * @property {string} words
 * @property {string} [source] an address elsewhere
 * @property {string} [see] a link to another state
 * @property {Values} [set]
 * @property {{panel: string, name: string}} [curve]
 * @property {string} [panel]
 * @property {string} [parameter]
 * @typedef {string | {symbol: string} | Mark} Inline
 * @typedef {{text?: Inline[], items?: Inline[][], math?: MathNode[], quiet?: boolean}} Block one of the three
 * @typedef {{title: string, blocks: Block[]}} Section of the explanation
 *
 * @typedef {object} Answer a part of an answer: the first has the state
 * @property {boolean} [whole] with this part the quick answer is whole; what follows adds to it
 * @property {State} [state]
 * @property {Values} [values]
 * @property {Record<string, Figure>} [figures]
 * @property {Cursor | null} [cursor]
 * @property {Readout[]} [readouts]
 * @property {Tones | null} [tones] what is heard of a run
 * @property {number | null} [spikes] how many there are in what is shown
 * @property {boolean} [met] whether it fulfils the goal that came with the question
 * @property {string} [summary]
 * @property {Notice[]} [notices]
 * @property {Section[]} [about]
 */
export {};
