"""The Fit view: a recording is opened, fitted, judged, corrected by hand, and taken elsewhere."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich.errors import FileError, ParameterError
from izhikevich.export import export
from izhikevich.fitting import Recording, fit, sample
from izhikevich.fitting.exponential_fit import ExponentialFitting
from izhikevich.fitting.model_search import GENERATIONS
from izhikevich.fitting.verdict import error
from izhikevich.links import read_link, write_link
from izhikevich.networks.rows.cells import read_cell
from izhikevich.neuron.schemes.table import SCHEMES
from izhikevich.plots.any_plot import figure
from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress, Stopped, finish
from izhikevich.views import preparation, registry
from izhikevich.views.fit.held_out import held_out
from izhikevich.views.fit.network_state import network_link
from izhikevich.views.part import Part
from izhikevich.views.recordings import corrections, recordings

from tests import wire

VIEW = registry.VIEWS["fit"]()
EVERY = [panel.name for panel in VIEW.panels]


def another_page() -> None:
    """Forget what was opened."""
    VIEW.__dict__.pop("_sessions", None)
    recordings.cache_clear()


@pytest.fixture(autouse=True)
def _nothing_opened_yet() -> Iterator[None]:
    another_page()
    yield
    another_page()


#: Generations of what `state` asks for, 2 % of the search.
SEARCHED = 2 * GENERATIONS // 100


def state(preset: str = "known_parameters", **values: Any) -> dict[str, Any]:
    return {"view": "fit", "preset": preset, "values": {"searched": 2, **values}, "panels": EVERY}


def csv(recording: Recording, *, current: bool = True) -> str:
    """The recording as a table, a column for each sweep."""
    n = recording.n_sweeps
    head = ["t (ms)", *(f"v{k} (mV)" for k in range(n))]
    columns = [recording.t, *recording.voltage]
    if current:
        head += [f"I{k} (pA)" for k in range(n)]
        columns += [*recording.current]
    rows = (",".join(f"{x:.6g}" for x in row) for row in np.column_stack(columns).tolist())
    return "\n".join((",".join(head), *rows, ""))


def later(panel: str, asked: dict[str, Any]) -> Plot:
    """The plot of a panel that is drawn on demand."""
    view, request, prepared = preparation.read({**asked, "panels": [panel]})
    parts = list(view.compute(prepared, tuple(request.panels)))
    assert any(isinstance(part, Progress) for part in parts)
    last = parts[-1]
    assert isinstance(last, Part)
    return last.plots[panel]


def tables(plot: Plot) -> dict[str, Any]:
    """The values of the series of the first pane, by their names."""
    return {one.name: one.y for one in plot.panes[0].series}


def readouts(answer: wire.Message) -> dict[str, str]:
    return {one["label"]: one["value"] for one in answer["readouts"]}


def errors(answer: wire.Message) -> list[str]:
    return [note["text"] for note in answer["notices"] if note["level"] == "error"]


def test_a_model_and_how_far_to_trust_it() -> None:
    answer = wire.at_once(state())
    found = fit(sample("planted"), until=SEARCHED)
    model = [one.model.size for one in found.sweeps]
    assert answer["spikes"] == sum(model)
    assert readouts(answer)["Spikes, held out"] == f"{model[1]}/4 · {model[3]}/14"
    assert readouts(answer)["Recorded spikes"] == "2 · 4 · 8 · 14 · 22"
    assert readouts(answer)["C"] == f"{found.parameters.C:.4g}"
    assert "In the held-out sweeps the model fires" in answer["summary"]
    assert set(answer["figures"]) == {panel.name for panel in VIEW.panels if panel.quick}
    assert answer["facts"]["loss"] == found.loss
    trust = answer["about"][0]
    assert trust["title"] == "How far to trust it"


def test_the_search_continues_and_restarts() -> None:
    first = wire.at_once(state(searched=2))
    later = wire.at_once(state(searched=5))
    assert later["facts"]["loss"] <= first["facts"]["loss"]
    assert later["facts"]["loss"] == fit(sample("planted"), until=5 * GENERATIONS // 100).loss
    again = wire.at_once(state(searched=2))
    assert again["facts"] == first["facts"]


def test_it_can_be_stopped_and_continued() -> None:
    parts = wire.respond(state(searched=50))
    seen = 0
    part: Any = next(parts)
    while seen < 8:
        seen += isinstance(part, Progress)
        part = next(parts)
    rest = [parts.throw(Stopped()), *parts]
    said = [part for part in rest if not isinstance(part, Progress)]
    values = next(part["values"] for part in said if "summary" in part)
    assert 0 < values["searched"] < 50


def test_the_neuron_view_gets_the_neuron() -> None:
    answer = wire.at_once(state())
    (way,) = [one["see"] for note in answer["notices"] for one in note["actions"] if "see" in one]
    view, request, run = preparation.read(read_link(way)[0])
    assert view.name == "neuron"
    assert not request.notices
    found = fit(sample("planted"), until=SEARCHED)
    assert run.parameters.C == found.parameters.C
    assert run.parameters.c == found.parameters.c
    assert run.stimulus.text == "pulse(130,100,400)"
    assert run.trace is not None
    assert run.trace.n_spikes == found.sweeps[2].model.size


def test_a_table_is_opened_and_fitted() -> None:
    cell = sample("planted")
    opened = wire.opened(csv(cell), "cell.csv", state())
    assert opened.words == "5 sweeps of 600 ms each, with 50 spikes"
    assert opened.state["values"]["searched"] == 100.0
    opened.state["values"]["searched"] = 2.0
    answer = wire.at_once({**opened.state, "panels": EVERY})
    assert not errors(answer)
    assert readouts(answer)["Recorded spikes"] == "2 · 4 · 8 · 14 · 22"
    link = write_link(opened.state)
    assert "cell.csv" in link
    assert len(link) < 200  # no data


def test_arrays_are_opened() -> None:
    cell = sample("b8")
    file = io.BytesIO()
    np.savez_compressed(file, t=cell.t, voltage=cell.voltage, current=cell.current)
    opened = wire.opened(file.getvalue(), "b8.npz", state())
    assert "with 282 spikes" in opened.words


def test_what_a_file_does_not_say_can_be_given() -> None:
    opened = wire.opened(csv(sample("planted"), current=False), "cell.csv", state())
    assert any("protocol" in note for note in opened.notes)
    given = {**opened.state["values"], "searched": 2.0}
    answer = wire.at_once({**opened.state, "values": given, "panels": EVERY})
    (error,) = [note for note in answer["notices"] if note["level"] == "error"]
    assert error["parameter"] == "stimulation"
    given["stimulation"] = "step from 100 to 500 ms: 60, 90, 130, 200, 300 pA"
    answer = wire.at_once({**opened.state, "values": given, "panels": EVERY})
    assert not errors(answer)
    assert answer["facts"]["loss"] == pytest.approx(
        fit(sample("planted"), until=SEARCHED).loss, rel=0.1
    )


def test_links_lack_the_recording_and_say_so() -> None:
    opened = wire.opened(csv(sample("planted")), "cell.csv", state())
    link = write_link({**opened.state, "values": {**opened.state["values"], "searched": 2.0}})
    another_page()
    answer = wire.at_once(read_link(link)[0])
    (error,) = errors(answer)
    assert "cell.csv" in error
    assert "open the file here" in error
    assert answer["values"]["cell"] == "b8"


def test_the_2003_form() -> None:
    answer = wire.at_once(state(form="2003"))
    found = fit(sample("planted"), form="2003", until=SEARCHED)
    assert readouts(answer)["scale"] == f"{found.box.named(found.cloud[0])['scale']:.4g}"
    assert answer["facts"]["loss"] == found.loss
    code = export(state(form="2003"), "python").content
    assert 'form="2003"' in str(code)
    assert "form=" not in str(export(state(), "python").content)


def test_weights() -> None:
    answer = wire.at_once(state(weights="voltage 4, count 2"))
    found = fit(sample("planted"), weights={"voltage": 4.0, "count": 2.0}, until=SEARCHED)
    assert answer["facts"]["loss"] == found.loss
    assert answer["facts"]["loss"] != wire.at_once(state())["facts"]["loss"]
    code = str(export(state(weights="voltage 4, count 2"), "python").content)
    assert 'weights={"voltage": 4.0, "count": 2.0}' in code
    assert "weights=" not in str(export(state(), "python").content)
    (error,) = errors(wire.at_once(state(weights="spikes 2")))
    assert "spikes" in error
    assert "latency" in error


def test_the_adaptive_exponential_model_of_the_same_cell() -> None:
    plot = later("alternative", state())
    found = fit(sample("planted"), until=SEARCHED)
    search = ExponentialFitting(sample("planted"), seed=0, generations=GENERATIONS)
    finish(search.advancing(SEARCHED))
    other = search.result()
    own, its = (tables(plot)[one.box.TITLE] for one in (found, other))
    for one, table in ((found, own), (other, its)):
        errors_ = [error(s, steady=True) for s in one.sweeps if s.recorded.size]
        np.testing.assert_array_equal(table, errors_)
    assert plot.results == [found.compared_with(other)]


def test_how_far_the_time_step_matters() -> None:
    plot = later("time_step", state())
    solved = fit(sample("planted"), until=SEARCHED).sensitivity()
    rows = [one for one in solved.solved if one.scheme == "half_step" and one.dt == 1.0]
    worst = max(100.0 * abs(one.spikes - one.accurate) / max(1, one.accurate) for one in rows)
    assert tables(plot)[SCHEMES["half_step"].title][-1] == worst
    assert figure(solved).plot.panes[0].series[0].name == plot.panes[0].series[0].name


def test_a_network_of_the_fitted_cell() -> None:
    found = fit(sample("planted"), until=SEARCHED)
    link = network_link(found, 2)
    assert link is not None
    answer = wire.at_once(read_link(link)[0])
    assert not answer["notices"]
    assert float(readouts(answer)["Cells excitatory"]) > 1.0
    row = answer["values"]["populations"]
    cell = read_cell(row[row.index("cell=") + len("cell=") : row.index(",inhibitory")])
    assert cell.parameters == found.parameters
    assert network_link(fit(sample("planted"), form="2003", until=SEARCHED), 2) is None


def test_what_is_no_recording_is_refused() -> None:
    with pytest.raises((FileError, ParameterError)):
        wire.opened("no table at all", "notes.txt", state())
    with pytest.raises(FileError, match="PNG"):
        wire.opened(b"\x89PNG\r\n\x1a\n\x00\x00", "cell.png", state())


@pytest.mark.parametrize(
    ("kind", "said"),
    [("clamp", "voltage clamp"), ("silent", "has no spikes"), ("no current", "never changes")],
)
def test_what_cannot_be_fitted_is_shown_with_the_reason(kind: str, said: str) -> None:
    t = np.arange(0.0, 500.0, 0.25)
    current = izh.fitting.step_current(t, 100.0, 400.0, [100.0])
    v = np.where(current > 0, -20.0, -65.0)
    if kind == "silent":
        v = -65.0 + 3.0 * np.sin(t / 40.0)[None]
    elif kind == "no current":
        current = np.zeros_like(current)
        v = izh.simulate("RS", 10.0, float(t[-1]), 0.25).v[None]
    opened = wire.opened(csv(Recording(t, v, current)), "other.csv", state())
    answer = wire.at_once({**opened.state, "panels": EVERY})
    assert any(said in text for text in errors(answer))
    assert said in answer["summary"]
    assert "C" not in readouts(answer)
    drawn = [trace for trace in answer["figures"]["spikes"]["data"] if trace.get("y") is not None]
    assert drawn  # the recording is there all the same


def test_spikes_are_corrected_by_hand() -> None:
    plain = wire.at_once(state(sweep=1))
    collect = plain["figures"]["spikes"]["layout"]["meta"]["pick"]["collect"]
    assert (collect["axis"], collect["before"], collect["parameter"]) == ("x", "1@", "corrections")
    fourth = float(sample("planted").spikes()[1].times[3])
    fixed = wire.at_once(state(sweep=1, corrections=f"1@{fourth:.1f},0@300"))
    assert readouts(fixed)["Recorded spikes"] == "3 · 3 · 8 · 14 · 22"
    assert list(fixed["figures"]["spikes"]["layout"]["meta"]["pick"]["collect"]["listed"]) == [
        f"1@{fourth:.1f}",
        "0@300",
    ]


@pytest.mark.parametrize("text", ["1", "x@3", "9@1", "0@-3", "0@1e9", "0@nan"])
def test_corrections_that_are_none(text: str) -> None:
    answer = wire.at_once(state(corrections=text))
    assert any("corrections" in one for one in errors(answer))
    assert answer["values"]["corrections"] == ""


def test_sweeps_held_out() -> None:
    assert held_out("every other", 5) is None
    assert held_out("none", 5) == ()
    assert held_out("last", 5) == (4,)
    assert held_out("3, 1", 5) == [1, 3]
    for text in ("5", "0,1,2,3,4", "x", "-1", "1.5"):
        with pytest.raises(ParameterError, match=r"^held_out = "):
            held_out(text, 5)
    answer = wire.at_once(state(held_out="none"))
    assert "fitted to" in answer["summary"]
    assert corrections(" 0@1.5 , 2@3", 3) == [(0, 1.5), (2, 3.0)]


def test_the_script_gives_the_same_parameters() -> None:
    values: dict[str, Any] = {"held_out": "last", "seed": 3, "corrections": "0@300"}
    asked = state(**values)
    source = export(asked, "python").content
    assert isinstance(source, str)
    names: dict[str, Any] = {}
    exec(compile(source.replace("izh.show(found)", ""), "script", "exec"), names)
    assert names["found"].loss == wire.at_once(asked)["facts"]["loss"]
    arrays = np.load(io.BytesIO(export(asked, "npz").content))  # type: ignore[arg-type]
    assert arrays["voltage"].shape == (5, 6000)
    assert arrays["recorded_times"].size == 51
    np.testing.assert_array_equal(arrays["best"], names["found"].cloud[0])


def test_the_features_of_cell_and_model() -> None:
    made = export(state("recorded_cell"), "csv", panel="features")
    rows = {line.split(",")[0]: line.split(",")[1:] for line in str(made.content).splitlines()}
    found = fit(sample("b8"), until=SEARCHED)
    heads, counts = rows["feature"], rows["spike_count"]
    own = [float(counts[heads.index(f"sweep {k}: recorded")]) for k in range(5)]
    model = [float(counts[heads.index(f"sweep {k}: model")]) for k in range(5)]
    assert own == [20, 44, 62, 75, 81]
    assert model == [one.model.size for one in found.sweeps]
    assert rows["peak_voltage"][0] == "mV"
    peak = float(rows["peak_voltage"][heads.index("sweep 4: model")])
    assert peak == pytest.approx(found.parameters.v_peak)
    first = float(rows["time_to_first_spike"][heads.index("sweep 2: model")])
    onset = float(rows["time_to_first_spike"][heads.index("sweep 2: recorded")]) - 0.25
    assert first - onset == pytest.approx(found.sweeps[2].first, abs=0.5)


def test_parameters_with_ranges_as_files() -> None:
    found = fit(sample("planted"), until=SEARCHED)
    for form in ("text", "csv", "json"):
        made = export(state(), f"parameters_{form}")
        assert made.content == found.parameters_as(form)
        assert made.filename.startswith("known_parameters_parameters.")


def test_the_report_as_a_file() -> None:
    made = export(state(), "report")
    assert made.filename == "known_parameters_report.svg"
    assert 'width="210mm"' in str(made.content)
    assert "a model of the 2007 form" in str(made.content)


def test_no_files_without_a_model() -> None:
    opened = wire.opened(csv(sample("planted"), current=False), "cell.csv", state())
    with pytest.raises(ParameterError, match="there is no model"):
        export(opened.state, "parameters_csv")


def test_the_cell_can_be_saved() -> None:
    answer = wire.at_once(state())
    (saved,) = [
        one["keep"] for note in answer["notices"] for one in note["actions"] if "keep" in one
    ]
    assert (saved["name"], saved["place"]) == ("RS", "My cells")
    assert saved["link"].startswith("#neuron?")
