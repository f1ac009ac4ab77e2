"""The regimes across a plane, and the bifurcations over it."""

import numpy as np
import pytest
from izhikevich.dynamics import fixed_points, hopf, saddle_node
from izhikevich.dynamics.maps.regime_map import PLANES, Protocol, borders, regime_map
from izhikevich.dynamics.maps.regimes import NAMES, firing_of_many
from izhikevich.errors import ParameterError
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.neuron.simulate import simulate

RS = CELL_TYPES["RS"].parameters
PROTOCOL = Protocol(0.0, -65.0, -13.0, 500.0, 0.25, "euler")
RANGES = {
    "b_I": ((0.1, 0.3), (0.0, 12.0)),
    "a_b": ((0.01, 0.2), (0.1, 0.3)),
    "c_d": ((-70.0, -45.0), (0.5, 8.0)),
}


@pytest.mark.parametrize("plane", PLANES)
def test_each_cell_is_what_a_run_is_called(plane: str) -> None:
    found = regime_map(RS, 10.0, plane, RANGES[plane], PROTOCOL, 8)
    for row, column in ((0, 0), (2, 5), (4, 1), (7, 7)):
        values = dict(
            zip(PLANES[plane], (float(found.x[column]), float(found.y[row])), strict=True)
        )
        current = values.pop("I", 10.0)
        neuron = RS.replace(**values)
        rest = next((p for p in fixed_points(neuron, 0.0) if p.stable), None)
        v0, u0 = (rest.v, rest.u) if rest else (PROTOCOL.v0, PROTOCOL.u0)
        times = simulate(neuron, current, 500.0, 0.25, v0, u0, "euler").spike_times
        alone = firing_of_many(times, np.zeros(times.size, np.int64), np.zeros(1, np.bool_), 500.0)
        assert found.regimes[row, column] == alone.regimes[0]
        assert found.spikes_per_burst[row, column] == alone.spikes_per_burst[0]


def test_rest_ends_at_the_curves() -> None:
    ranges = ((0.0, 0.19), (0.0, 8.0))
    found = regime_map(RS, 0.0, "b_I", ranges, PROTOCOL, 24)
    fires_on = np.isin(found.regimes, [NAMES.index(n) for n in ("tonic", "adapting", "bursting")])
    for column, b in enumerate(found.x.tolist()):
        end = saddle_node(RS.replace(b=b))
        assert end is not None
        # Just above the saddle-node the first spike takes longer than the run.
        assert fires_on[found.y > end.current + 1.5, column].all()


def test_the_curves_of_b_and_the_current_are_the_bifurcations() -> None:
    curves = {border.kind: border for border in borders(RS, 0.0, "b_I", RANGES["b_I"])}
    for b, current in zip(
        curves["saddle-node"].x[::30], curves["saddle-node"].y[::30], strict=True
    ):
        point = saddle_node(RS.replace(b=float(b)))
        assert point is not None
        assert current == point.current
    for b, current in zip(curves["Andronov-Hopf"].x, curves["Andronov-Hopf"].y, strict=True):
        point = hopf(RS.replace(b=float(b)))
        assert np.isnan(current) if point is None else current == point.current


def test_the_curves_of_a_and_b_are_at_the_current() -> None:
    curves = borders(RS, 3.9, "a_b", ((0.005, 0.3), (0.1, 0.4)))
    kinds = [border.kind for border in curves]
    assert kinds == ["saddle-node", "Andronov-Hopf"]
    fold, oscillation = curves
    point = saddle_node(RS.replace(b=float(fold.y[0])))
    assert point is not None
    assert point.current == pytest.approx(3.9, abs=1e-3)
    for a, b in zip(oscillation.x[::50].tolist(), oscillation.y[::50].tolist(), strict=True):
        if np.isfinite(b):
            found = hopf(RS.replace(a=a, b=b))
            assert found is not None
            assert found.current == pytest.approx(3.9, abs=1e-9)


def test_the_reset_has_no_bifurcation_of_equilibria() -> None:
    assert borders(RS, 10.0, "c_d", RANGES["c_d"]) == ()


def test_an_unknown_plane_is_refused() -> None:
    with pytest.raises(ParameterError, match="plane"):
        regime_map(RS, 0.0, "b_c", RANGES["b_I"], PROTOCOL)
