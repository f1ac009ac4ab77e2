"""What the page shows: views that declare their parameters once and compute figures from them.

Each package in here is a view: its ``make()`` returns it. If it can show what code has made, it has
``opens(thing)``, too (see `izhikevich.views.opening`).
"""
