"""Probes: what is kept of a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from izhikevich.errors import ParameterError, choices
from izhikevich.nef.connection import Source, check_decoding
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.node import Node
from izhikevich.nef.synapses import as_synapse
from izhikevich.network.arrays import integers

#: What of an ensemble can be kept.
PROBED = ("decoded", "spikes", "voltage", "recovery", "current")


@dataclass(frozen=True, eq=False)
class Probe:
    """What to keep of an ensemble, or of a node's signal.

    Parameters
    ----------
    target : Ensemble or Node
    of : {"decoded", "spikes", "voltage", "recovery", "current"}
        The decoded output (of a node: its signal); or of neurons the spikes, v and u after each
        step, or the current in it (before low ones are raised).
    function : None, str, Function or callable, optional
        What is decoded; None for the point itself.
    synapse : number (ms), Lowpass, Alpha or None
        Filter of what is decoded.
    neurons : sequence of int, optional
        Which neurons; by default all.
    regularisation : float
        Of the decoders, see `least_squares`.
    decoders : array, shape (d_function, n), optional
        Given instead of solved for.

    Raises
    ------
    ParameterError
        If a value is not allowed.
    """

    target: Source
    of: str = "decoded"
    function: Any = field(default=None, kw_only=True)
    synapse: Any = field(default=None, kw_only=True)
    neurons: Any = field(default=None, kw_only=True)
    regularisation: float = field(default=0.1, kw_only=True)
    decoders: Any = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        """Check the fields."""
        if not isinstance(self.target, (Node, Ensemble)):
            raise ParameterError("target", self.target, "must be an Ensemble or a Node")
        if self.of not in PROBED:
            raise ParameterError("of", self.of, choices(PROBED))
        if isinstance(self.target, Node) and self.of != "decoded":
            raise ParameterError("of", self.of, "a node has no neurons: only 'decoded'")
        check_decoding(self, self.target)
        object.__setattr__(self, "synapse", as_synapse(self.synapse))
        if self.neurons is not None:
            last = self.target.n_neurons - 1 if isinstance(self.target, Ensemble) else -1
            neurons = integers(self.neurons, "neurons", 0, last)
            neurons.flags.writeable = False
            object.__setattr__(self, "neurons", neurons)

    @property
    def which(self) -> Any:
        """Index of the neurons: a slice, or an integer array."""
        return slice(None) if self.neurons is None else self.neurons
