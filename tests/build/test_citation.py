"""What citations and archives of the software say is what it is."""

from __future__ import annotations

import json
import re

import izhikevich
from make.paths import ROOT

CITATION = ROOT / ".github" / "CITATION.cff"
ZENODO = ROOT / ".github" / "zenodo.json"


def test_version_licence_and_title_are_those_of_the_package() -> None:
    cited = dict(re.findall(r"^([\w-]+): (.+)$", CITATION.read_text(encoding="utf-8"), re.M))
    stored = json.loads(ZENODO.read_text(encoding="utf-8"))
    assert cited["version"] == stored["version"] == izhikevich.__version__
    assert cited["license"] == stored["license"] == "MIT"
    assert cited["title"] == stored["title"]
    assert stored["creators"][0]["name"] in CITATION.read_text(encoding="utf-8")
    assert "The Izhikevich explorer authors" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"version = {{{cited['version']}}}" in readme
