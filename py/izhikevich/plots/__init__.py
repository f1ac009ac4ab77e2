"""Plots: what is drawn as data, builders that describe it, renderers that draw it, its numbers."""
