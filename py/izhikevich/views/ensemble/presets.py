"""The presets: their values, and what to look for in each."""

from __future__ import annotations

from izhikevich.nef.neurons import CELLS
from izhikevich.neuron.cells.cell_type import CellType
from izhikevich.views.schema import Preset, Slider, Values

#: Values that every ensemble has, in addition to its own.
_DEFAULTS: Values = {
    "noise": 0.0,
    "neurons": 100.0,
    "cell": "RS",
    "recovery": 1.0,
    "radius": 1.0,
    "rate_low": 200.0,
    "rate_high": 400.0,
    "intercept_low": -1.0,
    "intercept_high": 0.9,
    "synapse": 30.0,
    "duration": 1000.0,
    "seed": 0.0,
    "neuron": 60.0,
    "overlaid": 10.0,
}
_CHAIN: Values = {
    "neurons_b": 100.0,
    "cell_b": "RS",
    "recovery_b": 1.0,
    "target": "filtered",
    "look": "A",
}
#: A second ensemble that can be added.
_ADDED: Values = {
    "second": "none",
    "function": "x**2",
    "neurons_b": 100.0,
    "cell_b": "RS",
    "recovery_b": 1.0,
    "look": "A",
}

_SEE = {
    "RS": "The input is a sine; 100 spiking neurons represent it, and a weighted sum of their "
    "spikes recovers it. The synapse delays by 30 ms, yet the output comes early: neurons that "
    "adapt respond to changes. Click a neuron in the raster, draw a signal, try fewer neurons.",
    "IB": "The higher reset lets a neuron start with quick spikes when its input rises, so the "
    "output comes slightly earlier still than with regular spiking, but follows more smoothly.",
    "CH": "With a still higher reset and small jumps of u, neurons chatter: several spikes in "
    "quick succession. The decoded output is early and rough, especially around the peaks.",
    "FS": "u recovers five times as fast, so these neurons hardly adapt. Nothing now offsets the "
    "delay of the synapse: the output is late, which accounts for nearly all of its error. "
    "Compared with the input filtered by the same synapses, it is better than regular spiking.",
    "LTS": "u follows v slightly more closely than with regular spiking; for a sine there is "
    "hardly any difference.",
    "RZ": "Fast recovery and a strong coupling: resonators adapt as little as fast spiking "
    "neurons, and their output is just as late.",
}


def make_presets() -> tuple[Preset, ...]:
    """Return the examples, and an ensemble of each cell type."""
    return (*_examples(), *(_of_type(key, cell) for key, cell in CELLS.items()))


def _of_type(key: str, cell: CellType) -> Preset:
    return Preset(
        name=key,
        title=f"{cell.name} ({cell.family})",
        mark=key,
        group="types",
        text=_SEE[key],
        values={
            **_DEFAULTS,
            **_ADDED,
            "signal": "sine(1,1)",
            "target": "input",
            "cell": key,
            "cell_b": key,
        },
    )


def _examples() -> tuple[Preset, ...]:
    return (
        _example(
            "communication",
            "passing a value on",
            "A",
            "The first ensemble represents the input; its spikes, weighted, are the input of a "
            "second ensemble, which thus represents the same value. Nothing but spikes goes from "
            "one to the other. Their u recovers ten times as fast as in RS neurons, so they hardly "
            "adapt. Draw a signal, try fewer neurons, or let the connection compute a function.",
            {
                **_CHAIN,
                "signal": "sine(1,1)",
                "function": "x",
                "recovery": 10.0,
                "recovery_b": 10.0,
            },
        ),
        _example(
            "squaring",
            "computing x²",
            "B",
            "The first ensemble represents x; its connection to the second is decoded for x². Only "
            "the decoders differ from those that pass x on. The neurons hardly adapt: the same "
            "value always makes the same spikes, and that is what computing needs.",
            {
                **_CHAIN,
                "signal": "sine(1,1)",
                "function": "x**2",
                "recovery": 10.0,
                "recovery_b": 10.0,
            },
        ),
        _example(
            "product",
            "multiplying",
            "C",
            "The first ensemble represents two numbers, x and y, together in a single population; "
            "this is what lets a connection compute their product. From a separate ensemble for "
            "each, it could not.",
            {
                **_CHAIN,
                "signal": "sine(1,1)",
                "signal_y": "sine(1,0.5)",
                "function": "x0*x1",
                "neurons": 200.0,
                "radius": 1.4,
                "recovery": 10.0,
                "recovery_b": 10.0,
            },
        ),
        _example(
            "integrator",
            "an integrator",
            "D",
            "Its decoded value is fed back to itself, so it holds that value without input and "
            "accumulates any input. The target is the exact integral. Neurons that adapt forget: "
            "set the speed of recovery to 1. A loop gain below 1 leaks.",
            {
                "signal": "step(1.5,200)+step(-1.5,600)+step(-1.5,1200)+step(1.5,1600)",
                "loop_synapse": 100.0,
                "gain": 1.0,
                "recovery": 10.0,
                "duration": 2000.0,
            },
        ),
        _example(
            "oscillator",
            "an oscillator",
            "E",
            "Two dimensions, fed back with a rotation: after a push of 100 ms the state circles on "
            "its own. The target is the same push through the same loop, without neurons. With a "
            "loop gain above 1 the circle grows until the neurons saturate; below 1 it shrinks.",
            {
                "signal": "pulse(10,0,100)",
                "signal_y": "0",
                "loop_synapse": 100.0,
                "gain": 1.0,
                "frequency": 1.0,
                "neurons": 200.0,
                "recovery": 10.0,
                "duration": 2000.0,
            },
        ),
        _example(
            "plane",
            "two dimensions",
            "F",
            "Each neuron has a preferred direction, its encoder: a dot on the circle. It fires "
            "most when the represented point lies in that direction. The raster is ordered by "
            "these directions, so activity circles with the point.",
            {
                **_ADDED,
                "function": "x0*x1",
                "signal": "sine(1,1,1.5708)",
                "signal_y": "sine(1,1)",
                "target": "input",
                "neurons": 200.0,
            },
        ),
        _example(
            "constant",
            "a constant",
            "G",
            "The input is a constant 0.2; these are the first 100 ms. The first spike comes more "
            "easily than the next ones: v starts near 0, and u at rest; each spike raises u and so "
            "delays the next. See the many spikes at the left edge of the raster, the output that "
            "overshoots 0.2 and comes back, and u of one neuron in the panel Neuron.",
            {**_ADDED, "signal": "0.2", "target": "input", "duration": 100.0},
        ),
        _example(
            "square",
            "computing x², with adaptation",
            "H",
            "The first ensemble represents x; its connection to the second is decoded for x². With "
            "plain RS neurons this fails: their response depends on their history. Make recovery "
            "ten times as fast in the second (a = 0.2), and the error falls from 0.28 to 0.15 with "
            "30 neurons each; with 100, only from 0.29 to 0.20. In both: 0.05, and 0.02.",
            {
                **_CHAIN,
                "signal": "sine(1,1)",
                "function": "x**2",
                "neurons": 30.0,
                "neurons_b": 30.0,
                "neuron": 20.0,
                "look": "B",
            },
        ),
    )


def _example(name: str, title: str, mark: str, text: str, values: Values) -> Preset:
    own = {**_DEFAULTS, **values}
    sliders: dict[str, Slider] = {}
    if own["neurons"] == 200.0:
        sliders["neuron"] = (0.0, 199.0, 1.0)
    return Preset(
        name=name,
        title=title,
        mark=mark,
        group="examples",
        text=text,
        values=own,
        sliders=sliders,
    )
