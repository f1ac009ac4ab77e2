"""The f-I curve: firing rate against constant current, for rising and for falling current."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.dynamics.bifurcations.sweep import Protocol, SweepRun, sweep
from izhikevich.dynamics.equilibria.fixed_points import fixed_points
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.table import DEFAULTS
from izhikevich.progress import Report, Steps, returning
from izhikevich.results import Plotted, Tabular
from izhikevich.units import number


@dataclass(frozen=True, eq=False)
class FrequencyCurve(Plotted, Tabular):
    """Firing rates as a function of current. All arrays have shape (n,).

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    currents : array
        Currents I, ascending, in the unit of u.
    up : array
        Steady rate with slowly rising current, Hz: from rest, until rest is lost.
    down : array
        Steady rate with slowly falling current, Hz. Where it is above `up`, rest and firing
        coexist (bistability, hysteresis). NaN in either where the neuron runs away.
    onset : array
        Rate of the first interval after a current step from the given start, Hz; NaN if there are
        fewer than two spikes.
    transient, duration : float
        Time discarded, and time measured, at each current, ms.
    scheme : str
        Scheme of the runs.
    dt : float
        Time step of the scheme, ms.
    artefacts : integer array
        Number of spikes in the runs that are numerical artefacts: they are excluded from all rates.
        Only explicit schemes produce them (see `izhikevich.neuron.schemes.artefacts`).
    """

    parameters: Parameters
    currents: FloatArray
    up: FloatArray
    down: FloatArray
    onset: FloatArray
    transient: float
    duration: float
    scheme: str
    dt: float
    artefacts: IndexArray

    def __repr__(self) -> str:
        """Return a short summary."""
        low, high = self.currents[0], self.currents[-1]
        most = np.nanmax(np.concatenate([[0.0], self.up, self.down]))
        return (
            f"<FrequencyCurve: {self.currents.size:,} currents from {low:g} to {high:g}, "
            f"rates up to {most:.3g} Hz>"
        )

    def _columns(self) -> dict[str, FloatArray | IndexArray]:
        return {
            "current": self.currents,
            "up": self.up,
            "down": self.down,
            "onset": self.onset,
            "artefacts": self.artefacts,
        }

    @property
    def bistable(self) -> tuple[float, float] | None:
        """Lowest and highest current at which rest and firing coexist, or None."""
        both = self.currents[(self.up == 0.0) & (self.down > 0.0)]
        return (float(both[0]), float(both[-1])) if both.size else None


@returning
def frequency_current(
    cell: Cell,
    currents: Iterable[float],
    *,
    scheme: str = DEFAULTS["analysis"],
    dt: float = 0.5,
    transient: float = 500.0,
    duration: float = 1000.0,
    v0: float | None = None,
    u0: float | None = None,
    progress: Report | None = None,
) -> Steps[FrequencyCurve]:
    """Compute the f-I curve.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    currents : iterable of float
        Currents, strictly ascending. To show hysteresis they must extend beyond the loss of rest.
    scheme : str
        Scheme (see `simulate`).
    dt : float
        Time step of the scheme, ms. The accurate scheme ignores it.
    transient : float
        Time at each current that is discarded, ms.
    duration : float
        Time measured after it, ms. A rate is that of the intervals that end in this time, so that
        rates below 1/duration are also found if an interval fits into the whole run.
    v0, u0 : float, optional
        Initial state of the runs for `onset`. Default: rest at I = 0, or if there is none
        ``parameters.initial_state()``.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    FrequencyCurve

    Raises
    ------
    ParameterError
        If an argument is not allowed.

    Notes
    -----
    Numerical artefacts, spikes produced by explicit steps (see
    `izhikevich.neuron.schemes.artefacts`), are not counted; a `NumericalArtefactWarning` names
    their currents.

    All currents run in parallel; `izhikevich.dynamics.bifurcations.sweep` explains why the result
    is that of a slow sweep.
    """
    parameters = parameters_of(cell)
    transient = number(transient, "transient", "ms", low=0.0, high=1e6)
    duration = number(duration, "duration", "ms", low=0.0, high=1e6, low_open=True)
    start = _start(parameters, v0, u0)
    protocol = Protocol(transient, duration, scheme, dt)
    result = yield from sweep(parameters, currents, start, protocol)
    result.warn(protocol)
    return FrequencyCurve(
        parameters,
        result.currents,
        _rates(result.up),
        _rates(result.down),
        np.array([_first_rate(run) for run in result.from_start]),
        transient,
        duration,
        scheme,
        dt,
        result.artefacts,
    )


def _start(parameters: Parameters, v0: float | None, u0: float | None) -> tuple[float, float]:
    """Complete the start with rest at I = 0."""
    rest = next((point for point in fixed_points(parameters, 0.0) if point.stable), None)
    v, u = (rest.v, rest.u) if rest is not None else parameters.initial_state()
    return v if v0 is None else v0, u if u0 is None else u0


def _rates(runs: list[SweepRun]) -> FloatArray:
    return np.array([run.rate for run in runs])


def _first_rate(run: SweepRun) -> float:
    interval = float(run.times[1] - run.times[0]) if run.times.size > 1 else 0.0
    return 1000.0 / interval if interval > 0.0 else float("nan")  # a reset may refire immediately
