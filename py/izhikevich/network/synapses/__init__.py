"""Synapses: storage, short-term plasticity and conductances."""
