"""Drawn digits: strokes of a pen as an image like those that the networks learn from.

The images of `izhikevich.learning.digits` were written by hand, scaled to 32 x 32 black and white
pixels, and reduced to 8 x 8: each pixel counts the black ones of a square of 4 x 4. What is drawn
goes the same way.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.learning.digits import BRIGHTEST

#: Columns and rows of an image.
SIDE = 8
#: Points of all strokes together, at most.
MAX_POINTS = 1200
_FINE = 4  # black and white pixels along the side of one of an image
_PEN = (
    2.3  # radius of the pen, in these: so wide that images are as bright as those written by hand
)
_WIDEST = 0.8  # fraction of the width that a drawing fills at most
_LEVELS = "0123456789abcdefg"
_IMAGE = re.compile(f"[{_LEVELS}]{{{SIDE * SIDE}}}")


def image_of(text: str) -> NDArray[np.uint8]:
    """Return the image that a text stands for.

    Parameters
    ----------
    text : str
        An image, row by row, each pixel as one of 0 to 9 and a to g (0 to 16). Or strokes:
        "12,3 14,8;40,9" are two, one with two points and one with a single one, as x and y from the
        upper left corner, in any unit; their place and size do not matter.

    Returns
    -------
    array, shape (8, 8)
        Brightness, 0 to 16.

    Raises
    ------
    ParameterError
        If it is neither.
    """
    if _IMAGE.fullmatch(text):
        levels = [_LEVELS.index(one) for one in text]
        return np.array(levels, dtype=np.uint8).reshape(SIDE, SIDE)
    return _drawn(_strokes(text))


def text_of(image: NDArray[np.uint8]) -> str:
    """Return an image, shape (8, 8), as the text from which `image_of` reads it."""
    return "".join(_LEVELS[one] for one in image.ravel().tolist())


def _strokes(text: str) -> list[FloatArray]:
    """Return the points of each stroke, shape (n, 2)."""
    try:
        strokes = [
            np.array([[float(number) for number in point.split(",")] for point in stroke.split()])
            for stroke in text.split(";")
            if stroke.strip()
        ]
    except ValueError:
        strokes = []
    whole = all(one.ndim == 2 and one.shape[1] == 2 and np.isfinite(one).all() for one in strokes)
    if not strokes or not whole or sum(map(len, strokes)) > MAX_POINTS:
        raise ParameterError(
            "drawn",
            text[:60],
            'must be 64 brightnesses (0 to 9, a to g), or strokes such as "12,3 14,8;40,9"',
        )
    return strokes


def _drawn(strokes: list[FloatArray]) -> NDArray[np.uint8]:
    """Return strokes as an image that they fill from top to bottom, in its middle."""
    side = SIDE * _FINE
    points: FloatArray = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    wide, tall = (high - low).tolist()
    room = side - 2.0 * _PEN
    scale = min(room / max(tall, 1e-9), _WIDEST * room / max(wide, 1e-9))
    if max(wide, tall) <= 0.0:
        scale = 0.0  # a dot
    middle: FloatArray = 0.5 * (low + high)
    centre = np.linspace(0.5, side - 0.5, side)
    black = np.zeros((side, side), dtype=np.bool_)
    for stroke in strokes:
        path = (stroke - middle) * scale + 0.5 * side
        for k in range(max(1, len(path) - 1)):
            black |= _near(centre, path[k], path[min(k + 1, len(path) - 1)])
    counts = black.reshape(SIDE, _FINE, SIDE, _FINE).sum(axis=(1, 3))
    image: NDArray[np.uint8] = np.minimum(counts, BRIGHTEST).astype(np.uint8)
    return image


def _near(centre: FloatArray, first: NDArray[Any], last: NDArray[Any]) -> NDArray[np.bool_]:
    """Tell which pixels a pen covers that goes straight from one point to another."""
    x, y = centre[None, :], centre[:, None]
    (dx, dy), length = last - first, float(np.sum((last - first) ** 2))
    along = ((x - first[0]) * dx + (y - first[1]) * dy) / length if length else 0.0 * (x + y)
    along = np.clip(along, 0.0, 1.0)
    off = (x - first[0] - along * dx) ** 2 + (y - first[1] - along * dy) ** 2
    return np.asarray(off <= _PEN**2)
