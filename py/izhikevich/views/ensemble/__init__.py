"""The Ensemble view."""

from izhikevich.views.base import AnyView


def make() -> AnyView:
    """Return the view."""
    from izhikevich.views.ensemble.view import EnsembleView

    return EnsembleView()
