"""The schemes that integrate the equations, and how each takes a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray, IndexArray
from izhikevich.neuron.schemes.explicit import Loop, euler, forward, half_step
from izhikevich.table import Table

Act = Callable[[], None]


@dataclass(frozen=True)
class Scheme:
    """A way to integrate the equations.

    Parameters
    ----------
    title : str
        Short name for readers.
    help : str
        One or two sentences: how it takes a step, and who uses it.
    loop : callable, optional
        The loop of an explicit scheme; None for the accurate one.
    parts : int
        Number of equal parts in which v is stepped before u.
    together : bool
        Whether u is stepped from the old v.
    fires_at_peak : bool
        Whether a neuron spikes when v equals its peak, rather than only above it.
    adaptive : bool
        Whether each neuron's steps are as short as it needs, in networks: see
        neuron/schemes/adaptive.py.
    """

    title: str
    help: str
    loop: Loop | None = None
    parts: int = 1
    together: bool = False
    fires_at_peak: bool = False
    adaptive: bool = False

    def step_of_v(self, dt: float) -> float:
        """Return the step of v, ms."""
        return dt / self.parts

    def watched_step(self, dt: float) -> float | None:
        """Return the step of v (ms) if it may throw v over the threshold, as explicit steps do."""
        return self.step_of_v(dt) if self.loop else None

    def fires(self, v: FloatArray, peak: Any) -> IndexArray:
        """Return which neurons spike, by their voltages and peaks (mV)."""
        beyond = np.greater_equal if self.fires_at_peak else np.greater
        found: IndexArray = beyond(v, peak).nonzero()[0]
        return found

    def acts(self, step_v: Act, step_u: Act, old_v: FloatArray, v: FloatArray) -> tuple[Act, ...]:
        """Return the functions that make up a step of many neurons, in order.

        Parameters
        ----------
        step_v, step_u : callable
            Step the arrays in place; `step_u` takes v from `old_v`.
        old_v, v : arrays, shape (n,)
            The same array unless the scheme steps v and u together.
        """
        kept = (partial(np.copyto, old_v, v),) if self.together else ()
        return (*kept, *[step_v] * self.parts, step_u)


#: The schemes by name.
SCHEMES: Mapping[str, Scheme] = Table(
    "scheme",
    {
        "euler": Scheme(
            "Euler, v then u",
            "Updates v, then u with the new v, as in the code for the figure of the 2004 paper. "
            "The published patterns were made this way.",
            euler,
        ),
        "forward": Scheme(
            "Euler, v and u together",
            "Updates v and u from their old values: textbook forward Euler, as in the 2007 book, "
            "in ANNarchy and in Brian2.",
            forward,
            together=True,
        ),
        "half_step": Scheme(
            "Two half-steps of v",
            "Updates v in two half-steps, then u once with the new v, as in the network of the "
            "2003 paper (there with dt = 1 ms).",
            half_step,
            parts=2,
            fires_at_peak=True,
        ),
        "accurate": Scheme(
            "Accurate (Taylor series)",
            "Takes steps as long as an error bound allows and finds the exact spike times: what "
            "the equations themselves say. dt only sets the sampling interval.",
        ),
    },
)


def scheme_of(name: str) -> Scheme:
    """Return a scheme of one neuron or of networks."""
    return NETWORK_SCHEMES[name] if name in NETWORK_SCHEMES else SCHEMES[name]


#: The scheme where none is named, by what runs: one neuron has that of the published patterns, a
#: network one whose steps make no spikes of their own, an analysis what the equations themselves
#: say, and a map of many states an explicit one, for speed.
DEFAULTS: Mapping[str, str] = Table(
    "kind of run",
    {"neuron": "euler", "network": "adaptive", "analysis": "accurate", "map": "half_step"},
)

#: Names of the explicit schemes, in the order of the enumeration in native/engine.c.
EXPLICIT = tuple(name for name, scheme in SCHEMES.items() if scheme.loop)

#: The schemes of networks by name, in the order of the enumeration in native/engine.c.
NETWORK_SCHEMES: Mapping[str, Scheme] = Table(
    "scheme",
    {
        **{name: SCHEMES[name] for name in EXPLICIT},
        "adaptive": Scheme(
            "Adaptive (exact in v)",
            "Solves the equation of v exactly for constant u and linear I, and takes shorter steps "
            "for the neurons that need them. Neurons fire within a step, and no step makes spikes "
            "of its own.",
            fires_at_peak=True,
            adaptive=True,
        ),
    },
)
