"""Models simpler and more detailed than Izhikevich's, and the cost of each.

Integrate-and-fire, the adaptive exponential model, and Hodgkin-Huxley.
"""

from izhikevich.comparison.adaptive_exponential import AdaptiveExponential, adaptive_exponential
from izhikevich.comparison.cost import ModelCosts, model_costs
from izhikevich.comparison.hodgkin_huxley import HodgkinHuxley, hodgkin_huxley
from izhikevich.comparison.integrate_and_fire import IntegrateAndFire, integrate_and_fire
from izhikevich.comparison.operations import OPERATIONS, Operations
from izhikevich.comparison.voltage_trace import VoltageTrace

__all__ = [
    "OPERATIONS",
    "AdaptiveExponential",
    "HodgkinHuxley",
    "IntegrateAndFire",
    "ModelCosts",
    "Operations",
    "VoltageTrace",
    "adaptive_exponential",
    "hodgkin_huxley",
    "integrate_and_fire",
    "model_costs",
]
