"""Inputs over time: rows, expressions, functions, correlated trains, injected currents.

Numbers of ANNarchy and Brian2: tests/data/annarchy_inputs.json and brian2_inputs.json, written by
ANNarchy 5.0.4.1 and Brian2 2.9.0 themselves.
"""

from __future__ import annotations

import json
import warnings
from math import pi, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pint
import pytest
from izhikevich import Network, ParameterError, Sampled, SimulationError, engine
from izhikevich._typing import FloatArray
from izhikevich.export.neuroml_networks import write_network
from izhikevich.export.same import same
from izhikevich.network import (
    STDP,
    AllToAll,
    CorrelatedRate,
    Expression,
    FixedProbability,
    FromMatrix,
    Normal,
    OneToOne,
    ShortTerm,
    TimedArray,
    Uniform,
)
from izhikevich.network.inputs import bound

FOLDER = Path(__file__).parents[1] / "data"
DATA = json.loads((FOLDER / "annarchy_inputs.json").read_text())
BRIAN2 = json.loads((FOLDER / "brian2_inputs.json").read_text())
UNITS: Any = pint.UnitRegistry()
ROWS = np.array(DATA["timed_array"]["rows"])
pytestmark = pytest.mark.filterwarnings("ignore:Numerical artefacts", "ignore:with dt")


def sampled(given: Any, times: Any, size: int = 3, dt: float = 1.0, seed: int = 1) -> FloatArray:
    """Return the values of an input for some neurons."""
    found: FloatArray = bound(given, "rate", "Hz", size, dt, seed, 32).at(np.asarray(times, float))
    return found


def relays(net: Network, source: Any) -> Any:
    """Return neurons that fire one step after each spike of a source."""
    cells = net.population(source.size, d=0.0)
    net.connect(source, cells, OneToOne(), weights=2000.0)
    return cells


def trains(recording: Any, cells: Any) -> list[list[int]]:
    """Return the steps in which each neuron fires."""
    times, who = recording.of(cells)
    return [np.rint(times[who == k]).astype(int).tolist() for k in range(cells.size)]


class TestNextToANNarchy:
    @pytest.mark.parametrize(
        "case", DATA["timed_array"]["cases"], ids=lambda c: str(c["arguments"])
    )
    @pytest.mark.parametrize("which", engine.ENGINES)
    def test_rows_are_held_and_injected(self, case: dict[str, Any], which: str) -> None:
        array = TimedArray(ROWS, **case["arguments"])
        np.testing.assert_array_equal(sampled(array, np.arange(130)), case["r"])
        net = Network(scheme="forward")
        cells = net.population(3)
        late = TimedArray(ROWS, **case["arguments"], start=1.0)  # there they arrive a step later
        net.inject(late, cells)
        with engine.use(which):
            recording = net.run(DATA["timed_array"]["T_ms"])
        assert trains(recording, cells) == case["spikes"]
        assert recording.times.size > 0

    @pytest.mark.parametrize("which", engine.ENGINES)
    def test_times_that_start_again(self, which: str) -> None:
        net = Network(scheme="forward")
        source = net.spike_times([[3.0, 8.0, 20.0], [5.0, 40.0]])
        cells = relays(net, source)
        found: list[list[int]] = [[], []]
        with engine.use(which):
            for duration in (50.0, 50.0, 300.0):
                recording = net.run(duration)
                found = [x + y for x, y in zip(found, trains(recording, cells), strict=True)]
                if net.time == 100.0:
                    source.times = [[2.0], [1.0, 7.0]]
                source.restart()
        there = DATA["spike_source"]["trains"]
        assert found == [[step + 1 for step in train] for train in there]

    @pytest.mark.parametrize("case", DATA["poisson"], ids=lambda c: c["expression"])
    def test_rates_as_expressions(self, case: dict[str, Any]) -> None:
        values = {"amp": 60.0, "frequency": 5.0} if "amp" in case["expression"] else {}
        found = sampled(Expression(case["expression"], **values), np.arange(200.0))
        np.testing.assert_allclose(found[:, 0], case["rates"], rtol=1e-12, atol=1e-12)

    @pytest.mark.parametrize("case", DATA["correlated"], ids=lambda c: f"{c['rate']} Hz")
    def test_the_gaussian_under_a_correlated_rate(self, case: dict[str, Any]) -> None:
        process = CorrelatedRate(case["rate"], case["correlation"], case["tau"])._process
        np.testing.assert_allclose(process[:2], (case["mu"], case["sigma"]), rtol=1e-6)

    @pytest.mark.parametrize(
        "case", DATA["per_neuron"]["cases"], ids=lambda c: f"{c['conductance']} {c['dt']}"
    )
    @pytest.mark.parametrize("which", engine.ENGINES)
    def test_each_argument_of_the_constructor_for_each_neuron(
        self, case: dict[str, Any], which: str
    ) -> None:
        every = DATA["per_neuron"]
        net = Network(dt=case["dt"], scheme="forward")
        own: dict[str, Any] = {
            name: np.array(values) for name, values in every["arguments"].items()
        }
        # There, arrays are set once the neurons have their start, from the defaults of c and b.
        cells = net.population(6, conductance=case["conductance"], v0=-65.0, u0=-13.0, **own)
        for target in case["targets"]:
            rule = FromMatrix(np.array(every["weights"][target]))
            net.connect(cells, cells, rule, delays=every["delay_ms"], target=target)
        with engine.use(which):
            recording = net.run(every["T_ms"])
        times, who = recording.of(cells)
        steps = np.rint(times / case["dt"]).astype(int)
        assert [steps[who == k].tolist() for k in range(6)] == case["spikes"]
        assert all(len(train) >= 10 for train in case["spikes"][:5])
        # In neuron 1, which bursts, a difference of 1e-14 in v0 grows as much.
        others = [0, 2, 3, 4, 5]
        np.testing.assert_allclose(cells.v[others], np.array(case["v_last"])[others], rtol=1e-6)
        np.testing.assert_allclose(cells.u[others], np.array(case["u_last"])[others], rtol=1e-6)
        np.testing.assert_allclose(cells.v[1], case["v_last"][1], rtol=1e-3)


class TestNextToBrian2:
    def test_rows(self) -> None:
        array = TimedArray(BRIAN2["rows"], schedule=BRIAN2["hold_ms"])
        np.testing.assert_array_equal(sampled(array, np.arange(60)), BRIAN2["x"])

    def test_rates_of_each_neuron(self) -> None:
        text = BRIAN2["rate"].replace("*ms", "").removesuffix("*Hz")
        found = sampled(Expression(text), np.arange(20))
        np.testing.assert_allclose(found, BRIAN2["rates"], rtol=1e-12)


def everything(**options: Any) -> tuple[Network, Any, Any]:
    """Return a network with all inputs, its source of given times and one injection."""
    net = Network(seed=3, **{"scheme": "forward", **options})
    rows = np.random.default_rng(0).normal(0.0, 5.0, (7, 150))
    one = net.population(
        150, i_offset=5.0, noise=3.0, stimulus=TimedArray(rows, schedule=9.0, period=60.0)
    )
    other = net.population(50, stimulus="3*sin(2*pi*t/50 + i)", tau={"exc": 5.0}, tau_refrac=2.0)
    third = net.population(3, stimulus=lambda t: [4.0, t / 20, 9.0], conductance="g_exc*(0 - v)")
    changing = net.poisson(30, Expression("top*(1 + sin(2*pi*t/200))", top=Uniform(0.0, 100.0)))
    timed = net.poisson(3, TimedArray([[10, 20, 900], [0, 900, 10]], schedule=40.0, period=80.0))
    common = net.poisson(10, CorrelatedRate(10.0, 0.3, 10.0))
    given = net.spike_times([[1.0, 2.0, 3.0], [50.0]])
    net.connect(changing, one, FixedProbability(0.3), weights=3.0)
    net.connect(common, one, FixedProbability(0.3), weights=3.0, plasticity=STDP())
    net.connect(given, other, weights=4.0)
    net.connect(timed, third, OneToOne(), weights=0.1)
    net.inject(
        TimedArray(np.ones((3, 150)), schedule=20.0, period=100.0), one, weights=Normal(3, 1)
    )
    back = net.inject(one, other, FixedProbability(0.5), weights=-0.001, target="inh")
    net.inject(one, one, FixedProbability(0.02), weights=0.01, variable="u", target="inh")
    net.inject("step(3,50)", other)
    return net, given, back


@pytest.mark.parametrize(
    "options", [{}, {"precision": "float32"}, {"dt": 0.5, "scaling": "charge"}], ids=str
)
def test_both_engines_give_the_same_bits(options: dict[str, Any]) -> None:
    found = {}
    for which in engine.ENGINES:
        net, given, back = everything(**options)
        with engine.use(which):
            assert which == "numpy" or engine.why_not(net) is None
            first = net.run(150.0)
            given.restart()
            back.w[3:] = 0.002
            rest = net.run(150.0)
        state = net.state()
        found[which] = [first.times, first.indices, rest.times, rest.indices, state.v, state.u]
        assert first.times.size > 100
    for one, other in zip(*found.values(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("which", engine.ENGINES)
def test_it_does_not_matter_how_a_run_is_cut(which: str) -> None:
    whole, pieces = everything()[0], everything()[0]
    with engine.use(which):
        whole.run(100.0)
        for duration in (1.0, 30.0, 0.0, 49.0, 20.0):
            pieces.run(duration)
        np.testing.assert_array_equal(whole.state().v, pieces.state().v)
        state = pieces.state()
        pieces.run(30.0)
        pieces.restore(state)
        whole.run(30.0)
        pieces.run(30.0)
        np.testing.assert_array_equal(whole.state().v, pieces.state().v)
        whole.reset()
        whole.run(130.0)
    np.testing.assert_array_equal(whole.state().v, pieces.state().v)


class TestTimedArray:
    def test_one_row_for_all_and_times_between_steps(self) -> None:
        array = TimedArray([1.0, 2.0, 3.0], schedule=[0.25, 2.0, 3.1])
        found = sampled(array, np.arange(6) * 1.0)
        assert found.shape == (6, 1)
        assert found[:, 0].tolist() == [0.0, 1.0, 2.0, 2.0, 3.0, 3.0]

    def test_a_step_of_a_tenth_is_not_missed(self) -> None:
        times = np.arange(100) * 0.1
        found = sampled(TimedArray([1.0, 2.0], schedule=0.3, period=0.6), times, dt=0.1)
        assert found[:, 0].tolist() == ([1.0] * 3 + [2.0] * 3) * 16 + [1.0] * 3 + [2.0]

    def test_without_a_schedule_each_row_is_one_step(self) -> None:
        found = sampled(TimedArray(ROWS), np.arange(8) * 0.5, dt=0.5)
        np.testing.assert_array_equal(found, ROWS[[0, 1, 2, 3, 3, 3, 3, 3]])

    def test_it_begins_when_it_is_told_to(self) -> None:
        array = TimedArray([5.0, 6.0], schedule=2.0, start=3.0, period=4.0)
        assert sampled(array, np.arange(9))[:, 0].tolist() == [0, 0, 0, 5, 5, 6, 6, 5, 5]

    def test_currents_reach_their_neurons(self) -> None:
        net = Network(scheme="forward")
        cells = net.population(3, stimulus=TimedArray(ROWS, schedule=2.0))
        recording = net.run(8.0, {cells: range(3)})
        found = np.column_stack([recording.course(cells, k).current for k in range(3)])
        np.testing.assert_array_equal(found, np.repeat(ROWS, 2, axis=0))
        cells.stimulus = TimedArray(-ROWS, start=net.time)
        recording = net.run(4.0, {cells: range(3)})
        found = np.column_stack([recording.course(cells, k).current for k in range(3)])
        np.testing.assert_array_equal(found, -ROWS)
        assert isinstance(cells.stimulus, TimedArray)

    def test_one_value_per_step_is_an_array(self) -> None:
        values = [1.0, 5.0, 2.0]
        forms: list[Any] = [values, Sampled(values, 1.0)]
        for given in forms:
            net = Network(scheme="forward")
            cells = net.population(2, stimulus=given)
            found = net.run(5.0, {cells: [0, 1]}).course(cells, 1).current
            assert found.tolist() == [1.0, 5.0, 2.0, 0.0, 0.0]

    def test_rates_are_those_asked_for(self) -> None:
        net = Network(seed=5, scheme="forward")
        array = TimedArray([[20.0, 200.0], [400.0, 5.0]], schedule=500.0, period=1000.0)
        cells = relays(net, net.poisson(2, array))
        times, who = net.run(100_001.0).of(cells)
        late = (times - 1.0) % 1000.0 >= 500.0
        for neuron in (0, 1):
            for half in (0, 1):
                count = int(((who == neuron) & (late == half)).sum())
                wanted = array.values[half, neuron] * 50.0
                assert abs(count - wanted) < 5.0 * sqrt(wanted)

    @pytest.mark.parametrize(
        ("make", "words"),
        [
            (lambda: TimedArray([]), "at least one row"),
            (lambda: TimedArray([[1.0], [1.0, 2.0]]), "rows of equal length"),
            (lambda: TimedArray([1.0, np.nan]), "finite"),
            (lambda: TimedArray("abc"), "values"),
            (lambda: TimedArray([1.0] * UNITS.mV), "carries a unit"),
            (lambda: TimedArray([1.0, 2.0], schedule=0.0), "schedule"),
            (lambda: TimedArray([1.0, 2.0], schedule=[0.0]), "a time for each row"),
            (lambda: TimedArray([1.0, 2.0], schedule=[5.0, 5.0]), "must rise"),
            (lambda: TimedArray([1.0, 2.0], schedule=[-1.0, 5.0]), "must rise"),
            (lambda: TimedArray([1.0, 2.0], period=0.0), "period"),
            (lambda: TimedArray([1.0, 2.0], period=np.nan), "period"),
            (lambda: TimedArray([1.0, 2.0], start=np.inf), "start"),
            (
                lambda: Network(scheme="forward").poisson(2, TimedArray(ROWS)),
                "each row has 3 values",
            ),
            (
                lambda: Network(scheme="forward").population(2, stimulus=TimedArray(ROWS)),
                "each row has 3 values",
            ),
            (
                lambda: Network(scheme="forward").poisson(1, TimedArray([5.0, 1001.0])),
                "from 0 to 1000 Hz",
            ),
            (
                lambda: Network(scheme="forward").poisson(1, TimedArray([5.0, -1.0])),
                "from 0 to 1000 Hz",
            ),
            (
                lambda: Network(scheme="forward").poisson(1, TimedArray([5.0], period=0.5)),
                "one step",
            ),
        ],
    )
    def test_what_does_not_fit_is_refused(self, make: Any, words: str) -> None:
        with pytest.raises(ParameterError, match=words):
            make()


class TestExpressions:
    def test_time_index_and_parameters(self) -> None:
        times = np.array([0.0, 3.0, 250.0])
        assert sampled(Expression("text", text=3.0), times).tolist() == [[3.0]] * 3
        expression = Expression("base + i * sin(2*pi*t / T)", base=[1.0, 2.0, 3.0], T=1000.0)
        wanted = [1.0, 2.0, 3.0] + np.arange(3) * np.sin(2 * pi * times[:, None] / 1000.0)
        np.testing.assert_allclose(sampled(expression, times), wanted, rtol=1e-14)
        assert sampled(Expression("2*t"), times).shape == (3, 1)
        assert sampled(Expression("7"), times).tolist() == [[7.0]] * 3

    def test_parameters_from_distributions(self) -> None:
        expression = Expression("a + 0*t", a=Uniform(2.0, 3.0))
        one = sampled(expression, [0.0], 1000)
        assert one.shape == (1, 1000)
        assert 2.0 <= one.min() < 2.1 < 2.9 < one.max() <= 3.0
        np.testing.assert_array_equal(one, sampled(expression, [5.0], 1000))
        assert (one != sampled(expression, [0.0], 1000, seed=2)).any()

    def test_text_is_a_stimulus_or_an_expression(self) -> None:
        net = Network(scheme="forward")
        rate: Any = net.poisson(1, "20").rate
        assert rate[0] == 20.0
        assert str(net.poisson(1, "pulse(20,150,1)").rate) == "pulse(20,150,1)"
        assert isinstance(net.poisson(1, "20 + t/1000").rate, Expression)
        assert isinstance(net.population(1, stimulus="sin(t)").stimulus, Expression)
        assert isinstance(net.poisson(1, lambda t: 5.0).rate, object)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("abc", "use t"),
            ("__import__('os')", "cannot be used"),
            ("t.real", "cannot be used"),
            ("exec(t)", "not a function"),
            ("10*(t", "never closed"),
            ("x*t", "not known"),
            ("5 +", "ends too early"),
            ("lambda: 3", "cannot be used"),
            ("[1,2][0]", "cannot be used"),
        ],
    )
    def test_nothing_else_is_read(self, text: str, words: str) -> None:
        with pytest.raises(ParameterError, match=words) as caught:
            Network(scheme="forward").poisson(1, text)
        assert caught.value.parameter == "rate"

    @pytest.mark.parametrize("name", ["t", "i", "pi", "sin", "lambda", "é", "2x"])
    def test_names_that_cannot_be_parameters(self, name: str) -> None:
        with pytest.raises(ParameterError, match="cannot be the name"):
            Expression("t", **{name: 1.0})

    def test_parameters_that_do_not_fit(self) -> None:
        with pytest.raises(ParameterError, match="shape"):
            Network(scheme="forward").poisson(2, Expression("a*t", a=[1.0, 2.0, 3.0]))
        with pytest.raises(ParameterError, match="at most 16"):
            Expression("t", **{f"a{k}": 1.0 for k in range(17)})

    def test_rates_are_checked_before_anything_runs(self) -> None:
        net = Network(scheme="forward")
        net.population(1)
        net.poisson(4, "i*t")
        with pytest.raises(ParameterError, match="at 334 ms it must be from 0 to 1000 Hz"):
            net.run(400.0)
        assert net.time == 0.0
        net.reset()
        net.sources[0].rate = lambda t: [1.0, 2.0, 3.0, -1.0]
        with pytest.raises(ParameterError, match="from 0 to 1000 Hz"):
            net.run(1.0)

    def test_functions_of_time(self) -> None:
        net = Network(scheme="forward")
        cells = net.population(2, stimulus=lambda t: (t, -t))
        recording = net.run(5.0, {cells: [0, 1]})
        assert recording.course(cells, 1).current.tolist() == [0.0, -1.0, -2.0, -3.0, -4.0]
        no: list[Any] = [lambda t: "a", lambda t: [1.0, 2.0, 3.0], lambda: 3.0, lambda t: np.nan]
        for wrong in no:
            with pytest.raises(ParameterError):
                net.population(2, stimulus=wrong)
        cells.stimulus = lambda t: 1.0 if t < 7.0 else [3.0, 4.0]
        found = net.run(5.0, {cells: [0, 1]}).course(cells, 1).current
        assert found.tolist() == [1.0, 1.0, 4.0, 4.0, 4.0]
        cells.stimulus = lambda t: 1.0 if t < 12.0 else [1.0, 2.0, 3.0]
        with pytest.raises(ParameterError, match="shape"):
            net.run(5.0)


class TestGivenTimes:
    def test_they_are_read_and_set(self) -> None:
        net = Network(scheme="forward")
        source: Any = net.spike_times([[2.0, 1.0], []])
        assert [train.tolist() for train in source.times] == [[2.0, 1.0], []]
        assert source.rate is None
        assert net.poisson(1, 5.0).times is None
        for wrong, words in (
            ([[1.0]], "2 sources"),
            ([1.0, 2.0], "list of times"),
            ([[1.0], [-1.0]], "from 0"),
        ):
            with pytest.raises(ParameterError, match=words):
                source.times = wrong
        with pytest.raises(ParameterError, match=r"Network\.poisson"):
            source.rate = 5.0
        with pytest.raises(ParameterError, match=r"Network\.spike_times"):
            net.sources[1].times = [[1.0]]

    @pytest.mark.parametrize("which", engine.ENGINES)
    def test_spikes_on_their_way_stay(self, which: str) -> None:
        net = Network(scheme="forward")
        source = net.spike_times([[4.0, 4.2, 4.4], [4.0]])
        cells = net.population(2)
        net.connect(source, cells, OneToOne(), weights=1.0, delays=5.0)
        learning = net.connect(
            source, cells, OneToOne(), weights=1.0, delays=5.0, plasticity=STDP(), name="learning"
        )
        with engine.use(which):
            net.run(5.0)
            source.times = [[2.0], []]
            source.restart()
            recording = net.run(15.0, {cells: [0, 1]})
        found = [recording.course(cells, k).g["exc"].tolist() for k in (0, 1)]
        first = [0.0] * 4 + [6.0] + [0.0] * 2 + [2.0] + [0.0] * 7
        assert [round(x, 6) for x in found[0]] == first
        assert found[1][4] == 2.0
        assert np.count_nonzero(found[1]) == 1
        assert learning.w.shape == (2,)

    def test_several_spikes_in_a_step_tire_a_synapse_once_they_are_set(self) -> None:
        net = Network(scheme="forward")
        source = net.spike_times([[1.0]])
        cell = net.population(1)
        net.connect(source, cell, weights=5.0, short_term=ShortTerm(0.4, 300.0))
        net.run(3.0)
        source.times = [[10.0, 10.2]]
        found = net.run(20.0, {cell: [0]}).course(cell, 0).g["exc"]
        before = 1.0 - 0.4 * np.exp(-9.0 / 300.0)
        wanted = 5.0 * 0.4 * (before + 0.6 * before)
        np.testing.assert_allclose(found[11 - 3], wanted, rtol=1e-9)

    def test_time_begins_anew_for_rates_and_at_reset(self) -> None:
        net = Network(scheme="forward")
        source = net.poisson(1, TimedArray([1000.0, 0.0], schedule=5.0))
        cells = relays(net, source)
        assert trains(net.run(20.0), cells) == [[1, 2, 3, 4, 5]]
        source.restart()
        assert trains(net.run(20.0), cells) == [[21, 22, 23, 24, 25]]
        net.reset()
        assert trains(net.run(20.0), cells) == [[1, 2, 3, 4, 5]]
        for rate in (5.0, CorrelatedRate(5.0, 0.1, 10.0)):
            source.rate = rate
            with pytest.raises(ParameterError, match="start again"):
                source.restart()

    def test_not_while_it_runs(self) -> None:
        net = Network(scheme="forward")
        net.population(1)
        source = net.spike_times([[1.0]])
        running = net.running(100.0)
        next(running)
        for act in (source.restart, lambda: setattr(source, "times", [[2.0]])):
            with pytest.raises(SimulationError):
                act()
        running.close()


class TestCorrelatedTrains:
    CASES = ((10.0, 0.3, 10.0), (20.0, 0.05, 10.0), (40.0, 0.4, 30.0), (100.0, 0.01, 60.0))

    @pytest.mark.parametrize(("rate", "correlation", "tau"), CASES)
    def test_moments_of_the_rate(self, rate: float, correlation: float, tau: float) -> None:
        """Mean, variance c r / (2 tau), and the integral of the autocovariance, c r / 2."""
        given = CorrelatedRate(rate, correlation, tau)
        steps = 1_000_000
        found = sampled(given, np.arange(steps))[:, 0]
        variance = correlation * rate / (2.0 * tau / 1000.0)
        independent = steps / (2.0 * tau)
        assert abs(found.mean() - rate) < 5.0 * sqrt(2.0 * variance / independent)
        assert found.var() == pytest.approx(variance, rel=12.0 / sqrt(independent))
        power = np.abs(np.fft.rfft(found - found.mean(), 2 * steps)) ** 2
        covariance = np.fft.irfft(power)[: int(8 * tau)] / steps
        integral = (covariance.sum() - 0.5 * covariance[0]) / 1000.0  # Hz^2 s
        assert 2.0 * integral / rate == pytest.approx(correlation, rel=0.08)
        # Time constant: nearly exponential.
        lags = np.arange(covariance.size)
        near = lags <= tau
        slope = np.polyfit(lags[near], np.log(covariance[near]), 1)[0]
        assert -1.0 / slope == pytest.approx(tau, rel=0.12)

    def test_trains_have_the_correlation(self) -> None:
        rate, correlation, tau = 20.0, 0.2, 10.0
        net = Network(seed=2, scheme="forward")
        n, seconds, window = 60, 600, 500.0
        cells = relays(net, net.poisson(n, CorrelatedRate(rate, correlation, tau)))
        times, who = net.run(1000.0 * seconds).of(cells)
        counts = np.zeros((n, int(1000 * seconds / window) + 1))
        np.add.at(counts, (who, (times // window).astype(int)), 1)
        counts = counts[:, :-1]
        assert times.size / n / seconds == pytest.approx(rate, rel=0.02)
        covariance = np.cov(counts)
        between = (covariance.sum() - covariance.trace()) / (n * (n - 1))
        whole = correlation * (1.0 - tau / window)  # of a finite window
        assert between / counts.mean() == pytest.approx(whole, rel=0.1)
        coefficient = between / covariance.diagonal().mean()
        assert coefficient == pytest.approx(whole / (1.0 + whole), rel=0.1)
        # The cross-correlogram of two halves: c r / (2 tau) exp(-lag / tau).
        bins = np.zeros((2, 1000 * seconds))
        np.add.at(bins, (who % 2, times.astype(int) - 1), 1)
        bins -= bins.mean(axis=1, keepdims=True)
        lags = np.arange(1, 31)
        cross = np.array([(bins[0, :-k] * bins[1, k:]).mean() for k in lags]) * 4 / n**2
        wanted = 1e-6 * correlation * rate / (2.0 * tau / 1000.0) * np.exp(-lags / tau)
        np.testing.assert_allclose(cross, wanted, atol=0.12 * wanted[0])
        fitted = -1.0 / np.polyfit(lags[:12], np.log(cross[:12]), 1)[0]
        assert fitted == pytest.approx(tau, rel=0.2)

    def test_without_correlation_they_are_poisson_trains(self) -> None:
        rates: list[Any] = [15.0, CorrelatedRate(15.0, 0.0, 5.0)]
        found = []
        for rate in rates:
            net = Network(seed=4, scheme="forward")
            cells = relays(net, net.poisson(20, rate))
            found.append(net.run(500.0).of(cells))
        np.testing.assert_array_equal(found[0], found[1])

    def test_sources_do_not_share_their_rate_with_others(self) -> None:
        given = CorrelatedRate(10.0, 0.3, 10.0)
        one, other = (
            bound(given, "rate", "Hz", 1, 1.0, 1, stream).at(np.arange(20_000.0))[:, 0]
            for stream in (32, 64)
        )
        assert abs(np.corrcoef(one, other)[0, 1]) < 0.15

    def test_it_can_be_set_between_runs(self) -> None:
        net = Network(seed=1, scheme="forward")
        source = net.poisson(50, CorrelatedRate(10.0, 0.3, 10.0))
        cells = relays(net, source)
        first = net.run(5000.0)
        source.rate = CorrelatedRate(40.0, 0.3, 10.0)
        second = net.run(5000.0)
        assert second.rate(cells) > 3.0 * first.rate(cells)

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ((-1.0, 0.1, 5.0), "rate"),
            ((10.0, 1.1, 5.0), "correlation"),
            ((10.0, -0.1, 5.0), "correlation"),
            ((10.0, 0.1, 0.0), "tau"),
            ((10.0, 0.1, np.nan), "tau"),
            ((1e-6, 1.0, 0.1), "cannot be had"),
        ],
    )
    def test_what_is_not_a_correlation(self, arguments: Any, words: str) -> None:
        with pytest.raises(ParameterError, match=words):
            CorrelatedRate(*arguments)

    def test_peaks_above_one_spike_per_step_are_refused(self) -> None:
        with pytest.raises(ParameterError, match="one spike per step"):
            Network(scheme="forward").poisson(5, CorrelatedRate(300.0, 1.0, 1.0))
        source: Any = Network(scheme="forward").poisson(5, 5.0)
        with pytest.raises(ParameterError, match="only all sources together"):
            source.rate[2:] = CorrelatedRate(30.0, 0.1, 10.0)


class TestInjection:
    @pytest.mark.parametrize("which", engine.ENGINES)
    def test_a_variable_of_a_population(self, which: str) -> None:
        net = Network(scheme="forward")
        one = net.population(4, i_offset=[0.0, 5.0, 10.0, 20.0])
        other = net.population(3)
        weights = np.array([[0.1, 0.0, 0.02, 0.3], [0.0, 0.2, 0.0, 0.1], [0.05, 0.1, 0.2, 0.3]])
        net.inject(one, other, FromMatrix(weights), target="inh")
        net.inject(one, other, AllToAll(), weights=0.01, variable="u")
        with engine.use(which):
            recording = net.run(100.0, {one: range(4), other: range(3)})
        courses = [recording.course(one, k) for k in range(4)]
        # In each step the state at its beginning: what the step before has left.
        for name, target, by in (("v", "inh", weights), ("u", "exc", np.full((3, 4), 0.01))):
            before = np.stack([getattr(course, name)[:-1] for course in courses])
            found = np.stack([recording.course(other, k).g[target][1:] for k in range(3)])
            np.testing.assert_allclose(found, by @ before, rtol=1e-12)

    @pytest.mark.parametrize("which", engine.ENGINES)
    def test_rules_weights_and_targets(self, which: str) -> None:
        net = Network(scheme="forward")
        cells = net.population(3, conductance="g_exc - 2*g_inh + g_in")
        array = TimedArray(ROWS)
        net.inject(array, cells)
        net.inject(array, cells, "all_to_all", weights=0.5, target="inh")
        single = net.inject("step(3,2)", cells, target="in", name="single")
        with engine.use(which):
            recording = net.run(4.0, {cells: range(3)})
            single.w = [1.0, 2.0, 4.0]
            more = net.run(1.0, {cells: range(3)})
        assert net["single"] is single
        assert len(single) == 3
        found = np.column_stack([recording.course(cells, k).current for k in range(3)])
        wanted = ROWS - ROWS.sum(axis=1, keepdims=True) + [[0], [0], [3], [3]]
        np.testing.assert_allclose(found, wanted, rtol=1e-12)
        assert [more.course(cells, k).g["in"][0] for k in range(3)] == [3.0, 6.0, 12.0]

    def test_a_current_does_not_depend_on_the_step_if_weights_are_charges(self) -> None:
        for scaling, dt in (("charge", 0.5), ("charge", 1.0), ("step", 1.0)):
            net = Network(dt=dt, scaling=scaling, scheme="forward")
            cells = net.population(1)
            net.inject(Sampled([7.0] * 10, 1.0), cells, weights=2.0)
            assert net.run(3.0, {cells: 0}).course(cells, 0).current[2] == 14.0

    def test_gap_junctions_draw_neurons_together(self) -> None:
        apart = []
        for weight in (0.0, 0.05):
            net = Network(dt=0.1, scaling="charge", scheme="forward")
            text = f"g_exc - g_inh + g_gap - {weight} * v"
            one = net.population(1, v0=-75.0, conductance=text, name="one")
            other = net.population(1, v0=-60.0, conductance=text, name="other")
            for pre, post in ((one, other), (other, one)):
                net.inject(pre, post, weights=weight, target="gap")
            net.run(2.0)
            apart.append(abs(one.v[0] - other.v[0]))
        assert apart[1] < 0.95 * apart[0]

    @pytest.mark.parametrize(
        ("act", "words"),
        [
            (lambda net, cells: net.inject(net.sources[0], cells), "use connect"),
            (
                lambda net, cells: net.inject(Network(scheme="forward").population(2), cells),
                "of this network",
            ),
            (
                lambda net, cells: net.inject(cells, Network(scheme="forward").population(2)),
                "of this network",
            ),
            (lambda net, cells: net.inject(cells, cells, target="gaba"), "its conductance is"),
            (lambda net, cells: net.inject(cells, cells, variable="w"), "variable"),
            (lambda net, cells: net.inject(cells, cells, weights=np.nan), "finite"),
            (lambda net, cells: net.inject(cells, cells, "some"), "rule"),
            (lambda net, cells: net.inject(cells, cells, name="cells"), "name"),
            (lambda net, cells: net.inject([1.0, 2.0], cells), "Sampled"),
            (lambda net, cells: net.inject(None, cells), "pre"),
            (lambda net, cells: net.inject(cells, net.population(3)), "one to one needs"),
        ],
    )
    def test_what_cannot_be_injected(self, act: Any, words: str) -> None:
        net = Network(scheme="forward")
        cells = net.population(2, name="cells")
        net.poisson(2, 5.0)
        with pytest.raises(ParameterError, match=words):
            act(net, cells)
        assert not net.injections

    def test_its_weights(self) -> None:
        net = Network(precision="float32", scheme="forward")
        cells = net.population(3)
        injection = net.inject(cells, cells, weights=0.5)
        assert injection.w.shared
        injection.w[1] = 2.0
        assert injection.w.tolist() == [0.5, 2.0, 0.5]
        assert not injection.w.shared
        injection.w = Uniform(1.0, 2.0)
        assert injection["w"].min() >= 1.0
        with pytest.raises(ParameterError, match="there are w"):
            injection.weight = 3.0
        with pytest.raises(ParameterError, match="finite"):
            injection.w = 1e300
        with pytest.raises(ParameterError, match="fixed"):
            injection.post = cells


@pytest.mark.parametrize(
    "add",
    [
        lambda net, cells: net.poisson(2, "5 + t", name="outside"),
        lambda net, cells: net.spike_times([[1.0]], name="outside"),
        lambda net, cells: net.inject(cells, cells, name="outside"),
        lambda net, cells: net.population(2, stimulus=5.0, name="outside"),
    ],
)
def test_files_for_other_simulators_do_not_leave_inputs_out(add: Any) -> None:
    net = Network(scheme="forward")
    cells = net.population(2)
    same(net, 10.0)
    add(net, cells)
    for write in (same, write_network):
        with pytest.raises(ParameterError, match=r"outside.*export the network without"):
            write(net, 10.0)


def test_texts_of_inputs() -> None:
    assert repr(TimedArray(ROWS, period=40.0)) == "<TimedArray: 4 rows of 3, every 40 ms>"
    assert repr(Expression(" 2*t")) == "<Expression '2*t'>"
    assert repr(CorrelatedRate(10, 0.3, 5)) == "<CorrelatedRate: 10 Hz, 0.3 over 5 ms>"
    net = Network(scheme="forward")
    cells = net.population(2, name="cells")
    made = net.inject(cells, cells, name="current")
    assert (
        repr(made)
        == "<Injection 'current': <Population 'cells' of 2> into <Population 'cells' of 2>>"
    )


def test_nothing_warns() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        net = Network(scheme="forward")
        net.population(1, stimulus="sqrt(t - 5) * 0")
        with pytest.raises(SimulationError):
            net.run(100.0)


@pytest.mark.parametrize("which", engine.ENGINES)
def test_functions_between_steps_may_set_inputs(which: str) -> None:
    """Calls at regular times do what is done between runs."""

    def build() -> tuple[Network, Any]:
        net = Network(seed=2, scheme="forward")
        given = net.spike_times([[3.0, 8.0], [5.0]])
        cells = net.population(2, name="cells", stimulus=TimedArray([[1.0, 2.0]]))
        net.connect(given, cells, OneToOne(), weights=30.0)
        current = net.inject("step(2,10)", cells)

        def change(n: int) -> None:
            given.restart()
            cells.stimulus = TimedArray([[n, 1.0]], schedule=5.0, start=net.time)
            current.w[1] = 0.5 * n
            if n == 2:
                given.times = [[1.0], [2.0, 9.0]]

        return net, change

    one, change = build()
    other, again = build()
    one.every(40.0)(change)
    parts = []
    with engine.use(which):
        whole = one.run(200.0)
        for n in range(5):
            again(n)
            parts.append(other.run(40.0))
    np.testing.assert_array_equal(whole.times, np.concatenate([part.times for part in parts]))
    np.testing.assert_array_equal(one.state().v, other.state().v)
    assert whole.times.size > 8
