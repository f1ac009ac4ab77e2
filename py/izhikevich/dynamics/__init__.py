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
from izhikevich.dynamics.equilibria.phase_plane import (
    PhasePlane,
    phase_plane,
    phase_plane_of,
)
from izhikevich.dynamics.responses.excitability import Excitability, excitability

if TYPE_CHECKING:
    from izhikevich.dynamics.bifurcations.diagram import BifurcationDiagram, bifurcation_diagram
    from izhikevich.dynamics.maps.basins import Basins, basins
    from izhikevich.dynamics.maps.regime_map import (
        PLANES,
        Border,
        Protocol,
        RegimeMap,
        borders,
        regime_map,
    )
    from izhikevich.dynamics.maps.reset_map import FixedReset, ResetMap, reset_map
    from izhikevich.dynamics.responses.frequency import FrequencyCurve, frequency_current
    from izhikevich.dynamics.responses.impedance import (
        Impedance,
        linear_impedance,
        resonance,
        rest_of,
        zap_impedance,
    )
    from izhikevich.dynamics.responses.phase_response import PhaseResponse, phase_response
    from izhikevich.dynamics.responses.strength_duration import StrengthDuration, strength_duration

__all__ = [
    "PLANES",
    "Basins",
    "Bifurcation",
    "BifurcationDiagram",
    "Border",
    "EquilibriumBranch",
    "Excitability",
    "FixedPoint",
    "FixedReset",
    "FrequencyCurve",
    "Impedance",
    "Manifolds",
    "Nullcline",
    "PhasePlane",
    "PhaseResponse",
    "Protocol",
    "RegimeMap",
    "ResetMap",
    "StrengthDuration",
    "Window",
    "basins",
    "bifurcation_diagram",
    "borders",
    "equilibrium_branches",
    "excitability",
    "fixed_points",
    "frequency_current",
    "hopf",
    "linear_impedance",
    "phase_plane",
    "phase_plane_of",
    "phase_response",
    "regime_map",
    "reset_map",
    "resonance",
    "rest_of",
    "saddle_manifolds",
    "saddle_node",
    "saddle_nodes",
    "strength_duration",
    "u_nullcline",
    "v_nullcline",
    "zap_impedance",
]

if not TYPE_CHECKING:
    _MODULES = {
        "bifurcations.diagram": ("BifurcationDiagram", "bifurcation_diagram"),
        "maps.basins": ("Basins", "basins"),
        "maps.regime_map": ("PLANES", "Border", "Protocol", "RegimeMap", "borders", "regime_map"),
        "maps.reset_map": ("FixedReset", "ResetMap", "reset_map"),
        "responses.frequency": ("FrequencyCurve", "frequency_current"),
        "responses.impedance": (
            "Impedance",
            "linear_impedance",
            "resonance",
            "rest_of",
            "zap_impedance",
        ),
        "responses.phase_response": ("PhaseResponse", "phase_response"),
        "responses.strength_duration": ("StrengthDuration", "strength_duration"),
    }
    __getattr__, __dir__ = lazy(
        __name__,
        __all__,
        {
            name: f"izhikevich.dynamics.{module}"
            for module, names in _MODULES.items()
            for name in names
        },
    )
