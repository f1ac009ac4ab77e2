"""The Neuron view: one neuron, its voltage and its phase plane."""
