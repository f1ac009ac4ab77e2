"""The exact neurons, synapses and random currents of a network, for other simulators."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.export.equations import current
from izhikevich.export.network_inputs import check_written
from izhikevich.network.network import Network
from izhikevich.network.populations import Source, refractory_steps
from izhikevich.network.simulation.numpy import (
    NOISE_STREAM,
    noise_strength,
    pulsed_neurons,
    source_spikes,
)
from izhikevich.random import normal_single_of_steps

#: Values given for each neuron, by their names in scripts, with those in `Population.values`.
PER_NEURON = {
    **{name: name for name in ("a", "b", "c", "d", "i_offset")},
    "v": "v0",
    "u": "u0",
}
_AT_ONCE = 100  # steps of noise

Populations = dict[str, dict[str, Any]]
Projections = list[dict[str, Any]]


def same(net: Network, duration: float) -> tuple[Populations, Projections, FloatArray | None]:
    """Return the parts of a network, as the scripts of other tools have them.

    Parameters
    ----------
    net : Network
        Network from `izhikevich.networks`: without sources, stimuli, refractory times or time
        constants.
    duration : float
        Time for which random currents are drawn, ms.

    Returns
    -------
    populations : dict of dicts
        By name: "size", "targets", "current" (the conductance as Brian2 writes it), "noise" (0:
        it is in `currents`), and arrays of shape (size,) of `PER_NEURON`.
    projections : list of dicts
        "pre", "post", "target", "pairs" (two arrays of shape (n_synapses,)), "weights", "delays".
        Delays are in ms.
    currents : array, shape (steps, n_neurons), or None
        Input of each neuron in each step, in addition to `i_offset`, mV/ms.

    Raises
    ------
    ParameterError
        If it has sources, stimuli or injected currents.
    """
    check_written(net)
    populations: Populations = {
        p.name: {
            "size": p.size,
            "targets": list(p.conductance.targets),
            "current": current(p.conductance.text),
            "noise": 0.0,
            **{name: p.values[own] for name, own in PER_NEURON.items()},
        }
        for p in net.populations
    }
    projections: Projections = [
        {
            "pre": p.pre.name,
            "post": p.post.name,
            "target": p.target,
            "pairs": (p.synapses.sources(), p.synapses.targets),
            "weights": p.synapses.weights,
            "delays": p.synapses.delays * net.dt,
        }
        for p in net.projections
    ]
    return populations, projections, _currents(net, duration)


Everything = tuple[
    Populations, Projections, dict[str, Any], list[tuple[Any, ...]], FloatArray | None
]


def everything(net: Network, duration: float) -> Everything:
    """Return the parts of a network as the scripts for Brian2 have them.

    Parameters
    ----------
    net : Network
        Any network; its own run is not changed.
    duration : float
        Time for which spikes and currents are drawn, ms.

    Returns
    -------
    populations : dict of dicts
        By name: "size", and values of the neurons by the names of their variables.
    projections : list of dicts
        "pairs", "weights" and "delays" (ms), as for `same`.
    sources : dict
        By name: size, and steps and members of all spikes.
    junctions : list of tuples
        Names of both ends, pairs, conductances.
    currents : array, shape (steps, n_neurons), or None
        As for `same`, with stimuli.
    """
    from izhikevich.export.brian2_network import outside_of, variables  # which is for scripts only

    populations: Populations = {}
    times = np.arange(round(duration / net.dt), dtype=np.float64) * net.dt
    for p in net.populations:
        own: dict[str, Any] = {name: p.values[name] for name in variables(p)}
        own |= {"v": p.values["v0"], "u": p.values["u0"], "noise": 0.0}
        if p.values["tau_refrac"].any():
            own["pause"] = refractory_steps(p.values["tau_refrac"], net.dt)
        for k, injection in enumerate(outside_of(net, p)):
            own[f"outside_{k}"] = injection.synapses.weights
            assert injection.samples is not None
            own[f"arriving_{k}"] = injection.samples.at(times)
        populations[p.name] = {"size": p.size, **own}
    projections: Projections = [
        {
            "pairs": (p.synapses.sources(), p.synapses.targets),
            "weights": p.synapses.weights,
            "delays": p.synapses.delays * net.dt,
        }
        for p in net.projections
    ]
    sources = {s.name: (s.size, fired) for s, fired in source_spike_lists(net, duration)}
    junctions = [
        (
            c.pre.name,
            c.post.name,
            (c.synapses.sources(), c.synapses.targets),
            c.synapses.weights,
        )
        for c in net.couplings
    ]
    currents = _currents(net, duration)
    for p in net.populations:
        if p.inputs is not None:
            currents = np.zeros((times.size, net.n_neurons)) if currents is None else currents
            currents[:, p.start : p.stop] += p.inputs.at(times)
    return populations, projections, sources, junctions, currents


def source_spike_lists(
    net: Network, duration: float
) -> list[tuple[Source, tuple[IndexArray, IndexArray]]]:
    """Return each source with the steps and the members of all its spikes before an end (ms)."""
    plan = net.plan()
    steps = round(duration / net.dt)
    times = np.arange(steps, dtype=np.float64) * net.dt
    found = []
    for s in net.sources:
        fired = source_spikes(s, plan, times, 0, steps)
        members = np.concatenate(fired) - plan.n - s.start
        found.append((s, (np.repeat(np.arange(steps), [own.size for own in fired]), members)))
    return found


def _currents(net: Network, duration: float) -> FloatArray | None:
    plan = net.plan()
    strength = noise_strength(plan)
    if strength is None and not plan.pulse:
        return None
    steps = round(duration / net.dt)
    currents = np.zeros((steps, plan.n))
    if strength is not None:
        n = strength.size
        for first in range(0, steps, _AT_ONCE):
            count = min(_AT_ONCE, steps - first)
            drawn = normal_single_of_steps(plan.seed, NOISE_STREAM, first, count, n)
            currents[first : first + count, :n] = strength * drawn
    if plan.pulse:
        currents[np.arange(steps), pulsed_neurons(plan, 0, steps)] += plan.pulse
    return currents
