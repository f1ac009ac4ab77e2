"""The ways the page is used: visited, embedded, opened from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page

from .conftest import NewPage
from .driver import Explorer
from .firefox import Firefox
from .reference import Spikes, check_alive
from .servers import PREFIX, serve


@pytest.fixture(scope="session")
def single_url(single_file: Path) -> Iterator[str]:
    """Address of the one file, hosted."""
    with serve(single_file.parent) as url:
        yield url + single_file.name


@pytest.fixture(params=["folder", "single file", "single file from disk"])
def address(request: pytest.FixtureRequest, site: str, single_file: Path, single_url: str) -> str:
    """Each address that a reader may have."""
    return {
        "folder": site,
        "single file": single_url,
        "single file from disk": single_file.as_uri(),
    }[request.param]


def embed(page: Page, host_folder: Path, address: str, sandbox: str | None) -> Frame:
    """Open a host page that holds the explorer in a frame; the frame."""
    attribute = "" if sandbox is None else f'sandbox="{sandbox}"'
    (host_folder / "index.html").write_text(
        '<!doctype html><link rel="icon" href="data:,"><h1>A blog</h1>'
        f'<iframe src="{address}" {attribute} style="width:1240px;height:720px"></iframe>',
        encoding="utf-8",
    )
    if address.startswith("file:"):
        page.goto((host_folder / "index.html").as_uri())
        return page.frames[1]
    with serve(host_folder) as host:
        # Another name of this machine, and so another site: storage is a third party's.
        page.goto(host.replace("127.0.0.1", "localhost"))
        return page.frames[1]


def test_opened(new_page: NewPage, address: str, spikes: Spikes) -> None:
    page = new_page()
    page.goto(address)
    check_alive(Explorer(page), spikes)
    assert page.workers, "Python does not run in a worker"
    assert page.locator("#share").is_visible()
    assert not page.locator("#new-tab").is_visible()


def follow_to_a_tab(explorer: Explorer, frame: Frame, spikes: Spikes) -> None:
    """Follow the link out of a frame and check that the new tab shows the same."""
    explorer.choose("G")
    with frame.page.context.expect_page() as opened:
        frame.locator("#new-tab").click()
    assert "preset=class_1_excitable" in opened.value.url
    tab = Explorer(opened.value)
    tab.live()
    assert tab.spikes() == pytest.approx(spikes["G"])


def test_embedded(new_page: NewPage, address: str, spikes: Spikes, tmp_path: Path) -> None:
    frame = embed(new_page(), tmp_path, address, None)
    explorer = Explorer(frame)
    check_alive(explorer, spikes, "CG")
    follow_to_a_tab(explorer, frame, spikes)


@pytest.mark.proves("frame-sandbox")
def test_embedded_in_a_sandbox(
    new_page: NewPage, address: str, spikes: Spikes, tmp_path: Path
) -> None:
    frame = embed(new_page(), tmp_path, address, "allow-scripts")
    check_alive(Explorer(frame), spikes, "CG")
    assert frame.locator("#new-tab").is_visible()


def test_a_sandbox_that_allows_new_tabs(
    new_page: NewPage, site: str, spikes: Spikes, tmp_path: Path
) -> None:
    frame = embed(new_page(), tmp_path, site, "allow-scripts allow-popups")
    explorer = Explorer(frame)
    explorer.live()
    follow_to_a_tab(explorer, frame, spikes)


@pytest.mark.parametrize("way", ["folder", "single file from disk"])
def test_firefox(firefox: Firefox, way: str, site: str, single_file: Path, spikes: Spikes) -> None:
    url = site if way == "folder" else single_file.as_uri()
    with firefox.page(url) as page:
        check_alive(Explorer(page), spikes)
    troubles, firefox.troubles[:] = list(firefox.troubles), []
    assert not troubles


def test_the_host_is_plain(new_page: NewPage, site: str) -> None:
    """The test server itself: a sub-path, and no header that would help."""
    response = new_page().goto(site)
    assert response is not None
    assert site.endswith(PREFIX)
    helpful = {"cross-origin-opener-policy", "cross-origin-embedder-policy"}
    assert not helpful & set(response.headers)
    assert "access-control-allow-origin" not in response.headers


def test_works_offline_after_the_first_visit(
    new_page: NewPage, folder: Path, spikes: Spikes
) -> None:
    page = new_page()
    with serve(folder) as url:
        page.goto(url)
        Explorer(page).live()
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.reload()
    check_alive(Explorer(page), spikes, "CG")
