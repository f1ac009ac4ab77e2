"""Learning by surrogate gradients: networks of Izhikevich neurons that learn through their spikes.

A `Model` is a sequence of layers; a `Trainer` changes its weights so that a loss becomes small,
with gradients that go back through every step of every neuron. `Izhikevich` is a layer that keeps
its state and goes step by step, as BrainPy's does. `TASKS` are ready-made tasks, and a `Classifier`
learns from one's own table or spike trains. Times are in ms, rates in Hz, voltages in mV, currents
in mV/ms.
"""

from izhikevich.learning.classification.classifier import Classifier
from izhikevich.learning.classification.encodings import ENCODINGS
from izhikevich.learning.classification.examples import EXAMPLES
from izhikevich.learning.classification.reading import read_samples
from izhikevich.learning.classification.result import Classification
from izhikevich.learning.classification.samples import FeatureTable, SpikeTrains
from izhikevich.learning.classification.tables import compact, from_compact, read_csv
from izhikevich.learning.convergence import Convergence, converged
from izhikevich.learning.dense import Dense, Input, Readout
from izhikevich.learning.initialisers import Constant
from izhikevich.learning.izhikevich import Izhikevich, IzhikevichRef
from izhikevich.learning.losses import CrossEntropy, RateRegularisation, SpikeCount, VanRossum
from izhikevich.learning.model import Model, Response
from izhikevich.learning.neurons import Flow, Neurons
from izhikevich.learning.optimisers import SGD, Adam
from izhikevich.learning.records import Data, Epoch, Score
from izhikevich.learning.recurrent import Recurrent
from izhikevich.learning.resets import RESETS
from izhikevich.learning.stateful import SPK_RESETS
from izhikevich.learning.surrogates import (
    SURROGATES,
    Arctan,
    FastSigmoid,
    Gaussian,
    MultiGaussian,
    ReluGrad,
    Sigmoid,
    StraightThrough,
    Surrogate,
    TrueStep,
)
from izhikevich.learning.tasks import TASKS, Settings, Task
from izhikevich.learning.training import Trainer
from izhikevich.network.distributions import Normal, Uniform

__all__ = [
    "ENCODINGS",
    "EXAMPLES",
    "RESETS",
    "SGD",
    "SPK_RESETS",
    "SURROGATES",
    "TASKS",
    "Adam",
    "Arctan",
    "Classification",
    "Classifier",
    "Constant",
    "Convergence",
    "CrossEntropy",
    "Data",
    "Dense",
    "Epoch",
    "FastSigmoid",
    "FeatureTable",
    "Flow",
    "Gaussian",
    "Input",
    "Izhikevich",
    "IzhikevichRef",
    "Model",
    "MultiGaussian",
    "Neurons",
    "Normal",
    "RateRegularisation",
    "Readout",
    "Recurrent",
    "ReluGrad",
    "Response",
    "Score",
    "Settings",
    "Sigmoid",
    "SpikeCount",
    "SpikeTrains",
    "StraightThrough",
    "Surrogate",
    "Task",
    "Trainer",
    "TrueStep",
    "Uniform",
    "VanRossum",
    "compact",
    "converged",
    "from_compact",
    "read_csv",
    "read_samples",
]
