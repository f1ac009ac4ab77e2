"""Plots of the Ensemble view."""
