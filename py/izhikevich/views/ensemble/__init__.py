"""The Ensemble view."""

from izhikevich.views.view import AnyView


def make() -> AnyView:
    """Return the view."""
    from izhikevich.views.ensemble.view import EnsembleView

    return EnsembleView()
