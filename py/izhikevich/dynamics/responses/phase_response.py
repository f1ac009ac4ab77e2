"""The phase response of tonic firing: how a small perturbation shifts the spikes that follow."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.arguments import current_of
from izhikevich.dynamics.bifurcations.diagram import cycle_length, jump_size
from izhikevich.errors import SimulationError
from izhikevich.messages import msg
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.batch import spike_batch
from izhikevich.neuron.simulation import initial_state, simulating
from izhikevich.neuron.stimuli.stimulus import steady
from izhikevich.progress import Progress, Report, Steps, part_of, returning
from izhikevich.results import Plotted, Tabular
from izhikevich.units import number

_SETTLING = 3000.0  # ms before the firing is taken as steady
_CYCLES = 6  # cycles after which the shift is considered permanent
_DT = 0.5  # sampling interval of the accurate scheme, ms
#: A delay (or advance) smaller than this fraction of the largest shift does not count.
_SMALL = 0.15
_TEXT = "Kicking at each phase"


@dataclass(frozen=True, eq=False)
class PhaseResponse(Plotted, Tabular):
    """The phase response curve. Arrays have shape (n,).

    Parameters
    ----------
    period : float
        Interspike interval of the unperturbed firing, ms.
    jump : float
        Jump of v that perturbs the neuron, mV.
    phases : array
        Times of the perturbation, as fractions of the period after a spike.
    v, u : array
        States of the unperturbed neuron at these phases.
    first : array
        Advance of the next spike, as a fraction of the period.
    lasting : array
        The same for the sixth spike, when the perturbation of u has decayed.
    """

    period: float
    jump: float
    phases: FloatArray
    v: FloatArray
    u: FloatArray
    first: FloatArray
    lasting: FloatArray

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<PhaseResponse: {self.phases.size:,} phases, period {self.period:.4g} ms>"

    def _columns(self) -> dict[str, FloatArray]:
        return {
            "phase": self.phases,
            "v": self.v,
            "u": self.u,
            "first": self.first,
            "lasting": self.lasting,
        }

    @property
    def type(self) -> int:
        """Type 1 if such a kick only advances (or only delays) the spikes, 2 if it does both."""
        low, high = float(np.nanmin(self.lasting)), float(np.nanmax(self.lasting))
        small = _SMALL * max(high, -low)
        return 2 if low < -small and high > small else 1


@returning
def phase_response(
    cell: Cell,
    current: float,
    *,
    v0: float | None = None,
    u0: float | None = None,
    jump: float = 1.0,
    points: int = 80,
    progress: Report | None = None,
) -> Steps[PhaseResponse]:
    """Compute the phase response at a constant current, by the accurate scheme.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    current : float
        Injected current I, in the unit of u.
    v0, u0 : float, optional
        State from which firing starts; default as for `izhikevich.simulate`.
    jump : float
        Perturbation: v jumps by this, mV, as by a very short pulse with the charge C jump.
    points : int
        Number of phases.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    PhaseResponse

    Raises
    ------
    SimulationError
        If the neuron does not settle into firing with one interval; the message says what it does.
    ParameterError
        If an argument is not allowed.

    Notes
    -----
    Izhikevich, "Dynamical Systems in Neuroscience" (2007), chapter 10. Type 1 and type 2 after
    Hansel, Mato & Meunier, Neural Computation 7 (1995), 307-337.
    """
    parameters = parameters_of(cell)
    jump = number(jump, "jump", "mV", low=-100.0, high=100.0)
    current = current_of(parameters, current)
    start = initial_state(parameters, v0, u0)
    state = yield from part_of(_settled(parameters, current, start), 0.0, 0.1, _TEXT)
    yield Progress(0.1, _TEXT)
    period, phases, v, u = yield from part_of(
        _cycle(parameters, current, state, points), 0.1, 0.2, _TEXT
    )
    kicked = spike_batch(
        parameters,
        np.full(points, current),
        (_CYCLES + 0.6) * period,
        dt=_DT,
        scheme="accurate",
        v0=v + jump,
        u0=u,
    )
    batch = yield from part_of(kicked, 0.2, 1.0, _TEXT)
    first, last = np.full((2, points), np.nan)
    for i, (times, _) in enumerate(batch.split()):
        if times.size >= 1:
            first[i] = 1.0 - phases[i] - times[0] / period
        if times.size >= _CYCLES:
            last[i] = _CYCLES - phases[i] - times[_CYCLES - 1] / period
    return PhaseResponse(period, jump, phases, v, u, first, last)


def _settled(
    parameters: Parameters, current: float, start: tuple[float, float]
) -> Generator[Progress, None, tuple[float, float]]:
    """Return the state after the last reset of a neuron that has settled into tonic firing."""
    v0, u0 = start
    trace = yield from simulating(
        parameters, steady(current), _SETTLING, 1.0, v0=v0, u0=u0, scheme="accurate"
    )
    if trace.n_spikes < 6 or trace.spike_times[-1] < 0.7 * _SETTLING:
        raise SimulationError(msg("it does not keep firing at this current"))
    v, u = parameters.reset(trace.spike_u)
    late = u[trace.spike_times > 0.5 * _SETTLING] if trace.n_spikes > 20 else u[-4:]
    period = cycle_length(late, jump_size(parameters))
    if period > 1:
        raise SimulationError(msg("its firing repeats only after {period} spikes", period=period))
    if period == 0:
        raise SimulationError(msg("its intervals do not settle"))
    return float(np.broadcast_to(v, u.shape)[-1]), float(u[-1])


def _cycle(
    parameters: Parameters, current: float, state: tuple[float, float], points: int
) -> Generator[Progress, None, tuple[float, FloatArray, FloatArray, FloatArray]]:
    """Return the period, and phases and states along one cycle from a reset."""
    v0, u0 = state
    duration = _SETTLING
    trace = yield from simulating(
        parameters, steady(current), duration, 1.0, v0=v0, u0=u0, scheme="accurate"
    )
    period = float(trace.spike_times[0])
    phases = np.arange(points) / points
    course = yield from simulating(
        parameters, steady(current), period, period / points, v0=v0, u0=u0, scheme="accurate"
    )
    return period, phases, course.v[:points], course.u[:points]
