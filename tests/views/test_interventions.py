"""Interventions as a part of the state: read, checked, shown, exported and replayed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from izhikevich import networks
from izhikevich.errors import ParameterError
from izhikevich.export import export
from izhikevich.links import read_link, write_link
from izhikevich.plots.spec import Label, Region, Rule
from izhikevich.transport import Unset
from izhikevich.views.network.declaration import CHANGES, CONTINUE
from izhikevich.views.network.opening import opened
from izhikevich.views.network.session import MAX_SPIKES, Growing, Session
from izhikevich.views.network.view import NetworkView
from izhikevich.views.part import Part

from tests import wire

VALUES = {"excitatory": 40.0, "inhibitory": 10.0, "duration": 200.0}
PLAN = (
    "at=50,set=balance,to=2;at=60,of=excitatory,to=8;at=90,of=excitatory;"
    "at=100,set=silence,of=inhibitory,to=1;at=150,set=silence,of=inhibitory"
)


def asked(changes: str, view: NetworkView | None = None, **values: Any) -> tuple[NetworkView, Any]:
    """Prepare a state; return its view and what it has prepared."""
    view = view or NetworkView()
    preset = view.preset("cortical_2003")
    assert preset is not None
    return view, view.prepare(preset, {**preset.values, **VALUES, "changes": changes, **values})


def run(changes: str, view: NetworkView | None = None, **values: Any) -> Session:
    view, prepared = asked(changes, view, **values)
    for _ in view.compute(prepared, ()):
        pass
    session: Session = prepared.session
    return session


def spikes(session: Session) -> tuple[list[float], list[int]]:
    return session.times.tolist(), session.indices.tolist()


class TestState:
    def test_the_table_has_one_form(self) -> None:
        given = "at=90, of=E ;at=50,to=2.50,set=balance;at=90,set=drive,of=E,to=3;;at=50,set=a,of=E"
        assert CHANGES.read(given) == "at=50,set=balance,to=2.5;at=50,set=a,of=E;at=90,of=E,to=3"
        assert CHANGES.read(CHANGES.read(given)) == CHANGES.read(given)

    def test_of_rows_at_one_time_the_last_counts_also_in_their_order(self) -> None:
        given = "at=5,set=a,of=E,to=1;at=5,set=b,of=E,to=2;at=5,set=a,of=E,to=3"
        assert CHANGES.read(given) == "at=5,set=b,of=E,to=2;at=5,set=a,of=E,to=3"

    def test_a_link_holds_it(self) -> None:
        state = {"view": "network", "preset": "cortical_2003", "values": {"changes": PLAN}}
        link = write_link(state)
        assert link == f"#network?preset=cortical_2003&changes={PLAN}"
        assert read_link(link)[0]["values"] == {"changes": PLAN}

    def test_there_is_a_limit(self) -> None:
        rows = ";".join(f"at={k},set=balance,to=1" for k in range(CHANGES.most + 1))
        with pytest.raises(ParameterError, match="0 to 200 rows, has 201"):
            CHANGES.read(rows)

    @pytest.mark.parametrize(
        ("changes", "fault"),
        [
            ("at=5,set=balance,to=-1", "row 1, balance: -1"),
            (
                "at=5,of=3,to=1;at=6,of=nobody,to=1",
                "Interventions, row 2, of: 'nobody' is not allowed: must be one of",
            ),
            ("at=5,set=neurons,to=3", "Interventions, row 1, what: 'neurons'"),
            ("at=5.5,of=3,to=1", "row 1, time"),
            ("at=600001,of=3,to=1", "row 1, time"),
            ("at=5,of=3,to=nan", "row 1, value"),
            ("at=5,of=3,to=1e9", "Interventions, row 1, value: 1000000000.0"),
            ("at=5,of=3,so=1", "row 1"),
        ],
    )
    def test_a_fault_is_named_with_its_row(self, changes: str, fault: str) -> None:
        state = {"view": "network", "preset": "cortical_2003"}
        part = wire.at_once({**state, "values": {**VALUES, "changes": changes}})
        (notice,) = [one for one in part["notices"] if one["level"] == "error"]
        assert notice["parameter"] == "changes"
        assert fault in notice["text"]
        assert part["values"]["changes"] == ""

    def test_what_acts_is_declared(self) -> None:
        assert CONTINUE.changes is not None
        declared = {one.name for one in NetworkView.parameters}
        assert {*CONTINUE.changes.parameters, *CONTINUE.changes.display} <= declared
        assert "balance" in CONTINUE.changes.parameters
        assert "excitatory" not in CONTINUE.changes.parameters


class TestReplay:
    def test_live_and_from_the_beginning_are_the_same(self) -> None:
        view, rows = NetworkView(), PLAN.split(";")
        for end in range(10, 210, 10):  # a row is there from the moment at which it is made
            known = [row for row in rows if float(row.split(",")[0][3:]) <= end]
            live = run(";".join(known), view, duration=float(end))
        assert spikes(live) == spikes(run(PLAN))
        assert spikes(live) != spikes(run(""))
        assert len(live.changes.done) == len(rows)

    def test_what_was_before_an_intervention_stays(self) -> None:
        view = NetworkView()
        times, neurons = spikes(run("", view, duration=50.0))
        later = run("at=50,set=balance,to=3", view)
        assert spikes(later)[0][: len(times)] == times
        assert spikes(later)[1][: len(times)] == neurons
        assert later.net.time == 200.0

    def test_another_past_begins_again(self) -> None:
        view = NetworkView()
        first = run(PLAN, view)
        other = run("at=20,set=balance,to=2", view)
        assert spikes(other) == spikes(run("at=20,set=balance,to=2"))
        assert spikes(run(PLAN, view)) == spikes(first)
        assert spikes(run("", view)) == spikes(run(""))

    def test_another_future_does_not(self) -> None:
        view = NetworkView()
        first = run("at=50,set=balance,to=2;at=300,set=balance,to=1", view)
        net = first.net
        second = run("at=50,set=balance,to=2;at=250,set=balance,to=3", view, duration=400.0)
        assert second.net is net
        again = run("at=50,set=balance,to=2;at=250,set=balance,to=3", duration=400.0)
        assert spikes(second) == spikes(again)

    def test_one_that_cannot_be_carried_out_is_reported(self) -> None:
        view, prepared = asked("at=50,set=balance,to=2")

        def fail(*_: Any) -> None:
            raise ParameterError("balance", 2, "is not possible")

        prepared.session.net.callbacks[0].function = fail
        found = [part.notices for part in view.compute(prepared, ()) if isinstance(part, Part)]
        notices = [notice for one in found if not isinstance(one, Unset) for notice in one]
        assert any("is not possible" in notice.text for notice in notices)
        assert spikes(run("at=50,set=balance,to=2", view)) == spikes(run("at=50,set=balance,to=2"))

    def test_the_python_script_replays_it(self) -> None:
        state = {
            "view": "network",
            "preset": "cortical_2003",
            "values": {**VALUES, "changes": PLAN},
        }
        names: dict[str, Any] = {}
        exec(export(state, "python").content, names)
        own = run(PLAN)
        assert names["recording"].times.tolist() == own.times.tolist()
        assert names["recording"].indices.tolist() == own.indices.tolist()

    def test_a_network_made_by_code_opens_with_what_is_planned(self) -> None:
        net = networks.ring(60, seed=2)
        networks.intervene(net, [networks.Intervention(50.0, "drive", of=3, to=20.0)])
        state = opened(net)
        assert state is not None
        assert state["values"] == {"neurons": 60.0, "seed": 2.0, "changes": "at=50,of=3,to=20"}
        net.run(60.0)
        with pytest.raises(ParameterError, match="called during a run"):
            opened(net)

    def test_the_balance_is_measured_for_the_present_arguments(self) -> None:
        view, prepared = asked("at=50,set=balance,to=2;at=60,of=3,to=5")
        for _ in view.compute(prepared, ()):
            pass
        assert prepared.session.net.origin is None
        (plot,) = [
            part.plots["balance"]
            for part in view.compute(prepared, ("balance",))
            if isinstance(part, Part) and "balance" in part.plots
        ]
        assert 2.0 in [
            mark.x for pane in plot.panes for mark in pane.marks if isinstance(mark, Rule)
        ]
        assert prepared.session.net.origin is None  # it still does what the maker does not

    @pytest.mark.parametrize("name", ["numpy", "brian2", "pynn", "neuroml"])
    def test_other_formats_refuse_it_with_words(self, name: str) -> None:
        state = {
            "view": "network",
            "preset": "cortical_2003",
            "values": {**VALUES, "changes": PLAN},
        }
        with pytest.raises(ParameterError, match=r"interventions .* are not written"):
            export(state, name)
        assert export({**state, "values": VALUES}, name).content


class TestMarks:
    def plot(self, changes: str) -> Any:
        view, prepared = asked(changes)
        for part in view.compute(prepared, ("raster",)):
            if isinstance(part, Part) and "raster" in part.plots:
                return part.plots["raster"]
        raise AssertionError

    def test_interventions_are_marked_and_are_no_data(self) -> None:
        plot, plain = self.plot(PLAN), self.plot("at=200,set=balance,to=2")
        marks = plot.panes[0].marks
        rules: list[Any] = [mark.x for mark in marks if isinstance(mark, Rule)]
        assert sorted(rules) == [50.0, 60.0, 90.0, 100.0, 150.0]
        shades = [mark.x for mark in marks if isinstance(mark, Region)]
        assert shades == [(60.0, 90.0), (100.0, 150.0)]
        assert len(plot.panes[0].series) == len(plain.panes[0].series)

    def test_labels_say_what_was_done_where_they_have_room(self) -> None:
        labels = [
            str(mark.text)
            for mark in self.plot("at=20,set=balance,to=2;at=70,of=3,to=8;at=71,of=3,to=9")
            .panes[0]
            .marks
            if isinstance(mark, Label) and mark.y_in == "pane"
        ]
        assert labels == ["drive 9: neuron 3", "g 2"]


class TestMemory:
    def test_an_array_grows_without_copies_of_all(self) -> None:
        growing = Growing(np.int64)
        whole: list[int] = []
        for k in range(1, 200):
            growing.add(np.arange(k))
            whole += range(k)
            if k % 50 == 0:
                growing.drop(17)
                whole = whole[17:]
            assert growing.array.tolist() == whole

    def test_pieces_of_time_courses_are_joined(self) -> None:
        view = NetworkView()
        for end in range(10, 3010, 10):
            session = run("", view, duration=float(end), window=100.0)
        assert len(session.course) <= 3
        assert len(session.traces) <= 3
        np.testing.assert_array_equal(
            np.concatenate([part.v for part in session.course]),
            np.concatenate([part.v for part in run("", duration=3000.0).course]),
        )

    def test_spikes_that_are_too_many_are_dropped_from_the_first(self) -> None:
        session = run("")
        before = session.times.size
        assert before > 0
        times = np.arange(300.0, 300.0 + MAX_SPIKES)
        session.add(times, np.zeros(MAX_SPIKES, np.int64), np.zeros(MAX_SPIKES, np.bool_))
        assert session.times.size <= MAX_SPIKES
        assert session.n_spikes == before + MAX_SPIKES
        assert session.since == session.times[0] > 300.0
