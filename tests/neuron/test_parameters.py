"""Parameters: validation by name, units, the equations, and other simulators' names."""

import pickle
from math import inf, nan
from typing import Any

import izhikevich as izh
import numpy as np
import pint
import pytest
from izhikevich.neuron.parameters import LIMITS

UNITS: Any = pint.UnitRegistry()


class Brian2Like:
    """A quantity that carries its unit and offers no conversion, in SI, as Brian2's do."""

    def __init__(self, value: float, dim: str) -> None:
        self.value_in_si, self.dim = value, dim

    def __float__(self) -> float:
        return self.value_in_si

    def __repr__(self) -> str:
        return f"{self.value_in_si} {self.dim}"


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("bad", [nan, -inf, "0.2", None, True, 1j, [1.0], 1e300])
def test_bad_values_are_refused_by_name(name: str, bad: Any) -> None:
    with pytest.raises(izh.ParameterError, match=f"^{name} = .* is not allowed: .") as caught:
        izh.Parameters(**{name: bad})
    assert caught.value.parameter == name
    assert caught.value.value is bad


@pytest.mark.parametrize(("name", "bad"), [("a", 11), ("k2", 0), ("k2", -1), ("C", 0), ("C", -5)])
def test_bounds(name: str, bad: Any) -> None:
    with pytest.raises(izh.ParameterError) as caught:
        izh.Parameters(**{name: bad})
    assert caught.value.parameter == name


def test_reset_must_lie_below_the_peak() -> None:
    with pytest.raises(izh.ParameterError, match=r"below v_peak = 30 mV.*never stop") as caught:
        izh.Parameters(c=30)
    assert caught.value.parameter == "c"
    izh.Parameters(c=40, c_slope=1.0)


def test_negative_rate_and_infinite_ceiling_are_allowed() -> None:
    assert izh.Parameters(a=-0.02, b=-1).a == -0.02
    assert izh.Parameters(u_max=inf).u_max == inf
    assert izh.Parameters(u_max=np.float64(inf)).u_max == inf


def test_numbers_become_floats() -> None:
    given: dict[str, Any] = {"a": np.float32(0.5), "c": np.int64(-60), "d": np.array(3)}
    p = izh.Parameters(**given, v_peak=35)
    assert [type(x) for x in (p.a, p.c, p.d, p.v_peak)] == [float] * 4
    assert p == izh.Parameters(a=0.5, c=-60.0, d=3.0, v_peak=35.0)


def test_error_survives_pickling() -> None:
    with pytest.raises(izh.ParameterError) as caught:
        izh.Parameters(a=nan)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert str(copy) == str(caught.value)
    assert copy.parameter == "a"


def test_quantities_are_converted() -> None:
    p = izh.Parameters(
        a=UNITS("20 Hz"),
        b=UNITS("0.2 kHz"),
        c=UNITS("-0.065 V"),
        d=UNITS("8 V/s"),
        k2=UNITS("0.04/mV/ms"),
    )
    expected = izh.Parameters()
    for name in ("a", "b", "c", "d", "k2"):
        assert getattr(p, name) == pytest.approx(getattr(expected, name), rel=1e-12)
        assert type(getattr(p, name)) is float


def test_quantities_of_the_dimensional_form() -> None:
    form = {"C": "0.1 nF", "k": "0.7 nS/mV", "vr": "-60 mV", "vt": "-40 mV", "v_peak": "35 mV"}
    rest = {"a": "0.03/ms", "b": "-2 nS", "c": "-50 mV", "d": "0.1 nA"}
    p = izh.Parameters.dimensional_2007(**{k: UNITS(x) for k, x in (form | rest).items()})
    q = izh.CELL_TYPES["RS_2007"].parameters
    for name in LIMITS:
        assert getattr(p, name) == pytest.approx(getattr(q, name), rel=1e-12)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("a", UNITS("20 mV")),
        ("c", UNITS("3 ms")),
        ("d", UNITS("8 pA")),
        ("b", UNITS.Quantity(0.2)),
        ("c", Brian2Like(-0.065, "V")),
        ("a", Brian2Like(20.0, "Hz")),
    ],
)
def test_quantities_are_refused_but_never_misread(name: str, value: Any) -> None:
    with pytest.raises(izh.ParameterError, match="give a plain number in") as caught:
        izh.Parameters(**{name: value})
    assert caught.value.parameter == name


def test_units_follow_the_form() -> None:
    simple, dimensional = izh.Parameters(), izh.CELL_TYPES["RS_2007"].parameters
    assert (simple.dimensional, dimensional.dimensional) == (False, True)
    assert (simple.units["I"], dimensional.units["I"]) == ("mV/ms", "pA")
    assert set(simple.units) == set(dimensional.units) == {*LIMITS, "u", "I"}


def test_replace() -> None:
    p = izh.Parameters().replace(d=2)
    assert p == izh.Parameters(d=2)
    with pytest.raises(izh.ParameterError, match="no such parameter"):
        p.replace(tau=3)
    with pytest.raises(izh.ParameterError):
        p.replace(d=nan)


def test_equations() -> None:
    p = izh.Parameters()
    v, u = np.array([-65.0, -50.0]), np.array([-13.0, -10.0])
    np.testing.assert_allclose(p.dv(v, u, 3.0), 0.04 * v**2 + 5 * v + 140 - u + 3)
    np.testing.assert_allclose(p.du(v, u), 0.02 * (0.2 * v - u))
    assert p.dv(-65.0, -13.0, 3.0) == pytest.approx(-0.0 + 0.04 * 65**2 - 325 + 140 + 13 + 3)
    assert p.reset(-10.0) == (-65.0, -2.0)
    assert p.peak(-10.0) == 30.0


def test_special_resets() -> None:
    p = izh.CELL_TYPES["LTS_2007"].parameters
    assert p.peak(100.0) == pytest.approx(30.0)
    assert p.reset(100.0) == pytest.approx((-49.0, 120.0))
    v, u = p.reset(np.array([100.0, 660.0]))
    np.testing.assert_allclose(v, [-49.0, -26.6])
    np.testing.assert_allclose(u, [120.0, 670.0])


def test_drives() -> None:
    v = np.array([-80.0, -65.0, -60.0, -50.0])
    linear = izh.LinearDrive(-60)
    np.testing.assert_allclose(linear.target(v, 2.0), 2 * (v + 60))
    np.testing.assert_allclose(linear.slope(v, 2.0), 2.0)
    cubic = izh.CubicDrive(-60, 0.5)
    np.testing.assert_allclose(cubic.target(v, 99.0), [0, 0, 0, 500])
    np.testing.assert_allclose(cubic.slope(v, 99.0), [0, 0, 0, 150])
    piecewise = izh.PiecewiseDrive(-60, -65, 15)
    np.testing.assert_allclose(piecewise.target(v, 2.0), [-300, -75, 0, 20])
    np.testing.assert_allclose(piecewise.slope(v, 2.0), [15, 15, 2, 2])
    for drive in (linear, cubic, piecewise):
        for x in v.tolist():
            assert drive.target(x, 2.0) == drive.target(np.array([x]), 2.0)[0]
            assert drive.branch(x, x, 2.0) == drive.target(x, 2.0)
    with pytest.raises(izh.ParameterError, match="origin"):
        izh.LinearDrive(nan)
    with pytest.raises(izh.ParameterError, match="leak"):
        izh.LinearDrive(0, leak=1)  # type: ignore[arg-type]


def test_initial_states() -> None:
    assert izh.Parameters().initial_state() == (-65.0, -13.0)
    accommodation = izh.PATTERNS["accommodation"]
    assert accommodation.parameters.initial_state() == (accommodation.v0, accommodation.u0)
    assert izh.CELL_TYPES["FS_2007"].parameters.initial_state() == (-55.0, 0.0)


def test_other_simulators_names() -> None:
    assert izh.Parameters.from_nengo() == izh.Parameters()
    nengo = izh.Parameters.from_nengo(
        tau_recovery=0.1, coupling=0.26, reset_voltage=-60, reset_recovery=4
    )
    assert nengo == izh.Parameters(a=0.1, b=0.26, c=-60, d=4)
    annarchy = izh.Parameters.from_annarchy(a=0.1, d=2, v_thresh=35, i_offset=3)
    assert annarchy == izh.Parameters(a=0.1, d=2, v_peak=35, k0=143)
    assert izh.Parameters.from_brainpy(V_th=25, d=2) == izh.Parameters(v_peak=25, d=2)


@pytest.mark.parametrize(
    ("constructor", "name", "hint"),
    [
        ("from_nengo", "a", "tau_recovery"),
        ("from_nengo", "initial_state", "simulate"),
        ("from_annarchy", "noise", "WhiteNoise"),
        ("from_annarchy", "tau_refrac", "no refractory"),
        ("from_annarchy", "V_th", "v_thresh"),
        ("from_brainpy", "tau_ref", "no refractory"),
        ("from_brainpy", "v_thresh", "V_th"),
        ("from_brainpy", "spk_reset", "learning"),
    ],
)
def test_names_that_belong_elsewhere(constructor: str, name: str, hint: str) -> None:
    with pytest.raises(izh.ParameterError, match=hint) as caught:
        getattr(izh.Parameters, constructor)(**{name: 1.0})
    assert caught.value.parameter == name


def test_dimensional_form() -> None:
    p = izh.Parameters.dimensional_2007(
        C=100, k=0.7, vr=-60, vt=-40, v_peak=35, a=0.03, b=-2, c=-50, d=100
    )
    v = -47.0
    assert p.dv(v, 20.0, 70.0) == pytest.approx((0.7 * (v + 60) * (v + 40) - 20 + 70) / 100)
    assert p.du(v, 20.0) == pytest.approx(0.03 * (-2 * (v + 60) - 20))
    with pytest.raises(izh.ParameterError, match="vr"):
        izh.Parameters.dimensional_2007(
            C=100, k=0.7, vr=nan, vt=-40, v_peak=35, a=0.03, b=-2, c=-50, d=100
        )


ONE_PF = {"k": 0.04, "vr": -60.0, "vt": -40.0, "v_peak": 30.0, "a": 0.03, "b": -0.02, "c": -50.0}


def test_one_picofarad_is_a_capacitance() -> None:
    """The form is what was asked for, whatever the number; C = 1 alone is the simple form."""
    p = izh.Parameters.dimensional_2007(C=1.0, d=1.0, **ONE_PF)
    assert p.dimensional
    assert p.units["C"] == "pF"
    assert p.initial_state() == (-60.0, 0.0)
    assert not izh.Parameters(C=1.0).dimensional
    assert izh.Parameters(C=1.0, form="2007").dimensional
    assert izh.Parameters(C=50.0) == izh.Parameters(C=50.0, form="2007")
    assert izh.Parameters(form="2003") == izh.Parameters()
    rs = izh.CELL_TYPES["RS_2007"].parameters
    assert rs.replace(C=1.0).dimensional
    assert rs.replace(C=1.0).replace(C=100.0) == rs
    for wrong in ({"form": "2004"}, {"form": 2007}, {"form": "2003", "C": 2.0}):
        with pytest.raises(izh.ParameterError, match=r"2003"):
            izh.Parameters(**wrong)


def test_units_scale_with_one_picofarad() -> None:
    """All terms over 100 give the same voltage: C = 1 pF is nothing special."""
    rs = izh.CELL_TYPES["RS_2007"].parameters
    small = rs.replace(
        **{name: getattr(rs, name) / 100.0 for name in ("C", "k2", "k1", "k0", "b", "d")}
    )
    large, one = izh.simulate(rs, 100.0, 300.0), izh.simulate(small, 1.0, 300.0)
    assert one.n_spikes == large.n_spikes > 2
    np.testing.assert_allclose(one.v, large.v, atol=1e-6)


def test_the_2007_form_takes_names_only() -> None:
    """In CARLsim's order (C, k, vr, vt, a, b, v_peak, c, d) a would be taken for v_peak."""
    with pytest.raises(TypeError, match="positional"):
        izh.Parameters.dimensional_2007(100, 0.7, -60, -40, 0.03, -2, 35, -50, 100)  # type: ignore[call-arg]


@pytest.mark.parametrize("scheme", list(izh.SCHEMES))
def test_u_that_does_not_change_by_itself(scheme: str) -> None:
    """a = 0: v' = quadratic(v) - u + I with u constant, of which the spike time is known."""
    p = izh.Parameters(a=0.0, d=100.0)
    u, current, v0 = -13.0, 20.0, -60.0
    trace = izh.simulate(p, current, 60.0, 0.001, v0=v0, u0=u, scheme=scheme)
    # v' = 0.04 (w^2 + m^2) with w = v + 62.5: the time is (atan(w1/m) - atan(w0/m)) / (0.04 m).
    m = np.sqrt((140.0 + current - u - 25.0**2 * 0.25) / 0.04)
    expected = (np.arctan(92.5 / m) - np.arctan(2.5 / m)) / (0.04 * m)
    assert trace.spike_times[0] == pytest.approx(
        expected, abs=1e-6 if scheme == "accurate" else 0.02
    )
    assert set(trace.u.tolist()) == {u, u + 100.0}
