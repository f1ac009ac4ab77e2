"""Plots: their data, builders that describe them, renderers that draw them, and their numbers."""
