"""Schemes that integrate the equations."""
