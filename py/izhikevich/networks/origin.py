"""The origin of a ready-made network, so that it can be opened where it is displayed."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import wraps
from typing import Any, ParamSpec, TypeAlias

from izhikevich.network.network import Network
from izhikevich.progress import Progress, finish

P = ParamSpec("P")
#: A generator that builds a network, with progress reports.
Making: TypeAlias = Generator[Progress, None, Network]

#: The generator that builds a network with progress reports, by the function that returns it.
_WITH_PROGRESS: dict[Callable[..., Network], Callable[..., Making]] = {}


def ready_made(make: Callable[P, Making]) -> Callable[P, Network]:
    """Turn a generator that builds a network into a function that returns it.

    `Network.origin` then holds its name and all arguments, until something is added to the network.
    """
    make.__annotations__["return"] = "Network"  # as readers see it

    def making(*args: P.args, **kwargs: P.kwargs) -> Making:
        from inspect import signature  # slow to import in the browser, and not needed at start-up

        net = yield from make(*args, **kwargs)
        bound = signature(make).bind(*args, **kwargs)
        bound.apply_defaults()
        net.origin = (make.__name__, bound.arguments)
        return net

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> Network:
        return finish(making(*args, **kwargs))

    _WITH_PROGRESS[made] = making
    return made


def with_progress(maker: Callable[..., Network], **arguments: Any) -> Making:
    """Build a network by one of the functions of `izhikevich.networks`, with progress reports."""
    return _WITH_PROGRESS[maker](**arguments)
