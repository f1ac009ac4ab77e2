"""Bifurcations over the injected current."""
