"""The views of the page: they declare their parameters once and compute figures from them.

Each package in here is a view: its ``make()`` returns it. `izhikevich.views.registry` finds them.
"""
