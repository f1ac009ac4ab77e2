"""Plots as SVG: stills for the page, and figures for paper and slides."""

from izhikevich.plots.render.svg.figure import svg
from izhikevich.plots.render.svg.still import still

__all__ = ["still", "svg"]
