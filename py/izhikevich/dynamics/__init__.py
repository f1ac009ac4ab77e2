"""Phase-plane and bifurcation analysis of Izhikevich neurons."""

from typing import TYPE_CHECKING

from izhikevich._lazy import lazy
from izhikevich.dynamics.bifurcations.bifurcations import (
    Bifurcation,
    hopf,
    saddle_node,
    saddle_nodes,
)
from izhikevich.dynamics.equilibria.equilibria import EquilibriumBranch, equilibrium_branches
from izhikevich.dynamics.equilibria.fixed_points import FixedPoint, fixed_points
from izhikevich.dynamics.equilibria.manifolds import Manifolds, Window, saddle_manifolds
from izhikevich.dynamics.equilibria.nullclines import Nullcline, u_nullcline, v_nullcline
from izhikevich.dynamics.responses.excitability import Excitability, excitability

if TYPE_CHECKING:
    from izhikevich.dynamics.bifurcations.diagram import BifurcationDiagram, bifurcation_diagram
    from izhikevich.dynamics.responses.frequency import FrequencyCurve, frequency_current

__all__ = [
    "Bifurcation",
    "BifurcationDiagram",
    "EquilibriumBranch",
    "Excitability",
    "FixedPoint",
    "FrequencyCurve",
    "Manifolds",
    "Nullcline",
    "Window",
    "bifurcation_diagram",
    "equilibrium_branches",
    "excitability",
    "fixed_points",
    "frequency_current",
    "hopf",
    "saddle_manifolds",
    "saddle_node",
    "saddle_nodes",
    "u_nullcline",
    "v_nullcline",
]

if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        __all__,
        {
            "BifurcationDiagram": "izhikevich.dynamics.bifurcations.diagram",
            "FrequencyCurve": "izhikevich.dynamics.responses.frequency",
            "bifurcation_diagram": "izhikevich.dynamics.bifurcations.diagram",
            "frequency_current": "izhikevich.dynamics.responses.frequency",
        },
    )
