"""Servers, browsers and pages for the browser tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, expect, sync_playwright

from .browsers import CHROMIUM_FLAGS, SHORT_LIVED, find_chromium, find_firefox
from .firefox import Firefox, start_firefox
from .reference import Spikes, load_spikes
from .servers import serve
from .waiting import install
from .watch import Watch

install()
expect.set_options(timeout=20_000)  # ms: a machine may be busy

DIST = Path(__file__).parents[2] / "dist"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def folder() -> Path:
    """The folder that is hosted."""
    path = DIST / "site"
    if not (path / "index.html").is_file():
        pytest.fail("dist/site is not there: run `python build.py` first")
    return path


@pytest.fixture(scope="session")
def single_file() -> Path:
    """The page as one file."""
    path = DIST / "izhikevich-explorer.html"
    if not path.is_file():
        pytest.fail(f"{path} is not there: run `python build.py` first")
    return path


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    """Address of the hosted folder, a sub-path of a plain server."""
    with serve(folder) as url:
        yield url


@pytest.fixture(scope="session")
def spikes() -> Spikes:
    """Spike times of the twenty patterns, by letter."""
    return load_spikes()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives Chromium."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests; each page has a context, and so a cold profile, of its own."""
    yield from _launched(playwright, SHORT_LIVED)


@pytest.fixture(scope="session")
def long_lived(playwright: Playwright) -> Iterator[Browser]:
    """Another one as readers have it, for tests that compute much."""
    yield from _launched(playwright, CHROMIUM_FLAGS)


def _launched(playwright: Playwright, flags: tuple[str, ...]) -> Iterator[Browser]:
    executable = find_chromium()
    if executable is None:
        pytest.fail("no Chromium or Chrome found: name one by IZH_CHROMIUM")
    browser = playwright.chromium.launch(executable_path=executable, args=list(flags))
    yield browser
    browser.close()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[NewPage]:
    """Return a maker of pages in fresh contexts, whose troubles fail the test at its end."""
    opened: list[tuple[Page, Watch]] = []

    def make(browser: Browser = chromium, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, **options})
        watch = Watch(context)
        page = context.new_page()
        opened.append((page, watch))
        return page

    yield make
    for page, _ in opened:
        page.context.close()
    for _, watch in opened:
        watch.check()


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    """One Firefox for all tests."""
    executable = find_firefox()
    if executable is None:
        pytest.skip("no Firefox found: name one by IZH_FIREFOX")
    with start_firefox(executable) as browser:
        yield browser
