"""The origin of a ready-made network, so that it can be opened where it is displayed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from izhikevich.network.network import Network
from izhikevich.progress import Steps, returning

P = ParamSpec("P")


def ready_made(make: Callable[P, Steps[Network]]) -> Callable[P, Network]:
    """Turn a generator that builds a network into a function that returns it.

    `Network.origin` then holds its name and all arguments, until something is added to the network.
    """

    @wraps(make)
    def making(*args: P.args, **kwargs: P.kwargs) -> Steps[Network]:
        from inspect import signature  # slow to import in the browser, and not needed at start-up

        net = yield from make(*args, **kwargs)
        bound = signature(make).bind(*args, **kwargs)
        bound.apply_defaults()
        bound.arguments.pop("progress", None)
        net.origin = (make.__name__, bound.arguments)
        return net

    return returning(making)
