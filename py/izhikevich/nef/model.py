"""Models: ensembles, their connections, and what is recorded of a run."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.nef.builder import BuiltEnsemble, build_ensemble
from izhikevich.nef.connection import Connection
from izhikevich.nef.description import Description
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.node import Node
from izhikevich.nef.probe import Probe
from izhikevich.nef.schedule import groups, is_unit
from izhikevich.nef.spiking import FromSpikes
from izhikevich.progress import Progress, Report, finish
from izhikevich.random import key
from izhikevich.units import integer, number

if TYPE_CHECKING:
    from izhikevich.nef.result import Result

#: Memory limit of the results of a run, bytes.
MEMORY_LIMIT = 300_000_000 if sys.platform == "emscripten" else 4_000_000_000
_SEED_STREAM = 0x4E4546  # "NEF": seeds of ensembles without their own


@dataclass(eq=False)
class Model(Description):
    """Ensembles and nodes, their connections, and the probes of a run.

    All of them can be changed between runs (``node.output = 0.2``), and `add` takes more. A run
    keeps what it began with.

    Parameters
    ----------
    connections : sequence of Connection
    probes : mapping from names to Probe
    ensembles : sequence of Ensemble
        Those in neither connections nor probes; others may be listed as well.
    dt : float
        Time step, ms.
    seed : int
        Seed from which ensembles without their own derive one, by their place in the model: first
        `ensembles`, then those of connections and of probes, in their order. What is added later
        leaves the others as they are.

    Raises
    ------
    ParameterError
        If a part is of the wrong kind, or connections without synapse form a loop.

    Examples
    --------
    >>> import izhikevich as izh
    >>> sine = izh.nef.Node(izh.Sine(1.0, 1.0))
    >>> ensemble = izh.nef.Ensemble(50, seed=1)
    >>> model = izh.nef.Model(
    ...     [izh.nef.Connection(sine, ensemble, synapse=None)],
    ...     {"decoded": izh.nef.Probe(ensemble, synapse=30.0)},
    ... )
    >>> model.run(1000.0)["decoded"].shape
    (1000, 1)
    """

    connections: Sequence[Connection] = ()
    probes: Mapping[str, Probe] = field(default_factory=dict)
    ensembles: Sequence[Ensemble] = field(default=(), kw_only=True)
    dt: float = field(default=1.0, kw_only=True)
    seed: int = field(default=0, kw_only=True)

    def __repr__(self) -> str:
        """Return a short summary."""
        counts = f"{len(self.ensembles)} ensembles, {len(self.connections)} connections"
        return f"<Model of {counts}; probes: {', '.join(self.probes) or 'none'}>"

    def _check(self) -> None:
        connections = _all_of(self.connections, Connection, "connections")
        if not isinstance(self.probes, Mapping):
            raise ParameterError("probes", self.probes, "must be a mapping from names to probes")
        targets = [probe.target for probe in _all_of(self.probes.values(), Probe, "probes")]
        for part in (*(each.post for each in connections), *targets):
            if isinstance(part, Connection) and part not in connections:
                raise ParameterError("connections", part, "must be among the model's connections")
        found = list(_all_of(self.ensembles, Ensemble, "ensembles"))
        for connection in connections:
            found += [p for p in (connection.pre, connection.post) if isinstance(p, Ensemble)]
        found += [target for target in targets if isinstance(target, Ensemble)]
        self._set("connections", connections)
        self._set("probes", MappingProxyType(dict(self.probes)))
        self._set("ensembles", tuple(dict.fromkeys(found)))
        self._set("dt", number(self.dt, "dt", "ms", low=1e-3, high=10.0))
        self._set("seed", integer(self.seed, "seed", low=0, high=2**64 - 1))
        groups(self.units, connections)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes, each once."""
        parts: list[Any] = [part for c in self.connections for part in (c.pre, c.post)]
        parts += [probe.target for probe in self.probes.values()]
        return tuple(dict.fromkeys(part for part in parts if isinstance(part, Node)))

    @property
    def units(self) -> tuple[Ensemble | Node, ...]:
        """All that receives input: ensembles, and nodes that compute."""
        return (*self.ensembles, *(node for node in self.nodes if is_unit(node)))

    def add(self, *parts: Connection | Ensemble, **probes: Probe) -> None:
        """Add connections and ensembles, and probes by their names.

        Parameters
        ----------
        *parts
            Connections, with the ensembles and nodes at their ends, and ensembles without any.
        **probes
            Probes. One whose name is taken replaces the other.

        Raises
        ------
        ParameterError
            If a part is something else, or connections without synapse form a loop: then nothing is
            added.
        """
        for part in parts:
            if not isinstance(part, (Connection, Ensemble)):
                raise ParameterError("parts", part, "must be connections or ensembles")
        connections = (part for part in parts if isinstance(part, Connection))
        # Ensembles that are found after this have their places, and so their seeds, after these.
        ensembles = (part for part in parts if isinstance(part, Ensemble))
        self.edit(
            connections=(*self.connections, *connections),
            ensembles=(*self.ensembles, *ensembles),
            probes={**self.probes, **probes},
        )

    def copied(self, copies: dict[Any, Any]) -> Model:
        """Return a copy, with copies of all parts, that nobody else can change."""
        return Model(
            [part.copied(copies) for part in self.connections],
            {name: probe.copied(copies) for name, probe in self.probes.items()},
            ensembles=[part.copied(copies) for part in self.ensembles],
            dt=self.dt,
            seed=self.seed,
        )

    def replace(self, **changes: Any) -> Model:
        """Return a copy with some fields changed, checked like a new one."""
        return replace(self, **changes)

    def build(self, *, progress: Report | None = None) -> dict[Ensemble, BuiltEnsemble]:
        """Return all built ensembles; see `build_ensemble`.

        Parameters
        ----------
        progress : callable, optional
            Called with each `Progress`: its fraction and its text.
        """
        return finish(self.building(), progress)

    def seed_of(self, place: int) -> int:
        """Return the seed of an ensemble without its own, by its place in `ensembles`."""
        low, high = key(self.seed, _SEED_STREAM, place)
        return high << 32 | low

    def building(self) -> Generator[Progress, None, dict[Ensemble, BuiltEnsemble]]:
        """Build as `build` does, with progress reports; whatever is decoded then has its rates."""
        decoded: set[Any] = {c.pre for c in self.connections if c.solved and _needs_rates(c)}
        decoded |= {
            p.target
            for p in self.probes.values()
            if p.of == "decoded" and p.decoders is None and _needs_rates(p)
        }
        built = {}
        for place, ensemble in enumerate(self.ensembles):
            built[ensemble] = build_ensemble(ensemble, self.seed_of(place))
            if ensemble in decoded:
                yield from built[ensemble].preparing()
        return built

    def run(self, duration: float, *, progress: Report | None = None) -> Result:
        """Run from the initial state; a `Simulator` continues where its last run has ended.

        Parameters
        ----------
        duration : float
            Length of the run, ms; whole steps are taken.
        progress : callable, optional
            Called with each `Progress`: its fraction and its text.

        Returns
        -------
        Result

        Raises
        ------
        ParameterError
            If the duration is not allowed, or the result would take too much memory.
        SimulationError
            If neurons diverge.

        Warns
        -----
        NumericalArtefactWarning
            If the steps produce spikes that the equations do not have (see `Result.artefacts`).
        """
        from izhikevich.nef.simulator import Simulator

        result = finish(Simulator(self).running(duration), progress)
        result.warn()
        return result

    def running(self, duration: float) -> Generator[Progress, None, Result]:
        """Run as `run` does, with progress reports."""
        from izhikevich.nef.simulator import Simulator

        return Simulator(self).running(duration)

    def steps_of(self, duration: float, before: int = 0) -> int:
        """Return how many steps a run takes.

        Parameters
        ----------
        duration : float
            ms.
        before : int
            Steps that have been taken and recorded already.

        Raises
        ------
        ParameterError
            If the duration is not allowed, or what is recorded would take too much memory.
        """
        duration = number(duration, "duration", "ms", low=0.0, high=1e9)
        steps = int(duration / self.dt + 1e-9)
        kept = float(sum(e.n_neurons for e in self.ensembles))
        for probe in self.probes.values():
            every = probe.sample_every
            kept += 8 * probe.size * (1.0 if every is None else min(1.0, self.dt / every))
        total = kept * (steps + before)
        if total > MEMORY_LIMIT:
            raise ParameterError(
                "duration",
                duration,
                msg(
                    "what is recorded would take {kept} MB: run for a shorter time, or probe fewer "
                    "neurons",
                    kept=Number(total / 1e6, form=",.0f"),
                ),
            )
        return steps


def _needs_rates(part: Connection | Probe) -> bool:
    """Return whether decoders are solved for from tuning curves."""
    return not isinstance(part.solver, FromSpikes)


def _all_of(parts: Iterable[Any], kind: type, name: str) -> tuple[Any, ...]:
    found = tuple(parts)
    for part in found:
        if not isinstance(part, kind):
            raise ParameterError(name, part, msg("must be of the kind {kind}", kind=kind.__name__))
    return found
