"""Plots of the Network view."""
