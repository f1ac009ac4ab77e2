"""A panel is one file, which declares and builds it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest
from izhikevich.views import registry
from izhikevich.views.schema import panels_in


@pytest.mark.parametrize("view", registry.VIEWS)
def test_each_file_has_one_panel_and_each_panel_a_file(view: str) -> None:
    package = f"izhikevich.views.{view}.panels"
    names = {module.name for module in iter_modules(import_module(package).__path__)}
    panels = registry.VIEWS[view]().panels
    assert {panel.name for panel in panels} == names
    assert panels == panels_in(package)
    assert all(panel.build is not None for panel in panels)
    orders = [panel.order for panel in panels]
    assert orders == sorted(set(orders)), "each has a place of its own"
