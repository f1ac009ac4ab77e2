"""The data of plots and runs, read back."""

import csv
import json
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import numpy as np
import pytest
from izhikevich import PATTERNS, networks
from izhikevich.errors import ParameterError
from izhikevich.export import FORMATS, export
from izhikevich.export.formats import Exported, exporting
from izhikevich.links import read_link
from izhikevich.views import preparation, registry

from tests import wire

#: Quick states of all views.
STATES: list[dict[str, Any]] = [
    {"view": "neuron", "preset": "tonic_bursting"},
    {"view": "network", "preset": "feedforward", "values": {"duration": 200.0}},
    {"view": "ensemble", "preset": "RS", "values": {"neurons": 20.0, "duration": 300.0}},
    {"view": "learning", "preset": "chosen_times", "values": {"epochs": 2.0}},
    {"view": "learning", "preset": "delayed_xor", "values": {"epochs": 1.0}},
]
IDS = [state["preset"] for state in STATES]


Columns = dict[str, list[str]]


def columns(text: str) -> Columns:
    """Return the columns of a table by their headings, read as pandas does: without options."""
    first, *rows = csv.reader(StringIO(text))
    assert len(first) == len(set(first))
    assert all(len(row) == len(first) for row in rows)
    if find_spec("pandas"):
        read: Any = import_module("pandas").read_csv(StringIO(text))
        assert list(read.columns) == first
        assert len(read) == len(rows)
    return {name: [row[k] for row in rows] for k, name in enumerate(first)}


def numbers(cells: list[str]) -> list[float]:
    return [float(cell) for cell in cells if cell]


def files(written: Exported) -> dict[str, str]:
    """Return the texts of an archive by their names."""
    assert written.mime == "application/zip"
    assert isinstance(written.content, bytes)
    with ZipFile(BytesIO(written.content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def load(state: dict[str, Any], **options: str) -> Any:
    content = export(state, "npz", **options).content
    assert isinstance(content, bytes)
    return np.load(BytesIO(content))


def tables_of(state: dict[str, Any], panel: str) -> dict[str, Columns]:
    """Return the tables of a panel by the names of their files."""
    written = export(state, "csv", panel=panel)
    if isinstance(written.content, str):
        return {"": columns(written.content)}
    texts = files(written)
    del texts["about.txt"]
    return {name.removesuffix(".csv"): columns(text) for name, text in texts.items()}


def test_a_trace() -> None:
    state = {"preset": "tonic_bursting", "values": {"d": 1.0}}
    written = export(state, "csv")
    assert written.filename == "tonic_bursting_trace.zip"
    texts = files(written)
    assert list(texts) == ["samples.csv", "spikes.csv", "about.txt"]
    said = texts["about.txt"].splitlines()
    assert said == ["tonic bursting", "#neuron?preset=tonic_bursting&d=1", *written.notes]
    _, _, run = preparation.read(state)
    ours = run.simulate()
    found = columns(texts["samples.csv"])
    assert list(found) == ["t (ms)", "v (mV)", "I (mV/ms)"]
    for name, values in zip(found, (ours.t, ours.v, ours.current), strict=True):
        assert numbers(found[name]) == values.tolist()
    assert numbers(columns(texts["spikes.csv"])["t (ms)"]) == ours.spike_times.tolist()


def test_one_table_is_one_file() -> None:
    written = export(STATES[3], "csv", panel="gradient")
    assert written.filename == "chosen_times_gradient.csv"
    assert written.mime == "text/csv"
    assert isinstance(written.content, str)
    found = columns(written.content)
    assert list(found) == ["t (ms)", "first epoch: |dL/dv| (1/mV)", "last epoch: |dL/dv| (1/mV)"]


def test_units_are_those_of_the_neuron() -> None:
    assert "u (pA)" in tables_of({"preset": "RS_2007"}, "recovery")["u"]
    found = tables_of({"preset": "RS_2007"}, "frequency")[""]
    assert list(found) == ["I (pA)", "rising current: rate (Hz)", "falling current: rate (Hz)"]


def test_spikes_of_a_network() -> None:
    found = tables_of({"view": "network", "values": {"duration": 200.0}}, "raster")
    net = networks.feedforward()
    recording = net.run(200.0)
    firsts = np.array([population.start for population in net.populations])
    groups = np.searchsorted(firsts, recording.indices, side="right") - 1
    spikes = found["spikes"]
    assert list(spikes) == ["t (ms)", "neuron", "population"]
    assert numbers(spikes["t (ms)"]) == recording.times.tolist()
    assert numbers(spikes["neuron"]) == (recording.indices - firsts[groups]).tolist()
    assert spikes["population"] == [net.populations[group].name for group in groups]
    names = [f"{population.name}: rate (Hz)" for population in net.populations]
    assert list(found["rate"]) == ["t (ms)", *names]
    assert len({len(cells) for cells in found["rate"].values()}) == 1


def test_spikes_drawn_as_strokes_are_spikes() -> None:
    found = tables_of(STATES[3], "raster")
    run = load(STATES[3])
    now = found["1_neuron_now_after_2_epochs"]
    assert numbers(now["t (ms)"]) == run["spike_times"].tolist()
    assert set(numbers(now["neuron"])) == {0.0}


def test_a_map_is_written_cell_by_cell() -> None:
    found = tables_of(STATES[4], "weights")["recurrent"]
    names = ("recurrent: now: weight (mV/ms)", "recurrent: change: weight (mV/ms)")
    assert list(found) == ["from", "to", *names]
    assert len(numbers(found[names[0]])) == 30 * 30
    assert numbers(found["from"])[:31] == [*range(30), 0]
    assert numbers(found["to"])[:31] == [*[0] * 30, 1]


@pytest.mark.parametrize("state", STATES, ids=IDS)
def test_every_panel_has_its_data(state: dict[str, Any]) -> None:
    written = export(state, "csv", panel="all")
    assert written.filename == f"{state['preset']}_data.zip"
    view = registry.VIEWS[state["view"]]()
    texts = files(written)
    said = texts.pop("about.txt").splitlines()
    assert said[1].startswith(f"#{state['view']}")
    assert set(written.notes) <= set(said)
    shown = list(dict.fromkeys(name.partition("/")[0] for name in texts))
    assert shown == [panel.name for panel in view.panels if panel.name in shown]
    assert len(shown) >= len(view.panels) / 2  # some panels show nothing of some presets
    for name, text in texts.items():
        found = columns(text)
        assert found, name
        assert all(found), name


@pytest.mark.parametrize("state", STATES, ids=IDS)
def test_the_whole_run(state: dict[str, Any]) -> None:
    run = load(state)
    shown, page = read_link(str(run["link"]))
    assert page == {}
    normal = registry.request_of(shown)[1]
    assert json.loads(str(run["parameters"])) == normal.values
    assert json.loads(str(run["state"]))["preset"] == state["preset"]
    assert json.loads(str(run["units"]))
    assert run["spike_times"].shape == run["spike_neurons"].shape
    assert run["t"].shape[0] == run["v"].shape[0] == run["u"].shape[0]
    assert any(key.startswith("plots/") for key in run.files)
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
    assert np.array_equal(run["plots/phase/trajectory/v"], trace.v)
    assert np.array_equal(run["plots/trace/samples/v"], trace.v)
    assert json.loads(str(run["units"]))["plots/trace/samples/v"] == "mV"


def test_the_run_of_a_network_is_that_of_the_package() -> None:
    run = load({"view": "network", "values": {"duration": 200.0, "window": 50.0}})
    recording = networks.feedforward().run(200.0)
    assert np.array_equal(run["spike_times"], recording.times)
    assert np.array_equal(run["spike_neurons"], recording.indices)
    assert run["population_sizes"].sum() == 1210
    assert run["t"].size == 200
    assert run["plots/raster/spikes/t"].min() >= 150.0
    names = run["plots/raster/spikes/population texts"]
    assert names[run["plots/raster/spikes/population"]][0] in names


def test_a_run_that_cannot_be_completed() -> None:
    state = {"preset": "inhibition_induced_bursting", "values": {"method": "accurate"}}
    run = load(state)
    assert run["spike_times"].size == 0
    assert len(run["notes"]) == 1
    (said,) = files(export(state, "csv", panel="trace")).values()
    reason = "Voltage and current: nothing to write as CSV. This run cannot be completed."
    assert said.splitlines()[-1] == reason
    every = export(state, "csv", panel="all")
    assert not any("trace" in name for name in files(every))
    (said,) = (note for note in every.notes if note.startswith("Voltage and current"))
    assert said == reason


def test_what_is_wrong_is_said() -> None:
    written = export({"values": {"a": "x"}}, "csv")
    assert any("a = 'x'" in note for note in written.notes)
    assert "\na = 'x'" in files(written)["about.txt"]
    with pytest.raises(ParameterError, match="must be one of trace, phase"):
        export({}, "csv", panel="raster")
    with pytest.raises(ParameterError, match="must be all"):
        export({}, "npz", panel="trace")
    with pytest.raises(ParameterError, match="options"):
        export({}, "npz", panels="all")
    assert FORMATS["csv"].views == tuple(registry.VIEWS)


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
        {"view": "learning", "preset": "chosen_times", "values": {"epochs": 1.0, "dt": 0.05}},
        {"voltage": 2400, "gradient": 2400},
    ),
]
PANELS = [(state, panel, rows) for state, wanted in LONG for panel, rows in wanted.items()]


@pytest.mark.parametrize(("state", "panel", "rows"), PANELS)
def test_long_runs_are_written_whole(state: dict[str, Any], panel: str, rows: int) -> None:
    found = tables_of(state, panel)
    most = max(sum(map(bool, cells)) for table in found.values() for cells in table.values())
    assert most >= rows


def test_data_of_a_long_run_are_its_samples() -> None:
    """5,000 ms at dt = 0.05: 100,001 samples, each quantity once, and the spikes by themselves."""
    state = {"preset": "RS", "values": {"dt": 0.05, "duration": 5000.0}}
    _, _, run = preparation.read(state)
    ours = run.simulate()
    assert ours.t.size == 100_001
    of_trace, of_recovery = tables_of(state, "trace"), tables_of(state, "recovery")
    samples = of_trace["samples"]
    assert list(samples) == ["t (ms)", "v (mV)", "I (mV/ms)"]
    for name, values in zip(samples, (ours.t, ours.v, ours.current), strict=True):
        assert list(map(float, samples[name])) == values.tolist()
    assert list(map(float, of_recovery["u"]["u (mV/ms)"])) == ours.u.tolist()
    for found in (of_trace, of_recovery):
        assert numbers(found["spikes"]["t (ms)"]) == ours.spike_times.tolist()
    written = load(state)
    for name, values in (("t", ours.t), ("v", ours.v), ("I", ours.current)):
        assert np.array_equal(written[f"plots/trace/samples/{name}"], values)
    for name, values in (("t", ours.t), ("v", ours.v), ("u", ours.u)):
        assert np.array_equal(written[f"plots/phase/trajectory/{name}"], values)


@pytest.mark.parametrize("state", STATES, ids=IDS)
def test_csv_and_npz_have_the_same_numbers(state: dict[str, Any]) -> None:
    run = load(state)
    for panel in wire.at_once(state)["figures"]:
        keys = [key for key in run.files if key.startswith(f"plots/{panel}/")]
        columns_of_run = [run[key] for key in keys if not key.endswith(" texts")]
        written = [cells for table in tables_of(state, panel).values() for cells in table.values()]
        assert len(columns_of_run) == len(written)
        for values, cells in zip(columns_of_run, written, strict=True):
            if values.dtype.kind == "f":
                read = [float(cell) if cell else np.nan for cell in cells]
                assert np.array_equal(values, read, equal_nan=True)
            else:
                assert len(cells) == values.size


def test_figures_are_thinned_as_before_while_data_are_written() -> None:
    """The page may draw between two parts of what is written."""
    state, _ = LONG[0]
    drawn = wire.at_once(state)["figures"]["trace"]["data"][1]["x"]
    writing = exporting(state, "csv", panel="models_compared")
    seen = [wire.at_once(state)["figures"]["trace"]["data"][1]["x"] for _ in writing]
    seen.append(wire.at_once(state)["figures"]["trace"]["data"][1]["x"])
    for each in seen:
        assert np.array_equal(each, drawn)
    assert 1000 < drawn.size <= 4000


def test_the_run_of_ensembles_has_the_voltages_of_several_neurons() -> None:
    values = {"second": "on", "neurons": 12.0, "neurons_b": 9.0, "duration": 100.0, "overlaid": 3.0}
    run = load({"view": "ensemble", "preset": "FS", "values": {**values, "look": "B"}})
    for name, size in (("A", 12), ("B", 9)):
        neurons = run[f"{name}/v_neurons"]
        assert neurons.shape == (3,)
        assert 0 <= neurons.min() < neurons.max() < size
        v = run[f"{name}/v"]
        assert v.shape == (100, 3)
        fired = run[f"{name}/spike_neurons"] == neurons[0]
        steps = run[f"{name}/spike_times"][fired].astype(int) - 1
        assert steps.size
        np.testing.assert_array_equal(v[steps, 0], -65.0)
    np.testing.assert_array_equal(run["spike_times"], run["B/spike_times"])
