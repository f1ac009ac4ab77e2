"""Injected currents as functions of time."""
