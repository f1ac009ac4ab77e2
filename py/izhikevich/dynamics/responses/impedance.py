"""The impedance of the resting neuron: in closed form, and measured with a swept sine.

Near a stable rest the equations are linear, with q = quadratic'(v) and s = target'(v) there::

    C dv' = q dv - du + dI,   du' = a (s dv - du)

so that at the angular frequency w (in 1/ms; f = 1000 w / (2 pi) Hz)

    Z(w) = dv / dI = 1 / (i w C - q + a s / (i w + a)).

|Z|^2 = (x + a^2) / ((D - C x)^2 + B^2 x) with x = w^2, D = a (s - q), B = a C - q; it is largest
at x = -a^2 + sqrt(a^4 + (D^2 + 2 C D a^2 - B^2 a^2) / C^2), if that is positive: the resonance.
Without leak of u the term a s / (i w + a) is a s / (i w), and the resonance is at x = a s / C.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.dynamics.equilibria.fixed_points import FixedPoint, fixed_points
from izhikevich.errors import SimulationError
from izhikevich.messages import msg
from izhikevich.neuron.cells.lookup import Cell, parameters_of
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.simulation import simulating
from izhikevich.neuron.stimuli.stimulus import Zap, steady
from izhikevich.progress import Report, Steps, returning
from izhikevich.results import Plotted, Tabular
from izhikevich.units import number, numbers

ComplexArray = NDArray[np.complex128]

_TURN = 2.0 * pi / 1000.0  # 1/ms per Hz


@dataclass(frozen=True, eq=False)
class Impedance(Plotted, Tabular):
    """The impedance measured with a swept sine. Arrays of frequencies have shape (n,).

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    current : float
        Constant current I, in the unit of u.
    highest : float
        Frequency at the end of the sweep, Hz.
    rest : FixedPoint
        Equilibrium at which it is measured.
    amplitude : float
        Amplitude of the current, in its unit.
    t, v : array, shape (m,)
        Times (ms) and response (mV).
    frequencies : array
        Frequencies covered by the sweep, Hz.
    measured : complex array
        Impedance, mV per unit of the current: the spectrum of v divided by that of the current.
    """

    parameters: Parameters
    current: float
    highest: float
    rest: FixedPoint
    amplitude: float
    t: FloatArray
    v: FloatArray
    frequencies: FloatArray
    measured: ComplexArray

    def __repr__(self) -> str:
        """Return a short summary."""
        return (
            f"<Impedance: {self.frequencies.size:,} frequencies up to {self.highest:g} Hz, "
            f"at rest at {self.rest.v:.4g} mV>"
        )

    def _columns(self) -> dict[str, FloatArray | ComplexArray]:
        return {"frequency": self.frequencies, "impedance": self.measured}


def rest_of(cell: Cell, current: float) -> FixedPoint | None:
    """Return the stable equilibrium below the peak, the one at the lowest voltage."""
    parameters = parameters_of(cell)
    points = fixed_points(parameters, current)
    return next((p for p in points if p.stable and p.v < parameters.peak(p.u)), None)


def linear_impedance(cell: Cell, rest: FixedPoint, frequencies: FloatArray) -> ComplexArray:
    """Return the impedance of the linearised neuron.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    rest : FixedPoint
        Equilibrium at which it is evaluated.
    frequencies : array
        Frequencies, Hz; above 0 for a drive without leak.

    Returns
    -------
    complex array
        Impedance, mV per unit of the current: ms in the 2003 form, GOhm in the 2007 form.
    """
    parameters = parameters_of(cell)
    omega = 1j * (_TURN * numbers(frequencies, "frequencies", "Hz"))
    q, s = _slopes(parameters, rest)
    leak = parameters.a if parameters.drive.leak else 0.0
    found = 1.0 / (omega * parameters.C - q + parameters.a * s / (omega + leak))
    return found.astype(np.complex128)


def resonance(cell: Cell, rest: FixedPoint) -> float | None:
    """Return the frequency (Hz) at which the impedance is largest; None if that is at 0."""
    parameters = parameters_of(cell)
    a, capacitance = parameters.a, parameters.C
    q, s = _slopes(parameters, rest)
    if not parameters.drive.leak:
        return sqrt(a * s / capacitance) / _TURN if a * s > 0.0 else None
    d, b = a * (s - q), a * capacitance - q
    under = a**4 + (d * d + 2.0 * capacitance * d * a * a - b * b * a * a) / capacitance**2
    x = sqrt(under) - a * a if under > 0.0 else 0.0
    return sqrt(x) / _TURN if x > 0.0 else None


@returning
def zap_impedance(
    cell: Cell,
    current: float,
    *,
    highest: float = 100.0,
    duration: float = 2000.0,
    dt: float = 0.25,
    swing: float = 0.05,
    progress: Report | None = None,
) -> Steps[Impedance]:
    """Measure the impedance with a swept sine, using the accurate scheme.

    Parameters
    ----------
    cell : Parameters, CellType or str
        The neuron.
    current : float
        Constant current I at which the neuron rests.
    highest : float
        Frequency at the end of the sweep, Hz; it begins at 0.
    duration : float
        Duration of the sweep, ms. After it the response is left to decay.
    dt : float
        Sampling interval, ms.
    swing : float
        Intended maximum deviation of the voltage, mV. The smaller, the more linear.
    progress : callable, optional
        Called with each `Progress`: its fraction and its text.

    Returns
    -------
    Impedance

    Raises
    ------
    SimulationError
        If there is no stable rest, or the neuron fires during the sweep.
    """
    parameters = parameters_of(cell)
    highest = number(highest, "highest", "Hz", low=0.25, high=1e6)
    duration = number(duration, "duration", "ms", low=0.0, high=1e6, low_open=True)
    swing = number(swing, "swing", "mV", low=0.0, high=100.0, low_open=True)
    rest = rest_of(parameters, current)
    if rest is None:
        raise SimulationError(msg("there is no stable rest at this current"))
    probe = np.linspace(0.25, highest, 400)
    amplitude = swing / float(np.abs(linear_impedance(parameters, rest, probe)).max())
    decay = -max(value.real for value in rest.eigenvalues)
    tail = min(max(8.0 / decay, 50.0), 2.0 * duration) if decay > 0.0 else 2.0 * duration
    zap = Zap(amplitude, 0.0, highest, 0.0, duration)
    trace = yield from simulating(
        parameters,
        steady(current) + zap,
        duration + tail,
        dt,
        v0=rest.v,
        u0=rest.u,
        scheme="accurate",
    )
    if trace.n_spikes:
        raise SimulationError(msg("it fires during the sweep"))
    response, injected = np.fft.rfft(trace.v - rest.v), np.fft.rfft(trace.current - current)
    frequencies = np.arange(response.size) * 1000.0 / (trace.t.size * dt)
    band = (frequencies >= 2000.0 / duration) & (frequencies <= 0.95 * highest)
    return Impedance(
        parameters,
        current,
        highest,
        rest,
        amplitude,
        trace.t,
        trace.v,
        frequencies[band].astype(np.float64),
        (response[band] / injected[band]).astype(np.complex128),
    )


def _slopes(parameters: Parameters, rest: FixedPoint) -> tuple[float, float]:
    """Return the slopes of the quadratic and of the target at rest."""
    slope = float(parameters.drive.slope(rest.v, parameters.b))
    return 2.0 * parameters.k2 * rest.v + parameters.k1, slope
