"""Hosts that know few types of files, and hosts to which not all files came."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .conftest import NewPage
from .driver import Explorer
from .reference import Spikes, check_alive
from .servers import serve

MIN_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    "": "application/octet-stream",
}


def test_host_that_knows_few_types(new_page: NewPage, folder: Path, spikes: Spikes) -> None:
    page = new_page(service_workers="block")
    with serve(folder, MIN_TYPES) as url:
        page.goto(url)
        check_alive(Explorer(page), spikes)


@pytest.mark.parametrize(
    "missing",
    [
        "core.js.gz",
        "izhikevich.zip.gz",
        "numpy-*",
        "plotly.js.gz",
        "pyodide.asm.js.gz",
        "pyodide.asm.wasm.gz",
        "pyodide.js.gz",
        "pyodide-lock.json.gz",
        "python_stdlib.zip.gz",
        "schema.json.gz",
    ],
)
def test_what_is_missing_is_told(
    chromium: Browser, folder: Path, tmp_path: Path, missing: str
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(missing, "*-explorer.html"))
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    with serve(copy) as url:
        page.goto(url)
        page.locator("#notices .notice.error").wait_for()
    context.close()
