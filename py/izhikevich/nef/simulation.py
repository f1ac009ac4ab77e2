"""Running a model.

A step of dt ends at t = dt, 2 dt, … In it

1. nodes take their value at t; synapses give what they hold, which is from the steps before;
2. each ensemble gets its current, and its neurons take a step (`stepping`);
3. spikes, divided by dt in seconds, are decoded; connections without synapse pass this on in the
   same step;
4. synapses take in what was decoded.

Ensembles that do not form a loop need not advance together: one runs to the end before the next
begins, and its output is decoded and filtered in one go. Only loops advance step by step.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.nef.builder import function_values
from izhikevich.nef.components import EnsembleRun, Loop
from izhikevich.nef.connection import Connection
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.node import Node
from izhikevich.nef.points import products
from izhikevich.nef.probe import Probe
from izhikevich.nef.result import Result
from izhikevich.nef.schedule import groups
from izhikevich.nef.stepping import raised
from izhikevich.nef.synapses import filtered
from izhikevich.progress import Progress, reached

if TYPE_CHECKING:
    from izhikevich.nef.model import Model

_CHUNK = 100  # steps between two progress reports


def running(model: Model, steps: int) -> Generator[Progress, None, Result]:
    """Run a model for some steps; see `Model.running`."""
    built = yield from model.building()
    t = np.arange(1, steps + 1, dtype=np.float64) * model.dt
    signals = {node: node.sample(t) for node in model.nodes}
    runs: dict[Ensemble, EnsembleRun] = {}
    done = 0
    for group in groups(model.ensembles, model.connections):
        for ensemble in group:
            runs[ensemble] = EnsembleRun(model, built[ensemble], ensemble, steps)
        loops = []
        for connection in model.connections:
            if connection.post in group:
                if connection.pre in group:
                    loops.append(Loop(connection, runs, model.dt))
                else:
                    values = _arriving(connection, model.dt, signals, runs)
                    runs[connection.post].add_input(values)
        for first in range(0, steps, _CHUNK):
            count = min(_CHUNK, steps - first)
            _advance([runs[e] for e in group], loops, first, count)
            done += count * len(group)
            yield reached(done / (steps * len(model.ensembles)), float(t[first + count - 1]))
    values_of = {name: _probed(p, model.dt, signals, runs) for name, p in model.probes.items()}
    artefacts = {ensemble: run.artefacts.counts for ensemble, run in runs.items()}
    return Result(
        model,
        t,
        MappingProxyType(values_of),
        MappingProxyType(artefacts),
        sum(int(np.count_nonzero(run.spikes)) for run in runs.values()),
        MappingProxyType(built),
    )


def _advance(runs: list[EnsembleRun], loops: list[Loop], first: int, count: int) -> None:
    """Take some steps of the ensembles of one group."""
    currents = [run.outer_currents(first, count) for run in runs]
    with np.errstate(over="ignore", invalid="ignore"):
        if loops:
            _advance_loops(runs, loops, currents, first)
        else:
            for run, current in zip(runs, currents, strict=True):
                out = None if run.probes_currents else current
                run.steps(first, raised(run.ensemble.parameters, current, out))
    for run, current in zip(runs, currents, strict=True):
        run.finish(first, current)


def _advance_loops(
    runs: list[EnsembleRun], loops: list[Loop], currents: list[FloatArray], first: int
) -> None:
    """Take some steps of ensembles in loops; input that arrives is added to their currents."""
    parts = []
    for run, current in zip(runs, currents, strict=True):
        into = [loop for loop in loops if loop.post is run]
        passing = [loop for loop in loops if loop.pre is run and loop.instant]
        parts.append((run, current, into, passing))
    later = [loop for loop in loops if not loop.instant]
    for k in range(len(currents[0])):
        for run, current, into, passing in parts:
            for loop in into:
                current[k] += products(loop.value[None], run.built.scaled_encoders)[0]
            run.step(first + k, raised(run.ensemble.parameters, current[k]))
            for loop in passing:
                loop.decode(first + k)
        for loop in later:
            loop.decode(first + k)


def _arriving(
    connection: Connection,
    dt: float,
    signals: Mapping[Node, FloatArray],
    runs: Mapping[Ensemble, EnsembleRun],
) -> FloatArray:
    """Return the input from a connection over the whole run, shape (n_steps, d_post)."""
    found = _output(connection, connection.pre, signals, runs)
    return filtered(found @ connection.transform.T, connection.synapse, dt)


def _probed(
    probe: Probe,
    dt: float,
    signals: Mapping[Node, FloatArray],
    runs: Mapping[Ensemble, EnsembleRun],
) -> NDArray[Any]:
    """Return what a probe recorded."""
    target = probe.target
    if probe.of == "decoded" or isinstance(target, Node):
        return filtered(_output(probe, target, signals, runs), probe.synapse, dt)
    if probe.of == "spikes":
        return runs[target].spikes[:, probe.which].view(np.uint8)
    return runs[target].kept[probe]


def _output(
    part: Connection | Probe,
    source: Node | Ensemble,
    signals: Mapping[Node, FloatArray],
    runs: Mapping[Ensemble, EnsembleRun],
) -> FloatArray:
    """Return the function of a source over the whole run, shape (n_steps, d_function)."""
    if isinstance(source, Node):
        return function_values(part.function, signals[source])
    return runs[source].decoded(part)
