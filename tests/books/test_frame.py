"""Frames and stills for pages that others write."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as XML

import pytest
from izhikevich.books import frame_html, still
from izhikevich.cli.main import main
from izhikevich.errors import ParameterError
from izhikevich.links import read_link

SITE = "https://example.org/explorer/"


def _leads(html: str) -> list[str]:
    """Where the links of some HTML lead, those within a frame's document too."""
    found = re.findall(r'href="([^"]*)"', html)
    for document in re.findall(r'srcdoc="([^"]*)"', html):
        found += _leads(unescape(document))
    return [unescape(one) for one in found]


def test_a_still_is_what_the_link_shows() -> None:
    made = still("neuron?preset=CH")
    assert made.title == "chattering (2003): Voltage and current"
    assert read_link(made.link)[0] == read_link("#neuron?preset=CH")[0]
    assert XML.fromstring(made.svg).tag.endswith("svg")
    assert still("neuron?preset=CH", panel="phase").title.endswith(": Phase plane")
    german = still("neuron?preset=CH&lang=de")
    assert german.language == "de"
    assert german.title != made.title


def test_a_frame_leads_to_the_explorer() -> None:
    html = frame_html(still("neuron?preset=CH&I=2"), SITE, controls=["I", "d"], height=321)
    whole, framed = sorted(_leads(html), key=len)
    assert whole == f"{SITE}#neuron?preset=CH&I=2"
    assert read_link(framed)[1] == {"embed": "1", "controls": "I,d"}
    assert framed.startswith(f"{whole}&")
    assert "height: 321px" in html
    assert "allow-same-origin" not in html
    assert "<script" not in html
    assert "allow-same-origin" in frame_html(still("neuron"), "explorer.html")
    live = frame_html(still("neuron"), SITE, live=True)
    assert "srcdoc" not in live
    assert f'src="{SITE}#neuron' in live


@pytest.mark.parametrize("link", ["neuron?preset=nonsense", "neuron?a=x", "neuron?nothing=1"])
def test_mistakes_are_told(link: str) -> None:
    with pytest.raises(ParameterError, match="has mistakes"):
        still(link)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "frame.html"
    words = ["--address", SITE, "--caption", "a < b", "--out", str(out)]
    assert main(["frame", "neuron?preset=CH", *words]) == 0
    made = still("neuron?preset=CH")
    assert out.read_text(encoding="utf-8") == frame_html(made, SITE, caption="a &lt; b")
    assert main(["frame", "#neuron?preset=CH", "--to", "svg", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == made.svg
    assert main(["frame", "#neuron?preset=CH", "--panel", "nonsense", "--address", SITE]) == 2
    assert "nonsense" in capsys.readouterr().err
