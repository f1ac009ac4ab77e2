"""Steps so short that another simulator comes close to the accurate scheme."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import SimulationError, as_message
from izhikevich.messages import Message, Number, msg
from izhikevich.views.neuron.run import Run

#: ms: NEST has only whole microseconds.
STEPS = (0.01, 0.005, 0.002, 0.001)
#: Runs are not divided into more steps than this.
MAX_STEPS = 1_000_000
#: Spikes up to this far from those of the accurate scheme are close, ms.
CLOSE = 0.25


class Fine(NamedTuple):
    """A step, ms, and a sentence about what differs with it; None if the spikes come close."""

    dt: float
    difference: Message | None


def fine_step(run: Run, longest: float = STEPS[0]) -> Fine:
    """Return the longest step with which Euler's method gives the spikes of the accurate scheme.

    Most simulators have Euler's method. A better method that also fires only at the end of a step
    needs no shorter steps: most of the error comes from the spikes.

    Parameters
    ----------
    run : Run
        Run with the accurate scheme.
    longest : float
        Longest allowed step, ms. The step is one of `STEPS`, or that of the run if this is shorter.
    """
    steps = [run.dt] if run.dt < longest else []
    steps += [step for step in STEPS if step <= longest and step < run.dt]
    if run.trace is None:
        return Fine(steps[0], None)
    wanted = run.trace.spike_times
    difference: Message | None = msg("this run is too long to compare")
    dt = steps[0]
    for step in steps:
        if run.duration / step < MAX_STEPS:
            dt, difference = step, _difference(run, step, wanted)
        if difference is None:
            return Fine(dt, None)
    return Fine(dt, msg("Spikes may still differ: {difference}.", difference=difference))


def _difference(run: Run, step: float, wanted: FloatArray) -> Message | None:
    """Describe how the spikes of Euler's method differ; None if they come close."""
    try:
        found = run.simulate(scheme="forward", dt=step).spike_times
    except SimulationError as error:
        return as_message(str(error))
    dt = Number(step, form="g")
    both = min(found.size, wanted.size)
    beyond = np.concatenate((found[both:], wanted[both:]))
    if (beyond < run.duration - CLOSE).any():  # of two close spikes only one may be before the end
        return msg(
            "by Euler's method in steps of {dt} ms there are {found} instead of {wanted}",
            dt=dt,
            found=Number(found.size, form=","),
            wanted=Number(wanted.size, form=","),
        )
    apart = float(np.abs(found[:both] - wanted[:both]).max(initial=0.0))
    if apart <= CLOSE:
        return None
    return msg(
        "by Euler's method in steps of {dt} ms they come up to {apart} ms apart",
        dt=dt,
        apart=Number(apart, form=".2g"),
    )
