"""``python -m izhikevich LINK``: the content of a link, as files."""
