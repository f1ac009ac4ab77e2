"""The Learning view."""

from izhikevich.views.view import View


def make() -> View:
    """Return the view."""
    from izhikevich.views.learning.view import LearningView

    return LearningView()
