"""The strength-duration curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isnan, log10

import numpy as np

from izhikevich.dynamics.responses.strength_duration import StrengthDuration
from izhikevich.messages import Number, marked, msg, written
from izhikevich.plots.spec import (
    Axis,
    Curve,
    Dash,
    Label,
    Mark,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Rule,
    Series,
    remark,
)
from izhikevich.plots.style import Role

_DURATION = Quantity("duration of the pulse", "ms", ".3g")
_ROOM_BELOW, _ROOM_ABOVE = 0.25, 0.1  # decades
_ROOM_FOR_NAME = 0.6  # fraction of the axis up to which a name has room to the right of its point
_GAP = 6.0  # between a point and its name, px


@dataclass(frozen=True)
class _Level:
    """A strength with its name."""

    strength: float
    name: str
    role: Role
    dash: Dash


def strength_duration_plot(found: StrengthDuration) -> Plot:
    """Describe the weakest pulse that triggers a spike over its duration, on logarithmic axes."""
    x = found.durations
    levels = _levels(found)
    series: list[Series] = [
        Curve(
            name="threshold",
            role=Role.INK,
            x=x,
            y=found.strengths,
            marker=Marker(size=5.0),
            point="{x}: {y}",
        )
    ]
    marks = _level_marks(levels)
    if not isnan(found.chronaxie):
        weiss = found.rheobase * (1.0 + found.chronaxie / x)
        series.append(
            Curve(name="Weiss's law", role=Role.MUTED, x=x, y=weiss, dash="dot", point="{x}: {y}")
        )
        series.append(_chronaxie(found))
        marks.append(_chronaxie_name(found))
    marks.append(
        remark(msg("from rest at I = {current}", current=Number(found.rest_current, form=".4g")))
    )
    known = found.strengths[np.isfinite(found.strengths)]
    shown = [*known.tolist(), *(level.strength for level in levels)]
    low, high = (min(shown), max(shown)) if shown else (1.0, 10.0)
    durations = float(x[0]), float(x[-1])
    return Plot(
        legend="inside-top",
        panes=[
            Pane(
                x=Axis(
                    _DURATION,
                    range=durations,
                    kind="log",
                    ticks=_round_ticks(*durations),
                    grid=True,
                ),
                y=Axis(
                    Quantity("added current", found.parameters.units["I"]),
                    range=(low / 10.0**_ROOM_BELOW, high * 10.0**_ROOM_ABOVE),
                    kind="log",
                    ticks=_round_ticks(low, high),
                    grid=True,
                ),
                series=series,
                marks=marks,
            )
        ],
    )


def _levels(found: StrengthDuration) -> list[_Level]:
    """Return what a long pulse and what a slow ramp need, as far as they are known."""
    rheobase = Number(found.rheobase, form=".4g")
    levels = [
        _Level(found.rheobase, msg("rheobase {strength}", strength=rheobase), Role.ACCENT, "solid")
    ]
    if found.slow is not None and found.slow > 0.0:
        slow = Number(found.slow, form=".4g")
        name = msg("slow ramp {strength}, closed form", strength=slow)
        levels.append(_Level(found.slow, name, Role.CURRENT, "dash"))
    return [level for level in levels if not isnan(level.strength)]


def _level_marks(levels: Sequence[_Level]) -> list[Mark]:
    """Return the levels as lines; the names of close ones are on either side of theirs.

    They stand where pulses are short: the threshold is far above there.
    """
    highest = max((level.strength for level in levels), default=0.0)
    marks: list[Mark] = [
        Rule(role=level.role, y=level.strength, width=1.5, dash=level.dash) for level in levels
    ]
    marks += [
        Label(
            text=level.name,
            role=level.role,
            x=0.0,
            y=level.strength,
            x_in="pane",
            align="left",
            valign="bottom" if level.strength == highest else "top",
        )
        for level in levels
    ]
    return marks


def _round_ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Return ticks at 1, 2 and 5 times the powers of ten between two, at 1 only if far apart."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    steps = (1.0, 2.0, 5.0) if high < 2e3 * low else (1.0,)
    values = [m * 10.0**k for k in powers for m in steps]
    return [(value, written(value, ".4g")) for value in values]


def _chronaxie(found: StrengthDuration) -> Points:
    return Points(
        name="chronaxie",
        role=Role.INK,
        x=np.array([found.chronaxie]),
        y=np.array([2.0 * found.rheobase]),
        marker=Marker("diamond", 9.0),
        point=marked("{x} at twice the rheobase, {y}"),
        legend=False,
    )


def _chronaxie_name(found: StrengthDuration) -> Label:
    """Return the name of the chronaxie above the falling curve; below it, near its right end."""
    first, last = float(found.durations[0]), float(found.durations[-1])
    at_right = log10(found.chronaxie / first) > _ROOM_FOR_NAME * log10(last / first)
    return Label(
        text=msg("chronaxie {duration}", duration=Number(found.chronaxie, "ms", ".3g")),
        role=Role.INK,
        x=found.chronaxie,
        y=2.0 * found.rheobase,
        align="right" if at_right else "left",
        valign="top" if at_right else "bottom",
        shift=(-_GAP if at_right else _GAP, 0.0),
    )
