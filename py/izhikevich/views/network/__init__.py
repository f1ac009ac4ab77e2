"""The Network view."""

from typing import Any

from izhikevich.kinds import NETWORK, is_a
from izhikevich.views.base import AnyView
from izhikevich.views.state import State


def make() -> AnyView:
    """Return the view."""
    from izhikevich.views.network.view import NetworkView

    return NetworkView()


def opens(thing: Any) -> State | None:
    """Return the state that displays a network, if there is one."""
    if not is_a(thing, NETWORK):
        return None
    from izhikevich.views.network.opening import opened

    return opened(thing)
