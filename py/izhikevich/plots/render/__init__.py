"""Renderers: each draws any plot, and knows nothing of what it shows."""
