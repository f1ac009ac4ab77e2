"""The data of plots and runs, read back."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from izhikevich import PATTERNS, app, networks
from izhikevich.errors import ParameterError
from izhikevich.export import FORMATS, export
from izhikevich.export.formats import exporting
from izhikevich.links import read_link

#: Quick states of all views.
STATES: list[dict[str, Any]] = [
    {"view": "neuron", "preset": "tonic_bursting"},
    {"view": "network", "preset": "feedforward", "values": {"duration": 200.0}},
    {"view": "ensemble", "preset": "RS", "values": {"neurons": 20.0, "duration": 300.0}},
    {"view": "learning", "preset": "chosen_times", "values": {"epochs": 2.0}},
    {"view": "learning", "preset": "delayed_xor", "values": {"epochs": 1.0}},
]
IDS = [state["preset"] for state in STATES]


def table(text: str) -> tuple[list[str], list[str], list[list[str]]]:
    """Return comments, headings and rows."""
    lines = text.splitlines()
    comments = [line for line in lines if line.startswith("# ")]
    rows = list(csv.reader(StringIO("\n".join(lines[len(comments) :]))))
    return comments, rows[0], rows[1:]


def columns(text: str) -> dict[str, list[str]]:
    _, headings, rows = table(text)
    assert len(headings) == len(set(headings))
    return {name: [row[k] for row in rows] for k, name in enumerate(headings)}


def numbers(cells: list[str]) -> list[float]:
    return [float(cell) for cell in cells if cell]


def load(state: dict[str, Any], **options: str) -> Any:
    content = export(state, "npz", **options).content
    assert isinstance(content, bytes)
    return np.load(BytesIO(content))


def text_of(state: dict[str, Any], panel: str) -> str:
    content = export(state, "csv", panel=panel).content
    assert isinstance(content, str)
    return content


def test_a_trace() -> None:
    state = {"preset": "tonic_bursting", "values": {"d": 1.0}}
    written = export(state, "csv")
    assert written.filename == "tonic_bursting_trace.csv"
    assert written.mime == "text/csv"
    assert isinstance(written.content, str)
    comments, headings, rows = table(written.content)
    assert comments[0] == "# tonic bursting: Voltage and current"
    assert comments[1] == "# #neuron?preset=tonic_bursting&d=1"
    assert comments[2:] == [f"# {note}" for note in written.notes]
    assert headings == ["v: t (ms)", "v (mV)", "current: t (ms)", "current: I (mV/ms)"]
    assert all(len(row) == len(headings) for row in rows)
    (figure,) = app.at_once({**state, "panels": ["trace"]})["figures"].values()
    found = columns(written.content)
    assert numbers(found["v (mV)"]) == figure["data"][0]["y"].tolist()
    assert numbers(found["v: t (ms)"]) == figure["data"][0]["x"].tolist()
    assert numbers(found["current: I (mV/ms)"]) == figure["data"][1]["y"].tolist()


def test_units_are_those_of_the_neuron() -> None:
    assert "u (pA)" in columns(text_of({"preset": "RS_2007"}, "recovery"))
    found = columns(text_of({"preset": "RS_2007"}, "frequency"))
    assert {"rising current: I (pA)", "rising current: rate (Hz)"} <= found.keys()


def test_spikes_of_a_network() -> None:
    found = columns(text_of({"view": "network", "values": {"duration": 200.0}}, "raster"))
    net = networks.feedforward()
    recording = net.run(200.0)
    assert numbers(found["spikes: t (ms)"]) == recording.times.tolist()
    assert numbers(found["spikes: neuron"]) == recording.indices.tolist()
    names = [name for name in found["spikes: population"] if name]
    firsts = np.array([population.start for population in net.populations])
    groups = np.searchsorted(firsts, recording.indices, side="right") - 1
    assert names == [net.populations[group].name for group in groups]
    assert "layer 1 excitatory: rate (Hz)" in found


def test_spikes_drawn_as_strokes_are_spikes() -> None:
    found = columns(text_of(STATES[3], "raster"))
    run = load(STATES[3])
    now = "1 neuron now, after 2 epochs"
    assert numbers(found[f"{now}: t (ms)"]) == run["spike_times"].tolist()
    assert set(numbers(found[now])) == {0.0}


def test_a_map_is_written_cell_by_cell() -> None:
    found = columns(text_of(STATES[4], "weights"))
    key = next(key for key in found if key.startswith("recurrent: now: recurrent"))
    assert len(numbers(found[key])) == 30 * 30
    assert numbers(found["recurrent: now: from"])[:31] == [*range(30), 0]


@pytest.mark.parametrize("state", STATES, ids=IDS)
def test_every_panel_has_its_data(state: dict[str, Any]) -> None:
    written = export(state, "csv", panel="all")
    assert written.filename == f"{state['preset']}_data.zip"
    assert isinstance(written.content, bytes)
    view = app.VIEWS[state["view"]]()
    with ZipFile(BytesIO(written.content)) as files:
        names = files.namelist()
        shown = [name.removeprefix(f"{state['preset']}_").removesuffix(".csv") for name in names]
        assert shown == [panel.name for panel in view.panels if panel.name in shown]
        assert len(shown) >= len(view.panels) / 2  # some panels show nothing of some presets
        for name in names:
            comments, headings, rows = table(files.read(name).decode("utf-8"))
            assert comments[1].startswith(f"# #{state['view']}")
            assert headings
            assert rows
            assert len(headings) == len(set(headings)), name
            for heading in headings:
                assert not heading.endswith(": ")


@pytest.mark.parametrize("state", STATES, ids=IDS)
def test_the_whole_run(state: dict[str, Any]) -> None:
    run = load(state)
    shown, page = read_link(str(run["link"]))
    assert page == {}
    normal = app.request_of(shown)[1]
    assert json.loads(str(run["parameters"])) == normal.values
    assert json.loads(str(run["state"]))["preset"] == state["preset"]
    assert json.loads(str(run["units"]))
    assert run["spike_times"].shape == run["spike_neurons"].shape
    assert run["t"].shape[0] == run["v"].shape[0] == run["u"].shape[0]
    assert any(key.startswith("figures/") for key in run.files)
    for key in run.files:
        assert run[key].dtype.kind in "fiubU", key


def test_the_numbers_of_all_plots() -> None:
    state = {"view": "network", "values": {"duration": 100.0}}
    shown = {key.split("/")[1] for key in load(state).files if "/" in key}
    every = {key.split("/")[1] for key in load(state, panel="all").files if "/" in key}
    assert shown == {"raster", "phase"}
    assert shown | {"cell", "weights", "matrix"} <= every


def test_the_run_of_a_neuron_is_that_of_the_package() -> None:
    run = load({"preset": "tonic_bursting"})
    trace = PATTERNS["tonic_bursting"].simulate()
    for key in ("t", "v", "u", "spike_times", "spike_v"):
        assert np.array_equal(run[key], getattr(trace, key))
    assert np.array_equal(run["I"], trace.current)
    assert json.loads(str(run["units"]))["I"] == "mV/ms"
    assert run["figures/phase/trajectory/x"].size


def test_the_run_of_a_network_is_that_of_the_package() -> None:
    run = load({"view": "network", "values": {"duration": 200.0, "window": 50.0}})
    recording = networks.feedforward().run(200.0)
    assert np.array_equal(run["spike_times"], recording.times)
    assert np.array_equal(run["spike_neurons"], recording.indices)
    assert run["population_sizes"].sum() == 1210
    assert run["t"].size == 200
    assert run["figures/raster/spikes/times"].min() >= 150.0


def test_a_run_that_cannot_be_completed() -> None:
    state = {"preset": "inhibition_induced_bursting", "values": {"method": "accurate"}}
    run = load(state)
    assert run["spike_times"].size == 0
    assert len(run["notes"]) == 1
    lines = text_of(state, "trace").splitlines()
    assert [line[:2] for line in lines] == ["# ", "# ", "# ", "# ", ""]
    assert lines[3] == "# This run cannot be completed."
    every = export(state, "csv", panel="all")
    with ZipFile(BytesIO(every.content)) as files:  # type: ignore[arg-type]
        assert not any("trace" in name for name in files.namelist())
    (said,) = (note for note in every.notes if note.startswith("Voltage and current"))
    assert said == ("Voltage and current: nothing to write as CSV. This run cannot be completed.")


def test_what_is_wrong_is_said() -> None:
    written = export({"values": {"a": "x"}}, "csv")
    assert isinstance(written.content, str)
    assert any("a = 'x'" in note for note in written.notes)
    assert "# a = 'x'" in written.content
    with pytest.raises(ParameterError, match="must be one of trace, phase"):
        export({}, "csv", panel="raster")
    with pytest.raises(ParameterError, match="must be all"):
        export({}, "npz", panel="trace")
    with pytest.raises(ParameterError, match="options"):
        export({}, "npz", panels="all")
    assert FORMATS["csv"].views == tuple(app.VIEWS)


#: More samples than are drawn; how many rows each panel that shows the run itself has at least.
LONG: list[tuple[dict[str, Any], dict[str, int]]] = [
    (
        {"preset": "RS", "values": {"dt": 0.01, "duration": 300.0}},
        {"trace": 30_001, "recovery": 30_001, "phase": 30_001, "models_compared": 30_001},
    ),
    (
        {"preset": "RS", "values": {"dt": 0.01, "duration": 300.0, "method": "accurate"}},
        {"trace": 30_001, "recovery": 30_001, "phase": 30_001, "models_compared": 30_001},
    ),
    (
        {
            "view": "network",
            "preset": "ring",
            "values": {"duration": 6000.0, "window": 6000.0, "neurons": 100},
        },
        {"cell": 6000, "phase": 6000},
    ),
    (
        {"view": "ensemble", "preset": "RS", "values": {"neurons": 200.0, "duration": 6000.0}},
        {"signal": 6000, "cell": 6000, "tuning": 200 * 50},
    ),
    (
        {"view": "ensemble", "preset": "plane", "values": {"neurons": 20.0, "duration": 6000.0}},
        {"signal": 6000, "cell": 6000, "tuning": 6000},
    ),
    (
        {"view": "learning", "preset": "chosen_times", "values": {"epochs": 1.0, "dt": 0.01}},
        {"voltage": 4001, "gradient": 4001},
    ),
]
PANELS = [(state, panel, rows) for state, wanted in LONG for panel, rows in wanted.items()]


@pytest.mark.parametrize(("state", "panel", "rows"), PANELS)
def test_long_runs_are_written_whole(state: dict[str, Any], panel: str, rows: int) -> None:
    found = columns(text_of(state, panel))
    assert max(sum(map(bool, cells)) for cells in found.values()) >= rows


def test_data_of_a_long_run_are_its_samples() -> None:
    state, _ = LONG[0]
    _, _, run = app.read(state)
    ours = run.simulate()
    found = columns(text_of(state, "trace"))
    assert numbers(found["current: t (ms)"]) == ours.t.tolist()
    assert numbers(found["current: I (mV/ms)"]) == ours.current.tolist()
    assert len(numbers(found["v (mV)"])) == ours.t.size + ours.n_spikes
    assert set(ours.v.tolist()) <= set(numbers(found["v (mV)"]))
    assert set(ours.u.tolist()) <= set(numbers(columns(text_of(state, "recovery"))["u (mV/ms)"]))
    written = load(state)
    assert written["figures/trace/current/x"].size == ours.t.size
    assert set(ours.v.tolist()) <= set(written["figures/phase/trajectory/x"].tolist())


def test_figures_are_thinned_as_before_while_data_are_written() -> None:
    """The page may draw between two parts of what is written."""
    state, _ = LONG[0]
    drawn = app.at_once(state)["figures"]["trace"]["data"][1]["x"]
    writing = exporting(state, "csv", panel="models_compared")
    seen = [app.at_once(state)["figures"]["trace"]["data"][1]["x"] for _ in writing]
    seen.append(app.at_once(state)["figures"]["trace"]["data"][1]["x"])
    for each in seen:
        assert np.array_equal(each, drawn)
    assert 1000 < drawn.size <= 4000
