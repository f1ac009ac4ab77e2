"""Ready-made models: a signal represented, a function computed, and two loops."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.nef.connection import Connection
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.model import Model
from izhikevich.nef.node import Node
from izhikevich.nef.probe import Probe
from izhikevich.nef.synapses import DEFAULT_SYNAPSE
from izhikevich.neuron.stimuli.stimulus import Pulse, Stimulus
from izhikevich.units import number

Signal = Node | Stimulus | str | float


def representation(
    signal: Signal,
    ensemble: Ensemble,
    *,
    function: Any = None,
    synapse: Any = 30.0,
    dt: float = 1.0,
    seed: int = 0,
) -> Model:
    """Return a model in which an ensemble encodes a signal, and its spikes are decoded.

    Parameters
    ----------
    signal : Node, Stimulus, str or number
        Input signal; it enters without a synapse.
    ensemble : Ensemble
    function : None, str, Function or callable, optional
        Function to decode; None for the signal itself.
    synapse : number (ms), Lowpass, Alpha or None
        Filter of the decoded output.
    dt : float
        Time step, ms.
    seed : int

    Returns
    -------
    Model
        With the probes "input", "decoded" and "spikes".
    """
    node = _node(signal)
    probes = {
        "input": Probe(node),
        "decoded": Probe(ensemble, function=function, synapse=synapse),
        "spikes": Probe(ensemble, "spikes"),
    }
    return Model((Connection(node, ensemble, synapse=None),), probes, dt=dt, seed=seed)


def chain(
    signal: Signal,
    first: Ensemble,
    second: Ensemble,
    *,
    function: Any = "x**2",
    synapse: Any = DEFAULT_SYNAPSE,
    probe_synapse: Any = 30.0,
    dt: float = 1.0,
    seed: int = 0,
) -> Model:
    """Return a model in which a second ensemble receives a function of what the first encodes.

    Parameters
    ----------
    signal : Node, Stimulus, str or number
        Input signal; it enters the first ensemble without a synapse.
    first, second : Ensemble
    function : None, str, Function or callable, optional
        Function decoded from the first ensemble for the second.
    synapse : number (ms), Lowpass, Alpha or None
        Synapse between the ensembles.
    probe_synapse : number (ms), Lowpass, Alpha or None
        Filter of the decoded output of each for the probes.
    dt : float
        Time step, ms.
    seed : int

    Returns
    -------
    Model
        With the probes "input", "first" and "second" (decoded), "first spikes", "second spikes".
    """
    node = _node(signal)
    connections = (
        Connection(node, first, synapse=None),
        Connection(first, second, function=function, synapse=synapse),
    )
    probes = {
        "input": Probe(node),
        "first": Probe(first, synapse=probe_synapse),
        "second": Probe(second, synapse=probe_synapse),
        "first spikes": Probe(first, "spikes"),
        "second spikes": Probe(second, "spikes"),
    }
    return Model(connections, probes, dt=dt, seed=seed)


def integrator(
    signal: Signal,
    ensemble: Ensemble,
    *,
    tau: float = 100.0,
    synapse: Any = 30.0,
    dt: float = 1.0,
    seed: int = 0,
) -> Model:
    """Return a model of an ensemble that holds the integral of a signal (per second).

    Its decoded output returns through a synapse of `tau` and keeps it where it is; the signal,
    times tau, moves it.

    Parameters
    ----------
    signal : Node, Stimulus, str or number
    ensemble : Ensemble
    tau : float
        Time constant of the loop and of the input, ms.
    synapse : number (ms), Lowpass, Alpha or None
        Filter of the decoded output for the probe.
    dt : float
        Time step, ms.
    seed : int

    Returns
    -------
    Model
        With the probes "input", "decoded" and "spikes".

    Notes
    -----
    Principle 3 of Eliasmith and Anderson (2003): for x' = A x + B u through a low-pass synapse, the
    loop gets tau A + 1 and the input tau B.
    """
    tau = _loop_tau(tau)
    node = _node(signal)
    connections = (
        Connection(node, ensemble, transform=tau * 0.001, synapse=tau),
        Connection(ensemble, ensemble, synapse=tau),
    )
    probes = {
        "input": Probe(node),
        "decoded": Probe(ensemble, synapse=synapse),
        "spikes": Probe(ensemble, "spikes"),
    }
    return Model(connections, probes, dt=dt, seed=seed)


def oscillator(
    ensemble: Ensemble,
    *,
    frequency: float = 2.0,
    tau: float = 100.0,
    growth: float = 1.1,
    kick: float = 100.0,
    synapse: Any = 30.0,
    dt: float = 1.0,
    seed: int = 0,
) -> Model:
    """Return a model of a two-dimensional ensemble whose point moves in circles.

    Parameters
    ----------
    ensemble : Ensemble
        Ensemble of two dimensions.
    frequency : float
        Frequency of the oscillation, Hz.
    tau : float
        Time constant of the loop, ms.
    growth : float
        Gain of the loop. Slightly above 1, small circles grow until saturation of the neurons
        limits them.
    kick : float
        Time for which the point is pushed off the centre at the start, ms.
    synapse : number (ms), Lowpass, Alpha or None
        Filter of the decoded output for the probe.
    dt : float
        Time step, ms.
    seed : int

    Returns
    -------
    Model
        With the probes "decoded" and "spikes".
    """
    if ensemble.dimensions != 2:
        raise ParameterError("ensemble", ensemble.dimensions, "must have two dimensions")
    tau = _loop_tau(tau)
    turn = 2.0 * np.pi * number(frequency, "frequency", "Hz", low=-500.0, high=500.0) * tau * 0.001
    growth = number(growth, "growth", "", low=0.0, high=10.0)
    push = Node((Pulse(ensemble.radius, 0.0, number(kick, "kick", "ms", low=dt)), 0.0))
    connections = (
        Connection(push, ensemble),
        Connection(ensemble, ensemble, transform=((growth, -turn), (turn, growth)), synapse=tau),
    )
    probes = {
        "decoded": Probe(ensemble, synapse=synapse),
        "spikes": Probe(ensemble, "spikes"),
    }
    return Model(connections, probes, dt=dt, seed=seed)


def _node(signal: Signal) -> Node:
    return signal if isinstance(signal, Node) else Node(signal)


def _loop_tau(tau: float) -> float:
    return number(tau, "tau", "ms", low=0.0, high=1e5, low_open=True)
