"""The moments of a run that the time cursor can select."""

from __future__ import annotations

#: More moments than this cannot be distinguished on a slider.
_MAX_MOMENTS = 4000


def moments(samples: int) -> slice:
    """Return which of that many samples of a run are such moments: all, or every few."""
    return slice(None, None, -(-samples // _MAX_MOMENTS))
