"""The cost of the models: floating-point operations per millisecond of simulated time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from izhikevich.table import Table


@dataclass(frozen=True)
class Operations:
    """Operation counts of a model.

    Parameters
    ----------
    published : int or None
        Operations per simulated ms, by Izhikevich, IEEE Trans. Neural Networks 15 (2004), figure 2;
        None for a model that is not in it.
    per_step : int
        Operations in one step of the code here: additions, multiplications, divisions and
        comparisons count 1 each, an exponential 10.
    step : float
        Longest step of the code here, ms; 0 for the step of the run.
    counted : str
        Composition of `per_step`.
    """

    published: int | None
    per_step: int
    step: float
    counted: str

    def per_ms(self, dt: float) -> float:
        """Return the operations per ms of the code here, for a run with step `dt` (ms)."""
        return self.per_step / self.step_of(dt)

    def step_of(self, dt: float) -> float:
        """Return the step of the code here in a run with step `dt`, ms: an equal part of it."""
        return dt / self.parts(dt)

    def parts(self, dt: float) -> int:
        """Return into how many steps of the code here a step of the run is divided."""
        return max(1, ceil(dt / self.step - 1e-9)) if self.step else 1


#: By model: "integrate-and-fire", "izhikevich", "adaptive-exponential", "hodgkin-huxley".
OPERATIONS: Mapping[str, Operations] = Table(
    "model",
    {
        "integrate-and-fire": Operations(
            5, 6, 0.0, "target (2), relaxation towards it (3), comparison with the threshold (1)"
        ),
        "izhikevich": Operations(
            13,
            20,
            0.0,
            "v' (8), step of v (2), u' (5), step of u (2), comparison with the peak (3)",
        ),
        "adaptive-exponential": Operations(
            None,
            52,
            0.05,
            "two exponentials (20), the rest of v' (16), w' (6), steps of v and w (8), comparisons "
            "with the peak (2)",
        ),
        "hodgkin-huxley": Operations(
            1200,
            164,
            0.025,
            "ten exponentials (100), rates and steady values of three gates (29), their steps "
            "(12), conductances and step of v (23)",
        ),
    },
)
