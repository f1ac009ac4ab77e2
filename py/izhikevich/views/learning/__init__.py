"""The Learning view."""

from izhikevich.views.base import AnyView


def make() -> AnyView:
    """Return the view."""
    from izhikevich.views.learning.view import LearningView

    return LearningView()
