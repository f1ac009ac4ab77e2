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
from izhikevich.network.monitors import Monitor
from izhikevich.network.network import Network
from izhikevich.network.plasticity import (
    STDP,
    DopamineSTDP,
    HomeostaticScaling,
    InhibitorySTDP,
    Polychronous,
    TripletSTDP,
)
from izhikevich.network.poisson_input import PoissonInput
from izhikevich.network.projection_monitors import ProjectionMonitor
from izhikevich.network.simulation.accurate import accurate_run
from izhikevich.network.simulation.neuron_trace import NeuronTrace
from izhikevich.network.simulation.recording import Recording
from izhikevich.network.simulation.traces import Traces
from izhikevich.network.synapses.expression import Conductance
from izhikevich.network.synapses.kinetics import Alpha, DoubleExponential
from izhikevich.network.synapses.receptors import (
    AMPA,
    GABA_A,
    GABA_B,
    NMDA,
    Receptor,
    magnesium_block,
)
from izhikevich.network.synapses.short_term import ShortTerm
from izhikevich.network.synapses.synapses import Synapses

__all__ = [
    "AMPA",
    "DIGITS",
    "GABA_A",
    "GABA_B",
    "NMDA",
    "STDP",
    "AllToAll",
    "Alpha",
    "Conductance",
    "CorrelatedRate",
    "DistanceDependent",
    "DopamineSTDP",
    "DoubleExponential",
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
    "HomeostaticScaling",
    "InhibitorySTDP",
    "LogNormal",
    "Monitor",
    "Network",
    "NeuronTrace",
    "Normal",
    "OneToOne",
    "PoissonInput",
    "Polychronous",
    "ProjectionMonitor",
    "Receptor",
    "Recording",
    "Ring",
    "ShortTerm",
    "SmallWorld",
    "Synapses",
    "TimedArray",
    "Traces",
    "TripletSTDP",
    "Uniform",
    "accurate_run",
    "image_rates",
    "magnesium_block",
]
