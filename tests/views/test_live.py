"""The Neuron view live: its frames, and what is measured of them."""

from __future__ import annotations

import numpy as np
import pytest
from izhikevich.app.live import LiveRuns
from izhikevich.app.protocol import Advance, Failed, Framed
from izhikevich.app.respond import at_once
from izhikevich.errors import FileError, ParameterError
from izhikevich.transport import UNSET
from izhikevich.views.live import LiveFrame, LivePicture
from izhikevich.views.preparation import read
from izhikevich.views.registry import VIEWS
from izhikevich.views.schema import Value
from izhikevich.views.state import State

PRESETS = [preset.name for preset in VIEWS["neuron"]().presets]
ROOM = 1000.0  # ms that the first frame is long


def state(preset: str = "tonic_spiking", view: str = "neuron", **values: Value) -> State:
    return {
        "version": 1,
        "view": view,
        "preset": preset,
        "values": dict(values),
        "panels": ["trace"],
    }


def advance(
    runs: LiveRuns, duration: float, amplitude: float = 0.0, pulses: int = 0, held: bool = False
) -> LiveFrame:
    asked = Advance(id=1, duration=duration, amplitude=amplitude, held=held, pulses=pulses)
    answer = runs.advance(asked)
    assert isinstance(answer, Framed), answer
    return answer.frame


def spikes(frame: LiveFrame) -> list[float]:
    """Times of the spikes in a frame, ms since the run began."""
    found: list[float] = (frame.time[frame.jumps] + frame.end).tolist()
    return found


class TestFrames:
    @pytest.mark.parametrize("preset", PRESETS)
    def test_every_preset_runs_within_its_axes(self, preset: str) -> None:
        runs = LiveRuns()
        scene = runs.go(state(preset)).scene
        frames = [advance(runs, 0.0)]
        for held in (True, False):
            frames += [advance(runs, 5.0, scene.initial, held=held) for _ in range(20)]
        assert frames[0].time[0] == pytest.approx(-ROOM, abs=2.1)
        for k, quantity in enumerate(scene.quantities):
            low, high = quantity.range
            for frame in frames:
                assert frame.values[k].shape == frame.time.shape
                assert np.isfinite(frame.values[k]).all()
            seen = np.concatenate([frame.values[k] for frame in frames])
            margin = 0.25 * (high - low)
            assert low - margin <= seen.min() <= seen.max() <= high + margin

    def test_a_spike_reaches_the_peak_and_jumps(self) -> None:
        runs = LiveRuns()
        runs.go(state("RS"))
        frame = advance(runs, 0.0)
        v, u, _ = frame.values
        assert frame.jumps.size > 10
        np.testing.assert_array_equal(v[frame.jumps - 1], 30.0)
        np.testing.assert_array_equal(v[frame.jumps], -65.0)
        np.testing.assert_allclose(u[frame.jumps] - u[frame.jumps - 1], 8.0, rtol=1e-4)
        np.testing.assert_array_equal(frame.time[frame.jumps], frame.time[frame.jumps - 1])

    @pytest.mark.parametrize("method", ["euler", "accurate"])
    def test_they_join(self, method: str) -> None:
        runs = LiveRuns()
        runs.go(state("CH", method=method))
        frames = [advance(runs, 0.0), *(advance(runs, 0.7) for _ in range(300))]
        times = np.concatenate([frame.time + np.float64(frame.end) for frame in frames])
        assert (np.diff(times) > -1e-3).all()
        assert np.diff(times).max() < 0.3
        assert frames[-1].end == pytest.approx(ROOM + 210.0, abs=0.3)

    def test_a_fine_step_is_thinned_but_not_its_spikes(self) -> None:
        counts, times = [], []
        for dt in (0.01, 0.1):
            runs = LiveRuns()
            runs.go(state("RS", dt=dt, method="accurate"))
            frame = advance(runs, 0.0)
            counts.append(frame.time.size)
            times.append(spikes(frame))
        assert counts[0] < 1.2 * counts[1]
        np.testing.assert_allclose(times[0], times[1], atol=1e-3)

    def test_a_short_one_may_be_empty(self) -> None:
        runs = LiveRuns()
        runs.go(state("RS"))
        end = advance(runs, 0.0).end
        sizes = [advance(runs, 0.1).time.size for _ in range(10)]
        assert sum(sizes) == 4, "1 ms in steps of 0.25 ms"
        assert 0 in sizes
        assert advance(runs, 0.0).end == end + 1.0


class TestInputs:
    def test_they_act_in_the_next_frame(self) -> None:
        runs = LiveRuns()
        runs.go(state("RS", stimulus="3"))
        advance(runs, 0.0)
        assert advance(runs, 1.0).values[2][-1] == 3.0
        held = advance(runs, 1.0, -7.0, held=True)
        np.testing.assert_array_equal(held.values[2], [-4.0] * 4)
        np.testing.assert_array_equal(advance(runs, 1.0, -7.0).values[2], [3.0] * 4)
        pulse = advance(runs, 3.0, -7.0, pulses=1)
        np.testing.assert_array_equal(pulse.values[2], [-4.0] * 8 + [3.0] * 4)

    def test_the_nullcline_moves_with_the_current(self) -> None:
        runs = LiveRuns()
        runs.go(state("RS", stimulus="3"))
        before = advance(runs, 0.0).picture
        assert advance(runs, 1.0).picture is UNSET, "the page has it"
        after = advance(runs, 1.0, 20.0, held=True).picture
        assert isinstance(before, LivePicture)
        assert isinstance(after, LivePicture)
        np.testing.assert_allclose(after.curves[0].y - before.curves[0].y, 20.0, atol=1e-3)
        np.testing.assert_array_equal(after.curves[1].y, before.curves[1].y)
        assert [curve.dashed for curve in before.curves] == [False, False, True]
        assert len(before.points) == 2
        assert not after.points, "rest is lost, and the separatrix with it"
        assert len(after.curves) == 2

    def test_parameters_act_on_the_running_neuron(self) -> None:
        runs = LiveRuns()
        assert runs.go(state("RS")).fresh
        before = advance(runs, 0.0)
        answer = runs.go(state("RS", d=2.0, I=1.0))
        assert not answer.fresh
        assert answer.values["d"] == 2.0
        assert answer.scene.level.offset == 14.0
        after = advance(runs, 100.0)
        assert after.values[0][0] == pytest.approx(before.values[0][-1], abs=5.0)
        assert after.values[2][-1] == 15.0
        rise = after.values[1][after.jumps] - after.values[1][after.jumps - 1]
        np.testing.assert_allclose(rise, 2.0, rtol=1e-3)

    def test_another_preset_is_another_run(self) -> None:
        runs = LiveRuns()
        runs.go(state("RS"))
        advance(runs, 0.0)
        assert runs.go(state("CH")).fresh
        assert advance(runs, 0.0).time.size > 4000

    def test_what_is_not_allowed_is_told(self) -> None:
        runs = LiveRuns()
        answer = runs.go(state("RS", a="fast"))
        assert answer.values["a"] == 0.02
        assert [notice.parameter for notice in answer.notices] == ["a"], answer.notices

    def test_a_run_that_cannot_continue_says_why(self) -> None:
        runs = LiveRuns()
        runs.go(state("RS", dt=2.0, stimulus="-100000"))
        answer = runs.advance(Advance(id=5, duration=1.0, amplitude=0.0, held=False, pulses=0))
        assert isinstance(answer, Failed)
        assert answer.id == 5
        assert "diverged" in answer.text


class TestMeasured:
    @pytest.mark.parametrize("method", ["euler", "forward", "half_step", "accurate"])
    def test_the_last_second_has_the_same_spikes(self, method: str) -> None:
        runs = LiveRuns()
        runs.go(state("CH", stimulus="4", method=method))
        frames = [advance(runs, 0.0)]
        for k in range(200):
            held = 20 <= k % 70 < 50
            frames.append(advance(runs, 5.0, 8.0, held=held, pulses=k % 60 == 7))
        measured = runs.measure(ROOM)
        assert measured["view"] == "neuron"
        assert measured["preset"] == "CH"
        _, request, prepared = read(measured)
        assert not request.notices
        live = np.array([time for frame in frames for time in spikes(frame)])
        trace = prepared.trace
        begin = frames[-1].end - prepared.duration - (0.0 if method == "accurate" else prepared.dt)
        mine = live[live > begin + 0.3] - begin
        theirs = trace.spike_times[trace.spike_times > 0.3]
        assert mine.size > 10
        # Frames are in single precision; by the accurate scheme the run is whole steps long.
        np.testing.assert_allclose(theirs[: mine.size], mine, atol=0.26)
        np.testing.assert_allclose(np.diff(theirs[: mine.size]), np.diff(mine), atol=1e-3)

    def test_it_is_a_state_like_others(self) -> None:
        runs = LiveRuns()
        runs.go(state("RS", d=4.0))
        advance(runs, 0.0)
        advance(runs, 30.0, 5.0, held=True)
        measured = runs.measure(ROOM)
        assert measured["values"]["d"] == 4.0
        assert measured["values"]["stimulus"] == "piecewise(19,t<970:14)"
        answer = at_once(measured)
        assert answer.state == measured
        assert answer.notices == ()

    def test_after_a_change_of_parameters_it_begins_there(self) -> None:
        runs = LiveRuns()
        runs.go(state("RS"))
        advance(runs, 0.0)
        runs.go(state("RS", d=2.0))
        advance(runs, 20.0)
        assert runs.measure(ROOM)["values"]["duration"] == 50.0

    def test_there_is_nothing_to_measure(self) -> None:
        runs = LiveRuns()
        with pytest.raises(FileError, match="Nothing runs live"):
            runs.measure(ROOM)
        asked = Advance(id=1, duration=1.0, amplitude=0.0, held=False, pulses=0)
        assert isinstance(runs.advance(asked), Failed)

    def test_other_views_do_not_run_live(self) -> None:
        with pytest.raises(ParameterError, match="does not run live"):
            LiveRuns().go(state("xor", view="learning"))
