"""Results of fits as CSV."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike


def csv_of(columns: Mapping[str, ArrayLike], units: Mapping[str, str]) -> str:
    """Return columns as CSV, with units in the headings; what is not a number is empty."""
    headings = [f"{name} ({units[name]})" if units.get(name) else name for name in columns]
    rows = zip(*(np.asarray(column).tolist() for column in columns.values()), strict=True)
    lines = [",".join("" if x != x else f"{x:.10g}" for x in row) for row in rows]
    return "\n".join([",".join(headings), *lines]) + "\n"
