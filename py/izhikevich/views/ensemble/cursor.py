"""The time cursor in the plots of the Ensemble view."""

from __future__ import annotations

import numpy as np

from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.moments import moments
from izhikevich.views.part import Cursor, CursorMark, TimeSeries


def cursor(shown: Snapshot, panels: tuple[str, ...]) -> Cursor:
    """Return the moments of a run and where they are marked.

    There are lines in the panels over time, and among the tuning curves at the decoded value; in
    two dimensions a dot moves along the decoded path.
    """
    some = moments(shown.t.size)
    t = np.ascontiguousarray(shown.t[some])
    decoded = shown.decoded[shown.setup.looked_at][some]
    target = shown.targets[shown.setup.looked_at][some]
    x = np.ascontiguousarray(decoded[:, 0])
    marks = [
        CursorMark(panel=name, kind="line", x=t)
        for name in ("signal", "raster", "cell", "together")
        if name in panels
    ]
    if "tuning" in panels:
        if shown.dimensions == 2:
            y = np.ascontiguousarray(decoded[:, 1])
            marks.append(CursorMark(panel="tuning", kind="dot", x=x, y=y))
        else:
            marks.append(CursorMark(panel="tuning", kind="line", x=x))
    values = (
        TimeSeries("decoded", "", x),
        TimeSeries("target", "", np.ascontiguousarray(target[:, 0])),
    )
    return Cursor(time=t, marks=tuple(marks), values=values)
