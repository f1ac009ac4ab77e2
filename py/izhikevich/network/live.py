"""What a network shares with its parts: how far it is, and whether anything may be changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import get_ident
from typing import TYPE_CHECKING, Any

import numpy as np

from izhikevich.errors import SimulationError

if TYPE_CHECKING:
    from izhikevich.network.simulation.plan import Plan
    from izhikevich.network.simulation.state import State

#: The function of `izhikevich.networks` that made a network, and its arguments.
Origin = tuple[str, Mapping[str, Any]]


class Live:
    """The plan and the state of a network, by which its parts read and set their values.

    Parameters
    ----------
    real : dtype
        Precision of the state and the weights.

    Attributes
    ----------
    plan : Plan or None
        The network laid out flat, once that was needed.
    outdated : bool
        Whether values have changed since the plan was made.
    state : State or None
        Present state; None before the first step.
    longest : int
        Delay (steps) for which there must be room in any case, as a state had it.
    origin : tuple or None
        Function that made the network, and its arguments, while nothing has been changed.
    stepping : bool
        Whether an engine is changing the state.
    check_room : callable
        Raises an error if the network needs too much memory.
    """

    def __init__(self, real: Any) -> None:
        """Initialise from the parameters that the class describes."""
        self.real = np.dtype(real)
        self.plan: Plan | None = None
        self.outdated = False
        self.state: State | None = None
        self.longest = 1
        self.origin: Origin | None = None
        self.check_room: Callable[[], None] = lambda: None
        self.stepping = False
        self._marks: dict[str, object] = {}  # that of the run in progress
        self._called: int | None = None  # the thread in which a run has called a function

    @property
    def step(self) -> int:
        """Number of steps done."""
        return 0 if self.state is None else self.state.step

    def changed(self) -> None:
        """Note that values of a part are no longer those of the plan."""
        self.outdated, self.origin = True, None

    def begin(self) -> None:
        """Mark that a run begins; raise an error if one is in progress, in any thread."""
        # If two threads set a default for a key, one finds what the other has set.
        mark = object()
        if self._marks.setdefault("mark", mark) is not mark:
            raise SimulationError(
                "this network is already running: end that run first (finish or close it), or "
                "give each thread its own network"
            )

    def end(self) -> None:
        """Mark that a run has ended."""
        self._marks.clear()

    def has_no_run(self) -> None:
        """Raise an error if a run is in progress, in any thread."""
        self.begin()
        self.end()

    def stands_still(self) -> None:
        """Raise an error if values must not be set: a run is in progress that has not called us."""
        if self._called is None or self._called != get_ident():
            self.has_no_run()

    def call(self, function: Callable[[int], object], step: int) -> None:
        """Call a function during a run, between two steps; it may set values."""
        self._called = get_ident()
        try:
            function(step)
        finally:
            self._called = None

    def is_between_steps(self) -> None:
        """Raise an error if another thread is changing the state."""
        if self.stepping:
            raise SimulationError(
                "this network is being run by another thread: its state is available when that has "
                "ended, or between two reports of `running`"
            )
