"""Plots as SVG: `still` pictures for the page, and a `figure` for paper and slides."""
