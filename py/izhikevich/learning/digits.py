"""Small images of handwritten digits, and spikes made from them."""

from __future__ import annotations

from base64 import b85decode
from functools import cache
from zlib import decompress

import numpy as np
from numpy.typing import NDArray

_COUNT = 1797
_PIXELS = 64
#: Brightness of the brightest pixel.
BRIGHTEST = 16


@cache
def digits() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the images and their classes.

    Returns
    -------
    images : array, shape (1797, 8, 8)
        Brightness, 0 to 16; read-only.
    classes : array, shape (1797,)
        Digits, 0 to 9.
    """
    # Imported here: the text is long, and needed only here.
    from izhikevich.learning.digits_data import TEXT

    flat = np.frombuffer(decompress(b85decode(TEXT.replace("\n", ""))), dtype=np.uint8)
    images, classes = flat[: _COUNT * _PIXELS], flat[_COUNT * _PIXELS :]
    return images.reshape(_COUNT, 8, 8), classes
