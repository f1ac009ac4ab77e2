"""The time course of one neuron of a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from izhikevich._typing import FloatArray
from izhikevich.results import Plotted, Tabular


@dataclass(frozen=True, eq=False)
class NeuronTrace(Plotted, Tabular):
    """The time course of one neuron.

    Parameters
    ----------
    t : array, shape (n_samples,)
        Times, ms; sample i is the state after the step that begins at t[i], and after a reset, as
        in `Trace`.
    v, u : arrays, shape (n_samples,)
        Voltage (mV) and recovery variable.
    v_before, u_before : arrays, shape (n_samples,)
        The same before a reset: they differ only at spikes.
    current : array, shape (n_samples,)
        Total current into the neuron, in the unit of u.
    g : mapping of arrays, shape (n_samples,)
        Conductances by target.
    """

    t: FloatArray
    v: FloatArray
    u: FloatArray
    v_before: FloatArray
    u_before: FloatArray
    current: FloatArray
    g: Mapping[str, FloatArray]

    def __repr__(self) -> str:
        """Return a short summary."""
        ends = f" from {self.t[0]:g} to {self.t[-1]:g} ms" if self.t.size else ""
        return f"<NeuronTrace: {self.t.size:,} samples{ends}>"

    def _columns(self) -> dict[str, FloatArray]:
        names = ("t", "v", "u", "v_before", "u_before", "current")
        own = {name: getattr(self, name) for name in names}
        return {**own, **{f"g_{target}": values for target, values in self.g.items()}}
