"""Responses to currents: frequency, impedance, phase, strength and duration."""
