"""Plots of the Learning view."""
