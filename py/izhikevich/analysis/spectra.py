"""Rhythms: power spectra and their peaks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.units import number, numbers

_SEGMENT = 1000.0  # ms: frequencies 1 Hz apart
_SHORT = 250.0  # ms, of a spectrogram: 4 Hz apart
_MAX_CELLS = 20_000_000  # of a spectrogram: 160 MB


class Peak(NamedTuple):
    """A local maximum of a spectrum.

    Parameters
    ----------
    frequency : float
        Frequency, Hz.
    power : float
        Power, in the spectrum's unit.
    """

    frequency: float
    power: float


def spectrum(
    signal: ArrayLike, dt: float, segment: float | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return the power spectral density of a signal by Welch's method.

    The signal is cut into segments that overlap by half. Each has its mean removed and is
    multiplied by a (periodic) Hann window; the squared magnitudes of the Fourier transforms are
    averaged. The density is one-sided: its integral over the frequencies is the variance, up to the
    effect of the window.

    Parameters
    ----------
    signal : array, shape (samples,)
        Samples at equal intervals, such as a population rate in bins.
    dt : float
        Sampling interval, ms.
    segment : float, optional
        Length of a segment, ms, rounded to whole samples; None for 1000 ms, or for the whole signal
        if that is shorter. Frequencies are 1 / segment apart. A remainder at the end of the signal
        is not used.

    Returns
    -------
    frequencies : array, shape (m,)
        Frequencies from 0 to half the sampling rate, Hz.
    power : array, shape (m,)
        Power density, the square of the signal's unit per Hz.

    Raises
    ------
    ParameterError
        If the signal is not finite or has fewer than two samples, if dt is not positive, or if the
        segment is shorter than two samples or longer than the signal.

    Notes
    -----
    Source: P. D. Welch, IEEE Trans. Audio Electroacoust. 15 (1967), 70-73. The numbers are those
    of ``scipy.signal.welch`` with its defaults and ``nperseg=segment / dt``.
    """
    samples, dt, length = _checked(signal, dt, segment, _SEGMENT)
    power = _periodograms(samples, length, length - length // 2).mean(axis=0)
    return _density(power, dt, length)


def spectrogram(
    signal: ArrayLike, dt: float, segment: float | None = None, step: float | None = None
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the power spectral density of a signal over time.

    The spectra of the segments that `spectrum` averages, one by one: with steps of half a segment,
    the mean over time is that spectrum.

    Parameters
    ----------
    signal : array, shape (samples,)
        Samples at equal intervals, such as a population rate in bins.
    dt : float
        Sampling interval, ms.
    segment : float, optional
        Length of a segment, ms, rounded to whole samples; None for 250 ms, or for the whole signal
        if that is shorter. Frequencies are 1 / segment apart, and what happens within a segment is
        not told apart.
    step : float, optional
        Time between the beginnings of two segments, ms, rounded to whole samples; None for half a
        segment.

    Returns
    -------
    times : array, shape (n,)
        Centres of the segments, ms after the beginning of the first sample.
    frequencies : array, shape (m,)
        Frequencies from 0 to half the sampling rate, Hz.
    power : array, shape (n, m)
        Power density, the square of the signal's unit per Hz.

    Raises
    ------
    ParameterError
        As `spectrum`; or if a step is shorter than a sample, or so short that the result would have
        more than twenty million numbers.

    Notes
    -----
    Source: J. B. Allen & L. R. Rabiner, Proc. IEEE 65 (1977), 1558-1564, the short-time Fourier
    transform, with the segments of P. D. Welch, IEEE Trans. Audio Electroacoust. 15 (1967), 70-73.
    """
    samples, dt, length = _checked(signal, dt, segment, _SHORT)
    hop = length - length // 2
    if step is not None:
        least = max(0.5, (samples.size - length) / (_MAX_CELLS / length))
        hop = round(number(step, "step", "ms", low=least * dt, low_open=True) / dt)
    frequencies, power = _density(_periodograms(samples, length, hop), dt, length)
    times: FloatArray = (np.arange(len(power), dtype=np.float64) * hop + 0.5 * length) * dt
    return times, frequencies, power


def peak(frequencies: ArrayLike, power: ArrayLike, low: float, high: float) -> Peak | None:
    """Return the highest local maximum of a spectrum in a band of frequencies.

    A local maximum is higher than both its neighbours, which may lie outside the band; so the flank
    of a peak elsewhere does not count. Equal neighbours count as one, at the lowest of their
    frequencies. The first and the last frequency of the spectrum are not local maxima.

    Parameters
    ----------
    frequencies : array, shape (m,)
        Frequencies, Hz, increasing.
    power : array, shape (m,)
        Power, in any unit.
    low, high : float
        Limits of the band, both included, Hz.

    Returns
    -------
    Peak or None
        Its frequency and power; None if there is no peak in the band.

    Raises
    ------
    ParameterError
        If the arrays are not finite or differ in length, the frequencies do not increase, or if
        the band is empty.
    """
    f = numbers(frequencies, "frequencies", "Hz", dimensions=(1,))
    if (f[1:] <= f[:-1]).any():
        raise ParameterError("frequencies", frequencies, "must increase (Hz)")
    p = numbers(power, "power", "", dimensions=(1,))
    if p.size != f.size:
        raise ParameterError(
            "power",
            power,
            msg(
                "has {elements} elements, but there are {frequencies} frequencies",
                elements=p.size,
                frequencies=f.size,
            ),
        )
    low = number(low, "low", "Hz")
    high = number(high, "high", "Hz", low=low)
    starts = np.flatnonzero(np.append(p[:1] == p[:1], p[1:] != p[:-1]))
    level = p[starts]
    above = (level[1:-1] > level[:-2]) & (level[1:-1] > level[2:])
    tops = starts[1:-1][above]
    tops = tops[(low <= f[tops]) & (f[tops] <= high)]
    if not tops.size:
        return None
    best = tops[np.argmax(p[tops])]
    return Peak(float(f[best]), float(p[best]))


def _checked(
    signal: ArrayLike, dt: float, segment: float | None, default: float
) -> tuple[FloatArray, float, int]:
    """Return a signal, its sampling interval (ms), and the length of segments in samples."""
    samples = numbers(signal, "signal", "", dimensions=(1,))
    if samples.size < 2:
        raise ParameterError("signal", signal, "must have at least two samples")
    dt = number(dt, "dt", "ms", low=0.0, low_open=True)
    if segment is None:
        return samples, dt, max(2, round(min(default / dt, samples.size)))
    high = (samples.size + 0.5) * dt
    own = number(segment, "segment", "ms", low=1.5 * dt, low_open=True, high=high, high_open=True)
    return samples, dt, round(own / dt)


def _periodograms(samples: FloatArray, length: int, hop: int) -> FloatArray:
    """Return squared magnitudes of the transforms of all segments, without their means."""
    parts = sliding_window_view(samples, length)[::hop]
    transform = np.fft.rfft((parts - parts.mean(axis=1, keepdims=True)) * _hann(length), axis=1)
    squares: FloatArray = transform.real**2 + transform.imag**2
    return squares


def _density(squares: FloatArray, dt: float, length: int) -> tuple[FloatArray, FloatArray]:
    """Return frequencies (Hz), and squared magnitudes as one-sided densities."""
    hann = _hann(length)
    power: FloatArray = squares * (dt / 1000.0 / (hann @ hann))
    # Every frequency except 0 and half the sampling rate also represents its negative.
    power[..., 1 : (length + 1) // 2] *= 2.0
    frequencies = np.arange(power.shape[-1], dtype=np.float64) * (1000.0 / (length * dt))
    return frequencies, power


def _hann(length: int) -> FloatArray:
    hann: FloatArray = 0.5 - 0.5 * np.cos(2.0 * np.pi / length * np.arange(length))
    return hann
