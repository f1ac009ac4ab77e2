"""What a network shares with its parts: how far it is, and whether anything may be changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import get_ident
from typing import TYPE_CHECKING, Any, Protocol
from weakref import ref

import numpy as np

from izhikevich.errors import SimulationError

if TYPE_CHECKING:
    from izhikevich.network.simulation.plan import Plan
    from izhikevich.network.simulation.state import State

#: The function of `izhikevich.networks` that made a network, and its arguments.
Origin = tuple[str, Mapping[str, Any]]


class Owner(Protocol):
    """The network, which alone keeps its plan and its state."""

    _plan: Plan | None
    _state: State | None

    def _check_delays(self) -> None:
        """Raise an error if the network needs too much memory."""

    def _ready(self) -> tuple[Plan, State]:
        """Return the network laid out flat, and its present state."""


class Live:
    """The plan and the state of a network, by which its parts read and set their values.

    They are the network's own, and known here only as long as it exists: a part, a recording or the
    plan would otherwise keep all that is large until a collection of garbage, which counts objects
    and not their size.

    Parameters
    ----------
    real : dtype
        Precision of the state and the weights.

    Attributes
    ----------
    outdated : bool
        Whether values have changed since the plan was made.
    longest : int
        Delay (steps) for which there must be room in any case, as a state had it.
    origin : tuple or None
        Function that made the network, and its arguments, while nothing has been changed.
    stepping : bool
        Whether an engine is changing the state.
    """

    def __init__(self, real: Any) -> None:
        """Initialise from the parameters that the class describes."""
        self.real = np.dtype(real)
        self._owner: ref[Owner] | None = None
        self.outdated = False
        self.longest = 1
        self.origin: Origin | None = None
        self.stepping = False
        self._marks: dict[str, object] = {}  # that of the run in progress
        self._called: int | None = None  # the thread in which a run has called a function

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy is made of, which another network will own."""
        return {**vars(self), "_owner": None}

    def belong(self, owner: Owner) -> None:
        """Belong to a network, unless this belongs to one already."""
        if self._owner is None:
            self._owner = ref(owner)

    @property
    def owner(self) -> Owner | None:
        """The network; None for a copy of a part without it."""
        if self._owner is None:
            return None
        owner = self._owner()
        if owner is None:
            raise SimulationError(
                "the network of this part no longer exists: keep the network as long as you use "
                "its parts"
            )
        return owner

    @property
    def plan(self) -> Plan | None:
        """The network laid out flat, once that was needed."""
        owner = self.owner
        return owner._plan if owner else None

    @plan.setter
    def plan(self, value: Plan | None) -> None:
        owner = self.owner
        if owner:
            owner._plan = value

    @property
    def state(self) -> State | None:
        """Present state; None before the first step."""
        owner = self.owner
        return owner._state if owner else None

    @state.setter
    def state(self, value: State | None) -> None:
        owner = self.owner
        if owner:
            owner._state = value

    def check_room(self) -> None:
        """Raise an error if the network needs too much memory."""
        owner = self.owner
        if owner:
            owner._check_delays()

    def ready(self) -> tuple[Plan, State]:
        """Return plan and state, which are made if there are none yet."""
        owner = self.owner
        if owner is None:
            raise SimulationError("the network of this part no longer exists")
        return owner._ready()

    @property
    def step(self) -> int:
        """Number of steps done."""
        state = self.state
        return 0 if state is None else state.step

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
