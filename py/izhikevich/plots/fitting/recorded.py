"""A recorded sweep, the spikes found in it, and what was injected."""

from __future__ import annotations

import numpy as np

from izhikevich.fitting.recording import Recording
from izhikevich.fitting.spikes import SpikeEvents
from izhikevich.messages import counted, marked
from izhikevich.plots.spec import (
    TIME,
    VOLTAGE,
    Area,
    Axis,
    Curve,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    SpikeTimes,
    padded,
)
from izhikevich.plots.style import Role

_CURRENT = Quantity("I", "pA", ".4g")


def recorded_sweep_plot(recording: Recording, events: SpikeEvents, sweep: int) -> Plot:
    """Describe the voltage of one sweep with its spikes, and the current below.

    Parameters
    ----------
    recording : Recording
    events : SpikeEvents
        The spikes of the sweep.
    sweep : int
        Its index.
    """
    t = recording.t - recording.t[0]
    v, current = recording.voltage[sweep], recording.current[sweep]
    time = Axis(TIME, range=(0.0, recording.duration))
    heading = counted(
        "Sweep {sweep}: {count} spike", "Sweep {sweep}: {count} spikes", len(events), sweep=sweep
    )
    return Plot(
        panes=[
            Pane(
                x=time,
                y=Axis(VOLTAGE, range=padded(float(v.min()), float(v.max())), ticks=4, grid=True),
                area=Area(bottom=0.36, top=0.94),
                heading=heading,
                notes=[(VOLTAGE.heading, Role.MUTED)],
                series=[
                    Curve(name="recording", role=Role.INK, x=t, y=v, width=1.0),
                    Points(
                        name="spikes",
                        role=Role.RECOVERY,
                        x=events.times,
                        y=v[events.peaks],
                        point=marked("spike at {x}"),
                        marker=Marker("triangle-down", size=7.0),
                    ),
                ],
            ),
            Pane(
                x=time,
                y=Axis(_CURRENT, range=padded(float(current.min()), float(current.max())), ticks=3),
                area=Area(bottom=0.0, top=0.2),
                heading=_CURRENT,
                series=[Curve(name="current", role=Role.CURRENT, x=t, y=np.array(current))],
            ),
        ],
        spikes=[SpikeTimes(quantity=TIME, values=events.times)],
    )
