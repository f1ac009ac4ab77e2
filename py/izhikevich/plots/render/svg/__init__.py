"""Plots as SVG: stills for the page, and figures for paper and slides."""
