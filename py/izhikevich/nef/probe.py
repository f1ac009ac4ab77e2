"""Probes: quantities recorded during a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from izhikevich.errors import ParameterError, choices
from izhikevich.nef.connection import (
    DEFAULT_REGULARISATION,
    Connection,
    Source,
    check_decoding,
)
from izhikevich.nef.description import Description
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.node import Node
from izhikevich.nef.solvers import Solver
from izhikevich.nef.spiking import FromSpikes
from izhikevich.nef.synapses import as_synapse
from izhikevich.network.arrays import integers
from izhikevich.units import number

#: Quantities that are recorded for each neuron after each step, besides its spikes.
STATES = ("voltage", "recovery", "current")
#: Quantities that can be recorded.
PROBED = ("decoded", "spikes", *STATES, "weights")


@dataclass(eq=False)
class Probe(Description):
    """A quantity to record in a run: of an ensemble, of a node's signal, or of what learns.

    Parameters
    ----------
    target : Ensemble, Node or Connection
    of : {"decoded", "spikes", "voltage", "recovery", "current", "weights"}
        Decoded output (of a node: its signal); or, per neuron, the spikes, v and u after each step,
        or the current into it (before low ones are raised). Of a connection that learns: its
        "weights", those with which a step is made.
    function : None, str, Function or callable, optional
        Function to decode; None for the point itself.
    synapse : number (ms), Lowpass, Alpha or None
        Filter of the decoded output.
    neurons : sequence of int, optional
        Neurons to record; by default all.
    regularisation : float
        Regularisation of the decoders, see `least_squares`.
    solver : Solver or FromSpikes, optional
        What solves for the decoders, instead of `LstsqL2` with this regularisation.
    decoders : array, shape (d_function, n), optional
        Used instead of being solved for.
    sample_every : float, optional
        Interval between two samples, ms; by default each step is recorded. Filters take in every
        step; of spikes, those in other steps are left out.

    Raises
    ------
    ParameterError
        If a value is not allowed.
    """

    PARTS: ClassVar[tuple[str, ...]] = ("target",)

    target: Source | Connection
    of: str = "decoded"
    function: Any = field(default=None, kw_only=True)
    synapse: Any = field(default=None, kw_only=True)
    neurons: Any = field(default=None, kw_only=True)
    regularisation: float = field(default=DEFAULT_REGULARISATION, kw_only=True)
    solver: Solver | FromSpikes | None = field(default=None, kw_only=True)
    decoders: Any = field(default=None, kw_only=True)
    sample_every: float | None = field(default=None, kw_only=True)

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<Probe of {self.of}: {self.target!r}>"

    def _check(self) -> None:
        if self.sample_every is not None:
            every = number(self.sample_every, "sample_every", "ms", low=0.0, low_open=True)
            self._set("sample_every", every)
        if isinstance(self.target, Connection):
            self._check_weights(self.target)
            return
        if not isinstance(self.target, (Node, Ensemble)):
            raise ParameterError("target", self.target, "must be an Ensemble or a Node")
        if self.of not in PROBED:
            raise ParameterError("of", self.of, choices(PROBED))
        if self.of == "weights":
            raise ParameterError("of", self.of, "only connections have weights")
        if isinstance(self.target, Node) and self.of != "decoded":
            raise ParameterError("of", self.of, "a node has no neurons: only 'decoded'")
        check_decoding(self, self.target)
        if self.solver is not None and self.solver.weights:
            raise ParameterError("solver", self.solver, "a probe has decoders, not weights")
        self._set("synapse", as_synapse(self.synapse))
        if self.neurons is not None:
            last = self.target.n_neurons - 1 if isinstance(self.target, Ensemble) else -1
            neurons = integers(self.neurons, "neurons", 0, last)
            neurons.flags.writeable = False
            self._set("neurons", neurons)

    def _check_weights(self, target: Connection) -> None:
        if self.of != "weights":
            raise ParameterError("of", self.of, 'of a connection only "weights" can be recorded')
        if target.learning_rule is None:
            raise ParameterError("target", target, "its weights stay: it has no learning rule")
        for name in ("function", "synapse", "neurons", "solver", "decoders"):
            if getattr(self, name) is not None:
                raise ParameterError(name, getattr(self, name), "is not for weights: leave it out")

    @property
    def width(self) -> int:
        """Number of dimensions of the decoded output."""
        assert isinstance(self.target, (Node, Ensemble))
        return check_decoding(self, self.target)

    @property
    def size(self) -> int:
        """Numbers that are recorded in each sample besides the spikes."""
        target = self.target
        if isinstance(target, Connection):
            return target.weight_count
        if self.of in STATES and isinstance(target, Ensemble):
            return target.n_neurons if self.neurons is None else len(self.neurons)
        return 0

    @property
    def which(self) -> Any:
        """Index of the neurons: a slice, or an integer array."""
        return slice(None) if self.neurons is None else self.neurons
