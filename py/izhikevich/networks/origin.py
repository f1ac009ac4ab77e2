"""What a ready-made network was made of, so that it can be opened where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import wraps
from typing import Any, ParamSpec, TypeAlias

from izhikevich.network.network import Network
from izhikevich.progress import Progress, finish

P = ParamSpec("P")
#: The making of a network, with progress on the way.
Making: TypeAlias = Generator[Progress, None, Network]

#: What makes a network with progress, by the function that makes it at once.
_WITH_PROGRESS: dict[Callable[..., Network], Callable[..., Making]] = {}


def ready_made(make: Callable[P, Making]) -> Callable[P, Network]:
    """Turn a generator that makes a network into a function that returns it.

    `Network.origin` then holds its name and all arguments, until the network is added to.
    """
    make.__annotations__["return"] = "Network"  # as readers see it

    def making(*args: P.args, **kwargs: P.kwargs) -> Making:
        from inspect import signature  # slow to import in the browser, and not needed at its start

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
    """Make a network by one of the functions of `izhikevich.networks`, with progress."""
    return _WITH_PROGRESS[maker](**arguments)
