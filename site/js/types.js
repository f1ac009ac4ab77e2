/**
 * The shapes that Python declares and the page renders.
 *
 * @typedef {string | number | boolean} Value
 * @typedef {Record<string, Value>} Values
 * @typedef {{version: 1, view: string, preset: string, values: Values, panels: string[]}} State
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
 * @property {{x: string | null, y: string | null} | null} pick parameters that a click in the panel sets
 * @property {Draw | null} draw
 * @property {string} help
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
 * @property {{name: string, title: string, layout: "grid" | "cards" | "chips"}[]} preset_groups
 * @property {Preset[]} presets
 * @property {string} default_preset
 * @property {PanelSpec[]} panels
 * @property {{parameter: string, by: number, label: string, live: string} | null} continue how a run can go on
 *
 * @typedef {{version: 1, views: View[]}} Schema
 *
 * @typedef {{data: any[], layout: any, raster?: Spikes}} Figure
 * @typedef {object} Spikes which the page paints itself: over the x axis time, over the y axis neurons
 * @property {Float64Array} times ms, ascending
 * @property {Int32Array} indices which neuron
 * @property {Uint8Array | Int32Array} groups which population
 * @property {string[]} colors of the populations
 * @property {string[]} names
 * @property {Band[]} bands where they stand
 * @typedef {{first: number, size: number, top: number, height: number}} Band of the y axis, from the first
 *            neuron of a population downwards
 * @typedef {object} Cursor
 * @property {Float64Array} time
 * @property {{panel: string, kind: "line" | "dot", x: Float64Array, y?: Float64Array}[]} marks
 * @property {{panel: string, trace: string, dy: Float64Array}[]} shifts
 * @property {{label: string, unit: string, values: Float64Array}[]} [values]
 *
 * @typedef {{level: "info" | "warning" | "error", parameter: string | null, text: string,
 *            action: {label: string, values: Values} | null}} Notice
 * @typedef {{label: string, value: string | number | null, unit: string, help: string}} Readout
 *
 * @typedef {object} Answer a part of an answer: the first has the state
 * @property {boolean} [whole] with this part the quick answer is whole; what follows adds to it
 * @property {State} [state]
 * @property {Values} [values]
 * @property {Record<string, Figure>} [figures]
 * @property {Cursor | null} [cursor]
 * @property {Readout[]} [readouts]
 * @property {string} [summary]
 * @property {Notice[]} [notices]
 */
export {};
