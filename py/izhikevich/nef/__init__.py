"""The Neural Engineering Framework with Izhikevich neurons.

Ensembles of neurons represent a signal (encoders, gains, biases), and weights on their spikes
(decoders) recover it, or any function of it. Times are in ms and rates in Hz; where Nengo has
0.03 s, this package has 30.0 ms. Neurons, gains, biases, decoders and the order of a step follow
Nengo 4.1.0, so that the same numbers give the same spikes.

Source of the framework: Eliasmith and Anderson, "Neural Engineering" (2003); of the simulator:
Bekolay et al., "Nengo: a Python tool for building large-scale functional brain models",
Frontiers in Neuroinformatics 7 (2014).
"""

from izhikevich.nef import models
from izhikevich.nef.builder import BuiltEnsemble, build_ensemble
from izhikevich.nef.connection import Connection
from izhikevich.nef.curves import TuningCurves, tuning_curves
from izhikevich.nef.decoding import spike_activities
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.functions import FUNCTIONS, Function
from izhikevich.nef.learning import BCM, PES, Oja
from izhikevich.nef.model import Model
from izhikevich.nef.neurons import NEURONS, IzhikevichNeurons, as_neurons
from izhikevich.nef.node import Node
from izhikevich.nef.probe import Probe
from izhikevich.nef.rates import settled_rates
from izhikevich.nef.result import Result, rmse, spike_events
from izhikevich.nef.signals import Product
from izhikevich.nef.simulator import Simulator
from izhikevich.nef.solver import Decoders, least_squares
from izhikevich.nef.solvers import (
    Lstsq,
    LstsqDrop,
    LstsqL1,
    LstsqL2,
    LstsqL2nz,
    LstsqMultNoise,
    LstsqNoise,
    Nnls,
    NnlsL2,
    NnlsL2nz,
    Solver,
)
from izhikevich.nef.spiking import FromSpikes
from izhikevich.nef.synapses import Alpha, Lowpass, filtered
from izhikevich.neuron.stimuli.stimulus import BandLimitedNoise

__all__ = [
    "BCM",
    "FUNCTIONS",
    "NEURONS",
    "PES",
    "Alpha",
    "BandLimitedNoise",
    "BuiltEnsemble",
    "Connection",
    "Decoders",
    "Ensemble",
    "FromSpikes",
    "Function",
    "IzhikevichNeurons",
    "Lowpass",
    "Lstsq",
    "LstsqDrop",
    "LstsqL1",
    "LstsqL2",
    "LstsqL2nz",
    "LstsqMultNoise",
    "LstsqNoise",
    "Model",
    "Nnls",
    "NnlsL2",
    "NnlsL2nz",
    "Node",
    "Oja",
    "Probe",
    "Product",
    "Result",
    "Simulator",
    "Solver",
    "TuningCurves",
    "as_neurons",
    "build_ensemble",
    "filtered",
    "least_squares",
    "models",
    "rmse",
    "settled_rates",
    "spike_activities",
    "spike_events",
    "tuning_curves",
]
