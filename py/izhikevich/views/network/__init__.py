"""The Network view."""

from izhikevich.views.view import View


def make() -> View:
    """Return the view."""
    from izhikevich.views.network.view import NetworkView

    return NetworkView()
