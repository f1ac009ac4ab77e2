"""Phase-plane and bifurcation analysis of Izhikevich neurons."""

from izhikevich.dynamics.bifurcation_diagram import BifurcationDiagram, bifurcation_diagram
from izhikevich.dynamics.bifurcations import Bifurcation, hopf, saddle_node, saddle_nodes
from izhikevich.dynamics.equilibria import EquilibriumBranch, equilibrium_branches
from izhikevich.dynamics.excitability import Excitability, excitability
from izhikevich.dynamics.fixed_points import FixedPoint, fixed_points
from izhikevich.dynamics.frequency import FrequencyCurve, frequency_current
from izhikevich.dynamics.manifolds import Manifolds, Window, saddle_manifolds
from izhikevich.dynamics.nullclines import Nullcline, u_nullcline, v_nullcline

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
