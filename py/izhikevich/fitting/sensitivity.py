"""How much the spikes of a model depend on the scheme and the time step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from izhikevich.fitting.objective import GOOD_COUNT
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.fitting.verdict import SweepVerdict, judged, solver
from izhikevich.messages import Number, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.table import EXPLICIT, SCHEMES
from izhikevich.progress import Progress, Steps
from izhikevich.results import Plotted, Tabular
from izhikevich.units import number

#: Time steps that are compared by default, ms.
STEPS = (0.05, 0.1, 0.25, 0.5, 1.0)
_GOOD_SPIKES = 1  # by which a count may differ, if there are few


@dataclass(frozen=True)
class SolvedSweep:
    """A sweep solved by a scheme with a time step.

    Parameters
    ----------
    scheme : str
    dt : float
        Time step, ms.
    sweep : int
        Index of the sweep.
    spikes, accurate : int
        Spikes, and those of the accurate solution.
    coincidence : float
        Γ with the recording within 2 ms.
    last : float
        Difference of the last spikes that both have, ms.
    """

    scheme: str
    dt: float
    sweep: int
    spikes: int
    accurate: int
    coincidence: float
    last: float


@dataclass(frozen=True, eq=False)
class Sensitivity(Plotted, Tabular):
    """The spikes of a model by several schemes and time steps.

    Parameters
    ----------
    solved : tuple of SolvedSweep
        Each sweep by each scheme with each step.
    """

    solved: tuple[SolvedSweep, ...]

    def __repr__(self) -> str:
        """Return a one-line summary."""
        return f"<Sensitivity: longest step with the accurate counts {self.longest()}>"

    def _columns(self) -> Mapping[str, ArrayLike]:
        names = ("scheme", "dt", "sweep", "spikes", "accurate", "coincidence", "last")
        return {name: [getattr(one, name) for one in self.solved] for name in names}

    def longest(self) -> dict[str, float]:
        """Return, by scheme, the longest step up to which no count differs by over 5 %.

        Returns
        -------
        dict from str to float
            Time steps, ms; 0 if the shortest is too long.
        """
        found: dict[str, float] = {}
        for scheme in dict.fromkeys(one.scheme for one in self.solved):
            own = [one for one in self.solved if one.scheme == scheme]
            found[scheme] = 0.0
            for dt in sorted({one.dt for one in own}):
                rows = [one for one in own if one.dt == dt]
                if not all(_agrees(one) for one in rows):
                    break
                found[scheme] = dt
        return found


def _agrees(one: SolvedSweep) -> bool:
    most = max(_GOOD_SPIKES, GOOD_COUNT * one.accurate)
    return abs(one.spikes - one.accurate) <= most


def sensitivity(
    parameters: Parameters,
    recording: Recording,
    spikes: Sequence[SpikeEvents],
    accurate: Sequence[SweepVerdict],
    steps: Iterable[float] = STEPS,
    schemes: Iterable[str] = EXPLICIT,
) -> Steps[Sensitivity]:
    """Solve all sweeps by several schemes and steps; see `Fit.sensitivity`."""
    solved: list[SolvedSweep] = []
    chosen = [number(dt, "steps", "ms", low=0.0, low_open=True, high=5.0) for dt in steps]
    known = {name: SCHEMES[name] for name in schemes}  # an unknown one is an error
    for i, scheme in enumerate(known):
        for k, dt in enumerate(chosen):
            text = msg("Solving with time steps of {dt} ms", dt=Number(dt, form="g"))
            yield Progress((i * len(chosen) + k) / (len(known) * len(chosen)), text)
            solve = solver(parameters, recording, scheme, dt)
            found = judged(solve, recording, spikes)
            for own, exact in zip(found, accurate, strict=True):
                both = min(own.model.size, exact.model.size)
                last = own.model[both - 1] - exact.model[both - 1] if both else np.nan
                counts = own.model.size, exact.model.size
                solved.append(
                    SolvedSweep(scheme, dt, own.sweep, *counts, own.coincidence, float(last))
                )
    return Sensitivity(tuple(solved))
