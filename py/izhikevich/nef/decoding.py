"""Decoders and weights of connections and probes: given, or solved for from rates or spikes."""

from __future__ import annotations

import numpy as np

from izhikevich._typing import BoolArray, FloatArray
from izhikevich.errors import ParameterError
from izhikevich.nef.builder import BuiltEnsemble, function_values
from izhikevich.nef.components import EnsembleRun, times
from izhikevich.nef.connection import Connection
from izhikevich.nef.functions import Computed, as_function
from izhikevich.nef.probe import Probe
from izhikevich.nef.samples import sampled
from izhikevich.nef.solver import Decoders
from izhikevich.nef.solvers import LstsqL2, Solver
from izhikevich.nef.spiking import FromSpikes
from izhikevich.nef.synapses import Filter, filtered
from izhikevich.units import number

#: Steps that are taken together.
_CHUNK = 100


def decoders_of(part: Connection | Probe, built: BuiltEnsemble, dt: float) -> Decoders:
    """Return the decoders of a connection or probe: given or solved for.

    Parameters
    ----------
    part : Connection or Probe
    built : BuiltEnsemble
        The ensemble that it decodes.
    dt : float
        Time step, ms, in which spikes are measured if the solver wants this.
    """
    if part.decoders is not None:
        return Decoders(part.decoders, np.empty((0, len(part.decoders))), float("nan"))
    return decoders_by(part.solver or LstsqL2(reg=part.regularisation), built, part.function, dt)


def decoders_by(
    solver: Solver | FromSpikes, built: BuiltEnsemble, function: Computed | None, dt: float
) -> Decoders:
    """Return the decoders of a function of what an ensemble represents, by a solver."""
    if isinstance(solver, Solver):
        return built.solve(function, solver=solver)
    return built.remembered(
        (function, solver, dt),
        lambda: solver.solver.solve(*measured(solver, built, function, dt), built.seed),
    )


def weights_between(
    connection: Connection, pre: BuiltEnsemble, post: BuiltEnsemble, dt: float
) -> FloatArray:
    """Return the weights between the neurons of both ensembles, shape (n_post, n_pre).

    A solver that is not compositional solves for all of them; its targets are the currents of the
    neurons of `post`, without their biases.
    """
    solver = connection.solver
    if solver is None or solver.compositional or not solver.weights:
        weights = connection.matrix @ decoders_of(connection, pre, dt).values
        return post.scaled_encoders @ weights
    if isinstance(solver, FromSpikes):
        activities, values = measured(solver, pre, connection.function, dt)
        solver = solver.solver
    else:
        activities, values = pre.activities, function_values(connection.function, pre.eval_points)
    currents = values @ connection.matrix.T @ post.scaled_encoders.T
    return solver.solve(activities, currents, pre.seed).values


def spike_activities(
    built: BuiltEnsemble,
    solver: FromSpikes | None = None,
    *,
    function: object = None,
    dt: float = 1.0,
) -> tuple[FloatArray, FloatArray]:
    """Return the activities and targets from which `FromSpikes` solves for decoders.

    Parameters
    ----------
    built : BuiltEnsemble
    solver : FromSpikes, optional
        How they are measured.
    function : None, str, Function or callable
        None for the point itself.
    dt : float
        Time step, ms.

    Returns
    -------
    activities : array, shape (m, n)
        Filtered spikes of each neuron, Hz.
    targets : array, shape (m, d)
        The function of the signal, filtered in the same way.
    """
    dt = number(dt, "dt", "ms", low=1e-3, high=10.0)
    return measured(solver or FromSpikes(), built, as_function(function), dt)


def measured(
    solver: FromSpikes, built: BuiltEnsemble, function: Computed | None, dt: float
) -> tuple[FloatArray, FloatArray]:
    """Return activities, shape (m, n), and targets, shape (m, d), of a run with a signal."""
    ensemble = built.ensemble
    steps = int((solver.settle + solver.duration) / dt + 1e-9)
    t = times(0, steps, dt)
    taken = (t > solver.settle) & sampled(solver.sample_every, 0, steps, dt)
    if not taken.any():
        raise ParameterError("sample_every", solver.sample_every, "leaves no sample")
    parts = solver.signals(ensemble.dimensions, ensemble.radius, built.seed)
    signal = np.stack([part.sample(t) for part in parts], axis=1)
    run = EnsembleRun(built, ensemble.name, [], dt)
    run.begin(0, steps)
    run.add_input(signal)
    with np.errstate(over="ignore", invalid="ignore"):
        for first in range(0, steps, _CHUNK):
            currents = run.outer_currents(first, min(_CHUNK, steps - first))
            run.steps(first, currents)
            run.finish(first, currents)
    targets = filtered(function_values(function, signal), solver.synapse, dt)
    return _filtered(run.spikes, solver, taken, dt), targets[taken]


def _filtered(spikes: BoolArray, solver: FromSpikes, taken: BoolArray, dt: float) -> FloatArray:
    """Return filtered spikes, Hz, in the steps that are sampled."""
    second, n = dt * 0.001, spikes.shape[1]
    if solver.synapse is None:
        return spikes[taken] / second
    found, synapse, place = np.empty((int(taken.sum()), n)), Filter(solver.synapse, dt, n), 0
    for fired, is_taken in zip(spikes, taken.tolist(), strict=True):
        if is_taken:
            found[place] = synapse.value
            place += 1
        synapse.step(fired / second)
    return found
