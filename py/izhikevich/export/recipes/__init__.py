"""What the Python script of a view is made of: a module for each view that has one.

It has the view's name, and a function ``recipe(asked) -> Recipe``.
"""
