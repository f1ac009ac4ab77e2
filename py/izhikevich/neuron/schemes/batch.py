"""Many neurons with the same parameters and different constant currents, run side by side."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from math import floor

import numpy as np

from izhikevich._typing import BoolArray, FloatArray, IndexArray
from izhikevich.errors import ParameterError, SimulationError, choices
from izhikevich.messages import Number, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.accurate import MAX_STEPS
from izhikevich.neuron.schemes.arrays import NeuronArray
from izhikevich.neuron.schemes.batch_accurate import run_accurate
from izhikevich.neuron.schemes.batch_explicit import run_explicit
from izhikevich.neuron.schemes.table import DEFAULTS, SCHEMES
from izhikevich.progress import Progress
from izhikevich.units import number

_CHUNK = 200  # steps between two progress reports
#: A start or current per neuron: one number for all, or one each.
Values = float | Iterable[float]


@dataclass(frozen=True, eq=False)
class SpikeBatch:
    """Spikes and final states of many neurons.

    Parameters
    ----------
    times : array, shape (n_spikes,)
        Spike times, ms, ascending.
    neurons : integer array, shape (n_spikes,)
        Index of the neuron that fired each spike.
    u_after : array, shape (n_spikes,)
        Recovery variable just after the reset.
    artefacts : boolean array, shape (n_spikes,)
        Which are numerical artefacts (see `izhikevich.neuron.schemes.artefacts`).
    v, u : array, shape (n_neurons,)
        State at the end of the run (mV, unit of u); NaN for a neuron that failed.
    failed_at : array, shape (n_neurons,)
        NaN, or the time (ms) at which the run of this neuron had to stop because it diverged, ran
        away (see `simulate`) or needed far too many steps. Its spikes up to then are kept.
    """

    times: FloatArray
    neurons: IndexArray
    u_after: FloatArray
    artefacts: BoolArray
    v: FloatArray
    u: FloatArray
    failed_at: FloatArray

    @property
    def n_neurons(self) -> int:
        """Number of neurons."""
        return int(self.v.size)

    @property
    def counts(self) -> IndexArray:
        """Number of spikes of each neuron, shape (n_neurons,)."""
        return np.bincount(self.neurons, minlength=self.n_neurons)

    @property
    def artefact_counts(self) -> IndexArray:
        """Number of numerical artefacts of each neuron, shape (n_neurons,)."""
        return np.bincount(self.neurons[self.artefacts], minlength=self.n_neurons)

    def genuine(self) -> SpikeBatch:
        """Return the batch without the spikes that are numerical artefacts."""
        if not self.artefacts.any():
            return self
        kept = ~self.artefacts
        return replace(
            self,
            times=self.times[kept],
            neurons=self.neurons[kept],
            u_after=self.u_after[kept],
            artefacts=self.artefacts[kept],
        )

    def split(self) -> list[tuple[FloatArray, FloatArray]]:
        """Return spike times and `u_after` neuron by neuron."""
        # numpy sorts integers of 16 bits in linear time
        few = self.n_neurons <= np.iinfo(np.uint16).max
        order = np.argsort(self.neurons.astype(np.uint16) if few else self.neurons, kind="stable")
        ends = np.cumsum(self.counts)[:-1]
        parts = (np.split(values[order], ends) for values in (self.times, self.u_after))
        return list(zip(*parts, strict=True))


def spike_batch(
    parameters: Parameters,
    currents: Iterable[float],
    duration: float,
    *,
    dt: float = 0.25,
    scheme: str = DEFAULTS["neuron"],
    v0: Values | None = None,
    u0: Values | None = None,
) -> Generator[Progress, None, SpikeBatch]:
    """Run one neuron per current, each at its constant current.

    Parameters
    ----------
    parameters : Parameters
        Parameters shared by all neurons.
    currents : iterable of float, n values
        Current of each neuron (mV/ms, or pA in the 2007 form).
    duration : float
        Length of the run, ms.
    dt : float
        Step of the explicit schemes, ms. The steps of the accurate scheme follow the state alone.
    scheme : str
        One of `SCHEMES`. Spikes are those of `simulate` with the same constant current, bit for
        bit.
    v0, u0 : float or n values, optional
        States at the start, by default ``parameters.initial_state()``.

    Yields
    ------
    Progress

    Returns
    -------
    SpikeBatch
        A neuron that fails does not end the run; it is marked in
        `failed_at`.

    Raises
    ------
    ParameterError
        If an argument is not allowed.
    SimulationError
        If an explicit scheme would need more than 5,000,000 steps.
    """
    dt = number(dt, "dt", "ms", low=1e-6, high=100.0)
    duration = number(duration, "duration", "ms", low=dt, high=1e9)
    if not isinstance(scheme, str) or scheme not in SCHEMES:
        raise ParameterError("scheme", scheme, choices(SCHEMES))
    current = _array(currents, "currents", parameters.units["I"])
    v_rest, u_rest = parameters.initial_state()
    v = _states(v_rest if v0 is None else v0, "v0", "mV", current.size)
    u = _states(u_rest if u0 is None else u0, "u0", parameters.units["u"], current.size)
    samples = floor(duration / dt + 1e-9) + 1
    if samples > MAX_STEPS:
        raise SimulationError(
            msg(
                "{samples} steps are more than {most}: use a shorter duration or a larger dt",
                samples=Number(samples, form=","),
                most=Number(MAX_STEPS, form=","),
            )
        )
    if scheme == "accurate":
        failed_at = np.full(current.size, np.nan)
        found = yield from run_accurate(parameters, current, duration, v, u, failed_at)
        v[np.isfinite(failed_at)] = u[np.isfinite(failed_at)] = np.nan
        artefacts = np.zeros(found[0].size, np.bool_)
        return _result(*found, artefacts, v, u, failed_at)
    failed = np.full(current.size, -1, dtype=np.int64)
    same = NeuronArray.of(parameters)
    joined = yield from run_explicit(same, current, samples, dt, scheme, v, u, failed, _CHUNK)
    steps, neurons, u_after, artefacts = joined
    failed_at = np.where(failed >= 0, failed * dt, np.nan)
    return _result(steps * np.float64(dt), neurons, u_after, artefacts, v, u, failed_at)


def _result(
    times: FloatArray,
    neurons: IndexArray,
    u_after: FloatArray,
    artefacts: BoolArray,
    v: FloatArray,
    u: FloatArray,
    failed_at: FloatArray,
) -> SpikeBatch:
    """Return the spikes in the order of their times."""
    order = np.argsort(times, kind="stable")
    found = times[order], neurons[order], u_after[order], artefacts[order]
    return SpikeBatch(*found, v, u, failed_at)


def _array(values: Iterable[float], name: str, unit: str) -> FloatArray:
    """Return checked numbers as an array; each may carry a unit (see `izhikevich.units`)."""
    # A fast path for arrays of plain numbers: subclasses may carry units.
    if type(values) is np.ndarray and values.dtype == np.float64 and values.ndim == 1:
        copied: FloatArray = values.copy()
        if np.isfinite(copied).all():
            return copied
    return np.array([number(value, name, unit) for value in values], dtype=np.float64)


def _states(values: Values, name: str, unit: str, size: int) -> FloatArray:
    """Return one checked number per neuron, in a new array."""
    if np.ndim(values) == 0:  # type: ignore[arg-type]
        return np.full(size, number(values, name, unit))
    array = _array(values, name, unit)  # type: ignore[arg-type]
    if array.shape != (size,):
        raise ParameterError(
            name, values, msg("must be one number, or one per current ({size})", size=size)
        )
    return array
