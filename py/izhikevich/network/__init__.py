"""Networks of Izhikevich neurons: their parts, and how they run."""

from izhikevich.network.connectivity import (
    AllToAll,
    DistanceDependent,
    FixedInDegree,
    FixedOutDegree,
    FixedProbability,
    FixedTotal,
    FromMatrix,
    FromTriples,
    Grid,
    OneToOne,
    Ring,
    SmallWorld,
)
from izhikevich.network.correlated import CorrelatedRate
from izhikevich.network.distributions import Exponential, Gamma, LogNormal, Normal, Uniform
from izhikevich.network.images import DIGITS, image_rates
from izhikevich.network.inputs import Expression, TimedArray
from izhikevich.network.network import Network
from izhikevich.network.plasticity import STDP, Polychronous
from izhikevich.network.simulation.accurate import accurate_run
from izhikevich.network.simulation.neuron_trace import NeuronTrace
from izhikevich.network.simulation.recording import Recording
from izhikevich.network.simulation.traces import Traces
from izhikevich.network.synapses.expression import Conductance
from izhikevich.network.synapses.short_term import ShortTerm
from izhikevich.network.synapses.synapses import Synapses

__all__ = [
    "DIGITS",
    "STDP",
    "AllToAll",
    "Conductance",
    "CorrelatedRate",
    "DistanceDependent",
    "Exponential",
    "Expression",
    "FixedInDegree",
    "FixedOutDegree",
    "FixedProbability",
    "FixedTotal",
    "FromMatrix",
    "FromTriples",
    "Gamma",
    "Grid",
    "LogNormal",
    "Network",
    "NeuronTrace",
    "Normal",
    "OneToOne",
    "Polychronous",
    "Recording",
    "Ring",
    "ShortTerm",
    "SmallWorld",
    "Synapses",
    "TimedArray",
    "Traces",
    "Uniform",
    "accurate_run",
    "image_rates",
]
