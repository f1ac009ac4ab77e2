"""What goes wrong in a reader's browser, and what the page then says and keeps."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from .conftest import NewPage
from .driver import Explorer
from .example_site import make_site
from .firefox import Firefox
from .servers import serve

_POLICY = "document.querySelector('meta[http-equiv=Content-Security-Policy]').content"
#: Text as code, another host, and a script in the document: each is refused.
_FORBIDDEN = """(async () => {
  const refused = [];
  addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
  const script = Object.assign(document.createElement("script"), { textContent: "window.ran = 1" });
  document.body.append(script);
  setTimeout("window.ran = 1");
  await fetch("https://example.org/").catch(() => {});
  document.body.append(Object.assign(new Image(), { src: "https://example.org/a.png" }));
  await new Promise((resolve) => setTimeout(resolve, 500));
  return [refused.sort(), window.ran ?? null];
})()"""


def check_policy(evaluate: Callable[[str], object]) -> None:
    """No text becomes code, and nothing leaves the machine, whatever runs in the page."""
    policy = str(evaluate(_POLICY))
    scripts = re.findall(r"script-src ([^;]*)", policy)[0]
    assert "'unsafe-eval'" not in scripts
    assert "'unsafe-inline'" not in scripts
    assert not re.search(r"https?:|\*", policy)
    answer = evaluate(_FORBIDDEN)
    assert isinstance(answer, list)
    refused, ran = answer
    assert {"connect-src", "img-src"} <= set(refused)
    assert ran is None


@pytest.mark.proves("host-policy", "link-stays-here")
@pytest.mark.parametrize("way", ["folder", "single file from disk"])
def test_the_policy_holds(chromium: Browser, way: str, site: str, single_file: Path) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(site if way == "folder" else single_file.as_uri())
    Explorer(page).stored()
    check_policy(page.evaluate)
    context.close()


def test_the_policy_holds_in_firefox(firefox: Firefox, site: str) -> None:
    with firefox.page(site) as page:
        check_policy(page.evaluate)
    firefox.troubles.clear()  # each refusal is one


@pytest.fixture
def broken_page(chromium: Browser) -> Page:
    """A page of which the console may have errors."""
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.on("close", lambda _: context.close())
    return page


def check_useful(page: Page, said: str) -> None:
    """It says what is wrong, and the pictures or plots of the build stand with their text."""
    page.locator("#notices .notice").filter(has_text=re.compile(said)).wait_for()
    assert page.locator("#preset-text").inner_text()
    assert page.locator(".panel[data-panel=trace] .canvas svg").first.is_visible()


@pytest.mark.parametrize("missing", ["WebAssembly", "DecompressionStream"])
def test_a_browser_that_lacks_something(broken_page: Page, site: str, missing: str) -> None:
    broken_page.add_init_script(f"delete globalThis.{missing}")
    broken_page.goto(site)
    check_useful(broken_page, "browser")
    broken_page.close()


def test_a_browser_that_does_not_understand_the_script(broken_page: Page, site: str) -> None:
    broken_page.route(
        "**/app.js", lambda route: route.fulfill(body="a = #;", content_type="text/javascript")
    )
    broken_page.goto(site)
    check_useful(broken_page, "too old")
    broken_page.close()


def test_a_host_that_forbids_webassembly(broken_page: Page, site: str) -> None:
    def forbid(route: Route) -> None:
        answer = route.fetch()
        policy = "script-src 'self' 'unsafe-inline' blob:"
        route.fulfill(
            response=answer, headers={**answer.headers, "Content-Security-Policy": policy}
        )

    broken_page.route(site, forbid)
    broken_page.goto(site)
    check_useful(broken_page, "could not start")
    broken_page.close()


def test_too_little_memory(broken_page: Page, site: str) -> None:
    broken_page.add_init_script(
        "const Native = Worker; globalThis.Worker = class extends Native { constructor(...a) {"
        " super(...a); setInterval(() => this.dispatchEvent(new ErrorEvent('error', { message:"
        " 'RangeError: WebAssembly.Memory(): could not allocate memory' })), 500); } }"
    )
    broken_page.goto(site)
    check_useful(broken_page, "too little memory")
    broken_page.close()


@pytest.mark.parametrize(
    "content",
    [b"no file of this kind", gzip.compress(b"nor inside")],
    ids=["not compressed", "compressed"],
)
def test_a_part_that_is_not_what_it_should_be(broken_page: Page, site: str, content: bytes) -> None:
    """It is told, or after a while that it takes long; the wait is cut short here."""
    broken_page.add_init_script(
        "const wait = setTimeout; globalThis.setTimeout = (act, time, ...rest) =>"
        " wait(act, time === 60000 ? 3000 : time, ...rest)"
    )
    broken_page.route("**/python_stdlib.zip*", lambda route: route.fulfill(body=content))
    broken_page.goto(site)
    check_useful(broken_page, "could not start|unusually long")
    broken_page.close()


def test_an_error_in_python_is_told_with_its_details(
    chromium: Browser, folder: Path, tmp_path: Path
) -> None:
    make_site(folder, tmp_path / "site")
    context = chromium.new_context(service_workers="block")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    with serve(tmp_path / "site") as url:
        page.goto(f"{url}#example")
        explorer = Explorer(page)
        explorer.live()
        page.locator("#parameter-broken").select_option("yes")
        notice = page.locator("#notices .notice.error")
        notice.wait_for()
        notice.get_by_role("button", name="Copy details").click()
        notice.get_by_role("button", name="Copied").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "Traceback" in copied
        assert "#example" in copied
        assert "broken" in explorer.trouble("broken") + notice.inner_text()
        page.locator("#parameter-broken").select_option("no")
        notice.wait_for(state="detached")
    context.close()


def test_the_page_without_python_can_be_read(new_page: NewPage, site: str) -> None:
    """Words, pictures and the reference are there without a script."""
    page = new_page(java_script_enabled=False)
    page.goto(site)
    assert page.locator(".panel svg").first.is_visible()
    assert page.locator("#preset-text").inner_text()
