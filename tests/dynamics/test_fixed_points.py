"""Equilibria: against reference values, and against numeric roots for any parameters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from izhikevich.dynamics import fixed_points
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, Drive, LinearDrive, PiecewiseDrive

REFERENCE = json.loads(
    (Path(__file__).parent.parent / "data" / "fixed_points.json").read_text(encoding="utf-8")
)["patterns"]


def reference_parameters(pattern: dict[str, Any]) -> Parameters:
    """Return the parameters of a reference pattern (the reset does not matter here)."""
    drive = LinearDrive(-65.0, leak=False) if pattern["letter"] == "R" else LinearDrive()
    coefficients = {name: pattern[name] for name in ("a", "b", "k2", "k1", "k0")}
    return Parameters(**coefficients, drive=drive)


CASES = [
    pytest.param(reference_parameters(pattern), case, id=f"{pattern['letter']}{case['I']:+g}")
    for pattern in REFERENCE
    for case in pattern["cases"]
]


@pytest.mark.parametrize(("parameters", "case"), CASES)
def test_reference_cases(parameters: Parameters, case: dict[str, Any]) -> None:
    """Every reference case has the same points, traces, determinants, eigenvalues and types."""
    found = fixed_points(parameters, case["I"])
    expected = case["fixed_points"]
    if not expected and found:
        # Rounding decided in the reference that I = 2.25 is already past the saddle-node of G.
        assert [point.kind for point in found] == ["degenerate (saddle-node)"]
        assert abs(case["disc"]) < 1e-12
        return
    assert len(found) == len(expected)
    for point, other in zip(found, expected, strict=True):
        near_fold = other["type"].startswith("degenerate")
        tolerance = 1e-6 if near_fold else 1e-9
        assert point.v == pytest.approx(other["v"], rel=tolerance)
        assert point.u == pytest.approx(other["u"], rel=tolerance)
        assert point.trace == pytest.approx(other["trace"], abs=tolerance)
        assert point.determinant == pytest.approx(other["det"], abs=tolerance)
        for value, (real, imaginary) in zip(point.eigenvalues, other["eigenvalues"], strict=True):
            assert value == pytest.approx(complex(real, imaginary), abs=tolerance)
        if point.kind == "degenerate (Hopf)":
            # Rounding made these stable or unstable in the reference.
            assert abs(other["trace"]) < 1e-12
            assert other["type"] in ("stable focus", "unstable focus")
        else:
            assert point.kind == other["type"]


def scan_roots(parameters: Parameters, current: float) -> list[float]:
    """Return the voltages at which u = target(v) crosses the v-nullcline, found by a fine scan."""
    v = np.linspace(-300.0, 200.0, 50_001)
    gap = parameters.drive.target(v, parameters.b) - parameters.quadratic(v) - current
    at = np.flatnonzero((gap[1:] > 0.0) != (gap[:-1] > 0.0))
    return [float(0.5 * (v[i] + v[i + 1])) for i in at]


DRIVES: st.SearchStrategy[Drive] = st.one_of(
    st.builds(LinearDrive, st.floats(-80.0, 0.0)),
    st.builds(CubicDrive, st.floats(-70.0, -50.0), st.floats(1e-4, 0.05)),
    st.builds(
        PiecewiseDrive, st.floats(-70.0, -50.0), st.floats(-70.0, -50.0), st.floats(-2.0, 10.0)
    ),
)


@given(
    a=st.floats(0.01, 1.0) | st.floats(-0.1, -0.01),
    b=st.floats(-1.5, 2.0),
    k2=st.floats(0.02, 1.5),
    v_rest=st.floats(-75.0, -55.0),
    v_threshold=st.floats(-54.0, -35.0),
    capacitance=st.floats(0.5, 200.0),
    drive=DRIVES,
    current=st.floats(-100.0, 100.0),
)
def test_all_roots_of_any_neuron(
    a: float,
    b: float,
    k2: float,
    v_rest: float,
    v_threshold: float,
    capacitance: float,
    drive: Drive,
    current: float,
) -> None:
    """The equilibria are the crossings of the nullclines, and the eigenvalues fit a Jacobian."""
    k1, k0 = -k2 * (v_rest + v_threshold), k2 * v_rest * v_threshold
    parameters = Parameters(a=a, b=b, k2=k2, k1=k1, k0=k0, C=capacitance, drive=drive)
    points = fixed_points(parameters, current)
    found = [point.v for point in points if -299.0 < point.v < 199.0]
    expected = [v for v in scan_roots(parameters, current) if -299.0 < v < 199.0]
    # The scan sees no pair of roots closer than its step.
    assume(all(abs(p - q) > 0.05 for i, p in enumerate(found) for q in found[:i]))
    assume(not any(point.kind.startswith("degenerate") for point in points))
    assert found == pytest.approx(expected, abs=0.011)
    for point in points:
        check_point(parameters, point, current)


def check_point(parameters: Parameters, point: Any, current: float) -> None:
    """Check that the point is at rest, and its eigenvalues against a numeric Jacobian."""
    v, u = point.v, point.u
    rounding = 1e-7 + 1e-14 * abs(u)
    assert parameters.dv(v, u, current) == pytest.approx(0.0, abs=rounding)
    if np.isinf(point.determinant):
        return
    assert parameters.du(v, u) == pytest.approx(0.0, abs=rounding)
    slope = parameters.drive.slope(v, parameters.b) if parameters.drive.leak else parameters.b
    quadratic_slope = 2.0 * parameters.k2 * v + parameters.k1
    leak = -parameters.a if parameters.drive.leak else 0.0
    jacobian = np.array(
        [
            [quadratic_slope / parameters.C, -1.0 / parameters.C],
            [parameters.a * slope, leak],
        ]
    )
    expected = np.linalg.eigvals(jacobian)
    assert sum(point.eigenvalues) == pytest.approx(expected.sum(), rel=1e-6, abs=1e-9)
    assert np.prod(point.eigenvalues) == pytest.approx(expected.prod(), rel=1e-6, abs=1e-9)
    stable = bool((expected.real < 0.0).all())
    assert point.stable == stable or abs(expected.real).min() < 1e-9


@given(b=st.floats(0.01, 3.0), a=st.floats(0.001, 0.5), current=st.floats(-1e3, 1e3))
def test_accommodation_has_one_point_for_every_current(b: float, a: float, current: float) -> None:
    """Without leak the equilibrium stays at the origin of the drive; u takes up the current."""
    parameters = Parameters(a=a, b=b, drive=LinearDrive(-65.0, leak=False))
    (point,) = fixed_points(parameters, current)
    assert point.v == -65.0
    assert point.u == pytest.approx(-16.0 + current)
    assert point.stable
    assert point.trace == pytest.approx(-0.2)
    assert point.determinant == pytest.approx(a * b)


def test_without_drive_u_is_constant_and_nothing_is_isolated() -> None:
    """With b = 0 and no leak u never changes, so no point of the line of equilibria is listed."""
    assert fixed_points(Parameters(b=0.0, drive=LinearDrive(-65.0, leak=False)), 0.0) == ()


def test_kinds_at_hopf_and_fold() -> None:
    """Exactly at a bifurcation the type says so, instead of what rounding makes of it."""
    pattern = Parameters(a=0.05, b=0.26)
    at_hopf = fixed_points(pattern, 0.146875)
    assert [point.kind for point in at_hopf] == ["degenerate (Hopf)", "saddle"]
    assert at_hopf[0].eigenvalues[1].imag == pytest.approx(0.0105**0.5)
    (at_fold,) = fixed_points(Parameters(), 4.0)
    assert at_fold.kind == "degenerate (saddle-node)"
    assert not at_fold.stable


def test_equilibrium_on_the_step_of_a_drive() -> None:
    """The 2007 TC cell, hyperpolarised, rests on the vertical part of its u-nullcline."""
    cell = Parameters.dimensional_2007(
        C=200.0, k=1.6, vr=-60.0, vt=-50.0, v_peak=35.0, a=0.01, b=0.0, c=-60.0, d=10.0,
        drive=PiecewiseDrive(-60.0, -65.0, 15.0),
    )  # fmt: skip
    rest, saddle = fixed_points(cell, -150.0)
    assert (rest.v, rest.kind, rest.stable) == (-65.0, "stable focus", True)
    assert rest.u == pytest.approx(cell.quadratic(-65.0) - 150.0)
    assert np.isinf(rest.determinant)
    assert saddle.kind == "saddle"
    assert fixed_points(cell, 0.0)[0].v == pytest.approx(-60.0)
