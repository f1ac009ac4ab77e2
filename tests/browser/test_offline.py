"""The service worker keeps one whole build or none, and never mixes two."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError, expect

from .builds import make_build
from .driver import Explorer
from .servers import PREFIX, serve

#: Register the worker as the page does when Python runs, or let it look for a newer one, and wait
#: until what is then installed is there ("installed", "activated") or has failed ("redundant").
INSTALL = """async () => {
  const { serviceWorker } = navigator;
  const known = await serviceWorker.getRegistration();
  const registration = known ?? await serviceWorker.register("./service-worker.js");
  let worker = registration.installing;
  registration.addEventListener("updatefound", () => (worker = registration.installing));
  if (known) await registration.update();
  for (let tries = 0; !worker && tries < 40; tries++) { // the visit may have begun it, or ended it
    worker = registration.installing ?? registration.waiting;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (!worker) return "unchanged";
  const ends = ["installed", "activated", "redundant"];
  while (!ends.includes(worker.state)) {
    await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
  }
  return worker.state;
}"""
#: The marks of all that a page gets: each is that of a build.
MARKS = """async () => {
  const text = await (await fetch("./")).text();
  const folder = /build-\\w+/.exec(text)[0];
  const packed = await fetch(`./${folder}/schema.json.gz`);
  const stream = (await packed.blob()).stream().pipeThrough(new DecompressionStream("gzip"));
  return [
    document.querySelector("meta[name=mark]").content,
    /<meta name="mark" content="(\\w+)"/.exec(text)[1],
    folder.slice("build-".length),
    (await new Response(stream).json()).mark,
  ];
}"""
#: From outside of the pages that a worker serves: wait until none waits for its turn any more.
TAKEN_OVER = """async (page) => {
  for (let tries = 0; tries < 400; tries++) {
    const { active, installing, waiting } = await navigator.serviceWorker.getRegistration(page);
    if (!installing && !waiting && active?.state === "activated") return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("A worker still waits.");
}"""
#: How many files each kept build has.
KEPT = """async () => Promise.all((await caches.keys()).map(async (name) =>
  (await (await caches.open(name)).keys()).length))"""


BEGIN = 1_700_000_000  # s, the time of files


class Host:
    """A host whose files change, and which may be away."""

    def __init__(self, folder: Path, builds: Path) -> None:
        self.folder = folder
        self._builds = builds
        self._serving: Any = None
        self._port = 0
        self._time = BEGIN
        self.publish("1")
        self.begin()

    @property
    def url(self) -> str:
        """Address of a light page of the site: all that is said here holds for any."""
        return f"http://127.0.0.1:{self._port}{PREFIX}reference.html"

    @property
    def outside(self) -> str:
        """Address at the same host that is none of the site's."""
        return self.url.partition(PREFIX)[0]

    def publish(self, mark: str) -> None:
        """Replace all files by those of a build.

        All have the same time, so that the host tells who asks that no document changed. Only the
        worker's script is newer each time, or no browser would see it.
        """
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._builds / mark, self.folder)
        self._time += 10
        for path in self.folder.rglob("*"):
            os.utime(path, (BEGIN, BEGIN))
        os.utime(self.folder / "service-worker.js", (self._time, self._time))

    def file(self, name: str) -> Path:
        """Find a file in the build's folder."""
        (found,) = self.folder.glob(f"build-*/{name}")
        return found

    def begin(self) -> None:
        """Answer, at the same address as before."""
        self._serving = serve(self.folder, port=self._port)
        self._port = int(self._serving.__enter__().split(":")[2].split("/")[0])

    def end(self) -> None:
        """Answer no more."""
        self._serving.__exit__(None, None, None)


@pytest.fixture(scope="module")
def builds(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two builds."""
    path = tmp_path_factory.mktemp("builds")
    for mark in ("1", "2"):
        make_build(folder, path / mark, mark)
    return path


@pytest.fixture
def host(builds: Path, tmp_path: Path) -> Iterator[Host]:
    """Return a host that has the first build."""
    host = Host(tmp_path / "host", builds)
    yield host
    host.end()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of its own."""
    with chromium.new_context() as context:
        yield context


def opened(context: BrowserContext, host: Host) -> Page:
    """Open the page; while a worker waits, Chromium drops the document in 1 of 100 visits."""
    page = context.new_page()
    try:
        page.goto(host.url, timeout=10_000)
    except TimeoutError:
        page.goto(host.url)  # as a reader would load it again
    return page


def marks(page: Page) -> str:
    """Return the mark of what the page gets, which must be of one build."""
    found = page.evaluate(MARKS)
    assert len(set(found)) == 1, found
    return str(found[0])


def install_first(context: BrowserContext, host: Host) -> Page:
    """Open a page, and let it have the worker of what is on the host."""
    page = opened(context, host)
    assert page.evaluate(INSTALL) in {"installed", "activated"}
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def in_a_new_visit(context: BrowserContext, host: Host) -> Page:
    """Open a page when all others have been closed."""
    for page in context.pages:
        page.close()
    return opened(context, host)


def come_to(context: BrowserContext, host: Host, mark: str) -> Page:
    """Wait until a build has taken over, which it does when no page is open, and visit it alone."""
    for page in context.pages:
        page.close()
    outside = context.new_page()
    outside.goto(host.outside)
    outside.evaluate(TAKEN_OVER, host.url)
    outside.close()
    page = opened(context, host)
    assert (marks(page), len(page.evaluate(KEPT))) == (mark, 1)
    return page


def truncate(host: Host) -> None:
    path = host.file("schema.json.gz")
    path.write_bytes(path.read_bytes()[:-1000])


def answer_with_html(host: Host) -> None:
    host.file("app.js").write_text("<!doctype html><h1>Please log in</h1>")


def show_a_log_in_page(host: Host) -> None:
    (host.folder / "index.html").write_text("<!doctype html><h1>Please log in</h1>")


def upload_half(host: Host) -> None:
    paths = sorted(host.folder.glob("build-*/*.gz"))
    missing = paths[len(paths) // 2 :]
    assert host.file("schema.json.gz") in missing, "what is the same in both builds is not missed"
    for path in missing:
        path.unlink()


def leave_an_old_document(host: Host) -> None:
    (host.folder / "index.html").write_bytes(
        (host.folder / "index.html").read_bytes().replace(b"<body>", b"<body class>")
    )


BREAK = [truncate, answer_with_html, show_a_log_in_page, upload_half, leave_an_old_document]


@pytest.mark.proves("host-whole-build")
@pytest.mark.parametrize("harm", BREAK, ids=lambda harm: harm.__name__)
def test_a_broken_build_is_not_kept(
    context: BrowserContext, host: Host, harm: Callable[[Host], None]
) -> None:
    harm(host)
    page = opened(context, host)
    assert page.evaluate(INSTALL) == "redundant"
    assert page.evaluate(KEPT) == []
    host.publish("1")
    page = in_a_new_visit(context, host)
    assert page.evaluate(INSTALL) in {"installed", "activated"}
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    host.end()
    page.reload()
    assert marks(page) == "1"
    host.begin()


@pytest.mark.parametrize(
    "harm", [truncate, answer_with_html, upload_half], ids=lambda f: f.__name__
)
def test_a_broken_upgrade_leaves_the_older_build(
    context: BrowserContext, host: Host, harm: Callable[[Host], None]
) -> None:
    install_first(context, host)
    host.end()  # the browser may look for a newer worker at any time: not before the harm is done
    host.publish("2")
    harm(host)
    host.begin()
    page = in_a_new_visit(context, host)
    assert page.evaluate(INSTALL) == "redundant"
    assert marks(in_a_new_visit(context, host)) == "1"
    host.publish("2")
    # The browser looks for a newer worker at each visit, too, and may have installed it already.
    assert in_a_new_visit(context, host).evaluate(INSTALL) != "redundant"
    come_to(context, host, "2")


def test_what_has_not_changed_comes_from_the_older_build(
    context: BrowserContext, host: Host
) -> None:
    install_first(context, host)
    host.publish("2")
    host.file("izhikevich.zip.gz").unlink()
    assert in_a_new_visit(context, host).evaluate(INSTALL) != "redundant"
    page = come_to(context, host, "2")
    assert page.evaluate("fetch('./build-2/izhikevich.zip.gz').then(({ ok }) => ok)")


def test_a_tab_of_the_older_build_keeps_it(context: BrowserContext, host: Host) -> None:
    old = install_first(context, host)
    count = old.evaluate(KEPT)[0]
    host.publish("2")
    assert old.evaluate(INSTALL) == "installed"
    assert old.evaluate(KEPT) == [count, count]
    assert marks(old) == "1"
    assert marks(opened(context, host)) == "1"
    page = come_to(context, host, "2")
    host.end()
    page.reload()
    assert marks(page) == "2"
    host.begin()


def test_a_tab_that_is_newer_than_its_worker_mixes_nothing(
    context: BrowserContext, host: Host
) -> None:
    """It was loaded before there was a worker, and is then served by one of another build."""
    old = opened(context, host)
    host.publish("2")
    assert old.evaluate(INSTALL) in {"installed", "activated"}
    old.wait_for_function("navigator.serviceWorker.controller !== null")
    status = old.evaluate("fetch('./build-1/editor.js.gz').then((response) => response.status)")
    assert status == 404


@pytest.mark.proves("host-trust")
def test_an_upgrade_waits_for_the_network(context: BrowserContext, host: Host) -> None:
    install_first(context, host)
    host.publish("2")
    host.end()
    page = in_a_new_visit(context, host)
    assert marks(page) == "1"
    host.begin()
    assert page.evaluate(INSTALL) in {"installed", "activated"}
    come_to(context, host, "2")


def test_a_rollback_brings_the_older_build(context: BrowserContext, host: Host) -> None:
    host.publish("2")
    install_first(context, host)
    host.publish("1")
    assert in_a_new_visit(context, host).evaluate(INSTALL) in {"installed", "activated"}
    come_to(context, host, "1")


def test_a_rollback_of_a_build_that_waits(context: BrowserContext, host: Host) -> None:
    page = install_first(context, host)
    host.publish("2")
    assert page.evaluate(INSTALL) == "installed"
    host.publish("1")
    assert page.evaluate(INSTALL) == "installed"
    assert marks(page) == "1"
    come_to(context, host, "1")


#: Put something else in the place of a file that is kept.
SPOIL = """async ([end, content]) => {
  const [name] = await caches.keys();
  const cache = await caches.open(name);
  const key = (await cache.keys()).find(({ url }) => url.endsWith(end));
  await cache.put(key, new Response(content, { headers: { "Content-Type": "text/javascript" } }));
}"""


@pytest.mark.parametrize("name", ["app.js", "izhikevich.zip.gz", "plotly.js.gz", "schema.json.gz"])
def test_a_start_that_fails_offers_to_load_all_again(
    context: BrowserContext, host: Host, name: str
) -> None:
    """As with what an earlier worker kept of a host that was broken, and is not any more."""
    install_first(context, host).evaluate(SPOIL, [name, "<!doctype html><h1>Please log in</h1>"])
    page = context.new_page()
    page.add_init_script(
        "const wait = setTimeout; globalThis.setTimeout = (act, time, ...rest) =>"
        " wait(act, time === 60000 ? 3000 : time, ...rest)"
    )
    page.goto(host.url.replace("reference.html", ""))
    again = page.get_by_role("button", name="Load everything again").first
    again.wait_for()
    with page.expect_navigation():
        again.click()
    Explorer(page).live()
    expect(page.locator("#notices .notice.error")).to_have_count(0)
