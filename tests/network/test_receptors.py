"""Kinetics of synapses and receptors: next to Brian2, closed forms, and what is refused."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich import CELL_TYPES, Network, ParameterError, engine
from izhikevich._typing import FloatArray
from izhikevich.network import (
    AMPA,
    GABA_A,
    GABA_B,
    NMDA,
    Alpha,
    DoubleExponential,
    Receptor,
    TimedArray,
    magnesium_block,
)
from izhikevich.network.synapses.kinetics import factors
from izhikevich.network.synapses.receptors import with_receptors
from izhikevich.random import uniform

from ..export.tools import run

ENGINES = pytest.mark.parametrize("which", engine.ENGINES)
pytestmark = pytest.mark.filterwarnings("ignore:with dt")
PROGRAM = (Path(__file__).parent / "brian2_synapses.py").read_text(encoding="utf-8")
SHAPES = (
    Alpha(3.0),
    DoubleExponential(0.5, 5.0),
    DoubleExponential(5.0, 5.0),
    DoubleExponential(5.0, 5.0 * (1.0 + 1e-12)),
    DoubleExponential(4.0, 5.5),
    DoubleExponential(2.0, 150.0),
)


def response(tau: Any, which: str = "numpy", dt: float = 0.1, **options: Any) -> Any:
    """Return g in each step after a spike of weight 2 at 0 ms."""
    net = Network(dt=dt, **{"scheme": "forward", **options})
    cell = net.population(1, conductance="g_x", tau={"x": tau})
    net.connect(net.spike_times([[0.0]]), cell, weights=2.0, target="x")
    with engine.use(which):
        return net.run(40.0, {cell: [0]}).course(cell, 0).g["x"]


def closed(tau: Any, t: Any) -> Any:
    """Return the conductance after a spike of weight 1, by the formulas of the docstrings."""
    rise, decay = (tau.tau, tau.tau) if isinstance(tau, Alpha) else (tau.rise, tau.decay)
    if decay - rise < 1e-6:
        return t / rise * np.exp(1.0 - t / rise)
    peak = rise * decay / (decay - rise) * np.log(decay / rise)
    height = np.exp(-peak / decay) - np.exp(-peak / rise)
    return (np.exp(-t / decay) - np.exp(-t / rise)) / height


@ENGINES
@pytest.mark.parametrize("tau", SHAPES, ids=str)
def test_it_rises_and_decays_as_its_formula_says(tau: Any, which: str) -> None:
    found = response(tau, which)
    t = np.arange(found.size - 1) * 0.1  # it arrives one step later
    assert found[0] == 0.0
    np.testing.assert_allclose(found[1:], 2.0 * closed(tau, t), rtol=1e-9, atol=1e-12)
    assert found.max() == pytest.approx(2.0, rel=2e-3)
    single = response(tau, which, precision="float32")
    np.testing.assert_allclose(single, found, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("tau", SHAPES, ids=str)
def test_steps_are_exact(tau: Any) -> None:
    fine, coarse = response(tau, dt=0.1)[1:], response(tau, dt=0.5)[1:]
    np.testing.assert_allclose(coarse, fine[::5][: coarse.size], rtol=1e-11, atol=1e-12)


def test_factors_do_not_jump_where_formulas_change() -> None:
    """Series near equal times, and logarithms beyond, meet."""
    for ratio in (1.0, 1.0 + 1e-12, 1.4999, 1.5, 1.5001, 3.0, 1e4):
        own = factors(DoubleExponential(2.0, 2.0 * ratio), 0.7)
        near = factors(DoubleExponential(2.0, 2.0 * ratio * (1.0 + 1e-13)), 0.7)
        np.testing.assert_allclose(own, near, rtol=1e-11)
    own = factors(Alpha(2.0), 0.7)
    assert own == factors(DoubleExponential(2.0, 2.0), 0.7)
    np.testing.assert_allclose(own[2:], [0.7 * np.exp(-0.35), np.e / 2.0], rtol=1e-15)


@ENGINES
def test_a_current_into_what_rises_is_convolved(which: str) -> None:
    net = Network(dt=0.5, scheme="forward")
    cell = net.population(1, conductance="g_x", tau={"x": Alpha(4.0)})
    rows = np.round(np.sin(np.arange(60.0)), 2)
    net.inject(TimedArray(rows), cell, target="x")
    with engine.use(which):
        found = net.run(30.0, {cell: [0]}).course(cell, 0).g["x"]
    kernel = closed(Alpha(4.0), np.arange(60) * 0.5)
    np.testing.assert_allclose(found, np.convolve(rows, kernel)[:60], rtol=1e-10, atol=1e-12)


def brian2(case: dict[str, Any], folder: Path) -> FloatArray:
    """Return v of Brian2 at the beginning of each step."""
    given = json.dumps(case)
    return np.array(run("brian2", [(PROGRAM.replace('"{}"', repr(given)), [])], folder)[0]["v"])


def times(rate: float, stream: int, duration: float, dt: float) -> list[float]:
    """Return steps at random, as times."""
    drawn = uniform(5, stream, 0, round(duration / dt))
    found: list[float] = (np.flatnonzero(drawn < rate * dt / 1000.0) * dt).round(6).tolist()
    return found


NUMBERS = ("a", "b", "c", "d", "k2", "k1", "k0", "C", "v_peak")
EVERY = (AMPA, replace(NMDA, block=magnesium_block(1.2)), GABA_A, replace(GABA_B, tau=Alpha(60.0)))
CASES: dict[str, tuple[str, tuple[Receptor, ...], float]] = {
    "kinetics": (
        "RS",
        (
            Receptor("now", None),
            Receptor("plain", 6.0),
            Receptor("alpha", Alpha(3.0), inhibitory=True),
            Receptor("double", DoubleExponential(1.0, 12.0)),
        ),
        6.0,
    ),
    "receptors": ("RS", EVERY, 0.1),
    "published": ("FS", (AMPA, NMDA, GABA_A, GABA_B), 0.1),
    "in pA": ("RS_2007", (*EVERY[:3], replace(GABA_B, tau=DoubleExponential(30.0, 150.0))), 8.0),
}


@pytest.mark.parametrize("name", CASES)
def test_voltages_are_those_of_brian2(name: str, tmp_path: Path) -> None:
    symbol, receptors, weight = CASES[name]
    dt, duration = 0.1, 300.0
    p = CELL_TYPES[symbol].parameters
    net = Network(dt=dt, scheme="forward")
    offset = 3.0 if not p.dimensional else 60.0
    cell = net.population(1, p, receptors=receptors, i_offset=offset)
    trains = {r.name: times(60.0, k, duration, dt) for k, r in enumerate(receptors)}
    weights = {r.name: weight * (0.2 if r.inhibitory else 1.0) for r in receptors}
    for receptor in receptors:
        source = net.spike_times([trains[receptor.name]])
        net.connect(source, cell, weights=weights[receptor.name], target=receptor.name)
    numbers = {key: getattr(p, key) for key in NUMBERS}
    theirs = brian2(
        {
            "dt": dt,
            "duration": duration,
            "trains": trains,
            "kinetics": {
                r.name: (r.tau.tau, r.tau.tau)
                if isinstance(r.tau, Alpha)
                else (r.tau.rise, r.tau.decay)
                if isinstance(r.tau, DoubleExponential)
                else r.tau
                for r in receptors
            },
            "weight": weights,
            "current": " + ".join(f"({r.current})" for r in receptors),
            "cell": {**numbers, "vr": getattr(p.drive, "origin", None) or None},
            "offset": offset,
            "v0": float(cell.v0[0]),
            "u0": float(cell.u0[0]),
        },
        tmp_path,
    )
    for which in engine.ENGINES:
        with engine.use(which):
            assert which == "numpy" or engine.why_not(net) is None
            recording = net.run(duration, {cell: [0]})
        ours = recording.course(cell, 0).v
        np.testing.assert_allclose(ours[:-1], theirs[1:], rtol=0.0, atol=1e-6)
        assert recording.times.size > 3
        net.reset()


def test_currents_are_those_of_the_source() -> None:
    expression, tau = with_receptors(("AMPA", "NMDA", "GABA_A", "GABA_B"))
    assert tau == {"AMPA": 5.0, "NMDA": 150.0, "GABA_A": 6.0, "GABA_B": 150.0}
    v = np.linspace(-95.0, 40.0, 50)
    block = ((v + 80.0) / 60.0) ** 2 / (1.0 + ((v + 80.0) / 60.0) ** 2)
    g = {"AMPA": 1.0, "NMDA": 2.0, "GABA_A": 3.0, "GABA_B": 4.0}
    expected = -v - 2.0 * block * v + 3.0 * (-70.0 - v) + 4.0 * (-90.0 - v)
    np.testing.assert_allclose(expression.evaluate(g, v, v), expected, rtol=1e-12, atol=1e-9)
    jahr = with_receptors(Receptor("x", 5.0, 0.0, magnesium_block(2.0)))[0]
    expected = -v / (1.0 + np.exp(-0.062 * v) * 2.0 / 3.57)
    np.testing.assert_allclose(jahr.evaluate({"x": 1.0}, v, v), expected, rtol=1e-12)


def test_without_magnesium_nothing_is_blocked() -> None:
    assert magnesium_block(0.0) == "1"
    assert magnesium_block() == "3.57/(3.57 + exp(-0.062*v))"


def test_names_and_own_receptors() -> None:
    net = Network(scheme="forward")
    own = Receptor("slow_2", DoubleExponential(10.0, 90.0), -61.5)
    cells = net.population(3, receptors=("AMPA", own, GABA_A.current_based(), NMDA.current_based()))
    assert cells.conductance.targets == ("AMPA", "slow_2", "GABA_A", "NMDA")
    assert cells.conductance.text == "g_AMPA*(0 - v) + g_slow_2*(-61.5 - v) - g_GABA_A + g_NMDA"
    assert cells.tau["slow_2"] == own.tau
    net.connect(cells, cells, weights=0.1, target="slow_2")
    one = net.population(1, receptors="AMPA")
    assert one.conductance.text == "g_AMPA*(0 - v)"
    with pytest.raises(ParameterError, match=r"target = 'exc' .*AMPA, slow_2, GABA_A, NMDA"):
        net.connect(cells, cells, target="exc")
    inhibiting = net.population(1, receptors=(GABA_A.current_based(), Receptor("now", None)))
    assert inhibiting.conductance.text == "-g_GABA_A + g_now"
    assert dict(inhibiting.tau) == {"GABA_A": 6.0}


@ENGINES
def test_g_can_be_read_and_set_and_is_kept_in_files(which: str) -> None:
    def build() -> Network:
        net = Network(dt=0.5, seed=3, scheme="forward")
        cells = net.population(
            5, name="cells", receptors=("AMPA", replace(NMDA, tau=DoubleExponential(5.0, 100.0)))
        )
        others = net.population(4, name="others", tau={"exc": Alpha(2.0)}, i_offset=6.0)
        net.connect(net.poisson(20, 50.0), cells, weights=0.01, target="NMDA")
        net.connect(others, cells, weights=0.05, target="AMPA", delays=4.0)
        net.connect(cells, others, weights=0.5)
        return net

    whole, net = build(), build()
    with engine.use(which):
        whole.run(60.0)
        net.run(30.0)
        file = io.BytesIO()
        net.save(file)
        file.seek(0)
        again = Network.from_file(file)
        assert again["cells"].tau == net["cells"].tau
        assert again["others"].tau["exc"] == Alpha(2.0)
        again.run(30.0)
    expected, found = whole.state().arrays(), again.state().arrays()
    assert expected["rising"].any()
    for name, array in expected.items():
        np.testing.assert_array_equal(found[name], array)
    again["cells"].g_NMDA = 0.5
    assert again["cells"].g_NMDA.tolist() == [0.5] * 5


def test_states_of_other_kinetics_are_refused() -> None:
    def build(tau: Any) -> Network:
        net = Network(scheme="forward")
        net.population(2, tau={"exc": tau})
        return net

    state = build(5.0).state()
    with pytest.raises(ParameterError, match="rising of the state"):
        build(Alpha(5.0)).restore(state)


@pytest.mark.parametrize("dt", [1.0, 0.25])
@ENGINES
def test_what_decays_is_the_same_in_both_scalings(dt: float, which: str) -> None:
    """A weight is a charge only where g lasts one step."""
    found = {}
    for scaling in ("step", "charge"):
        net = Network(dt=dt, scaling=scaling, scheme="forward")
        cells = net.population(1, tau={"exc": 5.0})
        other = net.population(1)
        source = net.spike_times([[0.0]])
        net.connect(source, cells, weights=2.0)
        net.connect(source, other, weights=2.0)
        with engine.use(which):
            recording = net.run(10.0, {cells: [0], other: [0]})
        found[scaling] = [recording.course(p, 0).current for p in (cells, other)]
    np.testing.assert_array_equal(found["step"][0], found["charge"][0])
    np.testing.assert_array_equal(found["step"][1] / dt, found["charge"][1])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Alpha(0.0), "tau = 0"),
        (lambda: DoubleExponential(6.0, 5.0), r"rise = 6.* at most decay = 5 ms: exchange"),
        (lambda: DoubleExponential(-1.0, 5.0), "rise = -1"),
        (lambda: Receptor("a b", 5.0), "name = 'a b'"),
        (lambda: Receptor("a", "5"), "tau = "),  # type: ignore[arg-type]
        (lambda: Receptor("a", 5.0, np.nan), "reversal = nan"),
        (lambda: Receptor("a", 5.0, 0.0, "1 + u"), "block = .*'u' at column 5"),
        (lambda: Receptor("a", 5.0, None, "1 + v"), "block = .*needs a reversal"),
        (lambda: Receptor("a", 5.0, inhibitory=1), "inhibitory = 1"),  # type: ignore[arg-type]
        (lambda: magnesium_block(-1.0), "concentration = -1"),
        (lambda: with_receptors(()), "receptors = "),
        (lambda: with_receptors(7), "receptors = 7"),
        (lambda: with_receptors("GABA_C"), "receptors = 'GABA_C'.*GABA_A"),
        (lambda: with_receptors(("AMPA", AMPA)), "receptors = 'AMPA'.*only one"),
        (
            lambda: Network(scheme="forward").population(1, receptors=AMPA, tau={"AMPA": 3.0}),
            "receptors = ",
        ),
        (
            lambda: Network(scheme="forward").population(1, conductance="g_AMPA", receptors=AMPA),
            "receptors = ",
        ),
        (
            lambda: Network(scheme="forward").population(1, tau={"exc": "alpha"}),  # type: ignore[dict-item]
            "tau of exc = ",
        ),
    ],
)
def test_mistakes(make: Any, words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        make()
