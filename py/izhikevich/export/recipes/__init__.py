"""The parts of the Python script of a view: a module for each view that has one.

Each has the view's name, and a function ``recipe(asked) -> Recipe``.
"""
