"""A neuron that runs without an end: however it is cut, one run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import LiveNeuron
from izhikevich._typing import FloatArray
from izhikevich.neuron.cells.lookup import parameters_of
from izhikevich.neuron.live import Past
from izhikevich.neuron.schemes.table import SCHEMES

CELLS = ("RS", "CH", "FS_2007", "TC_2007", "RS_2007", "tonic_bursting", "accommodation")
PARTS = ("t", "v", "u", "current", "spike_times", "spike_v", "spike_u")
#: What the reader does, as a number times the scale of the cell's currents.
ACTS = st.tuples(st.sampled_from(("hold", "pulse", "level")), st.sampled_from((-5.0, 0.0, 8.0)))


def scale(cell: str) -> float:
    return 20.0 if parameters_of(cell).dimensional else 1.0


def act(neuron: LiveNeuron, what: tuple[str, float], scale: float) -> None:
    name, amount = what[0], what[1] * scale
    if name == "hold":
        neuron.hold(amount)
    elif name == "pulse":
        neuron.pulse(2.0 * amount)
    else:
        neuron.level = 5.0 * scale + amount


def joined(chunks: Sequence[izh.Trace], part: str) -> FloatArray:
    found: FloatArray = np.concatenate([getattr(chunk, part) for chunk in chunks])
    return found


def run(neuron: LiveNeuron, script: Any, scale: float, longest: int) -> list[izh.Trace]:
    """Follow a script of (steps, act), in chunks of at most some steps."""
    chunks = []
    for steps, what in script:
        while steps:
            taken = min(steps, longest)
            chunks.append(neuron.advance(taken))
            steps -= taken
        act(neuron, what, scale)
    return chunks


def as_stimulus(current: FloatArray, dt: float) -> izh.Stimulus:
    """The current of the samples as pieces."""
    edges = [0, *(np.flatnonzero(np.diff(current)) + 1).tolist()]
    pieces = (
        izh.Piece(float(current[k]), k * dt, end and end * dt, includes_start=True)
        for k, end in zip(edges, [*edges[1:], None], strict=True)
    )
    return izh.Piecewise(0.0, tuple(pieces))


def again(past: Past) -> izh.Trace:
    return izh.simulate(
        past.parameters, past.stimulus, past.duration, past.dt, past.v0, past.u0, past.scheme
    )


@pytest.mark.parametrize("scheme", SCHEMES)
@settings(max_examples=25, deadline=None)
@given(
    cell=st.sampled_from(CELLS),
    dt=st.sampled_from((0.1, 0.25)),
    script=st.lists(st.tuples(st.integers(2, 300), ACTS), min_size=1, max_size=8),
    longest=st.integers(1, 120),
)
def test_it_is_one_run_however_it_is_cut(
    scheme: str, cell: str, dt: float, script: Any, longest: int
) -> None:
    level = 5.0 * scale(cell)
    whole, cut = (
        run(LiveNeuron(cell, level, dt, scheme=scheme), script, scale(cell), most)
        for most in (10_000, longest)
    )
    for part in PARTS:
        np.testing.assert_array_equal(joined(whole, part), joined(cut, part), part)
    current = joined(whole, "current")
    one = izh.simulate(cell, as_stimulus(current, dt), (current.size - 1) * dt, dt, scheme=scheme)
    for part in PARTS:
        found = joined(whole, part)
        # A spike after the last sample is not in a run that ends with it.
        here = found if part in PARTS[:4] else found[: one.n_spikes]
        np.testing.assert_array_equal(here, getattr(one, part), part)
    assert joined(whole, "spike_times")[one.n_spikes :].size <= 1


@pytest.mark.engine
@pytest.mark.parametrize("scheme", ["euler", "forward", "half_step"])
def test_both_engines_give_the_same(scheme: str) -> None:
    script = [(200, ("hold", 8.0)), (333, ("pulse", 8.0)), (400, ("level", -5.0))]
    found = []
    for engine in ("numpy", "compiled"):
        with izh.engine.use(engine):
            found.append(run(LiveNeuron("CH", scheme=scheme), script, 1.0, 57))
    for part in PARTS:
        one, other = (joined(chunks, part) for chunks in found)
        np.testing.assert_array_equal(one, other, part)


class TestCurrent:
    def test_a_pulse_lasts_two_milliseconds(self) -> None:
        neuron = LiveNeuron("RS", level=1.0, dt=0.25)
        neuron.advance(10)
        neuron.pulse(7.0)
        np.testing.assert_array_equal(neuron.advance(10).current, [8.0] * 8 + [1.0] * 2)

    def test_pulses_and_what_is_held_add_up(self) -> None:
        neuron = LiveNeuron("RS", level=1.0, dt=1.0)
        neuron.hold(2.0)
        neuron.pulse(4.0)
        neuron.advance(1)
        neuron.pulse(8.0)
        np.testing.assert_array_equal(neuron.advance(3).current, [15.0, 11.0, 3.0])
        neuron.hold(0.0)
        assert neuron.advance(1).current == [1.0]

    def test_by_the_accurate_scheme_it_changes_within_a_millisecond(self) -> None:
        neuron = LiveNeuron("CH", level=10.0, dt=0.05, scheme="accurate")
        for k in range(400):
            before = neuron.time
            neuron.hold(float(k % 2))
            changed = neuron.advance(40).current == 10.0 + k % 2
            assert changed.argmax() * 0.05 < 1.0, before

    @pytest.mark.parametrize("amount", [float("nan"), 1e7])
    def test_what_is_no_current(self, amount: float) -> None:
        neuron = LiveNeuron("RS")
        with pytest.raises(izh.ParameterError, match="amplitude"):
            neuron.hold(amount)
        with pytest.raises(izh.ParameterError, match="level"):
            neuron.level = amount


class TestChanges:
    @pytest.mark.parametrize("scheme", SCHEMES)
    def test_parameters_change_between_chunks(self, scheme: str) -> None:
        neuron = LiveNeuron("RS", 10.0, 0.1, scheme=scheme)
        first = neuron.advance(700)
        past = neuron.last(70.0)
        neuron.change("CH")
        second = neuron.advance(2000)
        if scheme != "accurate":
            assert (second.v0, second.u0) == (first.v[-1], first.u[-1])
        same = izh.simulate("CH", 10.0, 199.9, 0.1, second.v0, second.u0, scheme)
        np.testing.assert_array_equal(same.v, second.v)
        np.testing.assert_allclose(same.spike_times, second.spike_times - 70.0, atol=1e-9)
        assert second.t[0] == pytest.approx(70.0)
        assert past.parameters == parameters_of("RS")
        assert neuron.last(1000.0).duration == pytest.approx(200.0, abs=0.11)

    def test_step_and_scheme_change(self) -> None:
        neuron = LiveNeuron("RS", 10.0, 0.5)
        neuron.pulse(5.0, width=10.0)
        neuron.advance(10)
        neuron.change("RS", dt=0.1, scheme="accurate")
        chunk = neuron.advance(100)
        assert chunk.dt == 0.1
        assert chunk.t[0] == 5.0
        assert np.count_nonzero(chunk.current == 15.0) == 50, "the pulse keeps its width"

    def test_a_change_that_is_refused_changes_nothing(self) -> None:
        neuron = LiveNeuron("RS", 10.0)
        neuron.advance(10)
        with pytest.raises(izh.ParameterError, match="dt"):
            neuron.change("RS", dt=-1.0)
        assert neuron.dt == 0.25
        assert neuron.advance(1).t == [2.5]

    def test_one_that_diverges_says_when(self) -> None:
        neuron = LiveNeuron("FS_2007", 1e6, dt=2.0)
        with pytest.raises(izh.SimulationError, match="diverged at"):
            run(neuron, [(7000, ("hold", 0.0))], 1.0, 7)


class TestPast:
    @pytest.mark.parametrize("scheme", SCHEMES)
    @pytest.mark.parametrize("cell", ["RS", "CH", "TC_2007"])
    def test_the_last_second_is_a_run_with_the_same_spikes(self, cell: str, scheme: str) -> None:
        script = [(300 + 41 * k, ("hold", (-5.0, 0.0, 8.0)[k % 3])) for k in range(20)]
        neuron = LiveNeuron(cell, 5.0 * scale(cell), scheme=scheme)
        chunks = run(neuron, script, scale(cell), 33)
        past = neuron.last(1000.0)
        trace = again(past)
        spikes = joined(chunks, "spike_times")
        since = trace.spike_times + past.begin
        both = min(since[-1], spikes[-1]) + 1e-6  # it ends up to a time step later
        np.testing.assert_allclose(
            since[since < both], spikes[(spikes > past.begin + 1e-6) & (spikes < both)], atol=1e-9
        )
        assert trace.n_spikes > 5
        if scheme == "accurate":
            assert 999.0 < past.duration < 1100.0
        else:
            assert past.duration == 999.75
            for part in ("v", "u", "current"):
                np.testing.assert_array_equal(getattr(trace, part), joined(chunks, part)[-4000:])

    def test_its_stimulus_is_compact_and_has_a_text(self) -> None:
        neuron = LiveNeuron("RS", 3.0)
        for k in range(100):
            neuron.hold(10.0 if 30 <= k < 60 else 0.0)
            neuron.advance(40)
        assert neuron.last(1000.0).stimulus.text == "piecewise(3,300<=t<600:13)"
        assert neuron.last(200.0).stimulus.text == "3"
        assert neuron.last(550.0).stimulus.text == "piecewise(3,t<150:13)"

    def test_nothing_has_run_yet(self) -> None:
        neuron = LiveNeuron("RS")
        with pytest.raises(izh.ParameterError, match="nothing has run"):
            neuron.last(100.0)

    @pytest.mark.parametrize("scheme", ["euler", "accurate"])
    def test_what_is_kept_stays_as_much(self, scheme: str) -> None:
        neuron = LiveNeuron("CH", 10.0, scheme=scheme, kept=100.0)
        sizes = []
        for k in range(1000):
            neuron.hold(float(k % 5))
            neuron.advance(20)
            sizes.append(len(neuron._run.states) + len(neuron._changes))
        assert max(sizes[500:]) <= 1.2 * max(sizes[:200])
