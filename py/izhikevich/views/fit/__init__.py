"""The Fit view."""

from izhikevich.views.base import AnyView


def make() -> AnyView:
    """Return the view."""
    from izhikevich.views.fit.view import FitView

    return FitView()
