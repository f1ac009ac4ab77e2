"""Pictures and close-ups of what is shown: of plots that are at hand, or computed anew."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from izhikevich import app
from izhikevich.app import files
from izhikevich.app.protocol import Picture
from izhikevich.app.recent import RecentPlots
from izhikevich.errors import ParameterError
from izhikevich.messages.catalogues import translation
from izhikevich.plots.overlay import behind
from izhikevich.plots.spec import TIME, VOLTAGE, Axis, Curve, Pane, Plot, empty
from izhikevich.plots.style import DARK, LIGHT, Role
from izhikevich.plots.translated import translated
from izhikevich.progress import finish
from izhikevich.transport import UNSET
from izhikevich.views.state import State

STATE = {"view": "neuron", "preset": "RS", "panels": ["trace", "phase"]}

#: What a worker keeps.
RECENT = RecentPlots()


def shown(**values: Any) -> State:
    """Answer a state as the page asks it."""
    answer = app.at_once({**STATE, "values": values}, recent=RECENT)
    assert answer.state is not UNSET
    return answer.state


def picture(state: State | None, panel: str, **options: Any) -> str:
    default = {"width": 85.0, "unit": "mm", "theme": "light", "filled": True, "title": ""}
    asked = {"windows": {}, "behind": None, **default, **options}
    return finish(files.picturing(Picture(id=1, state=state, panel=panel, **asked), RECENT))


def test_what_is_shown_is_at_hand() -> None:
    state = shown()
    assert RECENT.find(state, "trace") is not None
    assert RECENT.find(state, "frequency") is None
    assert RECENT.find({**state, "values": {"I": 3}}, "trace") is None
    assert RECENT.find({**state, "panels": []}, "trace") is not None, "whichever panels are open"
    text = picture(state, "trace")
    assert LIGHT[Role.VOLTAGE] in text
    assert text == picture(state, "trace"), "the same again"


def test_what_is_not_at_hand_is_computed() -> None:
    state = shown()
    RECENT.begin({"view": "other"})
    RECENT.begin({"view": "another"})
    assert RECENT.find(state, "trace") is None
    assert "v (mV)" in picture(state, "trace")
    with pytest.raises(ParameterError, match="panel"):
        picture(state, "unknown")


def test_two_states_are_kept_and_a_stopped_one_is_renamed() -> None:
    recent = RecentPlots()
    one, two, three = ({"view": "v", "preset": "p", "values": {"k": k}} for k in (1, 2, 3))
    for k, state in enumerate((one, two)):
        recent.begin(state)
        recent.keep({"a": empty(f"{k}")})
    assert recent.find(one, "a") is not None
    recent.become(three)
    assert recent.find(two, "a") is None
    assert recent.find(three, "a") is not None
    assert recent.find(three, "b") is None
    recent.begin(two)
    assert recent.find(one, "a") is None
    recent.show("shown-1", empty("code"))
    assert recent.find(None, "shown-1") is not None
    recent.run()
    assert recent.find(None, "shown-1") is None


def test_a_zoomed_picture_has_the_axes_of_the_page() -> None:
    state = shown()
    text = picture(state, "trace", windows={"0": {"x": (20, 40)}})
    words = {"".join(item.itertext()) for item in ElementTree.fromstring(text).iter()}
    assert {"20", "40"} <= words
    assert not words & {"60", "80", "100"}


def test_themes_grounds_and_titles() -> None:
    state = shown()
    dark = picture(state, "phase", theme="dark", filled=False, title="RS: <plane>")
    root = ElementTree.fromstring(dark)
    assert DARK[Role.VOLTAGE] in dark
    assert not [item for item in root if item.tag.endswith("rect")]
    (title,) = [item.text for item in root if item.tag.endswith("title")]
    assert title == "RS: <plane>"
    assert "RS: " not in "".join(item.text or "" for item in root.iter() if "text" in item.tag)


def test_a_compared_run_lies_behind() -> None:
    before, now = shown(), shown(I=20)
    text = picture(now, "trace", behind=before)
    assert LIGHT[Role.PINNED] in text
    assert LIGHT[Role.PINNED] not in picture(now, "trace")


def test_only_what_may_stay_lies_behind() -> None:
    x = np.arange(3.0)

    def plot(stays: Any) -> Plot:
        curve = Curve(name="c", role=Role.VOLTAGE, x=x, y=x, stays=stays, width=3.0)
        return Plot(panes=[Pane(x=Axis(TIME), y=Axis(VOLTAGE), series=[curve])])

    (pane,) = behind(plot("never"), plot("compared")).panes
    faint, own = pane.series
    assert (faint.name, faint.role, faint.legend) == ("c", Role.PINNED, False)
    assert own.role == Role.VOLTAGE
    assert len(behind(plot("compared"), plot("never")).panes[0].series) == 1
    assert len(behind(plot("compared"), empty("nothing")).panes[0].series) == 1


def test_close_ups_of_a_long_run() -> None:
    state = shown(duration=5000, dt=0.05)
    curves = finish(files.closing_up(state, "trace", {"0": {"x": (1000, 1010)}}, RECENT)).curves
    assert {curve.index for curve in curves} == {0, 1}
    t = curves[0].x
    assert np.isin(np.round(np.arange(1000, 1010, 0.05), 6), np.round(t, 6)).all()


def test_plots_are_translated_as_a_whole() -> None:
    german = translation("de")
    recent = RecentPlots()
    state = {"view": "neuron", "preset": "RS", "panels": ["trace", "frequency"]}
    for part in app.respond(state, recent=recent):
        assert part is not None
    plot = recent.find({"view": "neuron", "preset": "RS", "values": {}}, "frequency")
    assert plot is not None
    own = translated(plot, german)
    assert "steigender Strom" in [series.name for series in own.panes[0].series]
    assert own.panes[0].y.quantity.heading == "Rate (Hz)"
    assert own.panes[0].series[0].x is plot.panes[0].series[0].x
