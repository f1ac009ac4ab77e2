"""The bifurcation diagram over the current: equilibria, and the attractors of spiking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.dynamics.bifurcations.bifurcations import Bifurcation, hopf, saddle_nodes
from izhikevich.dynamics.bifurcations.sweep import Protocol, SweepRun, sweep
from izhikevich.dynamics.equilibria.equilibria import EquilibriumBranch, equilibrium_branches
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.table import DEFAULTS
from izhikevich.progress import Report, Steps, returning
from izhikevich.results import Plotted, Tabular
from izhikevich.units import number

_LONGEST_CYCLE = 32  # spikes in the longest cycle
_MAX_RESETS = 96  # resets kept per current
# Two values of u at the reset are the same if they differ by less than this fraction of a jump.
_SAME = 0.01


@dataclass(frozen=True, eq=False)
class BifurcationDiagram(Plotted, Tabular):
    """Equilibria and spiking against the current.

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    equilibria : tuple of EquilibriumBranch
        Curves of equilibria, each of one type.
    bifurcations : tuple of Bifurcation
        Saddle-node and Andronov-Hopf points within the range of the currents, by current.
    currents : array, shape (n,)
        Currents at which the spiking was computed, ascending.
    firing : boolean array, shape (n,)
        Whether the neuron can fire forever there (possibly coexisting with rest).
    rate : array, shape (n,)
        Rate of that firing, Hz; 0 where there is none.
    spikes_per_cycle : integer array, shape (n,)
        Smallest number of spikes after which u at the reset repeats: 1 for tonic firing, the
        spikes per burst for bursting. 0 where there is no firing, or no repetition within 32
        spikes and the time measured.
    reset_currents, reset_u : array, shape (m,)
        Points (I, u just after a reset) of the firing, at most 96 per current: the iterates of
        the map from one reset to the next, after the transient.
    artefacts : integer array, shape (n,)
        Number of spikes in the runs that are numerical artefacts: they do not count as firing. Only
        explicit schemes produce them (see `izhikevich.neuron.schemes.artefacts`).
    """

    parameters: Parameters
    equilibria: tuple[EquilibriumBranch, ...]
    bifurcations: tuple[Bifurcation, ...]
    currents: FloatArray
    firing: BoolArray
    rate: FloatArray
    spikes_per_cycle: IndexArray
    reset_currents: FloatArray
    reset_u: FloatArray
    artefacts: IndexArray

    def __repr__(self) -> str:
        """Return a short summary."""
        low, high = self.currents[0], self.currents[-1]
        kinds = ", ".join(f"{b.kind} at {b.current:.4g}" for b in self.bifurcations)
        return (
            f"<BifurcationDiagram: {self.currents.size:,} currents from {low:g} to {high:g}; "
            f"{kinds or 'no bifurcations'}>"
        )

    def _columns(self) -> dict[str, FloatArray | IndexArray | BoolArray]:
        return {
            "current": self.currents,
            "firing": self.firing,
            "rate": self.rate,
            "spikes_per_cycle": self.spikes_per_cycle,
            "artefacts": self.artefacts,
        }


@returning
def bifurcation_diagram(
    cell: Cell,
    currents: Iterable[float],
    *,
    scheme: str = DEFAULTS["analysis"],
    dt: float = 0.5,
    transient: float = 1000.0,
    duration: float = 1000.0,
    progress: Report | None = None,
) -> Steps[BifurcationDiagram]:
    """Compute the bifurcation diagram in the current.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    currents : iterable of float
        Currents, strictly ascending.
    scheme : str
        Scheme (see `simulate`). Explicit ones tie spikes to their steps, which scatters u at the
        reset and hides cycles.
    dt : float
        Time step of the scheme, ms.
    transient, duration : float
        Time discarded, and time measured, at each current, ms.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    BifurcationDiagram

    Raises
    ------
    ParameterError
        If an argument is not allowed.
    """
    parameters = parameters_of(cell)
    transient = number(transient, "transient", "ms", low=0.0, high=1e6)
    duration = number(duration, "duration", "ms", low=0.0, high=1e6, low_open=True)
    protocol = Protocol(transient, duration, scheme, dt)
    result = yield from sweep(parameters, currents, None, protocol)
    result.warn(protocol)
    values = result.currents
    runs = [
        down if down.rate > 0.0 else up for up, down in zip(result.up, result.down, strict=True)
    ]
    firing = np.array([run.rate > 0.0 for run in runs], dtype=np.bool_)
    resets = [_resets(run, transient) for run in runs]
    low, high = float(values[0]), float(values[-1])
    points = [*saddle_nodes(parameters), *filter(None, [hopf(parameters)])]
    scale = jump_size(parameters)
    return BifurcationDiagram(
        parameters,
        equilibrium_branches(parameters, (low, high)),
        tuple(sorted((b for b in points if low <= b.current <= high), key=lambda b: b.current)),
        values,
        firing,
        np.array([run.rate if run.rate > 0.0 else 0.0 for run in runs]),
        np.array([cycle_length(u, scale) for u in resets], dtype=np.int64),
        np.repeat(values, [min(u.size, _MAX_RESETS) for u in resets]),
        np.concatenate([u[-_MAX_RESETS:] for u in resets]),
        result.artefacts,
    )


def _resets(run: SweepRun, transient: float) -> FloatArray:
    """Return u after the resets that follow the transient, if the neuron keeps firing."""
    return run.u_after[run.times > transient] if run.rate > 0.0 else np.empty(0)


def jump_size(parameters: Parameters) -> float:
    """Return the size of a change of u from spike to spike."""
    drive, b = parameters.drive, parameters.b
    excursion = drive.target(parameters.v_peak, b) - drive.target(parameters.c, b)
    # A spike lasts about a millisecond, in which u moves by a fraction min(|a|, 1) of the way.
    return abs(parameters.d) + min(abs(parameters.a), 1.0) * abs(excursion)


def cycle_length(u: FloatArray, scale: float) -> int:
    """Return the smallest period of the sequence; 0 if it shows none twice."""
    for period in range(1, min(_LONGEST_CYCLE, u.size // 2) + 1):
        if np.abs(u[period:] - u[:-period]).max() <= _SAME * scale:
            return period
    return 0
