"""The phase response curve."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.responses.phase_response import PhaseResponse
from izhikevich.messages import Number, joined, marked, msg
from izhikevich.plots.spec import (
    Axis,
    Curve,
    Dash,
    Detail,
    Pane,
    Plot,
    Quantity,
    padded,
    remark,
)
from izhikevich.plots.style import Role

_PHASE = Quantity("phase of the kick (0: just after a spike)", digits=".2f")
_SHIFT = Quantity("spikes earlier by", "periods", ".4f")
_EARLIER = Quantity("earlier by", "ms", ".3g")
_ABOVE_LEGEND = 20.0  # px


def phase_response_plot(found: PhaseResponse) -> Plot:
    """Describe how much earlier or later the spikes come after a kick at each phase."""
    kind = msg("Type 1: advances.") if found.type == 1 else msg("Type 2: delays as well.")
    kick = msg(
        "Kick {jump}, period {period}",
        jump=Number(found.jump, "mV", "g"),
        period=Number(found.period, "ms", ".4g"),
    )
    words = joined(" ", [kind, kick])
    shifts = np.concatenate([[0.0], found.lasting, found.first])
    ends = padded(float(np.nanmin(shifts)), float(np.nanmax(shifts)))
    return Plot(
        legend="above",
        panes=[
            Pane(
                x=Axis(_PHASE, range=(0.0, 1.0)),
                y=Axis(_SHIFT, range=ends, grid=True, zero_line=True),
                series=[
                    _line("sixth spike, lasting", found, found.lasting, Role.ACCENT, "solid"),
                    _line("next spike", found, found.first, Role.MUTED, "dot"),
                ],
                marks=[replace(remark(words, Role.INK), shift=(0.0, _ABOVE_LEGEND))],
            )
        ],
    )


def _line(name: str, found: PhaseResponse, shift: FloatArray, role: Role, dash: Dash) -> Curve:
    return Curve(
        name=name,
        role=role,
        x=found.phases,
        y=shift,
        width=2.0,
        dash=dash,
        detail=Detail(_EARLIER, shift * found.period),
        point=marked("kick at phase {x}: {y} ({detail}) earlier"),
    )
