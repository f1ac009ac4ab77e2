"""Coarse plots come with the quick part of an answer, and the full ones replace them."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from izhikevich.app.recent import RecentPlots
from izhikevich.app.respond import respond
from izhikevich.plots.spec import Curve, Map, Plot, Points
from izhikevich.progress import Progress
from izhikevich.transport import UNSET
from izhikevich.views import base
from izhikevich.views.base import coarse_plots, later_plots
from izhikevich.views.registry import views

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
