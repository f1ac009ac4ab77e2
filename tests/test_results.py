"""Results have plots, tables and short texts, whatever has computed them."""

from __future__ import annotations

import asyncio
import inspect
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import izhikevich as izh
import neo
import numpy as np
import pandas
import plotly.graph_objects as go
import pytest
from izhikevich.app import console
from izhikevich.comparison import IntegrateAndFire, integrate_and_fire
from izhikevich.learning.classification.result import Classification
from izhikevich.network import Monitor, ProjectionMonitor
from izhikevich.plots import any_plot
from izhikevich.plots.any_plot import figure, plot_of
from izhikevich.plots.figure import Figure
from izhikevich.plots.spec import empty
from izhikevich.plots.style import DARK, LIGHT, Role
from izhikevich.progress import Progress, Report
from izhikevich.results import Plotted, Tabular


@cache
def network() -> tuple[izh.Network, Any, Any]:
    """Return a network that has run, its two populations, and its recording."""
    net = izh.Network(seed=1, scheme="forward")
    cells = net.population(20, noise=5.0, name="cells")
    silent = net.population(3, izh.CELL_TYPES["RS_2007"], name="silent")
    return net, (cells, silent), net.run(200.0, record={cells: [1], silent: [2]})


def monitor() -> Monitor:
    """Return a monitor of a network that has run."""
    net = izh.Network(seed=1, scheme="forward")
    cells = net.population(20, noise=5.0, i_offset=5.0, name="cells")
    found: Monitor = net.monitor(cells[:3], ["v", "spike"], period=5.0)
    net.run(100.0)
    return found


def projection_monitor() -> ProjectionMonitor:
    """Return the weights of a network that learns, at two times."""
    net = izh.networks.polychronous_2006(80, 20, out_degree=20)
    found: ProjectionMonitor = net.monitor(net.projections[0], "w", synapses=20, period=50.0)
    net.run(100.0)
    return found


@cache
def results() -> dict[str, Any]:
    """Return one result of each kind."""
    (cells, _), recording = network()[1:]
    times = np.arange(0.0, 100.0, 0.25)
    signal = izh.nef.Node((1.0, 0.5))
    ensemble = izh.nef.Ensemble(20, dimensions=2, seed=1)
    model = izh.nef.Model(
        [izh.nef.Connection(signal, ensemble)], {"x": izh.nef.Probe(ensemble, synapse=30.0)}
    )
    fitted = izh.fitting.fit(recorded(), generations=2)
    return {
        "Trace": izh.simulate_pattern("tonic_spiking"),
        "Recording": recording,
        "NeuronTrace": recording.course(cells, 1),
        "Traces": recording.traces(),
        "BalanceCurve": izh.networks.balance_curve(
            izh.networks.feedforward((20, 5)), [0.0, 1.0], duration=50.0
        ),
        "Convergence": izh.networks.convergence(
            izh.networks.feedforward((20, 5)), [1.0, 0.5], duration=50.0
        ),
        "Fit": fitted,
        "Sensitivity": fitted.sensitivity((0.25, 0.5), ("half_step",)),
        "AdaptiveExponentialFit": izh.fitting.fit_adaptive_exponential(recorded(), generations=2),
        "VoltageTrace": integrate_and_fire(IntegrateAndFire(), times, np.full(times.size, 2.0)),
        "ModelCosts": izh.comparison.model_costs(20, 5.0),
        "Result": model.run(50.0),
        "TuningCurves": izh.nef.tuning_curves(izh.nef.Ensemble(5, seed=1)),
        "Monitor": monitor(),
        "ProjectionMonitor": projection_monitor(),
        "Classification": Classification(np.array(["a", "b"]), np.array([[3, 1], [0, 2]]), 0.5),
        **analyses(),
    }


def recorded() -> izh.fitting.Recording:
    """Return two sweeps of a neuron."""
    t = np.arange(0.0, 300.0, 0.25)
    current = izh.fitting.step_current(t, 50.0, 250.0, [100.0, 200.0])
    voltage = [izh.simulate("RS_2007", row, t[-1], 0.25).v for row in current]
    return izh.fitting.Recording(t, voltage, current)


def analyses(progress: Report | None = None) -> dict[str, Any]:
    """Return one result of each analysis, by the name of its class."""
    d, rs = izh.dynamics, izh.CELL_TYPES["RS"].parameters
    currents = np.linspace(0.0, 12.0, 5)
    short: Any = {"transient": 200.0, "duration": 300.0}
    protocol = d.Protocol(0.0, -65.0, -13.0, 200.0, 0.5, "euler")
    ranges = ((0.1, 0.3), (0.0, 12.0))
    bistable = izh.PATTERNS["bistability"].parameters
    window = d.Window(-80.0, -40.0, -20.0, -5.0)
    tell: Any = {"progress": progress}
    return {
        "PhasePlane": d.phase_plane(rs, 3.0, 50.0, **tell),
        "FrequencyCurve": d.frequency_current(rs, currents, **short, **tell),
        "BifurcationDiagram": d.bifurcation_diagram(rs, currents, **short, **tell),
        "StrengthDuration": d.strength_duration(rs, 0.0, np.geomspace(0.5, 50.0, 4), **tell),
        "PhaseResponse": d.phase_response(rs, 10.0, points=8, **tell),
        "Impedance": d.zap_impedance(rs, 0.0, duration=500.0, **tell),
        "Basins": d.basins(bistable, 0.24, window, columns=8, rows=6, duration=200.0, **tell),
        "RegimeMap": d.regime_map(rs, 10.0, "b_I", ranges, protocol, 4, **tell),
        "ResetMap": d.reset_map(rs, 10.0, (-5.0, 10.0), points=20, **tell),
    }


ANALYSES = (
    "PhasePlane",
    "FrequencyCurve",
    "BifurcationDiagram",
    "StrengthDuration",
    "PhaseResponse",
    "Impedance",
    "Basins",
    "RegimeMap",
    "ResetMap",
)
NAMES = (
    "Trace",
    "Recording",
    "NeuronTrace",
    "Traces",
    "BalanceCurve",
    "Convergence",
    "Fit",
    "Sensitivity",
    "AdaptiveExponentialFit",
    "VoltageTrace",
    "ModelCosts",
    "Result",
    "TuningCurves",
    "Monitor",
    "ProjectionMonitor",
    "Classification",
    *ANALYSES,
)


def test_every_analysis_reports_its_progress() -> None:
    reports: list[Progress] = []
    analyses(reports.append)
    assert len({now.text for now in reports}) >= 5
    assert all(0.0 <= now.fraction <= 1.0 for now in reports)


@pytest.mark.parametrize("name", NAMES)
def test_every_result_is_of_its_class(name: str) -> None:
    assert type(results()[name]).__name__ == name


# plots


@pytest.mark.parametrize("name", NAMES)
def test_a_result_plots_itself(name: str) -> None:
    result = results()[name]
    assert isinstance(result, Plotted)
    made = result.plot()
    assert isinstance(made, Figure)
    assert ElementTree.fromstring(made._repr_svg_()).tag.endswith("svg")
    assert made._mime_() == ("image/svg+xml", made._repr_svg_())
    assert isinstance(made.to_plotly(), go.Figure)
    assert repr(made).startswith("<Figure: ")
    assert plot_of(made) is made.plot


def test_each_class_of_results_has_a_plot() -> None:
    """The list of what makes the plots is the list of the classes that promise one."""
    assert len(results()) == len(NAMES)
    known = {f"{type(r).__module__}.{type(r).__qualname__}" for r in results().values()}
    assert known == set(any_plot._PLOTS)
    assert known == {f"{kind.__module__}.{kind.__qualname__}" for kind in Plotted.__subclasses__()}


def test_the_page_draws_the_figure_that_code_ends_with() -> None:
    told: list[Any] = []
    asyncio.run(console.run("izh.simulate_pattern('tonic_spiking').plot()", told.append))
    (shown,) = told
    assert shown.figure is not None
    assert shown.text == "Figure: v, I over t"


def test_a_plot_is_the_one_of_the_page() -> None:
    trace = results()["Trace"]
    (v, current) = trace.plot().plot.panes
    assert (v.series[0].name, current.series[0].name) == ("v", "current")
    assert repr(trace.plot()) == "<Figure: v, I over t>"


def test_a_figure_can_be_shown() -> None:
    shown = izh.show(results()["Trace"].plot())
    assert isinstance(shown, go.Figure)


@pytest.mark.parametrize("make", [str, Path])
def test_a_figure_is_saved(tmp_path: Path, make: Any) -> None:
    made = results()["Trace"].plot()
    for name in ("svg", "png", "pdf", "SVG"):
        made.save(make(tmp_path / f"trace.{name}"), width_mm=90.0, title="Tonic spiking", dpi=96.0)
    root = ElementTree.parse(tmp_path / "trace.svg").getroot()
    assert root.attrib["width"] == "90mm"
    assert "Tonic spiking" in (tmp_path / "trace.SVG").read_text(encoding="utf-8")
    assert (tmp_path / "trace.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "trace.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("change", "parameter"),
    [
        ({"file": "trace"}, "file"),
        ({"file": "trace.html"}, "file"),
        ({"theme": "blue"}, "theme"),
        ({"width_mm": -1.0}, "width_mm"),
    ],
)
def test_a_figure_that_cannot_be_saved(change: dict[str, Any], parameter: str) -> None:
    with pytest.raises(izh.ParameterError) as caught:
        results()["Trace"].plot().save(**{"file": "trace.svg", **change})
    assert caught.value.parameter == parameter
    assert not Path("trace.svg").exists()


def test_themes() -> None:
    made = results()["Trace"].plot()
    for theme, colours in (("light", LIGHT), ("dark", DARK)):
        assert made.to_plotly(theme).data[0].line.color == colours[Role.VOLTAGE]
    with pytest.raises(izh.ParameterError, match="theme"):
        made.to_plotly("blue")


def test_nothing_to_plot() -> None:
    model = izh.nef.Model([izh.nef.Connection(izh.nef.Node(1.0), izh.nef.Ensemble(20, seed=1))])
    things: list[Any] = [model.run(10.0), 3, {"data": []}]
    for thing in things:
        with pytest.raises(izh.ParameterError, match="nothing to plot"):
            figure(thing)
    assert repr(Figure(empty("No run."))) == "<Figure: No run.>"


def test_plots_are_loaded_when_one_is_made() -> None:
    code = (
        "import sys, izhikevich as izh\n"
        "trace = izh.simulate_pattern('tonic_spiking')\n"
        "heavy = ('izhikevich.plots', 'pandas', 'neo', 'plotly', 'IPython')\n"
        "assert not [name for name in heavy if name in sys.modules]\n"
        "trace.plot()._repr_svg_()\n"
        "assert 'izhikevich.plots' in sys.modules\n"
        "assert not [name for name in heavy[1:] if name in sys.modules]\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# tables


def test_columns_are_as_long_as_each_other() -> None:
    for name, result in results().items():
        assert isinstance(result, Tabular), name
        lengths = {np.shape(column) for column in result._columns().values()}
        assert len(lengths) == 1, name
        assert len(lengths.pop()) == 1, name


@pytest.mark.parametrize("name", NAMES)
def test_a_table_of_pandas(name: str) -> None:
    result = results()[name]
    table = result.to_pandas()
    assert isinstance(table, pandas.DataFrame)
    columns = result._columns()
    assert list(table.columns) == list(columns)
    for column, values in columns.items():
        np.testing.assert_array_equal(table[column].to_numpy(), values)


def test_the_table_of_a_trace() -> None:
    columns = results()["Trace"]._columns()
    assert list(columns) == ["t", "v", "u", "current"]
    assert columns["v"] is results()["Trace"].v


def test_the_table_of_a_recording_has_a_row_for_each_spike() -> None:
    (cells, silent), recording = network()[1:]
    columns = recording._columns()
    assert list(columns) == ["time", "population", "neuron", "artefact"]
    for group in (cells, silent):
        times, neurons = recording.of(group)
        own = columns["population"] == group.name
        np.testing.assert_array_equal(columns["time"][own], times)
        np.testing.assert_array_equal(columns["neuron"][own], neurons)


def test_the_table_of_ensembles_has_a_column_for_each_dimension() -> None:
    result = results()["Result"]
    columns = result._columns()
    assert list(columns) == ["t", "x 0", "x 1"]
    np.testing.assert_array_equal(columns["x 1"], result["x"][:, 1])


def test_a_recording_for_neo() -> None:
    (cells, silent), recording = network()[1:]
    block = recording.to_neo()
    assert isinstance(block, neo.Block)
    (segment,) = block.segments
    assert len(segment.spiketrains) == cells.size + silent.size
    for train in segment.spiketrains:
        group = cells if train.annotations["population"] == "cells" else silent
        times, neurons = recording.of(group)
        own = times[neurons == train.annotations["neuron"]]
        assert str(train.dimensionality) == "ms"
        assert (float(train.t_start), float(train.t_stop)) == (0.0, 200.0)
        np.testing.assert_array_equal(train.magnitude, own)
    signals = {signal.name: signal for signal in segment.analogsignals}
    assert list(signals) == [
        f"{name}: {quantity}"
        for name in ("cells 1", "silent 2")
        for quantity in ("v", "u", "current")
    ]
    v = signals["cells 1: v"]
    np.testing.assert_array_equal(v.magnitude[:, 0], recording.course(cells, 1).v)
    np.testing.assert_allclose(v.times.rescale("ms").magnitude, recording.course(cells, 1).t)
    units = [str(signal.dimensionality) for signal in segment.analogsignals]
    assert units == ["mV", "mV/ms", "mV/ms", "mV", "pA", "pA"]


@pytest.mark.parametrize(
    ("package", "use"),
    [
        ("pandas", lambda: results()["Trace"].to_pandas()),
        ("pandas", lambda: results()["Recording"].to_pandas()),
        ("neo", lambda: results()["Recording"].to_neo()),
        ("plotly.graph_objects", lambda: results()["Trace"].plot().to_plotly()),
    ],
)
def test_a_package_that_is_not_installed(
    package: str, use: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    name = package.partition(".")[0]
    with pytest.raises(ModuleNotFoundError, match=f"(?i)needs {name}: pip install {name}$"):
        use()


# texts


@pytest.mark.parametrize("name", NAMES)
def test_a_result_has_a_text_of_one_short_line(name: str) -> None:
    text = repr(results()[name])
    assert name in text
    assert len(text) < 200
    assert "\n" not in text
    assert "array" not in text


def test_methods_of_results_are_described() -> None:
    for result in results().values():
        for name in ("plot", "to_pandas"):
            assert inspect.getdoc(getattr(result, name))
