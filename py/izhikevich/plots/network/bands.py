"""The positions of a network's neurons on one axis: in bands, one for each population."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log10
from typing import Any, TypedDict

import numpy as np

from izhikevich._typing import FloatArray

_MIN_SHARE = 0.1  # part of the axis, without its gaps, that every population gets ...
_MAX_SUM_OF_SHARES = 0.6  # ... unless all these parts together were more than this
_GAP, _FEW = 0.055, 0.2  # part of the axis between two populations: a line of text, more if few
_GAPS = 0.28  # ... unless all gaps together were more than this: then
_NARROW, _NARROWS = 0.012, 0.2
_HEIGHT = 260.0  # approximate height of the axis, px
_APART = 15.0  # px between the middles of two labels
_EVERY = 40.0  # px between two round numbers, at least


class Band(TypedDict):
    """The position of a population on an axis that counts downwards, from its first neuron on."""

    first: int
    size: int
    top: float
    height: float


def make_bands(sizes: Sequence[int]) -> list[Band]:
    """Divide an axis from -0.5 to n - 0.5 among populations, n being the number of all neurons.

    A single population has it to itself: neuron i is at i. With several, heights are proportional
    to size, but none is lower than a tenth of the axis (or less, if there are many), so that a
    small population next to a large one is readable. Within a band all neurons have the same
    height.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of neurons, each at least 1; the first population is at the top.

    Returns
    -------
    list of Band
    """
    count, n = len(sizes), float(sum(sizes))
    gap = n * gap_between(count)
    shares = _shares(
        np.asarray(sizes, dtype=np.float64), min(_MIN_SHARE, _MAX_SUM_OF_SHARES / count)
    )
    heights = ((n - gap * (count - 1)) * shares).tolist()
    bands: list[Band] = []
    first, top = 0, -0.5
    for size, height in zip(sizes, heights, strict=True):
        bands.append({"first": first, "size": int(size), "top": top, "height": height})
        first, top = first + int(size), top + height + gap
    return bands


def gap_between(count: int) -> float:
    """Return the fraction of the axis between two populations, for a given number of them."""
    gaps = max(count - 1, 1)
    if gaps * _GAP > _GAPS:
        return min(_NARROW, _NARROWS / gaps)
    return max(_GAP, _FEW / count)


def _shares(sizes: FloatArray, least: float) -> FloatArray:
    """Divide 1 in proportion to size, but with at least `least` for each."""
    low = np.zeros(sizes.size, dtype=bool)
    while True:
        rest = 1.0 - least * np.count_nonzero(low)
        shares: FloatArray = np.where(low, least, rest * sizes / sizes[~low].sum())
        lower = ~low & (shares < least)
        if not lower.any():
            return shares
        low |= lower


def rows(bands: Sequence[Band], groups: Any, indices: Any) -> FloatArray:
    """Return the positions of neurons on the axis.

    Parameters
    ----------
    bands : sequence of Band
        From `make_bands`.
    groups : integer array
        Populations of the neurons.
    indices : integer array, same shape
        The neurons, counted through all populations.

    Returns
    -------
    array, same shape
    """
    each = np.array([band["height"] / band["size"] for band in bands])
    begin = np.array([band["top"] for band in bands])
    begin += (0.5 - np.array([band["first"] for band in bands])) * each
    placed: FloatArray = begin[groups] + each[groups] * indices
    return placed


def row(band: Band, neuron: int) -> float:
    """Return the position of a neuron of a band."""
    return band["top"] + (neuron - band["first"] + 0.5) * band["height"] / band["size"]


def band_of(bands: Sequence[Band], neuron: int) -> Band:
    """Return the band that contains a neuron."""
    return next(band for band in bands if neuron < band["first"] + band["size"])


def band_ticks(bands: Sequence[Band]) -> list[tuple[float, str]]:
    """Return positions and labels of ticks: the first neuron of each population, and round numbers.

    The page does the same (``site/js/plots/bands.js``) for the visible part of a zoomed axis.

    Parameters
    ----------
    bands : sequence of Band
        From `make_bands`.
    """
    pixels = _HEIGHT / sum(band["size"] for band in bands)
    wanted = [(band, band["first"]) for band in bands]
    for band in bands:
        step = _step(_EVERY * band["size"] / (pixels * band["height"]))
        begin, end = -(-band["first"] // step) * step, band["first"] + band["size"]
        wanted += [(band, neuron) for neuron in range(begin, end, step)]
    found: list[tuple[float, str]] = []
    for band, neuron in wanted:
        place = row(band, neuron)
        if all(abs(place - other) * pixels >= _APART for other, _ in found):
            found.append((place, str(neuron)))
    return sorted(found)


def _step(least: float) -> int:
    """Return 1, 2 or 5 times a power of ten, rounding up."""
    power = int(10 ** ceil(log10(max(least, 1.0))))
    return next(step for step in (power // 5, power // 2, power) if step >= max(least, 1.0))
