"""The Ensemble view."""

from izhikevich.views.view import View


def make() -> View:
    """Return the view."""
    from izhikevich.views.ensemble.view import EnsembleView

    return EnsembleView()
