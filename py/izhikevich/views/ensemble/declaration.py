"""Parameters and layout of the Ensemble view."""

from __future__ import annotations

from izhikevich.nef.neurons import CELLS
from izhikevich.views.schema import (
    Choice,
    Group,
    Number,
    Option,
    Parameter,
    PresetGroup,
    Text,
    amount,
    examples,
)
from izhikevich.views.shared import NOISE, RUN, SIMULATED, seed

GROUPS = (
    Group("input", "Input", "The signal to be represented."),
    Group("ensemble", "Ensemble", "The neurons and how they differ."),
    Group(
        "chain", "Function and second ensemble", "The function that the second ensemble receives."
    ),
    Group("loop", "Recurrent connection", "The ensemble's feedback to itself."),
    RUN,
)

PRESET_GROUPS = (
    PresetGroup("examples", "Ensembles"),
    PresetGroup("types", "One ensemble, six cell types"),
)

#: Particular features of each cell type.
_PARTICULAR = {
    "RS": "Regular spiking: slows down a little.",
    "IB": "Intrinsically bursting: a higher reset, and a burst at first.",
    "CH": "Chattering: a still higher reset and small jumps of u, giving bursts.",
    "FS": "Fast spiking: recovers five times as fast.",
    "LTS": "Low-threshold spiking: a stronger coupling of u to v.",
    "RZ": "Resonator: recovers fast, with a stronger coupling.",
}

FUNCTIONS = {
    "x": "x",
    "x²": "x**2",
    "|x|": "abs(x)",
    "sin(πx)": "sin(pi*x)",
    "x³": "x**3",
    "Which side of 0": "clip(8*x,-1,1)",
    "Product of two dimensions": "x0*x1",
}

SIGNALS = {
    "Sine, 1 Hz": "sine(1,1)",
    "Constant 0.2": "0.2",
    "Step to 0.5 at 200 ms": "step(0.5,200)",
    "Up and down": "step(0.8,100)+step(-1.6,400)+step(0.8,700)",
    "Chirp, 0.5 to 5 Hz": "zap(1,0.5,5,0,1000)",
    "Noise up to 3 Hz": "noise(0.5,3)",
    "Product of two sines": "sine(1,3)*sine(1,0.5)",
    "Drawn": "0,0.5,0.8,0.5,0,-0.5,-0.8,-0.5,0",
}


def _neurons(name: str, symbol: str, group: str) -> Number:
    return amount(
        name,
        symbol,
        "neurons",
        "",
        (1.0, 300.0, 1.0),
        "More neurons distinguish more values, up to a point: see Error by size.",
        group=group,
        low=1.0,
        high=2000.0,
        whole=True,
    )


def _type(name: str, group: str) -> Choice:
    return Choice(
        name=name,
        label="Cell type",
        group=group,
        help="Those of Nengo's example: three from the 2003 paper, and three of its own with d = "
        "8.",
        options=tuple(Option(key, one.title, _PARTICULAR[key]) for key, one in CELLS.items()),
    )


def _recovery(name: str, symbol: str, group: str) -> Number:
    return amount(
        name,
        symbol,
        "speed of recovery",
        "",
        (0.5, 15.0, 0.5),
        "Factor by which a, the recovery rate of u in this cell type, is multiplied. Faster "
        "recovery means less adaptation.",
        group=group,
        low=0.01,
        high=50.0,
    )


def _signal(name: str, label: str) -> Text:
    return Text(
        name=name,
        label=label,
        group="input",
        help="Over time: a number, sine(amplitude,Hz), step(level,ms), pulse, ramp, "
        "zap(amplitude,Hz,Hz,ms,ms), noise(rms,Hz), combined with + and *. Or draw it in the plot: "
        "this gives comma-separated values at equal intervals, which can also be typed.",
        examples=examples(SIGNALS),
    )


PARAMETERS: tuple[Parameter, ...] = (
    _signal("signal", "Signal"),
    _signal("signal_y", "Second dimension"),
    amount(
        "noise",
        "I_sd",
        "noise",
        "mV/ms",
        (0.0, 40.0, 0.5),
        NOISE,
        group="input",
    ),
    _neurons("neurons", "n", "ensemble"),
    _type("cell", "ensemble"),
    _recovery("recovery", "s_u", "ensemble"),
    amount(
        "radius",
        "R",
        "radius",
        "",
        (0.2, 3.0, 0.05),
        "Largest value that the ensemble is designed to represent; beyond it, its neurons "
        "saturate.",
        group="ensemble",
        low=0.01,
        high=100.0,
    ),
    amount(
        "rate_low",
        "f_low",
        "minimum peak rate",
        "Hz",
        (20.0, 400.0, 10.0),
        "Each neuron's rate at the edge of its range is drawn at random from here …",
        group="ensemble",
        low=1.0,
        high=450.0,
    ),
    amount(
        "rate_high",
        "f_high",
        "maximum peak rate",
        "Hz",
        (20.0, 400.0, 10.0),
        "… to here. Slow neurons leave gaps between their spikes; fast ones synchronise.",
        group="ensemble",
        low=1.0,
        high=450.0,
    ),
    amount(
        "intercept_low",
        "x_low",
        "lowest intercept",
        "",
        (-1.0, 0.95, 0.05),
        "Where along its encoder each neuron begins to fire, in radii, is drawn from here …",
        group="ensemble",
        low=-1.0,
        high=0.99,
    ),
    amount(
        "intercept_high",
        "x_high",
        "highest intercept",
        "",
        (-1.0, 0.95, 0.05),
        "… to here. A neuron with a high intercept is silent for most values.",
        group="ensemble",
        low=-1.0,
        high=0.99,
    ),
    amount(
        "synapse",
        "τ",
        "synapse",
        "ms",
        (1.0, 200.0, 1.0),
        "Time constant of the low-pass filter that turns spikes into a value. Short ones let the "
        "spikes through; long ones add delay.",
        group="ensemble",
        low=0.1,
        high=2000.0,
    ),
    Choice(
        name="target",
        label="Target",
        group="ensemble",
        help="Signal that the output is compared with.",
        options=(
            Option("input", "the input itself", "Delay counts as error, as in Nengo."),
            Option(
                "filtered",
                "the input, filtered by the same synapses",
                "Delay of the synapses does not count, only errors of the neurons.",
            ),
        ),
    ),
    Choice(
        name="second",
        label="Second ensemble",
        group="chain",
        help="Whether there is one, which receives a function of what the first represents.",
        options=(
            Option("none", "only one ensemble", "The first ensemble is alone."),
            Option("on", "receives the function", "What the first represents is passed on."),
        ),
    ),
    Text(
        name="function",
        label="Function",
        group="chain",
        help="What the connection to the second ensemble computes: an expression in x, or in x0 "
        "and x1 in two dimensions, with + - * / ** and abs sqrt exp sin cos tanh min max clip.",
        examples=examples(FUNCTIONS),
    ),
    _neurons("neurons_b", "n_B", "chain"),
    _type("cell_b", "chain"),
    _recovery("recovery_b", "s_B", "chain"),
    amount(
        "loop_synapse",
        "τ_loop",
        "loop synapse",
        "ms",
        (10.0, 300.0, 5.0),
        "Time constant of the ensemble's connection to itself. The weights are computed for it; "
        "long ones are more forgiving.",
        group="loop",
        low=1.0,
        high=2000.0,
    ),
    amount(
        "gain",
        "γ",
        "loop gain",
        "",
        (0.0, 1.5, 0.01),
        "At 1, perfect neurons would hold a value forever; below 1 it leaks away.",
        group="loop",
        low=-5.0,
        high=5.0,
    ),
    amount(
        "frequency",
        "f",
        "loop frequency",
        "Hz",
        (0.0, 5.0, 0.1),
        "How fast the state rotates.",
        group="loop",
        low=-50.0,
        high=50.0,
    ),
    amount(
        "duration",
        "T",
        "duration",
        "ms",
        (100.0, 3000.0, 100.0),
        SIMULATED,
        group="run",
        low=20.0,
        high=60_000.0,
        whole=True,
    ),
    seed("Seed of the random numbers: encoders, rates, intercepts, noise."),
    Choice(
        name="look",
        label="Selected ensemble",
        group="run",
        help="Ensemble whose spikes, tuning curves, decoders and rates are shown.",
        options=(
            Option("A", "first", "The one that receives the input."),
            Option("B", "second", "The one that receives the function of the input."),
        ),
    ),
    amount(
        "neuron",
        "i",
        "selected neuron",
        "",
        (0.0, 99.0, 1.0),
        "Numbered in the order of their encoders, as in the raster. Click one there.",
        group="run",
        high=1999.0,
        whole=True,
        looks=True,
    ),
    amount(
        "overlaid",
        "n_v",
        "overlaid voltages",
        "",
        (1.0, 50.0, 1.0),
        "Number of neurons of each ensemble, evenly spaced in the order of their encoders, whose "
        "voltages are drawn one over the other. In long runs there are fewer.",
        group="run",
        low=1.0,
        high=200.0,
        whole=True,
    ),
)
