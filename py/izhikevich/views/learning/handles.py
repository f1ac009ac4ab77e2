"""Draggable handles of the Learning view: the epoch that is shown, and the target spikes."""

from __future__ import annotations

from izhikevich.learning.tasks import chosen_times
from izhikevich.messages import msg
from izhikevich.neuron.stimuli.base import number_text
from izhikevich.plots.handles import Handle, Move, Parts, Slot
from izhikevich.views.learning.epochs import EPOCH
from izhikevich.views.learning.settings import TIMES
from izhikevich.views.learning.snapshot import Snapshot


def epoch_handles(shown: Snapshot) -> list[Handle]:
    """Return the handle that goes back to an epoch, once there is one to go back to."""
    if not shown.epochs:
        return []
    return [
        Handle(
            name=EPOCH,
            label="Epoch shown",
            x=float(shown.epoch),
            y=None,
            along_x=Move(1.0, 0.0, float(shown.epochs)),
            sets={EPOCH: (Slot(float(shown.epoch), x=1.0),)},
            pane=1,
        )
    ]


def target_handles(shown: Snapshot) -> list[Handle]:
    """Return a handle for each target spike of the task that lets the reader choose them."""
    times = shown.times
    handles = []
    for k, time in enumerate(times):
        text: list[Slot | str] = []
        for j, other in enumerate(times):
            part: Slot | str = Slot(time, x=1.0) if j == k else number_text(other)
            text += [part] if j == 0 else [",", part]
        handles.append(
            Handle(
                name=f"target {k}",
                label=msg("Target spike {number}", number=k + 1),
                x=time,
                y=0.0,
                along_x=Move(1.0, chosen_times.FIRST, chosen_times.LAST, "ms"),
                sets={TIMES: _merged(text)},
            )
        )
    return handles


def _merged(parts: list[Slot | str]) -> Parts:
    """Return parts with their neighbouring texts in one."""
    merged: list[Slot | str] = []
    for part in parts:
        last = merged[-1] if merged else None
        if isinstance(part, str) and isinstance(last, str):
            merged[-1] = last + part
        else:
            merged.append(part)
    return tuple(merged)
