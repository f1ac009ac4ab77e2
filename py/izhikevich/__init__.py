"""Izhikevich neurons: simulation, dynamics and the twenty firing patterns."""

from typing import TYPE_CHECKING, Any

from izhikevich._lazy import lazy
from izhikevich._version import __version__
from izhikevich.results import explored_by, figures_from, reports_from

__all__ = [
    "CELL_TYPES",
    "PATTERNS",
    "SCHEMES",
    "CellType",
    "Constant",
    "CubicDrive",
    "Experiment",
    "LinearDrive",
    "LiveNeuron",
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
    "Scaled",
    "SimulationError",
    "Sine",
    "Step",
    "Stimulus",
    "Sum",
    "Trace",
    "WhiteNoise",
    "Zap",
    "__version__",
    "analysis",
    "as_stimulus",
    "comparison",
    "dynamics",
    "engine",
    "explore",
    "export",
    "figure",
    "fitting",
    "imports",
    "learning",
    "links",
    "nef",
    "network",
    "networks",
    "parse",
    "phase_plane",
    "show",
    "simulate",
    "simulate_pattern",
    "tours",
]


def _figure(result: Any) -> "Figure":
    """Return the figure of a result: what makes it is above the results, and loaded when needed."""
    from izhikevich.plots.any_plot import figure

    return figure(result)


def _report(result: Any, file: Any) -> None:
    """Write the report of a result, likewise."""
    from izhikevich.reports.page import write_report

    write_report(result, file)


figures_from(_figure)
reports_from(_report)

if TYPE_CHECKING:
    from izhikevich import (
        analysis,
        comparison,
        dynamics,
        engine,
        export,
        fitting,
        imports,
        learning,
        links,
        nef,
        network,
        networks,
        tours,
    )
    from izhikevich.display import show
    from izhikevich.dynamics import phase_plane
    from izhikevich.errors import NumericalArtefactWarning, ParameterError, SimulationError
    from izhikevich.explorer import explore
    from izhikevich.figure_sheet import figure
    from izhikevich.network.network import Network
    from izhikevich.neuron.cells.cell_types import CELL_TYPES, CellType
    from izhikevich.neuron.cells.experiment import Experiment
    from izhikevich.neuron.cells.patterns import PATTERNS, Pattern, simulate_pattern
    from izhikevich.neuron.live import LiveNeuron
    from izhikevich.neuron.parameters import Parameters
    from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
    from izhikevich.neuron.schemes.table import SCHEMES
    from izhikevich.neuron.simulate import simulate
    from izhikevich.neuron.stimuli.stimulus import (
        Constant,
        OrnsteinUhlenbeck,
        Piece,
        Piecewise,
        Pulse,
        PulseTrain,
        Ramp,
        Sampled,
        Scaled,
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
    from izhikevich.plots.figure import Figure
else:
    #: Modules that are public themselves.
    _MODULES = (
        "analysis",
        "comparison",
        "dynamics",
        "engine",
        "export",
        "fitting",
        "imports",
        "learning",
        "links",
        "nef",
        "network",
        "networks",
        "tours",
    )
    #: Public names by the module that has them.
    _NAMES = {
        "display": ("show",),
        "dynamics": ("phase_plane",),
        "errors": ("NumericalArtefactWarning", "ParameterError", "SimulationError"),
        "explorer": ("explore",),
        "figure_sheet": ("figure",),
        "network.network": ("Network",),
        "neuron.cells.cell_types": ("CELL_TYPES", "CellType"),
        "neuron.cells.experiment": ("Experiment",),
        "neuron.cells.patterns": ("PATTERNS", "Pattern", "simulate_pattern"),
        "neuron.live": ("LiveNeuron",),
        "neuron.parameters": ("Parameters",),
        "neuron.recovery": ("CubicDrive", "LinearDrive", "PiecewiseDrive"),
        "neuron.schemes.table": ("SCHEMES",),
        "neuron.simulate": ("simulate",),
        "neuron.stimuli.stimulus": (
            "Constant",
            "OrnsteinUhlenbeck",
            "Piece",
            "Piecewise",
            "Pulse",
            "PulseTrain",
            "Ramp",
            "Sampled",
            "Scaled",
            "Sine",
            "Step",
            "Stimulus",
            "Sum",
            "WhiteNoise",
            "Zap",
            "as_stimulus",
            "parse",
        ),
        "neuron.trace": ("Trace",),
    }
    __getattr__, __dir__ = lazy(
        __name__,
        __all__,
        {
            **{name: f"{__name__}.{name}" for name in _MODULES},
            **{name: f"{__name__}.{module}" for module, names in _NAMES.items() for name in names},
        },
    )
    # What shows results also runs code, in which this package is known: it is above all others.
    explored_by(lambda thing, **options: __getattr__("explore")(thing, **options))
