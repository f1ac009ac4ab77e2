"""Plots of recordings and of models fitted to them."""
