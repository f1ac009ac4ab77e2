"""Copies that a browser saved of the page: they name the file that can be kept."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import DESKTOP
from .driver import Explorer
from .servers import serve

NAME = "izhikevich-explorer.html"


def save(page: Page, folder: Path) -> Path:
    """Save as browsers do with "complete web page": the document as it stands, and its scripts."""
    text = page.evaluate("document.documentElement.outerHTML")
    beside = folder / "Explorer_files"
    beside.mkdir()
    for address in set(re.findall(r'<script[^>]* src="(\./[^"]+)"', text)):
        name = address.rsplit("/", 1)[1]
        (beside / name).write_bytes(page.request.get(f"{page.url.split('#')[0]}{address}").body())
        text = text.replace(f'src="{address}"', f'src="./Explorer_files/{name}"')
    path = folder / "Explorer.html"
    path.write_text(f"<!doctype html>\n{text}", encoding="utf-8")
    return path


def check_copy(page: Page, href: str | None) -> None:
    """It says one thing, shows a plot, has nothing that would not work, and stays what it is."""
    notice = page.locator("#notices .notice")
    expect(notice).to_have_count(1)
    expect(notice).to_contain_text("was saved by a browser")
    expect(notice).to_contain_text(NAME)
    page.wait_for_timeout(500)
    expect(notice).to_have_count(1)
    assert notice.evaluate("(notice) => getComputedStyle(notice.parentElement).opacity") == "1"
    links = notice.locator("a").evaluate_all("(all) => all.map((one) => one.href)")
    assert links == ([href] if href else [])
    assert page.locator(".panel[data-panel=trace] .canvas svg").first.is_visible()
    parts = ("#share", "#reference", "#selector", "#controls", "#player")
    for inert in (*parts, ".panel-tools >> nth=0"):
        assert not page.locator(inert).is_visible()
    assert not page.workers


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of which the console may have errors: a copy's scripts are not where they were."""
    with chromium.new_context(viewport=DESKTOP, service_workers="block") as context:
        yield context.new_page()


@pytest.mark.parametrize("state", ["", "#neuron?preset=tonic_bursting&I=3", "#?start=click"])
def test_of_the_folder(page: Page, folder: Path, tmp_path: Path, state: str) -> None:
    with serve(folder) as url:
        page.goto(url + state)
        if "click" in state:
            page.locator(".poster-button").wait_for()
        else:
            Explorer(page).live()
        path = save(page, tmp_path)
        copy = page.context.new_page()
        copy.goto(path.as_uri())
        check_copy(copy, url + NAME)
    with serve(tmp_path) as elsewhere:
        copy.goto(elsewhere + path.name)
        check_copy(copy, url + NAME)
        copy.close()


def test_of_the_single_file(page: Page, single_file: Path, tmp_path: Path) -> None:
    page.goto(single_file.as_uri())
    Explorer(page).live()
    path = save(page, tmp_path)
    page.goto(path.as_uri())
    check_copy(page, None)


def test_in_german(page: Page, folder: Path, tmp_path: Path) -> None:
    with serve(folder) as url:
        page.goto(f"{url}#?lang=de")
        Explorer(page).live()
        page.goto(f"{save(page, tmp_path).as_uri()}#?lang=de")
    expect(page.locator("#notices .notice")).to_contain_text("Ein Browser hat diese Kopie")


def test_of_the_document_alone(page: Page, folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "index.html", tmp_path)
    page.goto((tmp_path / "index.html").as_uri())
    check_copy(page, None)


def test_the_whole_folder_on_a_disk_runs(page: Page, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    page.wait_for_url(f"**/{NAME}?run")
    Explorer(page).live()
