"""What is searched: the parameters of a kind of neuron, and how such neurons answer."""
