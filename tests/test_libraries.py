"""Packages that the page fetches later can be imported from then on."""

from __future__ import annotations

import asyncio
import io
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from izhikevich.app import libraries
from izhikevich.errors import FileError
from izhikevich.fitting.files.libraries import loading
from izhikevich.progress import Loading


def test_a_package_is_fetched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(sys, "path", sys.path[:])
    fetched = []

    async def fetch(name: str) -> bytes:
        fetched.append(name)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("a_reader_of_nothing/__init__.py", "answer = 42\n")
        return made.getvalue()

    work = loading("a_reader_of_nothing", "a_reader_of_nothing", "NOTHING")
    waits = next(work)
    assert isinstance(waits, Loading)
    assert waits.library == "a_reader_of_nothing"
    for _ in range(2):
        asyncio.run(libraries.install(waits.library, fetch))
    assert fetched == ["readers/a_reader_of_nothing.zip"]
    with pytest.raises(StopIteration) as end:
        next(work)
    assert end.value.value.answer == 42
    assert import_module("a_reader_of_nothing").answer == 42


def test_a_package_that_is_not_there() -> None:
    work = loading("not_a_package", "not_a_package.part", "ABF")
    next(work)
    with pytest.raises(FileError, match=r"ABF files .* pip install igor2 pyabf pyfive"):
        next(work)


def test_a_page_without_a_connection() -> None:
    async def fetch(name: str) -> bytes:
        raise OSError(name)

    with pytest.raises(FileError, match="is there a connection"):
        asyncio.run(libraries.install("pyabf_elsewhere", fetch))
