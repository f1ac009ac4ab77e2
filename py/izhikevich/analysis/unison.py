"""Synchrony of a population: how much of their fluctuations its neurons share."""

from __future__ import annotations

from math import nan, sqrt

from numpy.typing import ArrayLike

from izhikevich.analysis.arguments import bins, spikes, window
from izhikevich.analysis.variability import count_moments
from izhikevich.units import numbers


def synchrony(v: ArrayLike) -> float:
    r"""Return the synchrony measure χ of traces, such as membrane potentials.

    The variance over time of the mean of all neurons, compared with the mean of the variances of
    the individual neurons:

    .. math:: \chi^2 = \frac{\mathrm{Var}_t(\langle v_i \rangle_i)}
                            {\langle \mathrm{Var}_t(v_i) \rangle_i}

    1 if all neurons do the same at the same time; about 1 / sqrt(neurons) if they are independent.

    Parameters
    ----------
    v : array, shape (samples, neurons)
        One column per neuron, samples at equal intervals, in any unit.

    Returns
    -------
    float
        Value from 0 to 1; NaN if nothing changes, or if there is no sample or no neuron.

    Raises
    ------
    ParameterError
        If `v` is not finite or is not two-dimensional.

    Notes
    -----
    Source: D. Golomb & J. Rinzel, Phys. Rev. E 48 (1993), 4810-4814, and Physica D 72 (1994),
    259-282; D. Golomb, "Neuronal synchrony measures", Scholarpedia 2 (2007), 1347.
    """
    traces = numbers(v, "v", "", dimensions=(2,))
    if not traces.size:
        return nan
    traces = traces - traces[0]  # constant traces become exactly 0, without rounding errors
    return _chi(float(traces.mean(axis=1).var()), float(traces.var(axis=0).mean()))


def spike_synchrony(
    times: ArrayLike,
    indices: ArrayLike,
    n: int,
    start: float,
    stop: float,
    bin_width: float,
) -> float:
    """Return the synchrony measure χ of spike trains.

    As `synchrony`, where the trace of a neuron is its number of spikes in successive bins (the
    spike train smoothed with a box of that width). Spikes are synchronous if they fall into the
    same bin: the value depends on the bin width, and is not that of the membrane potentials.

    Parameters
    ----------
    times : array, shape (spikes,)
        Spike times, ms, sorted.
    indices : integer array, shape (spikes,)
        Index of the neuron that fired, 0 to n - 1.
    n : int
        Number of neurons.
    start, stop : float
        Bounds of the window, ms. A remainder shorter than a bin is omitted.
    bin_width : float
        Bin width, ms; a few times the precision with which spikes coincide.

    Returns
    -------
    float
        Value from 0 to 1; NaN if no count changes.

    Raises
    ------
    ParameterError
        If the times are not finite and sorted, an index is out of range, the arrays differ in
        length, the window is empty, or if the width is not positive, longer than the window, or
        would make more than ten million bins.
    """
    when, who, n = spikes(times, indices, n)
    grid = bins(*window(start, stop), bin_width)
    together = (grid.counts(when) / n).var()
    return _chi(float(together), float(count_moments(when, who, n, grid)[1].mean()))


def _chi(together: float, alone: float) -> float:
    """Return χ from the variance of the mean and the mean of the variances."""
    return min(sqrt(together / alone), 1.0) if alone > 0.0 else nan
