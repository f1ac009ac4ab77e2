"""The patterns and cell types as presets."""

from __future__ import annotations

from collections.abc import Mapping

from izhikevich.neuron.cells.cell_type import CellType
from izhikevich.neuron.cells.experiment import Experiment
from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.neuron.cells.patterns import Pattern
from izhikevich.neuron.parameter_table import DIMENSIONAL_UNITS, MODEL
from izhikevich.neuron.parameters import Parameters
from izhikevich.plots.handles import round_step
from izhikevich.views.neuron.declaration import PARAMETERS
from izhikevich.views.neuron.forms import COEFFICIENTS, form_named, own_form
from izhikevich.views.neuron.keywords import KEYWORDS
from izhikevich.views.neuron.protocol import numbers
from izhikevich.views.neuron.recorded import RECORDING, SWEEP
from izhikevich.views.recordings import DETAILS
from izhikevich.views.schema import Number, Preset, Slider, Values

#: Sliders of the 2007 form, whose currents are in pA.
DIMENSIONAL_SLIDERS: Mapping[str, Slider] = {
    "b": (-20.0, 20.0, 0.1),
    "d": (-50.0, 300.0, 1.0),
    "I": (-500.0, 500.0, 1.0),
    "u0": (-300.0, 500.0, 1.0),
    "k2": (0.1, 3.0, 0.05),
    "k1": (10.0, 300.0, 1.0),
    "k0": (500.0, 6000.0, 10.0),
    "C": (10.0, 300.0, 1.0),
    "k": (0.1, 3.0, 0.05),
    "v_r": (-90.0, -40.0, 0.5),
    "v_t": (-60.0, -10.0, 0.5),
    "height": (-500.0, 1000.0, 1.0),
    "baseline": (-500.0, 500.0, 1.0),
    "amplitude": (0.0, 1000.0, 1.0),
    "slope": (-10.0, 10.0, 0.05),
}
_NUMBERS = {p.name: p for p in PARAMETERS if isinstance(p, Number)}


def make_presets() -> tuple[Preset, ...]:
    """Return a preset for each pattern and cell type."""
    return tuple(_preset(name, experiment) for name, experiment in EXPERIMENTS.items())


def _preset(name: str, experiment: Pattern | CellType) -> Preset:
    values = values_of(experiment)
    sliders: dict[str, Slider] = {}
    units: dict[str, str] = {}
    if experiment.parameters.dimensional:
        sliders = dict(DIMENSIONAL_SLIDERS)
        units = {key: DIMENSIONAL_UNITS[key] for key in (*MODEL, "I")}
        units = {**units, "u0": DIMENSIONAL_UNITS["u"], "k": DIMENSIONAL_UNITS["k2"]}
        units |= dict.fromkeys(("height", "baseline", "amplitude"), DIMENSIONAL_UNITS["I"])
        units["slope"] = f"{DIMENSIONAL_UNITS['I']}/ms"
    duration = float(experiment.duration)
    step = round_step(duration / 10.0)
    sliders["onset"] = (0.0, duration, step)
    sliders["width"] = sliders["period"] = (step, duration, step)
    if isinstance(experiment, Pattern):
        title, mark, group = experiment.name, experiment.letter, "patterns"
        keywords = KEYWORDS.get(name, "")
    else:
        title = experiment.full_name
        mark, group = experiment.symbol, experiment.family
        keywords = KEYWORDS.get(experiment.symbol.removesuffix(" burst"), "")
    return Preset(
        name=name,
        title=title,
        mark=mark,
        group=group,
        text=experiment.look_for,
        keywords=keywords,
        values=values,
        sliders=_reaching(values, sliders),
        units=units,
        source=experiment.source,
    )


def values_of(experiment: Experiment) -> Values:
    """Return a value for every parameter of the view."""
    return model_values(experiment.parameters) | {
        "I": 0.0,
        "stimulus": experiment.stimulus.text,
        "duration": float(experiment.duration),
        "dt": float(experiment.dt),
        "method": experiment.scheme,
        "v0": float(experiment.v0),
        "u0": float(experiment.u0),
        "map_plane": "b_I",
        RECORDING: "",
        **dict.fromkeys(DETAILS, ""),
        SWEEP: 0.0,
    }


def model_values(p: Parameters) -> Values:
    """Return the values of a preset's neuron: the coefficients are those of its own form."""
    found: Values = {}
    own = COEFFICIENTS[own_form(p)]
    factors = p.factors if p.dimensional else None
    for name in MODEL:
        if name == COEFFICIENTS["2003"][0] and factors is not None:
            found |= dict(zip(own, factors, strict=True))
        elif factors is None or form_named(name) is None:
            found[name] = float(getattr(p, name))
    return found


def _reaching(values: Values, sliders: Mapping[str, Slider]) -> dict[str, Slider]:
    """Widen sliders that do not reach the preset's value to twice that value."""
    wide = dict(sliders)
    known = values | numbers(str(values["stimulus"]), float(values["duration"]))
    for name, parameter in _NUMBERS.items():
        low, high, step = wide.get(name, parameter.slider)
        value = known.get(name)
        if isinstance(value, float) and not low <= value <= high:
            wide[name] = (min(low, 2 * value), max(high, 2 * value), step)
    return wide
