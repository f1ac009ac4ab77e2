"""Basins of attraction."""

import numpy as np
from izhikevich.dynamics import Window, fixed_points
from izhikevich.dynamics.maps.basins import OUTCOMES, basins
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.simulate import simulate

P = PATTERNS["bistability"].parameters
WINDOW = Window(-80.0, 30.0, -20.0, -10.0)


def test_both_outcomes_where_rest_and_firing_coexist() -> None:
    found = basins(P, 0.24, WINDOW, columns=24, rows=16)
    assert found.bistable
    assert found.outcome.shape == found.spikes.shape == (16, 24)
    for row, column in ((0, 0), (3, 12), (8, 4), (15, 20)):
        v, u = float(found.v[column]), float(found.u[row])
        trace = simulate(P, 0.24, 600.0, 0.1, v, u, "half_step")
        assert trace.n_spikes == found.spikes[row, column]
        on = bool((trace.spike_times > 360.0).any())
        assert (OUTCOMES[found.outcome[row, column]] == "keeps firing") is on


def test_next_to_the_stable_focus_is_its_basin() -> None:
    rest = next(point for point in fixed_points(P, 0.24) if point.stable)
    near = Window(rest.v - 0.2, rest.v + 0.2, rest.u - 0.05, rest.u + 0.05)
    found = basins(P, 0.24, near, columns=4, rows=4)
    assert not found.outcome.any()
    assert not found.bistable


def test_an_excitable_neuron_always_comes_back() -> None:
    found = basins(CELL_TYPES["RS"].parameters, 0.0, WINDOW, columns=16, rows=8)
    assert set(np.sort(found.outcome.ravel()).tolist()) == {0, 1}
    assert (found.spikes[found.outcome == 1] > 0).all()
