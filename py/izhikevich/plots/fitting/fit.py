"""A fitted model over the recording, sweep by sweep."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

import numpy as np

from izhikevich.fitting.model_fit import ModelFit
from izhikevich.fitting.recording import Recording
from izhikevich.fitting.verdict import SweepVerdict
from izhikevich.messages import Message, marked, msg
from izhikevich.plots.spec import TIME, VOLTAGE, Area, Axis, Curve, Pane, Plot, SpikeTimes
from izhikevich.plots.style import Role

#: Sweeps that fit into one plot; of more, these many are drawn.
MAX_SWEEPS = 6
_HEADING = 0.4  # fraction of a row for its heading ...
_MAX_HEADING = 0.09  # ... and of the plot
_NOTES = (("recording", Role.INK), ("model", Role.VOLTAGE), (VOLTAGE.heading, Role.MUTED))
_POINT = marked("{name}: {y} at {x}")


def fit_plot(found: ModelFit[Any], selected: int = 0) -> Plot:
    """Describe the voltage of each sweep, recorded and modelled, one above the other.

    Parameters
    ----------
    found : Fit
    selected : int
        A sweep that is shown in any case, if there are too many.
    """
    sweeps = _chosen(found.sweeps, selected)
    time = Axis(TIME, range=(0.0, found.recording.duration))
    rows = [_row(one, found.recording, time, k, len(sweeps)) for k, one in enumerate(sweeps)]
    spikes = []
    for one in sweeps:
        for times, of in (
            (one.recorded, msg("recording, sweep {sweep}", sweep=one.sweep)),
            (one.model, msg("model, sweep {sweep}", sweep=one.sweep)),
        ):
            spikes.append(SpikeTimes(quantity=TIME, values=times, of=of))
    return Plot(panes=rows, spikes=spikes)


def _chosen(sweeps: tuple[SweepVerdict, ...], selected: int) -> list[SweepVerdict]:
    """Return the sweeps that are drawn: those held out go first, silent ones last."""
    held = [k for k, one in enumerate(sweeps) if one.held_out and one.recorded.size]
    firing = [k for k, one in enumerate(sweeps) if one.recorded.size]
    chosen = {selected} if selected < len(sweeps) else set()
    every = list(range(len(sweeps)))
    for group, most in ((held, MAX_SWEEPS // 2), (firing, MAX_SWEEPS), (every, MAX_SWEEPS)):
        left = [k for k in group if k not in chosen]
        count = min(len(left), most, MAX_SWEEPS - len(chosen))
        chosen |= {left[k] for k in np.linspace(0, len(left) - 1, count).round().astype(int)}
    return [sweeps[k] for k in sorted(chosen)]


def _heading(one: SweepVerdict) -> Message:
    values = {"sweep": one.sweep, "model": one.model.size, "recorded": one.recorded.size}
    if one.held_out:
        return msg("Sweep {sweep}, held out: {model} spikes, recorded {recorded}", **values)
    return msg("Sweep {sweep}: {model} spikes, recorded {recorded}", **values)


def _row(one: SweepVerdict, recording: Recording, time: Axis, k: int, count: int) -> Pane:
    height = 1.0 / count
    bottom = 1.0 - (k + 1) * height
    v = recording.voltage[one.sweep]
    low, high = float(v.min()), float(v.max())
    return Pane(
        x=time,
        y=Axis(
            VOLTAGE, range=(10.0 * floor(low / 10.0 - 0.5), 10.0 * ceil(high / 10.0 + 0.5)), ticks=3
        ),
        area=Area(bottom=bottom, top=bottom + height - min(_HEADING * height, _MAX_HEADING)),
        heading=_heading(one),
        notes=_NOTES if k == 0 else (),
        series=[
            recorded_curve(recording, one.sweep),
            modelled_curve(one, "model", Role.VOLTAGE),
        ],
    )


def recorded_curve(recording: Recording, sweep: int) -> Curve:
    """Return the recorded voltage of a sweep."""
    return Curve(
        name="recording",
        role=Role.INK,
        x=recording.t - recording.t[0],
        y=recording.voltage[sweep],
        point=_POINT,
        width=2.5,  # shows beneath a model that agrees with it
        opacity=0.45,
    )


def modelled_curve(one: SweepVerdict, name: str, role: Role) -> Curve:
    """Return the voltage of a model in a sweep."""
    return Curve(name=name, role=role, x=one.t, y=one.voltage, point=_POINT, width=1.0)
