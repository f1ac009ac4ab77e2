"""What the plots that explain the firing hold: whole data, decoration apart."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from math import log10

import numpy as np
import plotly.graph_objects as go
import pytest
from izhikevich.dynamics.maps import regime_map as regime_module
from izhikevich.dynamics.maps.regimes import REGIMES
from izhikevich.dynamics.maps.reset_map import ResetMap, reset_map
from izhikevich.dynamics.responses.impedance import zap_impedance
from izhikevich.dynamics.responses.phase_response import PhaseResponse
from izhikevich.dynamics.responses.strength_duration import StrengthDuration
from izhikevich.neuron.cells.cell_types import CELL_TYPES
from izhikevich.plots.neuron.impedance import impedance_plot
from izhikevich.plots.neuron.phase_response import phase_response_plot
from izhikevich.plots.neuron.regime_map import regime_map_plot
from izhikevich.plots.neuron.reset_map import reset_map_plot
from izhikevich.plots.neuron.strength_duration import strength_duration_plot
from izhikevich.plots.render.thinning import MAX_SAMPLES
from izhikevich.plots.spec import (
    Axis,
    Cobweb,
    Curve,
    Label,
    Map,
    Marker,
    Pane,
    Pick,
    Plot,
    Points,
    Quantity,
    Region,
    Rule,
    Series,
)
from izhikevich.plots.style import Role
from izhikevich.plots.table import tables
from izhikevich.views.neuron.panels.models_compared import build

from tests import wire
from tests.views.runs import run_of

RS = CELL_TYPES["RS"].parameters
CH = CELL_TYPES["CH"].parameters


def named(plot: Plot) -> dict[str, Series]:
    return {series.name: series for pane in plot.panes for series in pane.series}


def map_of(u: np.ndarray, after: np.ndarray, turns: tuple[float, ...] = ()) -> ResetMap:
    return ResetMap(
        parameters=RS,
        current=10.0,
        u=u,
        after=after,
        interval=np.full(u.size, 5.0),
        turns=turns,
        fixed_points=(),
        orbit=np.array([1.0, 4.0, 2.0]),
        period=3,
        bursts=(),
    )


class TestResetMap:
    U = np.linspace(0.0, 10.0, 11)

    def test_a_cobweb_holds_resets_and_is_drawn_as_stairs(self) -> None:
        resets = np.array([1.0, 3.0, 7.0, 2.0])
        plot = reset_map_plot(map_of(self.U, self.U), resets, "this run")
        run = named(plot)["this run"]
        assert isinstance(run, Cobweb)
        assert run.x.tolist() == resets[:-1].tolist()
        assert run.y.tolist() == resets[1:].tolist()
        x, y = run.path
        assert x.tolist() == [1.0, 1.0, 3.0, 3.0, 7.0, 7.0, 2.0]
        assert y.tolist() == [1.0, 3.0, 3.0, 7.0, 7.0, 2.0, 2.0]

    @pytest.mark.parametrize("n", [0, 1])
    def test_few_resets_have_no_cobweb(self, n: int) -> None:
        plot = reset_map_plot(map_of(self.U, self.U), np.ones(n), "this run")
        run = named(plot)["this run"]
        assert isinstance(run, Cobweb)
        assert run.x.size == run.y.size == run.path[0].size == run.path[1].size == 0

    def test_a_long_cobweb_keeps_its_corners(self) -> None:
        resets = np.random.default_rng(1).uniform(0.0, 10.0, 2 * MAX_SAMPLES)
        figure = wire.figure(reset_map_plot(map_of(self.U, self.U), resets, "this run"))
        (run,) = [trace for trace in figure["data"] if trace["name"] == "this run"]
        level, upright = np.diff(run["y"]) == 0.0, np.diff(run["x"]) == 0.0
        assert run["x"].size == 2 * resets.size - 1
        assert np.all(level | upright)

    def test_a_cycle_is_closed(self) -> None:
        plot = reset_map_plot(map_of(self.U, self.U), np.empty(0), "this run")
        settled = named(plot)["settled resets"]
        assert settled.x.tolist() == [1.0, 4.0, 2.0]
        assert settled.y.tolist() == [4.0, 2.0, 1.0]

    def test_the_pieces_are_the_map_without_lines_across_its_jumps(self) -> None:
        after = np.array([1.0, 1.1, 1.2, 8.0, 8.1, 8.2, 8.3, 3.0, 3.1, np.nan, 3.3])
        plot = reset_map_plot(map_of(self.U, after, turns=(5.5,)), np.empty(0), "this run")
        first, second = named(plot)["v rises immediately"], named(plot)["v falls first"]
        nan = np.nan
        np.testing.assert_equal(first.x, [0.0, 1.0, 2.0, nan, 3.0, 4.0, 5.0])
        np.testing.assert_equal(first.y, [1.0, 1.1, 1.2, nan, 8.0, 8.1, 8.2])
        np.testing.assert_equal(second.x, [6.0, nan, 7.0, 8.0, 9.0, 10.0])
        np.testing.assert_equal(second.y, [8.3, nan, 3.0, 3.1, nan, 3.3])
        for piece in (first, second):
            assert piece.detail is not None
            assert len(piece.detail.values) == piece.x.size

    def test_a_jump_between_the_pieces_leaves_no_gap(self) -> None:
        after = np.array([1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 8.0, 8.1, 8.2, 8.3, 8.4])
        plot = reset_map_plot(map_of(self.U, after, turns=(5.5,)), np.empty(0), "this run")
        assert named(plot)["v rises immediately"].y.tolist() == after[:6].tolist()
        assert named(plot)["v falls first"].y.tolist() == after[6:].tolist()

    def test_where_no_spike_follows_is_shaded(self) -> None:
        after = np.where((self.U > 2.5) & (self.U < 5.5), np.nan, self.U)
        (pane,) = reset_map_plot(map_of(self.U, after), np.empty(0), "this run").panes
        (gap,) = [mark for mark in pane.marks if isinstance(mark, Region)]
        assert gap.x == pytest.approx((2.5, 5.5))
        (word,) = [m for m in pane.marks if isinstance(m, Label) and "no next spike" in m.text]
        assert word.x == 4.0

    @pytest.mark.parametrize(("turn", "align"), [(1.0, "left"), (9.0, "right")])
    def test_the_turn_is_named_where_there_is_room(self, turn: float, align: str) -> None:
        found = map_of(self.U, self.U, turns=(turn,))
        (pane,) = reset_map_plot(found, np.empty(0), "this run").panes
        (name,) = [mark for mark in pane.marks if isinstance(mark, Label) and "v'" in mark.text]
        assert (name.x, name.align) == (turn, align)
        assert name.shift[0] * (1 if align == "left" else -1) > 0.0

    def test_the_diagonal_is_decoration(self) -> None:
        found = reset_map(CH, 10.0, (-10.0, 20.0), v0=-65.0, u0=-13.0)
        plot = reset_map_plot(found, found.orbit, "this run")
        (pane,) = plot.panes
        diagonal = [mark for mark in pane.marks if isinstance(mark, Rule) and mark.y is not None]
        assert [(mark.x, mark.below) for mark in diagonal] == [(diagonal[0].y, True)]
        assert set(named(plot)) <= {
            "v rises immediately", "v falls first", "settled resets", "this run", "fixed points"
        }  # fmt: skip
        for table in tables(plot):
            assert not any("diagonal" in column.name for column in table.columns)


class TestImpedance:
    def test_the_sweep_is_whole_and_drawn_with_some_markers(self) -> None:
        found = zap_impedance(RS, 0.0)
        plot = impedance_plot(found)
        series = named(plot)
        assert series["response to the sweep"].x.size == found.t.size
        figure = {trace["name"]: trace for trace in wire.figure(plot)["data"]}
        for name, values in (
            ("sweep", np.abs(found.measured)),
            ("phase, sweep", np.degrees(np.angle(found.measured))),
        ):
            assert series[name].x.tolist() == found.frequencies.tolist()
            np.testing.assert_allclose(series[name].y, values)
            drawn = figure[name]["x"]
            assert 50 <= drawn.size < 0.5 * found.frequencies.size
            assert set(drawn) <= set(found.frequencies)

    def test_each_axis_has_its_unit(self) -> None:
        plot = impedance_plot(zap_impedance(RS, 0.0))
        for pane in plot.panes:
            assert pane.x.quantity.unit
            assert pane.y.quantity.unit


class TestPhaseResponse:
    @pytest.mark.parametrize("sign", [1.0, -1.0])
    def test_no_shift_is_in_sight(self, sign: float) -> None:
        phases = np.linspace(0.0, 1.0, 5)
        shift = sign * np.linspace(0.1, 0.2, 5)
        found = PhaseResponse(20.0, 1.0, phases, phases, phases, np.full(5, np.nan), shift)
        (pane,) = phase_response_plot(found).panes
        assert pane.y.range is not None
        low, high = pane.y.range
        assert low < min(0.0, shift.min())
        assert high > max(0.0, shift.max())
        assert pane.y.zero_line
        lasting = named(phase_response_plot(found))["sixth spike, lasting"]
        assert lasting.detail is not None
        np.testing.assert_allclose(np.asarray(lasting.detail.values, float), 20.0 * shift)


class TestStrengthDuration:
    FOUND = StrengthDuration(
        parameters=RS,
        rest_current=0.0,
        durations=np.geomspace(0.2, 100.0, 4),
        strengths=np.array([np.nan, 40.0, 5.0, 3.0]),
        rheobase=2.5,
        chronaxie=7.0,
        slow=4.0,
    )

    def test_words_stand_at_their_values_on_logarithmic_axes(self) -> None:
        figure = wire.figure(strength_duration_plot(self.FOUND))
        go.Figure(figure)
        notes = {note["text"]: note for note in figure["layout"]["annotations"]}
        word = notes["chronaxie 7 ms"]
        assert (word["x"], word["y"]) == pytest.approx((log10(7.0), log10(5.0)))
        assert notes["rheobase 2.5"]["y"] == pytest.approx(log10(2.5))
        # Plotly takes shapes and points as they are.
        assert {shape["y0"] for shape in figure["layout"]["shapes"]} == {2.5, 4.0}
        (mark,) = [trace for trace in figure["data"] if trace["name"] == "chronaxie"]
        assert (mark["x"][0], mark["y"][0]) == (7.0, 5.0)

    def test_close_levels_are_named_on_either_side(self) -> None:
        (pane,) = strength_duration_plot(self.FOUND).panes
        names = [mark for mark in pane.marks if isinstance(mark, Label) and mark.x_in == "pane"]
        sides = {name.text.split()[0]: name.valign for name in names if name.y_in == "data"}
        assert sides == {"rheobase": "top", "slow": "bottom"}

    @pytest.mark.parametrize(
        ("chronaxie", "align"), [(0.5, "left"), (5.0, "left"), (40.0, "right")]
    )
    def test_the_chronaxie_is_named_where_there_is_room(self, chronaxie: float, align: str) -> None:
        found = replace(self.FOUND, chronaxie=chronaxie)
        (pane,) = strength_duration_plot(found).panes
        (name,) = [m for m in pane.marks if isinstance(m, Label) and "chronaxie" in m.text]
        assert (name.x, name.align) == (chronaxie, align)

    def test_all_is_within_the_axes(self) -> None:
        (pane,) = strength_duration_plot(self.FOUND).panes
        assert pane.y.range is not None
        assert pane.y.range[0] < 2.5
        assert pane.y.range[1] > 40.0
        assert pane.x.range == pytest.approx((0.2, 100.0))


class TestRegimeMap:
    @staticmethod
    @cache
    def found() -> regime_module.RegimeMap:
        regimes = np.zeros((20, 20), dtype=np.int64)
        chattering = [regime.name for regime in REGIMES].index("chattering")
        regimes[:, 8:] = chattering
        spikes = np.where(regimes == chattering, 3, 0)
        spikes[:, 14:] = 12
        axis = np.linspace(0.0, 1.0, 20)
        protocol = regime_module.Protocol(0.0, -65.0, -13.0, 1000.0, 0.1, "half_step")
        ends = (0.0, 1.0), (0.0, 1.0)
        return regime_module.RegimeMap(RS, 0.5, "b_I", ends, protocol, axis, axis, regimes, spikes)

    def plot(self) -> Plot:
        border = regime_module.Border("Andronov-Hopf", np.array([0.1, 0.9]), np.array([0.2, 0.4]))
        return regime_map_plot(self.found(), [border], Pick("b", "I", (0.0, 0.0)))

    def test_each_cell_belongs_to_one_regime_and_holds_its_spikes_per_burst(self) -> None:
        maps = [series for series in self.plot().panes[0].series if isinstance(series, Map)]
        z = np.array([series.z for series in maps])
        assert np.all(np.isfinite(z).sum(axis=0) == 1)
        assert np.nansum(z, axis=0).tolist() == self.found().spikes_per_burst.tolist()

    def test_names_of_regimes_are_words_and_bifurcations_are_curves(self) -> None:
        (pane,) = self.plot().panes
        words = [mark.text for mark in pane.marks if isinstance(mark, Label) and mark.boxed]
        assert words == [REGIMES[0].title, "3 per burst", "12 per burst"]
        (hopf,) = [series for series in pane.series if isinstance(series, Curve)]
        assert (hopf.name, hopf.point) == ("Hopf", None)

    def test_the_name_of_a_regime_is_said_once(self) -> None:
        for trace in wire.figure(self.plot())["data"]:
            if trace["type"] == "heatmap":
                assert trace["hovertemplate"].count(trace["name"]) == 1


def test_each_model_has_its_axis_and_every_sample() -> None:
    run = run_of("tonic_spiking")
    *_, plot = build(run)
    assert isinstance(plot, Plot)
    assert run.trace is not None
    assert [pane.y.quantity.heading for pane in plot.panes] == [*["v (mV)"] * 4, "I / C (mV/ms)"]
    own = named(plot)["Izhikevich"]
    assert own.x.size == run.trace.with_peaks()[0].size
    assert named(plot)["current"].x.size == run.trace.t.size
    found = {table.name: table for table in tables(plot)}
    for title in ("integrate-and-fire", "Izhikevich", "AdEx", "Hodgkin–Huxley"):
        assert f"spikes of {title}" in found
    assert found["spikes of Izhikevich"].n_rows == run.trace.n_spikes
    assert own.data is not None
    np.testing.assert_array_equal(own.data[1], run.trace.v)


def test_markers_that_are_left_out_take_their_texts_with_them() -> None:
    n = np.arange(6.0)
    points = Points(
        name="points",
        role=Role.INK,
        x=n,
        y=n,
        every=3,
        marker=Marker(["circle", "square"] * 3, list(n), filled=True),
        roles=[Role.INK, Role.MUTED] * 3,
        texts=[f"{k}" for k in range(6)],
    )
    axis = Axis(Quantity("n"))
    (trace,) = wire.figure(Plot(panes=[Pane(x=axis, y=axis, series=[points])]))["data"]
    assert trace["x"].tolist() == [0.0, 3.0]
    assert trace["text"] == ["0", "3"]
    assert trace["marker"]["symbol"] == ["circle", "square"]
    assert trace["marker"]["size"] == [0.0, 3.0]
    assert trace["marker"]["color"] == ["var(--ink)", "var(--muted)"]
