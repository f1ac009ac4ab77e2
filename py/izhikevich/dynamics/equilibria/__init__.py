"""Equilibria, nullclines and manifolds of one neuron."""
