"""Fits of the 2003 form: a, b, c and d, and what a unit of its current is."""

from __future__ import annotations

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import ParameterError
from izhikevich.fitting import Recording, fit, step_current

from .recordings import DT, planted

SCALE, OFFSET = 20.0, -1.5  # pA; of the current of the 2003 form


@pytest.mark.parametrize(("cell", "levels"), [("RS", (4, 7, 10, 14)), ("IB", (6, 8, 12, 16))])
def test_a_cell_of_2003_is_found_again(cell: str, levels: tuple[int, ...]) -> None:
    p = izh.CELL_TYPES[cell].parameters
    t = np.arange(0.0, 600.0, DT)
    heights = (np.array([-2.0, *levels]) - OFFSET) * SCALE
    current = step_current(t, 100.0, 500.0, heights)
    rest = izh.dynamics.fixed_points(p, OFFSET)[0]
    voltage = [
        izh.simulate(
            p,
            izh.Sampled(row / SCALE + OFFSET, DT),
            float(t[-1]),
            DT,
            v0=rest.v,
            u0=rest.u,
            scheme="accurate",
        ).v
        for row in current
    ]
    found = fit(Recording(t, voltage, current), form="2003", held_out=(1, 3))
    own, scale, offset = found.in_2003()
    assert found.form == "2003"
    for name in "abcd":
        assert getattr(own, name) == pytest.approx(getattr(p, name), rel=0.1), name
    assert scale == pytest.approx(SCALE, rel=0.05)
    assert offset == pytest.approx(OFFSET, abs=0.2)
    assert all(one.model.size == one.recorded.size for one in found.sweeps)
    assert own.k2 == 0.04
    # What takes pA is the same neuron.
    assert found.parameters.k2 / found.parameters.C == pytest.approx(0.04)
    assert '"form": "2003"' in found.parameters_as("json")
    assert "scale" in found.parameters_as()


def test_other_forms() -> None:
    with pytest.raises(ParameterError, match=r"^form = '2004'.*2007"):
        fit(planted(), form="2004", generations=1)
    with pytest.raises(ParameterError, match=r"^form = '2007'.* is not that of 2003"):
        fit(planted(), generations=1).in_2003()
