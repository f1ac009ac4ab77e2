"""The origin of a ready-made network, so that it can be opened where it is displayed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeAlias

from izhikevich.network.network import Network
from izhikevich.network.populations import Population
from izhikevich.network.projections import Projection
from izhikevich.progress import Steps, returning

P = ParamSpec("P")
#: A value of a part of a network that an argument determines: the part, its name there, the value.
Setting: TypeAlias = tuple[Population | Projection, str, Any]
#: What an argument determines, given the network and all arguments.
Act: TypeAlias = Callable[[Network, Mapping[str, Any]], list[Setting]]
#: The arguments of a ready-made network that act while it runs, by name.
Acts: TypeAlias = Mapping[str, Act]


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
