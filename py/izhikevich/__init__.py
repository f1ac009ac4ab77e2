"""Izhikevich neurons: simulation, dynamics and the twenty firing patterns."""

from importlib import import_module
from typing import Any

from izhikevich.errors import NumericalArtefactWarning, ParameterError, SimulationError
from izhikevich.neuron.cells import CELL_TYPES, CellType
from izhikevich.neuron.experiment import Experiment
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.patterns import PATTERNS, Pattern, simulate_pattern
from izhikevich.neuron.rules import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.neuron.simulate import METHODS, simulate
from izhikevich.neuron.stimulus import (
    Constant,
    OrnsteinUhlenbeck,
    Piece,
    Piecewise,
    Pulse,
    PulseTrain,
    Ramp,
    Sampled,
    Sine,
    Step,
    Stimulus,
    Sum,
    WhiteNoise,
    Zap,
    as_stimulus,
    parse,
)
from izhikevich.neuron.trace import Trace

__all__ = [
    "CELL_TYPES",
    "METHODS",
    "PATTERNS",
    "CellType",
    "Constant",
    "CubicDrive",
    "Experiment",
    "LinearDrive",
    "Network",
    "NumericalArtefactWarning",
    "OrnsteinUhlenbeck",
    "ParameterError",
    "Parameters",
    "Pattern",
    "Piece",
    "Piecewise",
    "PiecewiseDrive",
    "Pulse",
    "PulseTrain",
    "Ramp",
    "Sampled",
    "SimulationError",
    "Sine",
    "Step",
    "Stimulus",
    "Sum",
    "Trace",
    "WhiteNoise",
    "Zap",
    "analysis",
    "as_stimulus",
    "comparison",
    "dynamics",
    "engine",
    "export",
    "imports",
    "learning",
    "links",
    "nef",
    "network",
    "networks",
    "parse",
    "show",
    "simulate",
    "simulate_pattern",
    "tours",
]

#: Modules that are imported when they are first used, to keep the start quick in the browser.
_LATER = (
    "analysis",
    "comparison",
    "dynamics",
    "engine",
    "export",
    "imports",
    "learning",
    "links",
    "nef",
    "network",
    "networks",
    "tours",
)
#: Names that stand in such modules.
_WITHIN = {"Network": "izhikevich.network.network", "show": "izhikevich.display"}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return import_module(f"izhikevich.{name}")
    if name in _WITHIN:
        return getattr(import_module(_WITHIN[name]), name)
    raise AttributeError(f"module 'izhikevich' has no attribute {name!r}")
