"""Labels of logarithmic axes on the page: powers of ten where there are enough of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from izhikevich.plots.render.plotly import render
from izhikevich.plots.spec import Axis, Curve, Pane, Plot, Quantity
from izhikevich.plots.style import Role


def axis_of(low: float, high: float) -> dict[str, Any]:
    x = Axis(Quantity("time", "µs"), range=(low, high), kind="log")
    line = Curve(name="y", role=Role.INK, x=np.array([low, high]), y=np.zeros(2))
    figure = render(Plot(panes=[Pane(x=x, y=Axis(Quantity("y")), series=[line])]))
    return dict(figure.layout["xaxis"])


@pytest.mark.parametrize(("low", "high"), [(0.3, 3000.0), (3.0, 20_000.0), (1.0, 100.0)])
def test_several_decades_have_ticks_at_powers_of_ten_only(low: float, high: float) -> None:
    found = axis_of(low, high)
    # As Plotly decides it: above 0.7 decades for each tick there are none between them.
    assert np.log10(high / low) / found["nticks"] > 0.7
    assert found["exponentformat"] == "none"
    assert found["separatethousands"]


def test_a_short_axis_keeps_ticks_in_between() -> None:
    assert axis_of(2.0, 9.0)["nticks"] == 5


def test_very_large_numbers_are_powers() -> None:
    assert axis_of(1.0, 1e9)["exponentformat"] == "power"
