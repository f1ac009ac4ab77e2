"""Two models of a recording: how far each is from the sweeps, and both over one of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.fitting.model_fit import ModelFit
from izhikevich.fitting.verdict import error
from izhikevich.messages import marked, msg
from izhikevich.plots.fitting.fit import modelled_curve, recorded_curve
from izhikevich.plots.spec import (
    TIME,
    VOLTAGE,
    Area,
    Axis,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Rule,
    padded,
    upwards,
)
from izhikevich.plots.style import Role

_SWEEP = Quantity("sweep", digits=".0f")
_ERROR = Quantity("error", digits=".2f")
_TOP, _BOTTOM = Area(bottom=0.62), Area(top=0.4)
_ROLES = (Role.VOLTAGE, Role.RECOVERY)
_MARKERS = (Marker("circle", 9.0), Marker("square", 7.0))
#: Sweeps that have a tick each.
_MAX_TICKS = 20


def alternative_plot(found: ModelFit[Any], other: ModelFit[Any], selected: int) -> Plot:
    """Describe the errors of two models by sweep, and both in the selected sweep.

    Parameters
    ----------
    found, other : fits of two kinds
        To the same recording, with the same sweeps held out.
    selected : int
        Index of the sweep.
    """
    recording = found.recording
    last = float(recording.n_sweeps - 1)
    models = list(zip((found, other), _ROLES, _MARKERS, strict=True))
    errors = [_errors(*each) for each in models]
    return Plot(
        legend="below",
        results=[found.compared_with(other)],
        panes=[
            Pane(
                x=Axis(
                    _SWEEP,
                    range=padded(0.0, last),
                    tick_step=1.0 if last < _MAX_TICKS else None,
                    grid=True,
                ),
                y=Axis(_ERROR, range=upwards(errors, 1.2), ticks=4),
                heading=msg("error (1 is just good enough; hollow: held out)"),
                area=_TOP,
                series=errors,
                marks=[Rule(role=Role.INK, y=1.0, dash="dash", below=True)],
            ),
            Pane(
                x=Axis(TIME, range=(0.0, recording.duration)),
                y=Axis(VOLTAGE, ticks=3, grid=True),
                heading=msg("v (mV) in sweep {sweep}", sweep=selected),
                area=_BOTTOM,
                series=[
                    recorded_curve(recording, selected),
                    *(
                        modelled_curve(one.sweeps[selected], one.box.TITLE, role)
                        for one, role, _ in models
                    ),
                ],
            ),
        ],
    )


def _errors(one: ModelFit[Any], role: Role, marker: Marker) -> Points:
    """Return the error of each sweep that tells something."""
    sweeps = [sweep for sweep in one.sweeps if sweep.answered and sweep.recorded.size]
    steady = one.objective == "features"
    return Points(
        name=one.box.TITLE,
        role=role,
        x=np.array([float(sweep.sweep) for sweep in sweeps]),
        y=np.array([error(sweep, steady=steady) for sweep in sweeps]),
        marker=Marker(marker.shape, marker.size, [not sweep.held_out for sweep in sweeps]),
        legend=False,
        point=marked("{name}: {y}, sweep {x:plain}"),
    )
