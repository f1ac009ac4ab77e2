"""Models: ensembles, their connections, and what is recorded of a run."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from warnings import warn

from izhikevich.errors import NumericalArtefactWarning, ParameterError
from izhikevich.messages import Number, msg
from izhikevich.nef.builder import BuiltEnsemble, build_ensemble
from izhikevich.nef.connection import Connection
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.node import Node
from izhikevich.nef.probe import Probe
from izhikevich.nef.schedule import groups
from izhikevich.neuron.schemes.artefacts import ENSEMBLE_REMEDY, told
from izhikevich.progress import Progress, Report, finish
from izhikevich.random import key
from izhikevich.units import integer, number

if TYPE_CHECKING:
    from izhikevich.nef.result import Result

#: Memory limit of the results of a run, bytes.
MEMORY_LIMIT = 300_000_000 if sys.platform == "emscripten" else 4_000_000_000
_SEED_STREAM = 0x4E4546  # "NEF": seeds of ensembles without their own


@dataclass(frozen=True, eq=False)
class Model:
    """Ensembles and nodes, their connections, and the probes of a run.

    Parameters
    ----------
    connections : sequence of Connection
    probes : mapping from names to Probe
    ensembles : sequence of Ensemble
        Those in neither connections nor probes; others may be listed as well.
    dt : float
        Time step, ms.
    seed : int
        Seed from which ensembles without their own derive one, by their place in the model.

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

    def __post_init__(self) -> None:
        """Check the parts and find all ensembles."""
        connections = _all_of(self.connections, Connection, "connections")
        if not isinstance(self.probes, Mapping):
            raise ParameterError("probes", self.probes, "must be a mapping from names to probes")
        _all_of(self.probes.values(), Probe, "probes")
        found = list(_all_of(self.ensembles, Ensemble, "ensembles"))
        for connection in connections:
            found += [p for p in (connection.pre, connection.post) if isinstance(p, Ensemble)]
        found += [p.target for p in self.probes.values() if isinstance(p.target, Ensemble)]
        values = {
            "connections": connections,
            "probes": MappingProxyType(dict(self.probes)),
            "ensembles": tuple(dict.fromkeys(found)),
            "dt": number(self.dt, "dt", "ms", low=1e-3, high=10.0),
            "seed": integer(self.seed, "seed", low=0, high=2**64 - 1),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)
        groups(self.ensembles, connections)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes, each once."""
        parts = [c.pre for c in self.connections] + [p.target for p in self.probes.values()]
        return tuple(dict.fromkeys(part for part in parts if isinstance(part, Node)))

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

    def building(self) -> Generator[Progress, None, dict[Ensemble, BuiltEnsemble]]:
        """Build as `build` does, with progress reports; whatever is decoded then has its rates."""
        decoded = {c.pre for c in self.connections if c.decoders is None}
        decoded |= {
            p.target for p in self.probes.values() if p.of == "decoded" and p.decoders is None
        }
        built = {}
        for place, ensemble in enumerate(self.ensembles):
            low, high = key(self.seed, _SEED_STREAM, place)
            built[ensemble] = build_ensemble(ensemble, high << 32 | low)
            if ensemble in decoded:
                yield from built[ensemble].preparing()
        return built

    def run(self, duration: float, *, progress: Report | None = None) -> Result:
        """Run from rest.

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
        result = finish(self.running(duration), progress)
        counts = result.artefact_counts
        if counts:
            text = told(sum(counts.values()), result.n_spikes, self.dt, ENSEMBLE_REMEDY, counts)
            warn(NumericalArtefactWarning(text), stacklevel=2)
        return result

    def running(self, duration: float) -> Generator[Progress, None, Result]:
        """Run as `run` does, with progress reports."""
        from izhikevich.nef.simulation import running

        return running(self, self._steps(duration))

    def _steps(self, duration: float) -> int:
        duration = number(duration, "duration", "ms", low=0.0, high=1e9)
        steps = int(duration / self.dt + 1e-9)
        kept = sum(e.n_neurons for e in self.ensembles)
        for probe in self.probes.values():
            if probe.of in ("voltage", "recovery", "current") and isinstance(
                probe.target, Ensemble
            ):
                which = probe.target.n_neurons if probe.neurons is None else len(probe.neurons)
                kept += 8 * which
        if kept * steps > MEMORY_LIMIT:
            raise ParameterError(
                "duration",
                duration,
                msg(
                    "what is recorded would take {kept} MB: run for a shorter time, or probe fewer "
                    "neurons",
                    kept=Number(kept * steps / 1e6, form=",.0f"),
                ),
            )
        return steps


def _all_of(parts: Iterable[Any], kind: type, name: str) -> tuple[Any, ...]:
    found = tuple(parts)
    for part in found:
        if not isinstance(part, kind):
            raise ParameterError(name, part, msg("must be of the kind {kind}", kind=kind.__name__))
    return found
