"""Colour maps that are parts of one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from izhikevich.plots.spec import Array, Quantity


def is_parted(quantities: Sequence[Quantity], values: Sequence[Array]) -> bool:
    """Tell whether several maps over the same places are parts of one.

    They are, if they measure the same quantity, and at most one of them has a value in each cell.

    Parameters
    ----------
    quantities : sequence of Quantity
        Quantity of each map.
    values : sequence of arrays of one shape
        NaN where a map has no value.
    """
    if len(values) < 2 or len({quantity.heading for quantity in quantities}) > 1:
        return False
    known = sum(np.isfinite(one).astype(np.int8) for one in values)
    return bool(np.all(known <= 1))
