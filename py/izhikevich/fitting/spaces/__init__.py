"""The spaces that are searched: parameters of a kind of neuron, and how such neurons answer."""
