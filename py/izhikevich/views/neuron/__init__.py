"""The Neuron view: one neuron, its voltage and its phase plane."""

from izhikevich.views.view import View


def make() -> View:
    """Return the view."""
    from izhikevich.views.neuron.view import NeuronView

    return NeuronView()
