"""``python -m izhikevich LINK``: what a link shows, as files."""
