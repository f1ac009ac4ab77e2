"""Maps of colours that are parts of one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from izhikevich.plots.spec import Array, Quantity


def is_parted(quantities: Sequence[Quantity], values: Sequence[Array]) -> bool:
    """Tell whether several maps over the same places are parts of one.

    They are, if they measure the same quantity, and of each cell at most one says something.

    Parameters
    ----------
    quantities : sequence of Quantity
        What each measures.
    values : sequence of arrays of one shape
        NaN where a map says nothing.
    """
    if len(values) < 2 or len({quantity.heading for quantity in quantities}) > 1:
        return False
    known = sum(np.isfinite(one).astype(np.int8) for one in values)
    return bool(np.all(known <= 1))
