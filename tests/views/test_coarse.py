"""Coarse plots come with the quick part of an answer, and the full ones replace them."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from izhikevich.app.recent import RecentPlots
from izhikevich.app.respond import respond
from izhikevich.plots.spec import Curve, Map, Plot, Points
from izhikevich.progress import Progress, finish
from izhikevich.transport import UNSET
from izhikevich.views import base
from izhikevich.views.base import coarse_plots, later_plots
from izhikevich.views.network.connections import FEW_SYNAPSES, few_of
from izhikevich.views.network.panels import matrix
from izhikevich.views.network.snapshot import Snapshot
from izhikevich.views.part import Part
from izhikevich.views.registry import VIEWS, views
from izhikevich.views.schema import Values

from tests.views.runs import VIEW, run_of

COARSE = [panel.name for panel in VIEW.panels if panel.coarse is not None]
STATE = {"view": "neuron", "preset": "tonic_spiking"}


def samples(plot: Plot) -> int:
    series = [one for pane in plot.panes for one in pane.series]
    maps = sum(np.size(one.z) for one in series if isinstance(one, Map))
    return maps + sum(np.size(one.x) for one in series if isinstance(one, Curve | Points))


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MAX_COARSE", inf)


def test_the_slow_panels_have_coarse_plots() -> None:
    assert {"regime_map", "strength_duration", "bifurcation", "frequency"} <= set(COARSE)
    for view in views():
        for panel in view.panels:
            assert panel.coarse is None or (panel.build is not None and not panel.quick)


@pytest.mark.parametrize("name", COARSE)
def test_a_coarse_plot_is_the_same_plot_with_fewer_samples(name: str) -> None:
    run = run_of("tonic_spiking")
    run.trace  # noqa: B018, computes it
    coarse = coarse_plots(VIEW.panels, (name,), run)[name]
    (*_, full) = (
        part.plots[name]
        for part in later_plots(VIEW.panels, (name,), run)
        if not isinstance(part, Progress)
    )
    assert not coarse.message
    assert [len(pane.series) for pane in coarse.panes] == [len(pane.series) for pane in full.panes]
    assert [pane.x.quantity for pane in coarse.panes] == [pane.x.quantity for pane in full.panes]
    assert 0 < samples(coarse) < samples(full)


def test_they_come_with_the_summary_and_are_neither_kept_nor_described() -> None:
    recent = RecentPlots()
    asked = {**STATE, "panels": ["trace", "frequency"]}
    parts = [part for part in respond(asked, recent=recent) if not isinstance(part, Progress)]
    (whole,) = [k for k, part in enumerate(parts) if part.whole]
    (coarse,) = [k for k, part in enumerate(parts) if part.coarse is not UNSET]
    (full,) = [k for k, part in enumerate(parts) if "frequency" in part.figures]
    assert coarse == whole < full
    rough = parts[coarse].coarse
    assert rough is not UNSET
    early, late = rough["frequency"], parts[full].figures["frequency"]
    assert len(early.data[0]["x"]) < len(late.data[0]["x"])
    assert "trace" in parts[coarse].figures or "trace" in parts[0].figures
    said = [part.words for part in parts[:full] if part.words]
    assert not any("frequency" in words for words in said if isinstance(words, dict))


def test_until_the_full_plot_is_there_none_is_at_hand_for_files() -> None:
    recent = RecentPlots()
    answers = respond({**STATE, "panels": ["frequency"]}, recent=recent)
    state = None
    for part in answers:
        if isinstance(part, Progress):
            continue
        state = state if part.state is UNSET else part.state
        if part.coarse is not UNSET:
            assert isinstance(state, dict)
            assert recent.find(state, "frequency") is None
            break
    else:
        pytest.fail("no coarse plot came")


def test_what_takes_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "MAX_COARSE", 0.0)
    assert coarse_plots(VIEW.panels, COARSE, run_of("tonic_spiking")) == {}


#: Panels of other views that have coarse plots, with presets for which these are coarser.
OTHERS = [
    ("ensemble", "RS", {"duration": 300.0}, "sizes"),
    ("network", "cortical_2003", {"duration": 20.0}, "matrix"),
    ("network", "cortical_2003", {"duration": 20.0, "seed": 4.0}, "weights"),
]


def compute(view: str, preset: str, values: Values, *panels: str) -> list[Part]:
    own = VIEWS[view]()
    chosen = own.preset(preset)
    assert chosen is not None
    settled, _ = own.settled(chosen, values)
    prepared = finish(own.preparing(chosen, settled))
    return [part for part in own.compute(prepared, panels) if isinstance(part, Part)]


def test_these_are_all() -> None:
    coarse = {(view.name, panel.name) for view in views() for panel in view.panels if panel.coarse}
    assert coarse == {("neuron", name) for name in COARSE} | {
        (view, panel) for view, _, _, panel in OTHERS
    }


@pytest.mark.parametrize(("view", "preset", "values", "name"), OTHERS)
def test_other_views_give_the_same_plot_from_less(
    view: str, preset: str, values: Values, name: str
) -> None:
    parts = compute(view, preset, values, name)
    (whole,) = [part for part in parts if part.summary is not UNSET]
    coarse = whole.coarse[name]
    (*_, full) = [part.plots[name] for part in parts if name in part.plots]
    assert not coarse.message
    for early, late in zip(coarse.panes, full.panes, strict=True):
        assert len(early.series) == len(late.series)
        assert early.x.quantity == late.x.quantity
        assert early.x.range == pytest.approx(late.x.range, rel=0.02)
    if name != "weights":
        assert 0 < samples(coarse) < samples(full)


def test_some_synapses_stand_for_all_of_them() -> None:
    parts = compute("network", "cortical_2003", {"duration": 20.0, "seed": 5.0}, "weights")
    (whole,) = [part for part in parts if part.summary is not UNSET]
    (*_, full) = [part.plots["weights"] for part in parts if "weights" in part.plots]
    for early, late in zip(
        whole.coarse["weights"].panes[0].series, full.panes[0].series, strict=True
    ):
        assert isinstance(early, Curve)
        assert isinstance(late, Curve)
        assert early.y.sum() == pytest.approx(late.y.sum(), rel=1e-3)
        assert late.y.sum() > FEW_SYNAPSES
        assert np.corrcoef(early.y, late.y)[0, 1] > 0.99


def test_some_synapses_are_from_all_neurons_to_all_neurons() -> None:
    own = VIEWS["network"]()
    preset = own.preset("cortical_2003")
    assert preset is not None
    prepared = own.prepare(preset, own.settled(preset, {"balance": 3.0})[0])
    shown = Snapshot(prepared.session, 1000.0)
    (*_, early) = matrix.coarse(shown)
    (*_, late) = matrix.build(shown)
    assert isinstance(early, Plot)
    assert isinstance(late, Plot)
    rough, fine = early.panes[0].series[0], late.panes[0].series[0]
    assert isinstance(rough, Map)
    assert isinstance(fine, Map)
    squares = np.asarray(fine.z).reshape(50, 2, 50, 2).mean(axis=(1, 3))
    assert np.abs(rough.z - squares).max() < 0.35 * np.abs(squares).max()
    assert np.corrcoef(np.ravel(rough.z), squares.ravel())[0, 1] > 0.98


@pytest.mark.parametrize("period", [2, 10, 100, 1000])
def test_no_period_of_the_synapses_is_missed(period: int) -> None:
    chosen = few_of(1_000_000, 0.1)
    assert chosen is not None
    assert chosen.size == 100_000
    assert np.unique(chosen).size > 99_000
    counts = np.bincount(chosen % period, minlength=period)
    assert counts.min() > 0.8 * counts.max()


def test_all_of_few_synapses_are_read() -> None:
    assert few_of(500, 2.0) is None


def test_a_run_that_continues_has_no_coarse_plots() -> None:
    seed = {"seed": 17.0}
    first = compute("network", "ring", {"duration": 100.0, **seed}, "weights")
    more = compute("network", "ring", {"duration": 150.0, **seed}, "weights")
    assert any(part.coarse for part in first)
    assert not any(part.coarse for part in more)


@pytest.mark.parametrize("name", ["intervals", "spectrum", "graph"])
def test_what_is_quick_in_a_network_comes_with_its_raster(name: str) -> None:
    parts = compute("network", "feedforward", {"duration": 200.0}, "raster", name)
    (whole,) = [k for k, part in enumerate(parts) if part.summary is not UNSET]
    (drawn,) = [k for k, part in enumerate(parts) if name in part.plots]
    assert drawn <= whole
