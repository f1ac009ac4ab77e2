"""The Learning view."""
