"""A recording: what was injected into a cell, and how its voltage answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.errors import ParameterError
from izhikevich.fitting.spikes import SpikeEvents, detect_spikes, toggled
from izhikevich.messages import Number, counted, msg
from izhikevich.units import integer, number

MIN_SAMPLES = 50
MAX_SAMPLES = 50_000_000  # of all sweeps together
#: How much intervals between samples may differ, as a fraction of their mean.
_UNEVEN = 0.01
#: Voltages (mV) of no cell: the unit is another one.
_MAX_VOLTAGE = 300.0
_MIN_RANGE = 0.5  # mV: a voltage in volts stays within it


@dataclass(frozen=True, eq=False)
class Recording:
    """Sweeps of one cell in current clamp.

    Parameters
    ----------
    t : array, shape (n_samples,)
        Times, ms, evenly spaced.
    voltage : array, shape (n_sweeps, n_samples) or (n_samples,)
        Membrane potential, mV.
    current : array of the same shape
        Injected current, pA; see `step_current` for one that was not recorded.
    name : str
        Name of the cell.

    Attributes
    ----------
    corrections : tuple of (int, float)
        Sweeps and times (ms) of what was corrected by hand; see `corrected`.

    Raises
    ------
    ParameterError
        If the shapes do not match, a value is not finite, the times are not evenly spaced, or the
        voltages cannot be in mV.
    """

    t: FloatArray
    voltage: FloatArray
    current: FloatArray
    name: str = ""
    corrections: tuple[tuple[int, float], ...] = ()

    def __init__(
        self, t: ArrayLike, voltage: ArrayLike, current: ArrayLike, name: str = ""
    ) -> None:
        """Initialise from the parameters that the class describes."""
        times = _array(t, "t", 1)
        sweeps, injected = (
            np.atleast_2d(_array(values, what, None))
            for values, what in ((voltage, "voltage"), (current, "current"))
        )
        if times.size < MIN_SAMPLES:
            text = msg("must have {min} samples or more", min=MIN_SAMPLES)
            raise ParameterError("t", times, text)
        if sweeps.shape[1:] != times.shape:
            text = msg("must have a sample for each of the {count} times", count=times.size)
            raise ParameterError("voltage", sweeps, text)
        if injected.shape != sweeps.shape:
            raise ParameterError("current", injected, "must have the shape of the voltage")
        if sweeps.size > MAX_SAMPLES:
            text = msg("must have at most {max} samples", max=Number(MAX_SAMPLES))
            raise ParameterError("voltage", sweeps, text)
        gaps = np.diff(times)
        if not gaps.min() > 0 or np.ptp(gaps) > 2 * _UNEVEN * gaps.mean():
            raise ParameterError("t", times, "must ascend in equal intervals, in ms")
        _check_voltage(sweeps)
        for field, value in (("t", times), ("voltage", sweeps), ("current", injected)):
            object.__setattr__(self, field, value)
        object.__setattr__(self, "name", str(name))
        object.__setattr__(self, "corrections", ())

    def __repr__(self) -> str:
        """Return a one-line summary."""
        of = f" of {self.name}" if self.name else ""
        sweeps = counted("{count} sweep", "{count} sweeps", self.n_sweeps)
        return f"<Recording{of}: {sweeps} of {self.duration:g} ms, every {self.dt:.3g} ms>"

    @property
    def n_sweeps(self) -> int:
        """Number of sweeps."""
        return len(self.voltage)

    @property
    def dt(self) -> float:
        """Interval between samples, ms."""
        return float((self.t[-1] - self.t[0]) / (self.t.size - 1))

    @property
    def duration(self) -> float:
        """Length of a sweep, ms."""
        return self.dt * self.t.size

    @property
    def v0(self) -> FloatArray:
        """Voltage at the start of each sweep, mV, shape (n_sweeps,): the median of the first ms."""
        first = max(1, round(1.0 / self.dt))
        return np.asarray(np.median(self.voltage[:, :first], axis=1))

    def spikes(self) -> list[SpikeEvents]:
        """Return the spikes of each sweep: what `detect_spikes` finds, and `corrected` changes."""
        found = detect_spikes(self.voltage, self.dt)
        for sweep, time in self.corrections:
            found[sweep] = toggled(self.voltage[sweep], self.dt, found[sweep], time)
        return found

    def sweeps(self, which: ArrayLike) -> Recording:
        """Return some of the sweeps, by their indices, as a recording."""
        chosen: IndexArray | BoolArray = np.asarray(which)
        kept = np.arange(self.n_sweeps)[chosen].tolist()
        part = Recording(self.t, self.voltage[chosen], self.current[chosen], self.name)
        own = [(kept.index(sweep), time) for sweep, time in self.corrections if sweep in kept]
        return part.corrected(own)

    def delayed(self, delay: float) -> Recording:
        """Return the recording with its current acting later, such as sound that has to arrive.

        Until then there is the first current.

        Parameters
        ----------
        delay : float
            Time, ms, rounded to samples.

        Raises
        ------
        ParameterError
            If it is negative or not shorter than the sweeps.
        """
        lag = number(delay, "delay", "ms", low=0.0, high=self.duration - self.dt)
        samples = round(lag / self.dt)
        later = np.roll(self.current, samples, axis=1)
        later[:, :samples] = self.current[:, :1]
        return Recording(self.t, self.voltage, later, self.name).corrected(self.corrections)

    def corrected(self, corrections: Sequence[tuple[int, float]]) -> Recording:
        """Return the recording with spikes that were corrected by hand.

        Parameters
        ----------
        corrections : sequence of (sweep, time)
            Index of a sweep, and a time since its first sample, ms. A spike within 3 ms of it is
            none; without one, the highest voltage within 3 ms is a spike.

        Raises
        ------
        ParameterError
            If there is no such sweep, or the time is not within it.

        Examples
        --------
        >>> import izhikevich as izh
        >>> cell = izh.fitting.sample("b8")
        >>> len(cell.spikes()[0]), len(cell.corrected([(0, 100.0)]).spikes()[0])
        (20, 21)
        """
        checked = []
        for sweep, time in corrections:
            low = integer(sweep, "sweep", low=0, high=self.n_sweeps - 1)
            checked.append((low, number(time, "time", "ms", low=0.0, high=self.duration)))
        changed = Recording(self.t, self.voltage, self.current, self.name)
        object.__setattr__(changed, "corrections", tuple(checked))
        return changed


def step_current(
    t: ArrayLike, start: float, stop: float, amplitudes: ArrayLike, *, holding: float = 0.0
) -> FloatArray:
    """Return the current of a protocol of steps, one sweep for each amplitude.

    Parameters
    ----------
    t : array, shape (n_samples,)
        Times, ms.
    start, stop : float
        Times at which the step begins and ends, ms.
    amplitudes : array, shape (n_sweeps,)
        Currents during the step, pA.
    holding : float
        Current before and after it, pA.

    Returns
    -------
    array, shape (n_sweeps, n_samples)

    Raises
    ------
    ParameterError
        If a value is not finite, or the step ends before it begins.

    Examples
    --------
    >>> import izhikevich as izh
    >>> izh.fitting.step_current([0, 1, 2, 3], 1, 3, [50, 100])
    array([[  0.,  50.,  50.,   0.],
           [  0., 100., 100.,   0.]])
    """
    times = _array(t, "t", 1)
    start = number(start, "start", "ms")
    stop = number(stop, "stop", "ms", low=start, low_open=True)
    held = number(holding, "holding", "pA")
    on = (times >= start) & (times < stop)
    return np.where(on, np.atleast_1d(_array(amplitudes, "amplitudes", None))[:, None], held)


def _array(values: ArrayLike, name: str, dimensions: int | None) -> FloatArray:
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ParameterError(name, values, "must be numbers") from error
    if array.ndim > 2 or dimensions not in (None, array.ndim):
        raise ParameterError(name, array, "must be one row of numbers, or a row for each sweep")
    if not np.isfinite(array).all():
        raise ParameterError(name, array, "must be finite throughout")
    return array


def _check_voltage(voltage: FloatArray) -> None:
    most, extent = float(np.abs(voltage).max()), float(np.ptp(voltage))
    if most > _MAX_VOLTAGE:
        text = msg("reaches {value} mV: is it in another unit?", value=Number(most, form=".4g"))
        raise ParameterError("voltage", voltage, text)
    if extent < _MIN_RANGE and most < _MIN_RANGE and extent > 0:
        raise ParameterError(
            "voltage", voltage, "stays within 0.5 mV: if it is in volts, multiply it by 1000"
        )
