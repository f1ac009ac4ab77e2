"""Spikes from outside: each that is given counts, and rates follow one rule."""

from __future__ import annotations

from math import exp
from typing import Any

import numpy as np
import pint
import pytest
from izhikevich import CELL_TYPES, Network, ParameterError, Sampled, engine
from izhikevich.network import STDP, OneToOne, Polychronous, ShortTerm

UNITS: Any = pint.UnitRegistry()
WITHIN = [10.0, 10.2, 10.4, 10.6, 10.8]


def arrivals(times: Any, which: str, **options: Any) -> Any:
    """Return what arrives at one neuron in each step, shape (n_steps, n_sources)."""
    net = Network(scheme="forward")
    source = net.spike_times(times)
    cells = net.population(source.size)
    net.connect(source, cells, OneToOne(), weights=5.0, delays=2.0, **options)
    with engine.use(which):
        recording = net.run(40.0, record={cells: range(source.size)})
    return np.column_stack([recording.course(cells, k).g["exc"] for k in range(source.size)])


@pytest.mark.parametrize("which", engine.ENGINES)
@pytest.mark.parametrize(
    "times",
    [
        [WITHIN],
        [[10.0], WITHIN, [], [3.0, 3.0, 10.1, 10.9, 29.0]],
        np.array([[10.8, 10.2, 10.2], [4.0, 5.0, 6.0]]),
        ([1, 2, 3],),
    ],
)
def test_each_spike_within_a_step_counts(times: Any, which: str) -> None:
    expected = np.zeros((40, len(times)))
    for k, train in enumerate(times):
        np.add.at(expected[:, k], np.floor(train).astype(int) + 2, 5.0)
    np.testing.assert_array_equal(arrivals(times, which), expected)


@pytest.mark.parametrize("which", engine.ENGINES)
def test_more_spikes_in_a_step_than_there_are_sources_and_room(which: str) -> None:
    times = [np.repeat([5.0, 6.0, 20.0], 70_000), [5.0]]
    found = arrivals(times, which)
    assert found[[7, 8, 22], 0].tolist() == [350_000.0] * 3
    assert np.count_nonzero(found) == 4


@pytest.mark.parametrize("which", engine.ENGINES)
def test_each_spike_within_a_step_is_learned_from(which: str) -> None:
    """All pairs count: five arrivals at 12 ms, a postsynaptic spike at 8 and one at 20 ms."""
    net = Network(scheme="forward")
    cell = net.population(1)
    net.connect(net.spike_times([[7.0, 19.0]]), cell, weights=2000.0)
    rule = STDP(0.3, 0.2, tau_plus=15.0, tau_minus=25.0, w_min=-10.0)
    learning = net.connect(
        net.spike_times([WITHIN, [10.0]]), cell, weights=0.0, delays=2.0, plasticity=rule
    )
    slow = net.connect(
        net.spike_times([WITHIN]), cell, weights=0.0, delays=2.0, plasticity=Polychronous()
    )
    with engine.use(which):
        assert net.run(999.0).times[:2].tolist() == [8.0, 20.0]
    each = 0.3 * exp(-8 / 15) - 0.2 * exp(-4 / 25)
    np.testing.assert_allclose(net.weights(learning), [5 * each, each], rtol=1e-9)
    # Nearest spikes: the trace of the arrivals is set once, that of the cell is read five times.
    with engine.use(which):
        net.run(1.0)
    collected = 0.1 * 0.95**8 - 5 * 1.2 * 0.1 * 0.95**3
    np.testing.assert_allclose(net.weights(slow), max(0.01 + collected, 0.0), rtol=1e-9)


@pytest.mark.parametrize("which", engine.ENGINES)
def test_each_spike_within_a_step_tires_a_synapse(which: str) -> None:
    found = arrivals([WITHIN, [10.0]], which, short_term=ShortTerm(0.4, 300.0))[12]
    np.testing.assert_allclose(found, [5.0 * 0.4 * sum(0.6**k for k in range(5)), 2.0])


@pytest.mark.parametrize(
    "times",
    [
        [1, 2, 3],
        (1.0, 2.0),
        np.array([1.0, 2.0, 3.0]),
        np.array(3.0),
        7.0,
        "1 2 3",
        ["1 2", "3"],
        [[1.0, 2.0], 3.0],
        {"a": [1.0]},
        None,
        [None],
    ],
)
def test_what_does_not_say_which_source_fires_is_refused_with_the_remedy(times: Any) -> None:
    with pytest.raises(ParameterError, match=r"times = .*\[\[1, 2, 3\]\] for one") as caught:
        Network(scheme="forward").spike_times(times)
    assert caught.value.parameter == "times"


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([[1.0, np.nan]], "finite"),
        ([[np.inf]], "finite"),
        ([[5.0], [-0.1]], "times = -0.1"),
        ([[1e300]], "from 0 to"),
        ([["a"]], "must be a number in ms"),
        ([[[1.0]]], "must be a number in ms"),
        ([np.ones((2, 2))], "shape"),
        ([[True]], "must be a number in ms"),
        ([], "number of spike trains"),
    ],
)
def test_times_that_are_not_allowed(times: Any, words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        Network(scheme="forward").spike_times(times)


def test_times_with_a_unit_are_converted() -> None:
    source = Network(scheme="forward").spike_times([[0.01, 0.02] * UNITS.s, [3.0]])
    assert source.steps.tolist() == [3, 10, 20]
    assert source.members.tolist() == [1, 0, 0]


@pytest.mark.parametrize("value", [5000.0, 1001.0, -1.0])
@pytest.mark.parametrize(
    "form",
    [
        lambda rate: rate,
        lambda rate: np.array([10.0, rate]),
        lambda rate: [10.0, rate],
        lambda rate: str(rate),
        lambda rate: f"5+{rate - 5}".replace("+-", "-"),
        lambda rate: f"piecewise(10,30<=t<31:{rate})",
        lambda rate: f"pulse({rate},150,1)",
        lambda rate: Sampled([10.0] * 50 + [rate], 1.0),
    ],
)
@pytest.mark.parametrize("which", engine.ENGINES)
def test_one_rule_for_rates_as_numbers_and_over_time(form: Any, value: float, which: str) -> None:
    net = Network(scheme="forward")
    net.population(1)

    def run() -> None:
        net.poisson(2, form(value))
        net.run(200.0)

    with engine.use(which), pytest.raises(ParameterError, match="from 0 to 1000 Hz") as caught:
        run()
    assert (caught.value.parameter, caught.value.value) == ("rate", value)
    assert net.time == 0.0


def test_the_rule_for_rates_follows_the_step() -> None:
    net = Network(dt=0.1, scaling="charge", scheme="forward")
    net.population(1)
    net.poisson(3, 10_000.0)
    net.poisson(3, "step(10000,2)")
    net.run(5.0)
    net.reset()
    net.poisson(1, "step(10001,2)")
    net.run(1.9)
    with pytest.raises(ParameterError, match=r"at 2 ms it must be from 0 to 10000 Hz"):
        net.run(0.2)
    assert net.time == pytest.approx(1.9)


@pytest.mark.parametrize("rate", [np.nan, np.inf, [1.0, np.nan], None, "abc", lambda: 5.0, []])
def test_rates_that_are_none(rate: Any) -> None:
    with pytest.raises(ParameterError):
        Network(scheme="forward").poisson(2, rate)


class TestUnits:
    """A neuron of the 2007 form takes pA where one of the 2003 form takes mV/ms."""

    @pytest.mark.parametrize(
        ("cell", "unit", "other"), [("RS_2007", "pA", "mV/ms"), ("RS", "mV/ms", "pA")]
    )
    def test_of_currents(self, cell: str, unit: str, other: str) -> None:
        net = Network(seed=1, scheme="forward")
        one = net.population(2, CELL_TYPES[cell], i_offset=80.0, noise=9.0, stimulus=100.0)
        same = net.population(
            2,
            CELL_TYPES[cell],
            i_offset=np.array([80e3, 80e3]) * UNITS(f"1e-3*{unit}"),
            noise=[9e-3 * UNITS(f"1e3*{unit}"), 9.0],
            stimulus=100.0 * UNITS(unit),
        )
        for name in ("i_offset", "noise"):
            np.testing.assert_allclose(same.values[name], one.values[name])
        assert same.stimulus == one.stimulus
        net.random_pulses(20.0 * UNITS(unit))
        assert net.pulse == 20.0
        for name in ("i_offset", "noise", "stimulus"):
            with pytest.raises(ParameterError, match=f"cannot be converted to {unit}"):
                net.population(2, CELL_TYPES[cell], **{name: 5.0 * UNITS(other)})
            wrong: dict[str, Any] = {name: None if name != "stimulus" else {}}
            with pytest.raises(ParameterError, match=f"must be a number in {unit}"):
                net.population(2, CELL_TYPES[cell], **wrong)
        with pytest.raises(ParameterError, match=f"cannot be converted to {unit}"):
            net.random_pulses(5.0 * UNITS(other))
        with pytest.raises(ParameterError, match=f"must be a number in {unit}"):
            net.random_pulses("strong")  # type: ignore[arg-type]

    def test_of_pulses_into_both_forms(self) -> None:
        net = Network(scheme="forward")
        net.population(1)
        net.population(1, CELL_TYPES["RS_2007"])
        with pytest.raises(ParameterError, match="give a plain number"):
            net.random_pulses(5.0 * UNITS.pA)
        net.random_pulses(5.0)
