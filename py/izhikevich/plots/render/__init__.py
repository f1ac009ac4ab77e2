"""Renderers: each draws any plot, and knows nothing about its contents."""
