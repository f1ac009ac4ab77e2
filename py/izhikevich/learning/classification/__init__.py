"""Classifiers of spiking neurons that learn from the reader's own samples."""
