"""``izh.figure``: plots of a link or of results on one sheet, and the same from the shell."""

from pathlib import Path

import izhikevich as izh
import pytest
from izhikevich.app.files import composing
from izhikevich.app.protocol import Compose
from izhikevich.app.recent import RecentPlots
from izhikevich.cli.main import main
from izhikevich.errors import ParameterError
from izhikevich.links import read_link
from izhikevich.messages.catalogues import texts_of
from izhikevich.messages.translation import Translation
from izhikevich.progress import finish

CAPTION = (
    "Chattering (2003). A, Voltage and current; B, Phase plane. a = 0.02 1/ms, b = 0.2 1/ms, "
    "c = -50 mV, d = 4 mV/ms, v_peak = 30 mV, height = 10 mV/ms, onset = 15 ms, duration = 135 ms, "
    "offset = 0 mV/ms. Modified: d 2 → 4. #neuron?preset=CH&d=4"
)
LINK, ROWS = "#neuron?preset=CH&d=4", "trace:2 phase"


def test_of_a_link() -> None:
    sheet = izh.figure(LINK, ROWS)
    assert sheet.caption == CAPTION
    assert CAPTION.partition(" ")[0] not in sheet.svg.partition("</desc>")[2]
    with_caption = izh.figure(LINK, ROWS, caption=True).svg.partition("</desc>")[2]
    assert "Chattering (2003)." in with_caption
    assert "Mine." in izh.figure(LINK, ROWS, caption="Mine.").svg


def test_of_results(tmp_path: Path) -> None:
    trace = izh.simulate(izh.Parameters(0.02, 0.2, -65.0, 8.0), 10.0, 100.0)
    sheet = izh.figure({"spikes": trace, "again": trace}, "spikes / again", size="single")
    assert sheet.caption == "spikes; again"
    sheet.save(tmp_path / "two.svg")
    assert (tmp_path / "two.svg").read_text(encoding="utf-8") == sheet.svg
    sheet.save(tmp_path / "two.pdf")
    assert (tmp_path / "two.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(ParameterError, match="must end in one of"):
        sheet.save(tmp_path / "two.gif")


@pytest.mark.parametrize(
    ("of", "arrangement", "settings", "reason"),
    [
        (LINK, "trace phse", {}, "Did you mean phase"),
        (LINK, ROWS, {"size": "A4"}, "must be one of single, double, slide, poster"),
        (LINK, ROWS, {"height_mm": 50.0}, "give the width with the height"),
        ({}, "", {}, "give a link, or results by name"),
        ({"f-I": 1}, "", {}, "are named as variables are"),
        ({"one": 3}, "", {}, "3"),
    ],
)
def test_refused(of: object, arrangement: str, settings: dict[str, object], reason: str) -> None:
    with pytest.raises((ParameterError, TypeError), match=reason):
        izh.figure(of, arrangement, **settings)  # type: ignore[arg-type]


def asked(**changes: object) -> Compose:
    settings: dict[str, object] = {
        "id": 1,
        "state": read_link(LINK)[0],
        "arrangement": ROWS,
        "size": "double",
        "theme": "light",
        "filled": True,
        "font_size": None,
        "lines": 1.0,
        "letters": True,
        "names": False,
        "legends": True,
        "captioned": True,
        "caption": None,
        "windows": {},
        "behind": None,
        "compared": (),
        "address": "",
    }
    return Compose(**{**settings, **changes})  # type: ignore[arg-type]


def test_the_page_the_shell_and_python_draw_the_same(tmp_path: Path) -> None:
    sheet = finish(composing(asked(), RecentPlots()))
    assert sheet.caption == CAPTION
    assert sheet.svg == izh.figure(LINK, ROWS, caption=True).svg
    words = [LINK, "--figure", ROWS, "--caption", "--formats", "svg", "--out", str(tmp_path)]
    assert main(words) == 0
    assert (tmp_path / "CH_figure.svg").read_text(encoding="utf-8") == sheet.svg


def test_as_the_reader_sees_it() -> None:
    state = read_link(LINK)[0]
    plain = finish(composing(asked(), RecentPlots())).svg
    zoomed = finish(composing(asked(windows={"trace": {"0": {"x": (0, 50)}}}), RecentPlots())).svg
    other = {**state, "values": {"d": 8}}
    compared = asked(behind=other, compared=("trace",))
    behind = finish(composing(compared, RecentPlots())).svg
    assert len({plain, zoomed, behind}) == 3
    german = finish(composing(asked(), RecentPlots(), Translation(texts_of("de"))))
    assert "Phasenebene" in german.caption
    assert "Geändert: d 2 → 4." in german.caption
