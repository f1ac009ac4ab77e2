"""Saddle-node and Hopf currents, excitability, branches of equilibria."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from izhikevich.dynamics import (
    equilibrium_branches,
    excitability,
    fixed_points,
    hopf,
    saddle_node,
    saddle_nodes,
)
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, LinearDrive, PiecewiseDrive

REFERENCE = json.loads(
    (Path(__file__).parent.parent / "data" / "fixed_points.json").read_text(encoding="utf-8")
)["patterns"]
WITH_LEAK = [pattern for pattern in REFERENCE if pattern["letter"] != "R"]

ACCOMMODATION = Parameters(b=1.0, c=-55.0, d=4.0, drive=LinearDrive(-65.0, leak=False))
FAST_SPIKING_2007 = Parameters.dimensional_2007(
    C=20.0,
    k=1.0,
    vr=-55.0,
    vt=-40.0,
    v_peak=25.0,
    a=0.2,
    b=0.0,
    c=-45.0,
    d=0.0,
    drive=CubicDrive(-55.0, 0.025),
)


@pytest.mark.parametrize("pattern", WITH_LEAK, ids=lambda pattern: pattern["letter"])
def test_reference_currents(pattern: dict[str, Any]) -> None:
    """Saddle-node and Hopf currents, voltages and frequency are those of the reference."""
    parameters = Parameters(**{name: pattern[name] for name in ("a", "b", "k2", "k1", "k0")})
    expected = pattern["bifurcations"]
    fold, oscillation = saddle_node(parameters), hopf(parameters)
    assert fold is not None
    assert fold.current == pytest.approx(expected["I_SN"])
    assert fold.v == pytest.approx(expected["v_SN"])
    assert (oscillation is not None) == expected["is_Hopf"]
    if oscillation is not None:
        assert oscillation.current == pytest.approx(expected["I_trace0"])
        assert oscillation.v == pytest.approx(expected["v_trace0"])
        assert oscillation.frequency_hz == pytest.approx(expected["hopf_freq_hz"])


LINEAR = {
    "a": st.floats(0.01, 0.5) | st.floats(-0.1, -0.01),
    "b": st.floats(-2.0, 2.0),
    "k2": st.floats(0.02, 1.5),
    "k1": st.floats(2.0, 8.0),
    "k0": st.floats(50.0, 200.0),
    "C": st.floats(0.5, 5.0),
    "origin": st.floats(-80.0, 10.0),
}


@given(**LINEAR)
def test_linear_closed_forms(
    a: float, b: float, k2: float, k1: float, k0: float, C: float, origin: float
) -> None:
    """The general closed forms hold, and the equilibria change where they say."""
    p = Parameters(a=a, b=b, k2=k2, k1=k1, k0=k0, C=C, drive=LinearDrive(origin))
    fold, oscillation = saddle_node(p), hopf(p)
    assert fold is not None
    expected = (k1 - b) ** 2 / (4.0 * k2) - k0 - b * origin
    assert fold.current == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert len(fixed_points(p, fold.current - 1e-3)) == 2
    assert fixed_points(p, fold.current + 1e-3) == ()
    assert (oscillation is not None) == (a * (b - a * C) > 0.0)
    if oscillation is not None:
        hopf_current = expected - (b - a * C) ** 2 / (4.0 * k2)
        assert oscillation.current == pytest.approx(hopf_current, rel=1e-9, abs=1e-6)
        assert oscillation.frequency_hz == pytest.approx(
            1000.0 / (2.0 * np.pi) * np.sqrt(a * (b - a * C) / C)
        )
        width = 0.01 * (fold.current - hopf_current)
        assume(width > 1e-6)
        stable = [
            any(point.stable for point in fixed_points(p, hopf_current + side * width))
            for side in (-1.0, 1.0)
        ]
        assert stable == ([True, False] if a > 0.0 else [False, True])


@given(
    scale=st.floats(1e-4, 0.05),
    origin=st.floats(-60.0, -48.0),
    a=st.floats(0.02, 0.3),
    C=st.floats(5.0, 50.0),
)
def test_cubic_drive_bifurcations_change_the_equilibria(
    scale: float, origin: float, a: float, C: float
) -> None:
    """Each saddle-node of a cubic drive changes the number of equilibria by two."""
    p = Parameters(
        a=a, k2=1.0, k1=95.0, k0=2200.0, C=C, drive=CubicDrive(origin, scale), v_peak=200.0
    )
    for fold in saddle_nodes(p):
        step = 1e-4 * (1.0 + abs(fold.current))
        change = len(fixed_points(p, fold.current + step)) - len(
            fixed_points(p, fold.current - step)
        )
        others = [b for b in saddle_nodes(p) if b is not fold]
        if all(abs(b.current - fold.current) > 2.0 * step for b in others):
            assert change == (-2 if "disappear" in fold.note else 2)
    oscillation = hopf(p)
    if oscillation is not None:
        at = min(
            fixed_points(p, oscillation.current), key=lambda point: abs(point.v - oscillation.v)
        )
        assert at.trace == pytest.approx(0.0, abs=1e-9)
        assert at.determinant > 0.0


def test_hopf_of_the_2007_fast_spiking_cell() -> None:
    """Its cubic drive leaves no saddle-node; rest ends at 73.7 pA (the book fires at 73.2)."""
    oscillation = hopf(FAST_SPIKING_2007)
    assert saddle_node(FAST_SPIKING_2007) is None
    assert oscillation is not None
    assert oscillation.current == pytest.approx(73.684375)
    assert excitability(FAST_SPIKING_2007).kind == "class 2"


def lyapunov_side(parameters: Parameters, current: float, offset: float) -> float:
    """Return by how much a small displacement grows over a few turns around the focus."""
    (focus, *_rest) = [p for p in fixed_points(parameters, current) if p.kind != "saddle"]
    v, u, step = focus.v + offset, focus.u, 0.02
    sizes = []
    for _ in range(20_000):
        half_v = v + 0.5 * step * parameters.dv(v, u, current)
        half_u = u + 0.5 * step * parameters.du(v, u)
        v_next = v + step * parameters.dv(half_v, half_u, current)
        u += step * parameters.du(half_v, half_u)
        if v < focus.v <= v_next:
            sizes.append(u)
        v = v_next
    return (focus.u - sizes[-1]) / (focus.u - sizes[0])


@pytest.mark.parametrize(("a", "b", "grows"), [(0.1, 0.26, True), (-0.02, -1.0, False)])
def test_criticality_of_the_hopf_bifurcation(a: float, b: float, grows: bool) -> None:
    """At the Hopf current displacements grow if subcritical and shrink if supercritical."""
    parameters = Parameters(a=a, b=b)
    oscillation = hopf(parameters)
    assert oscillation is not None
    assert ("subcritical" in oscillation.note) == grows
    assert (abs(lyapunov_side(parameters, oscillation.current, 0.5)) > 1.0) == grows


@pytest.mark.parametrize(
    ("parameters", "kind"),
    [
        (Parameters(b=-0.1, c=-55.0, d=6.0, k1=4.1, k0=108.0), "class 1"),
        (Parameters(a=0.2, b=0.26, d=0.0), "class 2"),
        (ACCOMMODATION, "accommodating"),
        (Parameters(a=-0.02, b=-1.0), "inhibition-induced"),
        (Parameters(a=-0.02, b=1.0), "no stable rest"),
        (ACCOMMODATION.replace(b=-1.0), "no stable rest"),
    ],
)
def test_excitability(parameters: Parameters, kind: str) -> None:
    """The class follows from which bifurcation ends the rest."""
    found = excitability(parameters)
    assert found.kind == kind
    assert found.sentence.endswith(".")
    assert (found.rest is None) == (kind == "no stable rest")
    if found.rest is not None:
        low, high = max(found.rest[0], -1e3), min(found.rest[1], 1e3)
        for current in (low + 1e-3, high - 1e-3):
            assert any(point.stable for point in fixed_points(parameters, current))


def test_accommodation_has_no_bifurcation_and_says_so() -> None:
    """Pattern R adapts perfectly: no saddle-node, no Hopf, one straight branch."""
    assert saddle_node(ACCOMMODATION) is None
    assert saddle_nodes(ACCOMMODATION) == ()
    assert hopf(ACCOMMODATION) is None
    found = excitability(ACCOMMODATION)
    assert found.first is None
    assert found.sentence.startswith("Perfect adaptation")
    (branch,) = equilibrium_branches(ACCOMMODATION, (-10.0, 10.0))
    assert branch.kind == "stable"
    assert (branch.v == -65.0).all()
    assert np.ptp(branch.u) == pytest.approx(20.0)


def test_corner_of_a_piecewise_drive_is_a_saddle_node() -> None:
    """Where a kink of the drive turns the current around, equilibria meet without a tangent."""
    p = Parameters(b=-2.0, drive=PiecewiseDrive(-65.0, -65.0, 2.0))
    fold = saddle_node(p)
    assert fold is not None
    assert fold.v == -65.0
    assert "switch" in fold.note
    assert len(fixed_points(p, fold.current - 0.1)) == 2
    assert fixed_points(p, fold.current + 0.1) == ()


DIAGRAM_NEURONS = {
    "A": Parameters(d=6.0),
    "G": Parameters(b=-0.1, k1=4.1, k0=108.0),
    "S": Parameters(a=-0.02, b=-1.0),
    "FS": FAST_SPIKING_2007,
    "cubic": Parameters(
        a=0.1, k2=1.0, k1=95.0, k0=2200.0, C=20.0, drive=CubicDrive(-55.0, 0.01), v_peak=90.0
    ),
    "TC": Parameters.dimensional_2007(
        C=200.0, k=1.6, vr=-60.0, vt=-50.0, v_peak=35.0, a=0.01, b=0.0, c=-60.0, d=10.0,
        drive=PiecewiseDrive(-60.0, -65.0, 15.0),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DIAGRAM_NEURONS)
def test_branches_hold_the_fixed_points(name: str) -> None:
    """Every equilibrium at a current lies on a branch of its type, and on one only."""
    p = DIAGRAM_NEURONS[name]
    low, high = (70.0, 90.0) if name == "S" else (-250.0, 150.0) if p.dimensional else (-20.0, 6.0)
    branches = equilibrium_branches(p, (low, high), points=400)
    for current in np.linspace(low + 0.013, high, 37)[:-1]:
        points = fixed_points(p, float(current))
        on = [b for b in branches if b.current.min() <= current <= b.current.max()]
        assert len(on) == len(points)
        for branch, point in zip(on, points, strict=True):
            order = np.argsort(branch.current, kind="stable")
            v = np.interp(current, branch.current[order], branch.v[order])
            assert v == pytest.approx(point.v, abs=0.1)
            kind = "saddle" if point.kind == "saddle" else point.kind.split()[0]
            assert branch.kind == kind


@pytest.mark.parametrize("C", [1.0, 50.0])
@pytest.mark.parametrize("a", [0.02, 0.1, 0.26, 1.0])
def test_where_hopf_and_saddle_node_meet_is_neither(a: float, C: float) -> None:
    """b = a C exactly: both eigenvalues are 0 (Izhikevich 2007, chapter 6: Bogdanov-Takens)."""
    p = Parameters(a=a, b=a * C, C=C)
    assert hopf(p) is None
    found = saddle_node(p)
    assert found is not None
    assert "Bogdanov-Takens" in found.note
    (point,) = fixed_points(p, found.current)
    assert point.kind == "degenerate (Bogdanov-Takens)"
    assert not point.stable
    jacobian = [[(2.0 * p.k2 * found.v + p.k1) / C, -1.0 / C], [a * p.b, -a]]
    assert np.abs(np.linalg.eigvals(jacobian)).max() < 1e-6
    assert excitability(p).kind == "class 1"
    for near in (1.0 - 1e-4, 1.0 + 1e-4):
        p = Parameters(a=a, b=a * C * near, C=C)
        assert (hopf(p) is not None) is (near > 1.0)
        one = saddle_node(p)
        assert one is not None
        assert "Bogdanov" not in one.note


def test_a_cubic_drive_has_such_points_too() -> None:
    """Where target'(v) = a C at the voltage of trace 0."""
    form = {"k": 1.0, "vr": -55.0, "vt": -40.0, "v_peak": 25.0, "a": 0.2, "b": 0.0, "c": -45.0}
    v = (0.2 * 20.0 - 95.0) / 2.0  # quadratic'(v) = 2 v + 95
    drive = CubicDrive(-55.0, 0.2 * 20.0 / (3.0 * (v + 55.0) ** 2))
    p = Parameters.dimensional_2007(C=20.0, d=0.0, **form, drive=drive)
    assert hopf(p) is None
    (found,) = [one for one in saddle_nodes(p) if one.v == pytest.approx(v)]
    assert "Bogdanov-Takens" in found.note
