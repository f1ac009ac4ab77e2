"""One neuron: its parameters, the current it receives, and its simulation."""
