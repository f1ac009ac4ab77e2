"""Nullclines, and the manifolds of the saddle: invariance and the fates they divide."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich.dynamics import (
    Manifolds,
    Window,
    fixed_points,
    saddle_manifolds,
    u_nullcline,
    v_nullcline,
)
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive
from izhikevich.neuron.simulate import simulate

PHASIC = Parameters(b=0.25, d=6.0)
OSCILLATING = Parameters(a=0.05, b=0.26, c=-60.0, d=0.0)
WINDOW = Window(-90.0, 30.0, -25.0, 15.0)


def manifolds(parameters: Parameters, current: float, window: Window = WINDOW) -> Manifolds:
    """Return the manifolds of a neuron that has a saddle."""
    found = saddle_manifolds(parameters, current, window)
    assert found is not None
    return found


def distance(curve: np.ndarray, v: float, u: float) -> float:
    """Return the distance of a point from a curve, in window widths."""
    scale = np.array([120.0, 40.0])
    start, end = curve[:-1] / scale, curve[1:] / scale
    point = np.array([v, u]) / scale
    along = end - start
    length = np.maximum((along * along).sum(axis=1), 1e-30)
    part = np.clip(((point - start) * along).sum(axis=1) / length, 0.0, 1.0)
    return float(np.hypot(*(start + part[:, None] * along - point).T).min())


@pytest.mark.parametrize("parameters", [PHASIC, OSCILLATING], ids=["B", "J"])
def test_the_manifolds_are_invariant(parameters: Parameters) -> None:
    """The flow runs along the curves, to the saddle on the stable one, away on the unstable."""
    found = manifolds(parameters, 0.0)
    scale = np.array([120.0, 40.0])
    for branches, sense in ((found.stable, -1.0), (found.unstable, 1.0)):
        for branch in branches:
            v, u = (0.5 * (branch[1:] + branch[:-1])).T
            flow = np.column_stack((parameters.dv(v, u, 0.0), parameters.du(v, u))) / scale
            flow /= np.hypot(*flow.T)[:, None]
            along = np.diff(branch, axis=0) / scale
            length = np.hypot(*along.T)
            cosine = sense * (flow * along).sum(axis=1) / length
            # On shorter pieces the tolerance of the points shows in the direction.
            long = length > 0.01
            assert long.any()
            assert (cosine[long] > 0.98).all()


@pytest.mark.parametrize("parameters", [PHASIC, OSCILLATING], ids=["B", "J"])
def test_a_run_from_the_stable_manifold_follows_it(parameters: Parameters) -> None:
    """A neuron started on the separatrix moves along it towards the saddle."""
    found = manifolds(parameters, 0.0)
    for branch in found.stable:
        for part in (0.3, 0.6, 0.9):
            v0, u0 = branch[int(part * len(branch))]
            trace = simulate(parameters, 0.0, duration=1.5, dt=0.1, v0=v0, u0=u0, scheme="accurate")
            for v, u in zip(trace.v, trace.u, strict=True):
                assert distance(found.separatrix, v, u) < 5e-3
            distances = np.hypot(
                (trace.v - found.saddle.v) / 120.0, (trace.u - found.saddle.u) / 40.0
            )
            assert distances[-1] < distances[0]


@pytest.mark.parametrize("parameters", [PHASIC, OSCILLATING], ids=["B", "J"])
def test_the_separatrix_divides_spikes_from_rest(parameters: Parameters) -> None:
    """Starts just beside the separatrix spike on one side and return to rest on the other."""
    found = manifolds(parameters, 0.0)
    for branch in found.stable:
        v0, u0 = branch[len(branch) // 3]
        # On the branch below the saddle less u means a spike; above it more v does.
        counts = [
            simulate(
                parameters, 0.0, duration=40.0, v0=v0, u0=u0 + side, scheme="accurate"
            ).n_spikes
            for side in (-0.3, 0.3)
        ]
        assert counts[0] > 0
        assert counts[1] == 0


def test_the_unstable_manifold_leads_to_rest_and_to_the_peak() -> None:
    """One branch ends in the stable equilibrium, the other at the peak."""
    found = manifolds(PHASIC, 0.0)
    rest = next(point for point in fixed_points(PHASIC, 0.0) if point.stable)
    left, right = found.unstable
    assert left[-1] == pytest.approx((rest.v, rest.u))
    assert right[-1][0] == pytest.approx(PHASIC.v_peak, abs=0.1)


@pytest.mark.parametrize("key", PATTERNS)
def test_every_pattern(key: str) -> None:
    """All twenty patterns give finite curves in the window, or None without a saddle."""
    parameters = PATTERNS[key].parameters
    start = PATTERNS[key].u0
    window = Window(-100.0, 40.0, start - 20.0, start + 30.0)
    for current in (0.0, 0.24, 3.0, 75.0, 80.0):
        points = fixed_points(parameters, current)
        found = saddle_manifolds(parameters, current, window)
        if found is None:
            assert not any(point.kind == "saddle" and point.v < 30.0 for point in points)
            continue
        for curve in (*found.stable, *found.unstable):
            assert curve.ndim == 2
            assert 2 <= len(curve) <= 1003
            assert np.isfinite(curve).all()
            assert curve[0] == pytest.approx((found.saddle.v, found.saddle.u))
            assert curve[:, 0].max() <= 40.0 + 1e-9
        assert len(found.separatrix) == len(found.stable[0]) + len(found.stable[1]) - 1


def test_no_saddle_no_manifolds() -> None:
    """Above the saddle-node, and in accommodation, there is nothing to draw."""
    assert saddle_manifolds(PHASIC, 5.0, WINDOW) is None
    accommodation = Parameters(b=1.0, drive=LinearDrive(-65.0, leak=False))
    assert saddle_manifolds(accommodation, 0.0, WINDOW) is None


def test_nullclines() -> None:
    """On the v-nullcline v stands still, on the u-nullcline u does."""
    curve = v_nullcline(PHASIC, 2.0, (-90.0, -30.0), points=50)
    assert PHASIC.dv(curve.v, curve.u, 2.0) == pytest.approx(np.zeros(50), abs=1e-9)
    cubic = Parameters(drive=CubicDrive(-55.0, 0.025))
    for parameters, size in ((PHASIC, 2), (cubic, 50)):
        line = u_nullcline(parameters, (-90.0, -30.0), (-20.0, 10.0), points=50)
        assert line.v.size == size
        assert parameters.du(line.v, line.u) == pytest.approx(np.zeros(size), abs=1e-9)


def test_u_nullclines_with_a_vertical_part() -> None:
    """A step of the drive, and a drive without leak, give vertical lines."""
    stepped = Parameters(b=0.0, drive=PiecewiseDrive(-60.0, -65.0, 15.0))
    line = u_nullcline(stepped, (-80.0, -40.0), (-20.0, 10.0))
    assert line.v.tolist() == [-80.0, -65.0, -65.0, -40.0]
    assert line.u.tolist() == [-300.0, -75.0, 0.0, 0.0]
    accommodation = Parameters(b=1.0, drive=LinearDrive(-65.0, leak=False))
    line = u_nullcline(accommodation, (-80.0, -40.0), (-20.0, 10.0))
    assert line.v.tolist() == [-65.0, -65.0]
    assert line.u.tolist() == [-20.0, 10.0]
