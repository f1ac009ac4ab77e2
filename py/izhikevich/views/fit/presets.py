"""The presets: recordings to try."""

from __future__ import annotations

from collections.abc import Mapping

from izhikevich.fitting.model_search import GENERATIONS
from izhikevich.fitting.samples import SAMPLES
from izhikevich.views.fit import held_out
from izhikevich.views.fit.declaration import RECORDING
from izhikevich.views.recordings import CORRECTIONS
from izhikevich.views.schema import Preset, Values

_FIRST = 10.0  # % of the search

#: By sample: name, title, mark, and what to look for.
_SHOWN: Mapping[str, tuple[str, str, str, str]] = {
    "b8": (
        "recorded_cell",
        "a recorded cell",
        "A",
        "A cortical cell of the rat, with five steps of current. Press Fit and watch the model "
        "come closer: it sees three of the sweeps and is judged by the other two. Then open your "
        "own recording under Recording, or drop it on the page.",
    ),
    "planted": (
        "known_parameters",
        "known parameters",
        "B",
        "A regular spiking neuron of the 2007 form, simulated, with noise added to the voltage: "
        "does the search find C = 100 pF, k = 0.7 nS/mV, v_r = -60 mV, v_t = -40 mV, a = 0.03/ms, "
        "b = -2 nS, c = -50 mV and d = 100 pA? Press Fit.",
    ),
}
DEFAULT = _SHOWN["b8"][0]


def make_presets() -> tuple[Preset, ...]:
    """Return a preset for each recording that comes with the package."""
    return tuple(_preset(sample, *shown) for sample, shown in _SHOWN.items())


def sample_of(preset: str) -> str:
    """Return the recording of a preset."""
    return next(sample for sample, shown in _SHOWN.items() if shown[0] == preset)


def _preset(sample: str, name: str, title: str, mark: str, text: str) -> Preset:
    values: Values = {
        RECORDING: sample,
        "stimulation": "",
        "headings": "",
        CORRECTIONS: "",
        "form": "2007",
        "held_out": held_out.EVERY_OTHER,
        "weights": "",
        "generations": float(GENERATIONS),
        "searched": _FIRST,
        "seed": 0.0,
        "sweep": 2.0,
    }
    return Preset(
        name=name,
        title=title,
        mark=mark,
        group="samples",
        text=text,
        values=values,
        source=SAMPLES[sample].source,
    )
