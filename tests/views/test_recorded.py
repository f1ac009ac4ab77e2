"""A recording in the Neuron view: beneath the trace, as the stimulus, and how far a run agrees."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import Any

import numpy as np
import pytest
from izhikevich.export import export
from izhikevich.fitting import coincidence, fit, sample
from izhikevich.links import read_link, write_link
from izhikevich.neuron.simulate import simulate
from izhikevich.neuron.stimuli.stimulus import Sampled
from izhikevich.plots.table import tables
from izhikevich.views import preparation, registry
from izhikevich.views.base import quick_plots
from izhikevich.views.recordings import recordings

from tests import wire

from .test_fit import csv, errors, readouts


def fresh() -> None:
    """Forget what was opened, as another page does not know it."""
    recordings.cache_clear()
    registry.VIEWS["neuron"]().__dict__.pop("_sweeps", None)


@pytest.fixture(autouse=True)
def _nothing_opened_yet() -> Iterator[None]:
    fresh()
    yield
    fresh()


def state(preset: str = "RS_2007", **values: Any) -> dict[str, Any]:
    return {"view": "neuron", "preset": preset, "values": values, "panels": ["trace"]}


def planted(**values: Any) -> dict[str, Any]:
    """The neuron with which the sample was made, with what it was given."""
    given = {"recording": "planted", "stimulus": "recorded", "duration": 600, "sweep": 3}
    start = {"v0": -60, "u0": 0, "dt": 0.1, "method": "euler"}
    return state(**{**given, **start, **values})


def test_the_recorded_current_makes_the_same_spikes() -> None:
    cell = sample("planted")
    answer = wire.at_once(planted())
    assert not errors(answer)
    own = simulate("RS_2007", Sampled(cell.current[3], cell.dt), 600.0, 0.1)
    assert own.n_spikes == len(cell.spikes()[3])
    assert answer["spikes"] == own.n_spikes
    assert readouts(answer)["Spikes, model/cell"] == f"{own.n_spikes}/{own.n_spikes}"
    assert answer["facts"]["coincidence"] == pytest.approx(1.0, abs=0.1)
    assert answer["facts"]["voltage error"] == pytest.approx(0.2, rel=0.1)  # the noise in it


def test_the_voltage_lies_beneath_the_trace() -> None:
    _, _, run = preparation.read(planted(duration=300))
    view = registry.VIEWS["neuron"]()
    plot = quick_plots(view.panels, ["trace"], run)["trace"]
    first, *_ = plot.panes[0].series
    cell = sample("planted")
    assert first.name == "recording"
    np.testing.assert_array_equal(first.y, cell.voltage[3][: first.y.size])
    assert first.x[-1] <= 300.0 < first.x[-1] + 2 * cell.dt
    low, high = plot.panes[0].y.range or (0.0, 0.0)
    assert low < first.y.min() < first.y.max() < high
    assert "recording" in [one.name for one in tables(plot)]


def test_the_match_by_its_definition() -> None:
    answer = wire.at_once(planted(d=60))
    _, _, run = preparation.read(planted(d=60))
    cell = sample("planted")
    model, recorded = run.trace.spike_times, cell.spikes()[3].times
    gamma = coincidence(np.append(model, np.inf)[None], np.array([model.size]), recorded, 600.0)
    assert answer["facts"]["coincidence"] == pytest.approx(gamma[0])
    total, n = 0.0, 0
    for t, v in zip(cell.t.tolist(), cell.voltage[3].tolist(), strict=True):
        if all(not -2.0 <= t - spike <= 5.0 for spike in (*model, *recorded)):
            total += (np.interp(t, run.trace.t, run.trace.v) - v) ** 2
            n += 1
    assert answer["facts"]["voltage error"] == pytest.approx(sqrt(total / n), rel=0.02)


def test_a_dropped_recording_is_injected_into_a_neuron_in_pA() -> None:
    text = csv(sample("planted"))
    for preset in ("tonic_spiking", "FS_2007"):
        opened = wire.opened(text, "cell.csv", state(preset))
        expected = "RS_2007" if preset == "tonic_spiking" else preset
        assert opened.state["preset"] == expected
        assert opened.state["values"]["stimulus"] == "recorded"
        answer = wire.at_once(opened.state)
        assert not errors(answer)
        assert readouts(answer)["Spikes, model/cell"].endswith("/2")


def test_other_things_are_still_opened_here() -> None:
    assert wire.opened("a=0.02 b=0.2 c=-50 d=2", "", state()).state["preset"] == "CH"
    table = "t (ms),I (pA)\n0,0\n100,80\n200,0\n300,0\n"
    opened = wire.opened(table, "i.csv", state())
    assert str(opened.state["values"]["stimulus"]).startswith(("piecewise", "pulse"))


def test_links_lack_the_recording_and_say_so() -> None:
    opened = wire.opened(csv(sample("planted")), "cell.csv", state())
    link = write_link(opened.state)
    assert len(link) < 250
    fresh()
    answer = wire.at_once(read_link(link)[0])
    assert "cell.csv" in errors(answer)[0]
    assert answer["spikes"] is not None


def test_a_file_that_does_not_say_everything() -> None:
    opened = wire.opened(csv(sample("planted"), current=False), "cell.csv", state())
    (error,) = [n for n in wire.at_once(opened.state)["notices"] if n["level"] == "error"]
    assert error["parameter"] == "stimulation"
    steps = "step from 100 to 500 ms: 60, 90, 130, 200, 300 pA"
    given = {**opened.state["values"], "stimulation": steps, "stimulus": "recorded"}
    assert not errors(wire.at_once({**opened.state, "values": given}))


@pytest.mark.parametrize("preset", ["tonic_spiking", "RS"])
def test_no_current_in_pA_for_other_neurons(preset: str) -> None:
    answer = wire.at_once(state(preset, recording="planted", stimulus="recorded"))
    assert "2007 form" in errors(answer)[0]
    assert "Spikes, model/cell" in readouts(answer)


def test_no_recorded_current_without_a_recording() -> None:
    assert "there is no recording" in errors(wire.at_once(state(stimulus="recorded")))[0]


def test_the_script_reads_the_recording() -> None:
    made = str(export(planted(), "python").content)
    assert 'recording = izh.fitting.sample("planted")' in made
    assert "izh.Sampled(recording.current[3], recording.dt)" in made
    names: dict[str, Any] = {}
    exec(compile(made, "script", "exec"), names)
    assert names["trace"].n_spikes == wire.at_once(planted())["spikes"]


def test_the_fitted_cell_over_its_recording() -> None:
    shown = {"view": "fit", "preset": "known_parameters", "values": {"searched": 2}}
    answer = wire.at_once({**shown, "panels": ["model"]})
    (way,) = [one["see"] for note in answer["notices"] for one in note["actions"] if "see" in one]
    neuron = wire.at_once(read_link(way)[0])
    verdict = fit(sample("planted"), until=4).sweeps[2]
    both = f"{verdict.model.size}/{verdict.recorded.size}"
    assert readouts(neuron)["Spikes, model/cell"] == both
    assert neuron["facts"]["coincidence"] == pytest.approx(verdict.coincidence, abs=0.02)
