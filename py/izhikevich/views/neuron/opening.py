"""The state of this view that displays a neuron: the closest preset, with the differences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from izhikevich.dynamics import PhasePlane
from izhikevich.errors import ParameterError
from izhikevich.kinds import is_a
from izhikevich.neuron.cells.cell_type import CellType
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.experiment import Experiment
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.stimuli.stimulus import Stimulus
from izhikevich.neuron.trace import Trace
from izhikevich.views.neuron.presets import model_values, values_of
from izhikevich.views.opening import normal
from izhikevich.views.registry import VIEWS
from izhikevich.views.schema import Value, Values
from izhikevich.views.state import VERSION, GivenState, State

#: Cell type from which neurons without a preset of their own start.
_DEFAULT, _DEFAULT_2007 = "RS", "RS_2007"
#: Values of a neuron in addition to those of `MODEL`: this view takes them from the preset.
_RULES = ("drive", "peak_slope", "c_slope", "u_max", "dimensional")

#: Results of analyses by the panel that shows them.
_RESULTS: Mapping[str, str] = MappingProxyType(
    {
        panel: f"izhikevich.dynamics.{kind}"
        for panel, kind in (
            ("frequency", "responses.frequency.FrequencyCurve"),
            ("bifurcation", "bifurcations.diagram.BifurcationDiagram"),
            ("reset_map", "maps.reset_map.ResetMap"),
            ("basins", "maps.basins.Basins"),
            ("impedance", "responses.impedance.Impedance"),
            ("strength_duration", "responses.strength_duration.StrengthDuration"),
            ("regime_map", "maps.regime_map.RegimeMap"),
        )
    }
)


@dataclass(frozen=True)
class Closest:
    """A neuron as a preset with other values.

    Parameters
    ----------
    preset : Experiment
    values : dict
        All numbers of the neuron, its initial state, and whatever else was given.
    shift : float
        Amount by which u, and with it k0, is larger here, since the preset's drive of u is zero at
        another voltage.
    """

    preset: Experiment
    values: Values
    shift: float

    @property
    def state(self) -> GivenState:
        """The state of the view."""
        return state(self.preset, self.values)


def opened(thing: Any) -> State | None:
    """Return the state that displays a neuron, a stimulus, a run or an analysis, or None."""
    if isinstance(thing, PhasePlane) and thing.trace is not None:
        thing = thing.trace
    if isinstance(thing, Trace):
        found = closest(thing.parameters, **_protocol(thing, float(thing.t[-1])))
    elif isinstance(thing, Experiment):
        found = closest(thing.parameters, **_protocol(thing, thing.duration))
    elif isinstance(thing, Parameters):
        found = closest(thing)
    elif isinstance(thing, Stimulus):
        found = Closest(default(dimensional=False), {"stimulus": thing.text}, 0.0)
    else:
        return _analysed(thing)
    return normal(VIEWS["neuron"](), found.preset.key, found.values)


def _analysed(thing: Any) -> State | None:
    """Return the state that displays the result of an analysis, with its panel."""
    panel = next((panel for panel, kind in _RESULTS.items() if is_a(thing, kind)), None)
    if panel is None:
        return None
    values: Values = {"map_plane": thing.plane} if panel == "regime_map" else {}
    if hasattr(thing, "current"):
        values |= {"stimulus": "0", "I": float(thing.current)}
    found = closest(thing.parameters, None, None, **values)
    view = VIEWS["neuron"]()
    state = normal(view, found.preset.key, found.values)
    return state and {**state, "panels": [*state["panels"], panel]}


def closest(
    p: Parameters, v0: float | None = None, u0: float | None = None, **others: Value
) -> Closest:
    """Return a preset with the same neuron if there is one, otherwise the most similar one.

    Parameters
    ----------
    p : Parameters
        Neuron with rules that some preset has; a linear drive may have any origin.
    v0, u0 : float, optional
        Initial state; default is the preset's v0, and u at its target.
    **others
        Further values of the view; all others are the preset's.

    Raises
    ------
    ParameterError
        If no preset has the rules of the neuron.
    """
    every: tuple[Experiment, ...] = (*CELL_TYPES.values(), *PATTERNS.values())
    alike = [one for one in every if _rules(one.parameters) == _rules(p)]
    given = [_changed(one, p, v0, u0, others) for one in alike or [_simple(p)]]
    return min(given, key=lambda one: (one.preset.parameters != p, _differing(one)))


def default(dimensional: bool) -> CellType:
    """Return the preset from which a neuron without its own preset starts."""
    return CELL_TYPES[_DEFAULT_2007 if dimensional else _DEFAULT]


def state(preset: Experiment, values: Values) -> GivenState:
    """Return a state of the view."""
    return {"version": VERSION, "view": "neuron", "preset": preset.key, "values": values}


def _protocol(run: Trace | Experiment, duration: float) -> dict[str, Any]:
    return {
        "stimulus": run.stimulus.text,
        "I": 0.0,
        "duration": duration,
        "dt": run.dt,
        "method": run.scheme,
        "v0": run.v0,
        "u0": run.u0,
    }


def _rules(p: Parameters) -> tuple[object, ...]:
    return tuple(getattr(p, name) for name in _RULES)


def _simple(p: Parameters) -> CellType:
    """Return the default preset, for a neuron that differs from it in the voltage of zero drive."""
    preset = default(p.dimensional)
    linear = p.drive == LinearDrive(p.drive.origin)
    if not linear or _rules(p.replace(drive=preset.parameters.drive)) != _rules(preset.parameters):
        raise ParameterError("neuron", p, "no preset has the rules of its drive, peak and reset")
    return preset


def _changed(
    preset: Experiment,
    p: Parameters,
    v0: float | None,
    u0: float | None,
    others: Mapping[str, Value],
) -> Closest:
    """Return a preset with the numbers of a neuron."""
    rest, u_rest = p.initial_state()
    alone = p.dimensional or not p.drive.leak  # its own start is at rest, whatever the preset's
    if v0 is None:
        v0 = rest if alone else preset.v0
    if u0 is None:
        u0 = u_rest if alone else float(p.drive.target(v0, p.b))
    # With u measured from elsewhere, the drive starts where the preset's does.
    shift = p.b * (p.drive.origin - preset.parameters.drive.origin)
    values = model_values(p)
    if "k" in values:  # here u is measured from v_r
        shift = 0.0
    else:
        values["k0"] = p.k0 + shift
    start: Values = {"v0": float(v0), "u0": float(u0 + shift)}
    return Closest(preset, {**values, **start, **others}, shift)


def _differing(one: Closest) -> int:
    """Return the number of values that differ from the preset's."""
    own = values_of(one.preset)
    return sum(value != own.get(name) for name, value in one.values.items())
