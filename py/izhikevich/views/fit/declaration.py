"""Parameters and layout of the Fit view."""

from __future__ import annotations

from izhikevich.fitting.model_search import GENERATIONS
from izhikevich.views.fit import held_out
from izhikevich.views.recordings import MAX_SWEEPS, parameters
from izhikevich.views.schema import (
    Choice,
    Continue,
    Group,
    Option,
    Parameter,
    PresetGroup,
    Text,
    amount,
    examples,
)
from izhikevich.views.shared import seed

GROUPS = (
    Group("recording", "Recording", "What was injected, and how the voltage answered."),
    Group("search", "Search", "What the search sees, and how long it goes on."),
    Group("look", "Selection", "What is shown in the plots."),
)

PRESET_GROUPS = (PresetGroup("samples", "Recordings to try"),)

#: The parameter that holds the recording.
RECORDING = "cell"

PARAMETERS: tuple[Parameter, ...] = (
    *parameters(
        RECORDING,
        "recording",
        "Sweeps of one cell in current clamp, with spikes. A file can also be dropped on the "
        "page. It stays in your browser and is never part of a link.",
    ),
    Choice(
        name="form",
        label="Form",
        group="search",
        help="What is fitted. The 2003 form has a fixed quadratic, and a scale and an offset of "
        "the current.",
        options=(
            Option("2007", "2007 form", "C, k, v_r, v_t, a, b, c and d"),
            Option("2003", "2003 form", "a, b, c and d, scale and offset"),
        ),
    ),
    Text(
        name="held_out",
        label="Sweeps held out",
        group="search",
        help="Sweeps that the search does not see, counted from 0: how the model does in them "
        "tells how far to trust it.",
        examples=examples(
            {
                "Every other one": held_out.EVERY_OTHER,
                "The last one": held_out.LAST,
                "None": held_out.NONE,
            }
        ),
    ),
    Text(
        name="weights",
        label="Weights",
        group="search",
        help="What counts how much in the comparison of a sweep, if not as by default: count 1, "
        "latency 0.5, intervals 1, times 1 and voltage 1 for steps of current; coincidence 4 and "
        "voltage 1 for a current that fluctuates.",
        examples=examples(
            {
                "Default": "",
                "Number of spikes first": "count 4",
                "Spike times first": "times 4, latency 2",
                "Voltage below threshold first": "voltage 4",
            }
        ),
    ),
    amount(
        "generations",
        "n_gen",
        "generations",
        "",
        (40.0, 400.0, 20.0),
        "Length of the whole search: each generation tries 128 parameter sets.",
        group="search",
        low=10.0,
        high=5000.0,
        whole=True,
    ),
    amount(
        "searched",
        "p",
        "part of the search",
        "%",
        (0.0, 100.0, 10.0),
        "How much of the search is done. More continues it; less restarts it.",
        group="search",
        high=100.0,
    ),
    seed("Seed of the search. The same seed finds the same parameters on every machine.", "search"),
    amount(
        "sweep",
        "k",
        "sweep",
        "",
        (0.0, 20.0, 1.0),
        "The sweep that is shown with its spikes, counted from 0, and that the Neuron view gets.",
        group="look",
        high=MAX_SWEEPS - 1.0,
        whole=True,
        looks=True,
    ),
)

CONTINUE = Continue(
    "searched",
    10.0,
    "10 % more",
    "Fit",
    ended="The search is complete. More generations continue it.",
)
assert GENERATIONS % 10 == 0
