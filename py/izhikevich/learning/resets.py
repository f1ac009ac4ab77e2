"""The effect of a spike on V and u, and how gradients pass through it.

A spike is reported in the step whose V reaches V_th; the reset comes at the start of the next
step, on the stored V. With s the spike, and s' the surrogate's derivative by V:

=========  ==============================  ===================  ================
mode       V after the reset               its derivative by V  u's jump d s
=========  ==============================  ===================  ================
brainpy    c if s else V                   1 - s                d s' (carried)
hard       c if s else V                   1 - s                0 (detached)
soft       min(V, V_th) - s (V_th - c)     1 - s - s'(V_th - c) d s' (carried)
subtract   V - s V_th                      1 - s' V_th          d s' (carried)
=========  ==============================  ===================  ================

In the first three, V is c after a spike, so they give the same spikes and differ in what is learned
from them. BrainPy 2.8 uses the words "hard" and "soft", but does what is called `brainpy` here for
both; what it documents as soft is `subtract`, which keeps the overshoot of V above V_th. As the
membrane potential climbs steeply up there, the overshoot of each step is larger than the one before
unless dt is small: V runs away. `SPK_RESETS` (`izhikevich.learning.stateful`) has BrainPy's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import expm1

from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.neuron.parameters import Parameters
from izhikevich.table import Table


@dataclass(frozen=True)
class Reset:
    """A reset mode.

    Parameters
    ----------
    title : str
    help : str
        What it does, for the reader.
    jump_v : {"none", "to_c", "by_threshold"}
        The jump of V through which the surrogate acts.
    jump_u : bool
        Whether the surrogate acts through the jump of u.
    """

    title: str
    help: str
    jump_v: str
    jump_u: bool


#: The reset modes by name.
RESETS = Table(
    "reset",
    {
        "brainpy": Reset(
            "BrainPy",
            "V is set to c and passes no gradient; the jump of u carries the surrogate",
            "none",
            True,
        ),
        "hard": Reset(
            "hard", "V is set to c, u jumps by d, and neither passes a gradient", "none", False
        ),
        "soft": Reset(
            "soft",
            "V, held at V_th, falls by V_th - c; both jumps carry the surrogate",
            "to_c",
            True,
        ),
        "subtract": Reset(
            "V - V_th",
            "V falls by V_th and keeps its overshoot: runs away unless dt is small",
            "by_threshold",
            True,
        ),
    },
)


def largest_step(threshold: float, drive: float, cell: Parameters) -> float:
    """Return the dt up to which V - V_th cannot run away, ms.

    It is the dt at which a step from just below V_th ends at 2 V_th: below it, V after the reset
    is below V_th, and so is the overshoot of every later spike below this one.

    Parameters
    ----------
    threshold : float
        V_th, mV; above 0.
    drive : float
        Largest current minus u, mV/ms.
    cell : Parameters
        Its quadratic and C count.
    """
    slope = (2.0 * cell.k2 * threshold + cell.k1) / cell.C
    climb = (cell.quadratic(threshold) + drive) / cell.C
    low, high = 0.0, 1.0
    for _ in range(60):
        dt = 0.5 * (low + high)
        if expm1(dt * slope) / slope * climb > threshold:
            high = dt
        else:
            low = dt
    return low


def check_step(mode: str, dt: float, threshold: float, drive: float, cell: Parameters) -> None:
    """Reject a dt at which V - V_th runs away.

    Raises
    ------
    ParameterError
    """
    if mode != "subtract":
        return
    if threshold <= 0.0:
        raise ParameterError("V_th", threshold, "must be above 0 mV for the reset V - V_th")
    allowed = largest_step(threshold, drive, cell)
    if dt > allowed:
        raise ParameterError(
            "dt",
            dt,
            msg(
                "with the reset V - V_th, V runs away unless dt <= {allowed} ms (at a current of "
                "{drive} {unit}); use a smaller dt, or a reset that sets V to c",
                allowed=Number(allowed, form=".3g"),
                drive=Number(drive, form="g"),
                unit=cell.units["I"],
            ),
        )
