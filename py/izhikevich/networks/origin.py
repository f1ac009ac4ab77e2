"""What a ready-made network was made of, so that it can be opened where it is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from izhikevich.network.network import Network

P = ParamSpec("P")


def ready_made(make: Callable[P, Network]) -> Callable[P, Network]:
    """Let a function that makes networks note itself and its arguments in them.

    `Network.origin` then holds its name and all arguments, until the network is added to.
    """

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> Network:
        from inspect import signature  # slow to import in the browser, and not needed at its start

        net = make(*args, **kwargs)
        bound = signature(make).bind(*args, **kwargs)
        bound.apply_defaults()
        net.origin = (make.__name__, bound.arguments)
        return net

    return made
