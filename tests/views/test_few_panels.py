"""A view without a panel, and one with a single panel, need no change in the package."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from izhikevich.errors import ParameterError
from izhikevich.export import export
from izhikevich.links import read_link, write_link
from izhikevich.plots.spec import TIME, VOLTAGE, Axis, Curve, Pane, Plot
from izhikevich.plots.style import Role
from izhikevich.progress import Progress
from izhikevich.views import registry
from izhikevich.views.part import Part
from izhikevich.views.schema import Panel

from tests import wire
from tests.plain_view import PlainView


class SumView(PlainView):
    """The same in place of one of ours."""

    name = "ensemble"


class LineView(SumView):
    """The same with one panel."""

    panels = (Panel(name="line", title="Line", help="It.", place="main", default=True),)

    def compute(self, prepared: float, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        line = Curve(name="line", role=Role.INK, x=np.arange(3.0), y=prepared * np.arange(3.0))
        plot = Plot(panes=[Pane(x=Axis(TIME), y=Axis(VOLTAGE), series=[line])])
        yield Part(plots={"line": plot} if "line" in panels else {}, summary="A line.", cursor=None)


def install(view: SumView, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a view stand in for one of ours."""
    monkeypatch.setitem(vars(registry.VIEWS[view.name]), "_view", view)


class TestNone:
    @pytest.fixture(autouse=True)
    def _installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        install(SumView(), monkeypatch)

    def test_it_is_declared(self) -> None:
        declared = wire.of_view(registry.VIEWS["ensemble"]())
        assert declared["panels"] == []
        assert declared["presets"][0]["thumbnail"] is None

    @pytest.mark.parametrize("panels", [None, [], ["other"]])
    def test_it_is_answered(self, panels: list[str] | None) -> None:
        asked = {"view": "ensemble", "values": {"q": "5"}}
        answer = wire.at_once(asked if panels is None else {**asked, "panels": panels})
        assert answer["state"]["panels"] == []
        assert answer["state"]["values"] == {"q": 5.0}
        assert answer["figures"] == {}
        assert answer["summary"] == "The sum is 6 mV."
        assert answer["readouts"] == [{"label": "Sum", "value": "6", "unit": "mV", "help": ""}]
        told = [notice["text"] for notice in answer["notices"]]
        left_out = "There is no panel called 'other'. It is left out."
        assert told == ([left_out] if panels == ["other"] else [])
        again = wire.at_once(answer["state"])
        assert again["state"] == answer["state"]
        assert again["notices"] == []

    def test_it_has_a_link(self) -> None:
        state = wire.at_once({"view": "ensemble", "values": {"q": 5.0}})["state"]
        link = write_link(state)
        assert link == "#ensemble?q=5"
        assert wire.at_once(read_link(link)[0])["state"] == state

    def test_it_has_no_plot_to_save(self) -> None:
        with pytest.raises(ParameterError, match="panel"):
            export({"view": "ensemble"}, "csv")


class TestOne:
    @pytest.fixture(autouse=True)
    def _installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        install(LineView(), monkeypatch)

    def test_it_is_answered(self) -> None:
        answer = wire.at_once({"view": "ensemble"})
        assert answer["state"]["panels"] == ["line"]
        assert list(answer["figures"]) == ["line"]
        assert answer["notices"] == []

    def test_it_is_always_shown(self) -> None:
        answer = wire.at_once({"view": "ensemble", "panels": []})
        assert answer["state"]["panels"] == ["line"]

    def test_it_is_saved(self) -> None:
        content = export({"view": "ensemble"}, "csv").content
        assert isinstance(content, str)
        assert content.splitlines()[-1] == "2.0,6.0"
