"""The phase plane of a neuron at a constant current: nullclines, equilibria and a trajectory."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from izhikevich._typing import FloatArray
from izhikevich.dynamics.arguments import current_of
from izhikevich.dynamics.equilibria.fixed_points import FixedPoint, fixed_points
from izhikevich.dynamics.equilibria.manifolds import Manifolds, Window, saddle_manifolds
from izhikevich.dynamics.equilibria.nullclines import Nullcline, u_nullcline, v_nullcline
from izhikevich.dynamics.equilibria.window import WindowLimits, phase_window
from izhikevich.errors import ParameterError
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.table import DEFAULTS
from izhikevich.neuron.simulation import finished, simulating
from izhikevich.neuron.stimuli.stimulus import Stimulus
from izhikevich.neuron.trace import Trace
from izhikevich.progress import Report
from izhikevich.results import Plotted, Tabular
from izhikevich.sorting import distinct

#: A current that is constant for at least this fraction of a run is used for the phase plane.
_LONG = 1 / 3


@dataclass(frozen=True, eq=False)
class PhasePlane(Plotted, Tabular):
    """The phase plane of a neuron.

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    current : float
        Constant current I of nullclines, equilibria and manifolds, in the unit of u.
    rest_current : float
        Current of a second, faint v-nullcline in the plot: the one before a stimulus. It is
        omitted if it equals `current`.
    trace : Trace or None
        The run that is drawn as a trajectory.
    window : Window
        Visible part of the plane.
    """

    parameters: Parameters
    current: float
    rest_current: float
    trace: Trace | None
    window: Window

    def __repr__(self) -> str:
        """Return a short summary."""
        points = ", ".join(f"{point.kind} at {point.v:.4g} mV" for point in self.equilibria)
        at = f"I = {self.current:g} {self.parameters.units['I']}"
        return f"<PhasePlane at {at}: {points or 'no equilibrium'}>"

    def _columns(self) -> dict[str, NDArray[Any]]:
        points = self.equilibria
        return {
            "v": np.array([point.v for point in points]),
            "u": np.array([point.u for point in points]),
            "kind": np.array([point.kind for point in points], dtype=object),
            "stable": np.array([point.stable for point in points], dtype=np.bool_),
        }

    @property
    def limits(self) -> WindowLimits:
        """The window as v_low, v_high, u_low and u_high."""
        window = self.window
        return window.v_low, window.v_high, window.u_low, window.u_high

    @cached_property
    def v_nullcline(self) -> Nullcline:
        """The curve on which v does not change."""
        return v_nullcline(self.parameters, self.current, self.limits[:2])

    @cached_property
    def u_nullcline(self) -> Nullcline:
        """The curve on which u does not change."""
        return u_nullcline(self.parameters, self.limits[:2], self.limits[2:])

    @cached_property
    def equilibria(self) -> tuple[FixedPoint, ...]:
        """All equilibria by ascending voltage, with eigenvalues, kind and stability."""
        return fixed_points(self.parameters, self.current)

    @cached_property
    def manifolds(self) -> Manifolds | None:
        """The manifolds of the saddle, the stable one of which is the separatrix; None if none."""
        return saddle_manifolds(self.parameters, self.current, self.window)


def plane_of(
    parameters: Parameters,
    trace: Trace | None,
    current: float,
    rest_current: float,
    window: Window | None = None,
) -> PhasePlane:
    """Return a phase plane, by default in the window around the run and the v-nullcline's knee.

    The arguments are those of `PhasePlane`.
    """
    seen = window or Window(*phase_window(parameters, trace, current))
    return PhasePlane(parameters, current, rest_current, trace, seen)


def prevailing(current: FloatArray) -> float:
    """Return the current for the phase plane of a run.

    The one that is constant for longest, if that is at least a third of the run: the step's level
    after a step, the resting level around short pulses. Otherwise (ramps, waves, noise) the last
    one if the current only rises or only falls while it changes, else the mean.

    Parameters
    ----------
    current : array, shape (n_samples,)
        Injected current of the run.
    """
    levels, counts = distinct(current)
    if counts.max() >= _LONG * current.size:
        return float(levels[counts.argmax()])
    steps = np.diff(current)
    if (steps >= 0).all() or (steps <= 0).all():
        return float(current[-1])
    return float(current.mean())


def phase_plane_of(
    trace: Trace, current: float | None = None, *, window: Window | None = None
) -> PhasePlane:
    """Return the phase plane of a run, with the run as its trajectory.

    Parameters
    ----------
    trace : Trace
        The run, such as ``simulate_pattern("tonic_bursting")``.
    current, window
        As for `phase_plane`.

    Returns
    -------
    PhasePlane

    Raises
    ------
    ParameterError
        If an argument is not allowed.
    """
    if not isinstance(trace, Trace):
        allowed = "must be the run of a neuron, as simulate(…) returns it"
        raise ParameterError("trace", trace, allowed)
    if not (window is None or isinstance(window, Window)):
        allowed = "must be Window(v_low, v_high, u_low, u_high)"
        raise ParameterError("window", window, allowed)
    held = prevailing(trace.current) if current is None else current_of(trace.parameters, current)
    return plane_of(trace.parameters, trace, held, float(trace.current[0]), window)


def phase_plane(
    cell: Cell,
    current: float | None = None,
    duration: float = 500.0,
    dt: float = 0.1,
    v0: float | None = None,
    u0: float | None = None,
    scheme: str = DEFAULTS["analysis"],
    *,
    stimulus: Stimulus | ArrayLike | None = None,
    window: Window | None = None,
    progress: Report | None = None,
) -> PhasePlane:
    """Analyse a neuron in its phase plane, with a run as the trajectory.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    current : float, optional
        Constant current I of nullclines, equilibria and manifolds, in the unit of u. By default the
        one that the stimulus holds for longest, or 0 without a stimulus.
    duration, dt, v0, u0, scheme
        The trajectory, as for `simulate`.
    stimulus : Stimulus, str, float or array, optional
        Current of the trajectory, as for `simulate`; by default `current`. If it begins with
        another value, such as a step from 0, the plot also has the v-nullcline at that value.
    window : Window, optional
        Visible part of the plane; by default around the trajectory and the knee of the v-nullcline.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    PhasePlane
        Its `plot` is that of the page; `to_pandas` has a row for each equilibrium.

    Raises
    ------
    ParameterError
        If an argument is not allowed.
    SimulationError
        If the run cannot be completed (see `simulate`).

    Warns
    -----
    NumericalArtefactWarning
        If the steps produce spikes that the equations do not have.

    Examples
    --------
    >>> phase_plane("RS", 3.0)
    <PhasePlane at I = 3 mV/ms: stable node at -65 mV, saddle at -55 mV>
    """
    parameters = parameters_of(cell)
    if stimulus is None:
        current = 0.0 if current is None else current_of(parameters, current)
        stimulus = current
    work = simulating(parameters, stimulus, duration, dt, v0, u0, scheme)
    return phase_plane_of(finished(work, progress), current, window=window)
