"""What moves through the plots with time."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.views.ensemble.shown import Shown
from izhikevich.views.moments import moments


def cursor(shown: Shown, panels: tuple[str, ...]) -> dict[str, Any]:
    """Return the moments of a run and where they are marked.

    Lines stand in the panels over time, and among the tuning curves at the decoded value; in two
    dimensions a dot goes along the decoded path.
    """
    some = moments(shown.t.size)
    t = np.ascontiguousarray(shown.t[some])
    decoded = shown.decoded[shown.setup.looked_at][some]
    target = shown.targets[shown.setup.looked_at][some]
    x = np.ascontiguousarray(decoded[:, 0])
    marks: list[dict[str, Any]] = [
        {"panel": name, "kind": "line", "x": t}
        for name in ("signal", "raster", "cell")
        if name in panels
    ]
    if "tuning" in panels:
        marks.append({"panel": "tuning", "kind": "line", "x": x})
        if shown.dimensions == 2:
            y = np.ascontiguousarray(decoded[:, 1])
            marks[-1] = {"panel": "tuning", "kind": "dot", "x": x, "y": y}
    values = [
        {"label": "decoded", "unit": "", "values": x},
        {"label": "target", "unit": "", "values": np.ascontiguousarray(target[:, 0])},
    ]
    return {"time": t, "marks": marks, "shifts": [], "values": values}
