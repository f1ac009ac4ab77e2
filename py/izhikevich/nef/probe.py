"""Probes: quantities recorded during a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from izhikevich.errors import ParameterError, choices
from izhikevich.nef.connection import Source, check_decoding
from izhikevich.nef.ensemble import Ensemble
from izhikevich.nef.node import Node
from izhikevich.nef.synapses import as_synapse
from izhikevich.network.arrays import integers

#: Quantities of an ensemble that can be recorded.
PROBED = ("decoded", "spikes", "voltage", "recovery", "current")


@dataclass(frozen=True, eq=False)
class Probe:
    """A quantity to record of an ensemble, or of a node's signal.

    Parameters
    ----------
    target : Ensemble or Node
    of : {"decoded", "spikes", "voltage", "recovery", "current"}
        Decoded output (of a node: its signal); or, per neuron, the spikes, v and u after each step,
        or the current into it (before low ones are raised).
    function : None, str, Function or callable, optional
        Function to decode; None for the point itself.
    synapse : number (ms), Lowpass, Alpha or None
        Filter of the decoded output.
    neurons : sequence of int, optional
        Neurons to record; by default all.
    regularisation : float
        Regularisation of the decoders, see `least_squares`.
    decoders : array, shape (d_function, n), optional
        Used instead of being solved for.

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

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<Probe of {self.of}: {self.target!r}>"

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
