"""Images as the rates of Poisson sources: one source per pixel."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.units import number

_ROWS = (
    "01110 00100 01110 11110 00010 11111 00110 11111 01110 01110",
    "10001 01100 10001 00001 00110 10000 01000 00001 10001 10001",
    "10011 00100 00001 00001 01010 11110 10000 00010 10001 10001",
    "10101 00100 00010 01110 10010 00001 11110 00100 01110 01111",
    "11001 00100 00100 00001 11111 00001 10001 01000 10001 00001",
    "10001 00100 01000 00001 00010 10001 10001 01000 10001 00010",
    "01110 01110 11111 11110 00010 01110 01110 01000 01110 01100",
)


def _digit(k: int) -> FloatArray:
    image = np.array([[float(dot) for dot in row.split()[k]] for row in _ROWS])
    image.flags.writeable = False
    return image


#: The digits 0 to 9 as images of 7 rows and 5 columns, 0 or 1.
DIGITS = MappingProxyType({k: _digit(k) for k in range(10)})


def image_rates(image: ArrayLike, highest: float = 100.0, lowest: float = 0.0) -> FloatArray:
    """Turn an image into firing rates, as `Network.poisson` takes them.

    Parameters
    ----------
    image : array, shape (rows, columns)
        Brightness: the darkest pixel fires at `lowest`, the brightest at `highest`. An image with
        uniform brightness fires at `lowest`.
    highest, lowest : float
        Highest and lowest rate, Hz.

    Returns
    -------
    array, shape (rows * columns,)
        Rates, Hz, row by row.

    Raises
    ------
    ParameterError
        If it is not an image of finite numbers, or a rate is negative.

    Examples
    --------
    >>> rates = image_rates(DIGITS[7], highest=50.0)
    >>> rates.size, float(rates.max())
    (35, 50.0)
    """
    try:
        pixels = np.asarray(image, dtype=np.float64)
    except (TypeError, ValueError):
        raise ParameterError("image", image, "must be numbers in two dimensions") from None
    if pixels.ndim != 2 or not pixels.size or not np.isfinite(pixels).all():
        raise ParameterError("image", image, "must be finite numbers in two dimensions")
    top = number(highest, "highest", "Hz", low=0.0)
    bottom = number(lowest, "lowest", "Hz", low=0.0, high=top)
    dark = pixels.min()
    range_ = float(pixels.max() - dark) or 1.0
    rates: FloatArray = bottom + (top - bottom) * (pixels - dark).reshape(-1) / range_
    return rates
