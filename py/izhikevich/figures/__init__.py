"""Figures: plain Plotly dictionaries of what was simulated and analysed."""
