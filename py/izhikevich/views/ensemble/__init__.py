"""The Ensemble view."""
