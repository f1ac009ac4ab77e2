"""Basins of attraction: states from which a neuron comes to rest or keeps firing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.dynamics.arguments import current_of
from izhikevich.dynamics.equilibria.fixed_points import fixed_points
from izhikevich.dynamics.equilibria.manifolds import Window
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.constant_currents import varied_batch
from izhikevich.neuron.schemes.table import DEFAULTS
from izhikevich.progress import Report, Steps, part_of, returning
from izhikevich.results import Plotted, Tabular

#: Outcomes, in the order of their numbers.
OUTCOMES = ("rest", "rest after spikes", "keeps firing", "numerical artefact")
_TOGETHER = 256  # states that run together: each may fire in every step
_TAIL = 0.4  # fraction of the run, at its end, in which a neuron that keeps firing has a spike


@dataclass(frozen=True, eq=False)
class Basins(Plotted, Tabular):
    """Outcomes of the states in a window.

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    current : float
        Constant current I, in the unit of u.
    window : Window
        The states.
    v : array, shape (m,)
        Voltages, mV.
    u : array, shape (k,)
    outcome : integer array, shape (k, m)
        Index into `OUTCOMES`.
    spikes : integer array, shape (k, m)
        Spikes during the run, without numerical artefacts: states from which the steps produce some
        (see `izhikevich.neuron.schemes.artefacts`) have that as their outcome.
    """

    parameters: Parameters
    current: float
    window: Window
    v: FloatArray
    u: FloatArray
    outcome: IndexArray
    spikes: IndexArray

    def __repr__(self) -> str:
        """Return a short summary."""
        counts = np.bincount(self.outcome.ravel(), minlength=len(OUTCOMES)) / self.outcome.size
        parts = [f"{100 * n:.3g} % {name}" for n, name in zip(counts, OUTCOMES, strict=True) if n]
        return f"<Basins: {self.v.size:,} x {self.u.size:,} states; {', '.join(parts)}>"

    def _columns(self) -> dict[str, NDArray[Any]]:
        return {
            "v": np.tile(self.v, self.u.size),
            "u": np.repeat(self.u, self.v.size),
            "outcome": np.array(OUTCOMES, dtype=object)[self.outcome.ravel()],
            "spikes": self.spikes.ravel(),
        }

    @property
    def bistable(self) -> bool:
        """Whether both outcomes occur."""
        fires = self.outcome == OUTCOMES.index("keeps firing")
        rests = self.outcome < OUTCOMES.index("keeps firing")
        return bool(fires.any() and rests.any())

    @property
    def artefacts(self) -> bool:
        """Whether the steps produced spikes from some of the states."""
        return bool((self.outcome == OUTCOMES.index("numerical artefact")).any())


@returning
def basins(
    cell: Cell,
    current: float,
    window: Window,
    *,
    scheme: str = DEFAULTS["map"],
    dt: float = 0.1,
    duration: float = 600.0,
    columns: int = 80,
    rows: int = 60,
    progress: Report | None = None,
) -> Steps[Basins]:
    """Compute the outcome of each state at a constant current.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    current : float
        Injected current I, in the unit of u.
    window : Window
        The states, at the centres of equal cells.
    scheme, dt
        Explicit scheme and its step (ms), as for `varied_batch`.
    duration : float
        Length of the runs, ms. A neuron keeps firing if it has a spike in the last 40 % of it.
    columns, rows : int
        Number of cells along v and u.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    Basins
        Without a stable equilibrium below the peak, a neuron cannot rest: it keeps firing from all
        states, except those from which it never fires within the run.

    Raises
    ------
    ParameterError
        If an argument is not allowed.
    """
    parameters = parameters_of(cell)
    current = current_of(parameters, current)
    v = window.v_low + (window.v_high - window.v_low) * (np.arange(columns) + 0.5) / columns
    u = window.u_low + (window.u_high - window.u_low) * (np.arange(rows) + 0.5) / rows
    states = np.tile(v, rows), np.repeat(u, columns)
    currents = np.full(v.size * u.size, current)
    spikes, artefacts = np.zeros((2, currents.size), dtype=np.int64)
    late, failed = np.zeros((2, currents.size), dtype=np.bool_)
    for first in range(0, currents.size, _TOGETHER):
        some = slice(first, first + _TOGETHER)
        own = (states[0][some], states[1][some])
        work = varied_batch(parameters, {}, currents[some], own, duration, dt=dt, scheme=scheme)
        done = first / currents.size, min(first + _TOGETHER, currents.size) / currents.size
        trains = yield from part_of(work, *done, "Simulating")
        artefacts[some] = trains.artefact_counts
        trains = trains.genuine()
        spikes[some] = np.bincount(trains.neurons, minlength=own[0].size)
        late[first + trains.neurons[trains.times > (1.0 - _TAIL) * duration]] = True
        failed[some] = trains.failed
    points = fixed_points(parameters, current)
    if not any(point.stable and point.v < parameters.peak(point.u) for point in points):
        late |= spikes > 0
    outcome = np.where(late | failed, 2, np.where(spikes > 0, 1, 0))
    outcome[(artefacts > 0) & ~failed] = OUTCOMES.index("numerical artefact")
    shape = (rows, columns)
    states_found = outcome.reshape(shape), spikes.reshape(shape)
    return Basins(parameters, current, window, v, u, *states_found)
