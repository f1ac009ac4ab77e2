"""Running a model.

A step of dt ends at t = dt, 2 dt, … In it

1. nodes take their value at t; synapses give what they hold, which is from the steps before;
2. each ensemble gets its current, and its neurons take a step (`stepping`);
3. spikes, divided by dt in seconds, are decoded; connections without synapse pass this on in the
   same step;
4. synapses take in what was decoded, and learning rules change the weights.

Parts that do not form a loop need not advance together: one runs to the end before the next begins,
and its output is decoded and filtered in one go. Only loops, and what receives input over weights
that change, advance step by step.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import BoolArray, FloatArray
from izhikevich.nef.adaptation import Adaptation
from izhikevich.nef.builder import BuiltEnsemble
from izhikevich.nef.components import EnsembleRun, NodeRun, PartRun, times
from izhikevich.nef.connection import Connection
from izhikevich.nef.decoding import decoders_of
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.node import Node
from izhikevich.nef.points import products
from izhikevich.nef.probe import Probe
from izhikevich.nef.samples import sampled
from izhikevich.nef.schedule import Unit, groups
from izhikevich.nef.synapses import Filter
from izhikevich.nef.transmission import Transmission
from izhikevich.progress import Progress, reached

if TYPE_CHECKING:
    from izhikevich.nef.model import Model

#: A connection, and the learning rule to which it brings an error.
_Led: TypeAlias = tuple[Transmission, Adaptation | None]
_CHUNK = 100  # steps between two progress reports


class Simulation:
    """A model in a run: the state of all its parts.

    Parameters
    ----------
    model : Model
        Must not change any more.
    built : mapping from Ensemble to BuiltEnsemble
    """

    def __init__(self, model: Model, built: Mapping[Ensemble, BuiltEnsemble]) -> None:
        self._model, self.steps = model, 0
        probes = list(model.probes.values())
        self.ensembles: dict[Ensemble, EnsembleRun] = {}
        for ensemble in model.ensembles:
            own = [probe for probe in probes if probe.target is ensemble]
            self.ensembles[ensemble] = EnsembleRun(built[ensemble], ensemble.name, own, model.dt)
        self._nodes = {node: NodeRun(node, model.dt) for node in model.nodes}
        self._runs: dict[Any, PartRun] = {**self.ensembles, **self._nodes}
        self._transmissions: dict[Connection, Transmission] = {}
        for connection in model.connections:
            ends = self._runs[connection.pre], self._runs[_end(connection)]
            self._transmissions[connection] = Transmission(connection, *ends, model.dt)
        self._groups = [self._group(units) for units in groups(model.units, model.connections)]
        self._filters = {
            probe: Filter(probe.synapse, model.dt, probe.width)
            for probe in probes
            if probe.of == "decoded" and probe.synapse is not None
        }

    def advance(self, steps: int) -> Generator[Progress, None, dict[str, NDArray[Any]]]:
        """Take some steps; return what the probes recorded in them."""
        model = self._model
        for run in self._runs.values():
            run.begin(self.steps, steps)
        for connection, each in self._transmissions.items():
            if each.adaptation is not None:
                probes = [one for one in model.probes.values() if one.target is connection]
                taken = {probe: self._taken(probe, steps) for probe in probes}
                each.adaptation.begin(steps, taken)
        t, done = times(self.steps, steps, model.dt), 0
        for group in self._groups:
            group.begin()
            for first in range(0, steps, _CHUNK):
                count = min(_CHUNK, steps - first)
                group.advance(first, count)
                done += count * len(group.runs)
                yield reached(done / (steps * len(model.units)), float(t[first + count - 1]))
        found = {name: self._probed(probe, steps) for name, probe in model.probes.items()}
        self.steps += steps
        return found

    def count_spikes(self) -> int:
        """Return the number of spikes of all ensembles in the last steps."""
        return sum(int(np.count_nonzero(run.spikes)) for run in self.ensembles.values())

    def _group(self, units: list[Unit]) -> _Group:
        inner: list[_Led] = []
        outer: list[_Led] = []
        for connection, each in self._transmissions.items():
            if _end(connection) in units:
                inside = connection.pre in units or each.adaptation is not None
                (inner if inside else outer).append((each, self._corrected(connection)))
        return _Group([self._runs[unit] for unit in units], inner, outer)

    def _corrected(self, connection: Connection) -> Adaptation | None:
        """Return the learning rule to which a connection brings an error."""
        post = connection.post
        return self._transmissions[post].adaptation if isinstance(post, Connection) else None

    def _taken(self, probe: Probe, steps: int) -> BoolArray:
        """Return in which of the next steps a probe records."""
        return sampled(probe.sample_every, self.steps, steps, self._model.dt)

    def _probed(self, probe: Probe, steps: int) -> NDArray[Any]:
        """Return what a probe recorded in some steps."""
        target = probe.target
        if isinstance(target, Connection):
            adaptation = self._transmissions[target].adaptation
            assert adaptation is not None
            return adaptation.recorded[probe].values
        run = self._runs[target]
        if isinstance(run, EnsembleRun) and probe in run.kept:
            return run.kept[probe].values
        found = self._every(probe, run)
        return found if probe.sample_every is None else found[self._taken(probe, steps)]

    def _every(self, probe: Probe, run: PartRun) -> NDArray[Any]:
        """Return what a probe sees in all steps."""
        if isinstance(run, NodeRun):
            found = run.output(probe.function, None)
        elif probe.of == "decoded":
            decoders = decoders_of(probe, run.built, self._model.dt)
            found = run.output(probe.function, decoders.values)
        else:
            return run.spikes[:, probe.which].view(np.uint8)
        return self._filters[probe].steps(found) if probe in self._filters else found


class _Group:
    """Parts that advance together.

    Parameters
    ----------
    runs : list of NodeRun or EnsembleRun
        In the order in which they are stepped.
    inner : list of (Transmission, Adaptation or None)
        Connections whose effect must be known step by step, and the rules to which they bring
        errors.
    outer : list of (Transmission, Adaptation or None)
        Connections from what has run before.
    """

    def __init__(self, runs: list[PartRun], inner: list[_Led], outer: list[_Led]) -> None:
        self.runs, self._outer = runs, outer
        links = [each for each, _ in inner]
        self._into = [
            [each for each, corrected in inner if corrected is None and each.post is run]
            for run in runs
        ]
        for each, corrected in inner:
            if corrected is not None:
                corrected.errors.append(each)
        self._instant = [
            [each for each in links if each.instant and each.pre is run] for run in runs
        ]
        self._before = [each for each in links if each.instant and each.pre not in runs]
        self._later = [each for each in links if not each.instant]
        self._learning = [each.adaptation for each in links if each.adaptation is not None]
        self._stepwise = bool(links)

    def begin(self) -> None:
        """Take in what arrives from outside in all steps."""
        for each, corrected in self._outer:
            if corrected is not None:
                corrected.add_error(each.rows())
            elif each.to_neurons and isinstance(each.post, EnsembleRun):
                each.post.add_currents(each.rows())
            else:
                each.post.add_input(each.rows())

    def advance(self, first: int, count: int) -> None:
        """Take some steps."""
        currents = [
            run.outer_currents(first, count) if isinstance(run, EnsembleRun) else None
            for run in self.runs
        ]
        with np.errstate(over="ignore", invalid="ignore"):
            if self._stepwise:
                self._advance(currents, first, count)
            else:
                for run, current in zip(self.runs, currents, strict=True):
                    if isinstance(run, NodeRun):
                        run.steps(first, count)
                    else:
                        assert current is not None
                        run.steps(first, current)
        for run, current in zip(self.runs, currents, strict=True):
            if current is not None and isinstance(run, EnsembleRun):
                run.finish(first, current)

    def _advance(self, currents: list[FloatArray | None], first: int, count: int) -> None:
        """Take some steps one by one; input that arrives is added to the currents."""
        parts = list(zip(self.runs, currents, self._into, self._instant, strict=True))
        for k in range(count):
            for each in self._before:
                each.take(first + k)
            for run, current, into, instant in parts:
                if isinstance(run, NodeRun):
                    run.step(first + k, sum(each.value for each in into))
                elif current is not None:
                    for each in into:
                        if each.to_neurons:
                            current[k] += each.value
                        else:
                            scaled = run.built.scaled_encoders
                            current[k] += products(each.value[None], scaled)[0]
                    run.step(first + k, current[k])
                for each in instant:
                    each.take(first + k)
            changes = [rule.change(first + k) for rule in self._learning]
            for each in self._later:
                each.take(first + k)
            for rule, change in zip(self._learning, changes, strict=True):
                rule.apply(change)


def _end(connection: Connection) -> Ensemble | Node:
    """Return where a connection leads; of an error, where the connection that learns leads."""
    post = connection.post
    return _end(post) if isinstance(post, Connection) else post
