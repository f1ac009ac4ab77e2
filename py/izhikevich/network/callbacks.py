"""Functions that a network calls while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg
from izhikevich.network.populations import MAX_STEP
from izhikevich.units import number


@dataclass(eq=False)
class Callback:
    """A function that is called now and then, made by `Network.every`.

    It is called between steps, before the one that begins at its time, and may read and set values
    of the network. If it ends the run, it is not called again at this time.

    Parameters
    ----------
    function : callable
        Takes the number of earlier calls since time 0.
    period, first : int
        Steps between two calls, and before the first one.
    active : bool
        Whether it is called; it can be set.
    """

    function: Callable[[int], Any]
    period: int
    first: int
    active: bool = True
    _last: int = field(default=-1, init=False, repr=False)  # step of the last call

    def __call__(self, n: int) -> Any:
        """Call the function."""
        return self.function(n)

    def is_due(self, step: int) -> bool:
        """Tell whether it is to be called before a step, and has not been called there."""
        return self.active and step != self._last and self.next_step(step) == step

    def next_step(self, step: int) -> int:
        """Return the first step, from `step` on, before which it is called."""
        return max(self.first, step + (self.first - step) % self.period)

    def call(self, step: int) -> Any:
        """Call the function at a step before which it is due, with the number of earlier calls."""
        self._last = step
        return self.function((step - self.first) // self.period)

    def forget(self) -> None:
        """Forget the last call: the network goes on from another time."""
        self._last = -1


def whole_steps(time: Any, name: str, dt: float, *, least: int = 0, since: int = 0) -> int:
    """Return a time (ms) as a number of steps.

    Parameters
    ----------
    time : float
    name : str
        Name of the parameter.
    dt : float
        Time step, ms.
    least : int
        Minimum number of steps.
    since : int
        Step at which they begin.

    Raises
    ------
    ParameterError
        If it is not a multiple of the time step, or too short, or too long to be counted.
    """
    time = number(time, name, "ms", low=0.0)
    steps = int(min(time / dt, 1e300) + 1e-9)
    if abs(steps * dt - time) > 1e-6 * max(time, 1.0) or steps < least:
        allowed = msg("must be a multiple of dt = {dt} ms", dt=Number(dt, form="g"))
        raise ParameterError(name, time, allowed)
    if since + steps > MAX_STEP:
        longest = Number(MAX_STEP * dt, form="g")
        raise ParameterError(
            name, time, msg("steps are counted up to {longest} ms", longest=longest)
        )
    return steps
