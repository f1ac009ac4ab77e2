"""Recordings are read in the page, whose readers are fetched when they are first needed."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.fitting.files import real

from .conftest import NewPage
from .driver import Explorer

FETCHED = "performance.getEntriesByType('resource').map((entry) => entry.name)"
CODE = """import base64
content = base64.b64decode("{content}")
try:
    recording = izh.fitting.read_recording(("{name}", content), protocol="from 1 to 5 ms: 5 pA")
    print(recording.voltage.shape, [len(spikes) for spikes in recording.spikes()][-1])
except izh.errors.FileError as error:
    print(error)
"""


def code_for(path: Path) -> str:
    content = base64.b64encode(path.read_bytes()).decode()
    return CODE.format(content=content, name=path.name)


@pytest.mark.parametrize("form", ["folder", "single"])
def test_each_format(new_page: NewPage, site: str, single_file: Path, form: str) -> None:
    page = new_page()
    page.goto(site if form == "folder" else single_file.as_uri())
    explorer = Explorer(page)
    explorer.live()
    explorer.code()
    assert "readers/" not in repr(page.evaluate(FETCHED))
    for path, expected in (
        (real.waves("B8")[-1], "(1, 12000) 81"),
        (real.abf(1), "It has no voltage, only IN 0 (pA)"),
        (real.abf(2), "It has no voltage, only IN 0 (pA)"),
        (real.nwb(), "(16, 7168) 29"),
    ):
        explorer.write(code_for(path))
        explorer.run()
        assert expected in explorer.output()
    assert form == "single" or "readers/pyfive.zip.gz" in repr(page.evaluate(FETCHED))
