"""The state of a running network: enough to go on from, to keep and to load."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from izhikevich.network.delivery import IndexArray, Ring
from izhikevich.network.plan import Plan
from izhikevich.neuron.artefacts import BoolArray
from izhikevich.neuron.rules import FloatArray


@dataclass
class State:
    """All that changes while a network runs.

    Parameters
    ----------
    step : int
        Steps done.
    v, u : arrays, shape (n,)
        mV, and the unit of u.
    g : array, shape (n_targets, n)
        Conductances that decay.
    ring : Ring
        Spikes on their way.
    frozen : array, shape (n,)
        Steps for which each neuron stays refractory.
    thrown : boolean array, shape (n,)
        Which neurons a step has thrown over the threshold: see neuron/artefacts.py.
    past : list of arrays
        The neurons that fired in the last steps, by step modulo its length; used by plasticity.
    plastic, depressing : lists of dicts of arrays
        Of each projection that changes.
    """

    step: int
    v: FloatArray
    u: FloatArray
    g: FloatArray
    ring: Ring
    frozen: IndexArray
    thrown: BoolArray
    past: list[IndexArray]
    plastic: list[dict[str, FloatArray]] = field(default_factory=list)
    depressing: list[dict[str, FloatArray]] = field(default_factory=list)

    @classmethod
    def initial(cls, plan: Plan) -> State:
        """Return the state before the first step."""
        cells, real = len(plan.targets), plan.real
        empty = np.empty(0, np.int64)
        return cls(
            step=0,
            v=np.concatenate([p.values["v"] for p in plan.populations]).astype(real),
            u=np.concatenate([p.values["u"] for p in plan.populations]).astype(real),
            g=np.zeros((cells, plan.n), real),
            ring=Ring(plan.longest, cells * plan.n, real),
            frozen=np.zeros(plan.n, np.int64),
            thrown=np.zeros(plan.n, np.bool_),
            past=[empty] * (plan.longest + 1 if plan.plastic else 0),
            plastic=[w.initial(real) for w in plan.plastic],
            depressing=[w.initial() for w in plan.depressing],
        )

    def copy(self) -> State:
        """Return an independent copy."""
        return State.read(self.arrays())

    @property
    def nbytes(self) -> int:
        """Memory that a copy takes, bytes."""
        return sum(array.nbytes for array in self.arrays().values())

    def arrays(self) -> dict[str, Any]:
        """Return the state as named arrays (copies), as `numpy.savez` takes them."""
        found: dict[str, Any] = {
            "step": np.array(self.step),
            "v": self.v.copy(),
            "u": self.u.copy(),
            "g": self.g.copy(),
            "ring": self.ring.rows.copy(),
            "frozen": self.frozen.copy(),
            "thrown": self.thrown.copy(),
            "past_lengths": np.array([fired.size for fired in self.past], np.int64),
            "past": np.concatenate([*self.past, np.empty(0, np.int64)]),
        }
        for kind in ("plastic", "depressing"):
            for k, part in enumerate(getattr(self, kind)):
                found.update({f"{kind}.{k}.{name}": a.copy() for name, a in part.items()})
        return found

    @classmethod
    def read(cls, arrays: Any) -> State:
        """Return the state that `arrays` gave; it is not shared with them."""
        rows = arrays["ring"]
        ring = Ring(rows.shape[0] - 1, rows.shape[1], rows.dtype)
        ring.rows[:] = rows
        ends = np.cumsum(arrays["past_lengths"])
        state = cls(
            step=int(arrays["step"]),
            v=np.array(arrays["v"]),
            u=np.array(arrays["u"]),
            g=np.array(arrays["g"]),
            ring=ring,
            frozen=np.array(arrays["frozen"]),
            thrown=_thrown(arrays),
            past=np.split(np.array(arrays["past"]), ends[:-1]) if ends.size else [],
        )
        for name in arrays:
            kind, *rest = name.split(".")
            if rest:
                parts = getattr(state, kind)
                while len(parts) <= int(rest[0]):
                    parts.append({})
                parts[int(rest[0])][rest[1]] = np.array(arrays[name])
        return state


def _thrown(arrays: Any) -> BoolArray:
    """Return the marks of a state; states of earlier versions have none."""
    if "thrown" in arrays:
        return np.array(arrays["thrown"], np.bool_)
    return np.zeros(np.shape(arrays["v"]), np.bool_)
