"""Random cells of the 2007 form, and how well a fit finds them again."""

from __future__ import annotations

from dataclasses import dataclass

import izhikevich as izh
import numpy as np
from izhikevich._typing import FloatArray
from izhikevich.fitting import Fit, Recording, step_current
from izhikevich.fitting.spaces.izhikevich_2007 import NAMES

from .recordings import DT

#: Ranges from which parameters are drawn; v_t is the distance from v_r.
RANGES = {
    "C": (40.0, 200.0),
    "k": (0.4, 1.6),
    "v_r": (-68.0, -55.0),
    "v_t": (14.0, 24.0),
    "a": (0.01, 0.1),
    "b": (-3.0, 6.0),
    "c": (-62.0, -45.0),
    "d": (10.0, 200.0),
    "v_peak": (25.0, 40.0),
}
WITHIN = 0.05
#: What 5 % are of, if not of the parameter: of potentials, whose 0 is arbitrary; at least, of b.
POTENTIALS, OF_POTENTIALS, LEAST_B = ("v_r", "v_t", "c"), 20.0, 2.0


@dataclass(frozen=True, eq=False)
class Planted:
    """A cell with its parameters and the current at which it begins to fire, pA."""

    known: dict[str, float]
    cell: izh.Parameters
    rheobase: float

    def answers(self, current: FloatArray) -> list[izh.Trace]:
        end = DT * (current.shape[1] - 1)
        return [
            izh.simulate(self.cell, izh.Sampled(row, DT), end, DT, scheme="accurate")
            for row in current
        ]

    def recording(self) -> Recording:
        """Return four steps and three sweeps of noise."""
        t = np.arange(0.0, 600.0, DT)
        steps = step_current(t, 100.0, 500.0, self.rheobase * np.array([-0.5, 1.3, 1.7, 2.5]))
        drawn = izh.random.normal(round(self.known["C"] * 1e6), 1, 0, 3 * t.size)
        noise = np.zeros((3, t.size))
        for k in range(1, t.size):  # correlated over 5 ms
            noise[:, k] = noise[:, k - 1] * (1 - DT / 5) + drawn[k :: t.size] * (2 * DT / 5) ** 0.5
        noise = np.where(t < 50.0, 0.0, self.rheobase * (1.0 + 0.9 * noise))
        current = np.concatenate((steps, noise))
        return Recording(t, [one.v for one in self.answers(current)], current)

    def missed(self, found: Fit) -> dict[str, tuple[float, float]]:
        """Return the parameters that are off by over 5 %: known, and found."""
        values = found.box.named(found.cloud[0])
        off = {}
        for name in NAMES:
            known = self.known[name]
            size = max(abs(known), LEAST_B if name == "b" else 0.0)
            size = OF_POTENTIALS if name in POTENTIALS else size
            if abs(values[name] - known) > WITHIN * size:
                off[name] = known, values[name]
        return off


def planted_cell(k: int) -> Planted:
    """Return the k-th random cell: the first that is drawn that fires as often as real ones."""
    t = np.arange(0.0, 600.0, DT)
    low, high = np.array(list(RANGES.values())).T
    for draw in range(100):
        drawn = izh.random.uniform(100 + k, 7, draw, low.size)
        known = dict(zip(RANGES, (low + (high - low) * drawn).tolist(), strict=True))
        width = known["v_t"]
        known["v_t"] += known["v_r"]
        b, gain = known["b"], known["k"]
        rheobase = gain * width**2 / 4 if b < 0 else (gain * width + b) ** 2 / (4 * gain)
        named = {n: x for n, x in known.items() if not n.startswith("v_")}
        named |= {"vr": known["v_r"], "vt": known["v_t"], "v_peak": known["v_peak"]}
        one = Planted(known, izh.Parameters.dimensional_2007(**named), rheobase)
        few, many = (
            found.spike_times
            for found in one.answers(
                step_current(t, 100.0, 500.0, [1.3 * rheobase, 2.5 * rheobase])
            )
        )
        if few.size >= 3 and max(8, few.size + 1) <= many.size <= 60 and many[-1] > 450.0:
            return one
    raise AssertionError(f"no cell {k}")
