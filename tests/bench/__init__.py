"""Measured figures: how fast the page starts and answers, how large it is."""
