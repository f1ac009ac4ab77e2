"""The moments of a run among which the reader moves."""

from __future__ import annotations

#: More moments than this cannot be told apart on a slider.
_MOST = 4000


def moments(samples: int) -> slice:
    """Return which of so many samples of a run are such moments: all, or each of a few."""
    return slice(None, None, -(-samples // _MOST))
