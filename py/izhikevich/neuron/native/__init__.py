"""Neurons in the compiled engine."""
