"""Plots of the Neuron view."""
