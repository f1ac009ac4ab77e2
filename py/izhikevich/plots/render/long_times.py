"""Long times in seconds: how an axis of time is labelled that reaches beyond ten of them.

The data of a plot stay in ms, as its tables do; the page does the same where it labels a part of an
axis (`site/js/plots/long-times.js`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from izhikevich.plots.spec import Axis, Quantity
from izhikevich.units import LONG_TIME

#: ms in a second.
SECOND = 1000.0
_FIXED = re.compile(r"\.(\d+)f")


def is_long(axis: Axis, low: float, high: float) -> bool:
    """Tell whether an axis with these ends has times, in ms, that are hard to read in ms."""
    return (
        axis.quantity.unit == "ms"
        and axis.kind == "linear"
        and isinstance(axis.ticks, int)
        and max(abs(low), abs(high)) >= LONG_TIME
    )


def in_seconds(quantity: Quantity) -> Quantity:
    """Return a quantity in ms as one in s, to the same precision."""
    found = _FIXED.fullmatch(quantity.digits)
    digits = f".{int(found[1]) + 3}f" if found else quantity.digits
    return replace(quantity, unit="s", digits=digits)
