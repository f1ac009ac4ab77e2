"""The widget's module where no kernel answers: saved notebooks, and books that name its address."""

from __future__ import annotations

from pathlib import Path

import pytest
from izhikevich.policy import SANDBOX
from playwright.sync_api import Page, expect

from .conftest import NewPage
from .driver import Explorer

PICTURES = Path(__file__).parents[2] / "dist" / "screenshots"
PATIENCE = 60_000  # ms for what Python must answer first

#: What a host of anywidget does without a kernel: a model in the page, and no `send`.
_HOST = """async ({ address, values }) => {
  const { default: widget } = await import(`${address}izhikevich-widget.js`);
  const heard = [];
  globalThis.model = {
    get: (name) => values[name],
    set: (name, value) => {
      values[name] = value;
      for (const [event, listener] of heard) if (event === `change:${name}`) listener();
    },
    save_changes: () => {},
    on: (...one) => heard.push(one),
    off: () => {},
  };
  const el = document.createElement("div");
  document.body.replaceChildren(el);
  const kept = '<style>body .kept { display: block; }</style><p class="kept">A picture</p>';
  document.body.insertAdjacentHTML("beforeend", kept);
  globalThis.leave = widget.render({ model: globalThis.model, el });
}"""
_BOOK = '<!doctype html><title>A book</title><link rel="icon" href="data:,"><body></body>'
_STILL = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 9h40"/></svg>'


def _host(page: Page, site: str, **values: object) -> None:
    page.route(
        f"{site}book.html", lambda route: route.fulfill(body=_BOOK, content_type="text/html")
    )
    page.goto(f"{site}book.html")
    page.evaluate(_HOST, {"address": site, "values": {"state": "#neuron?preset=CH", **values}})


def _explorer(page: Page) -> Explorer:
    inside = page.locator(".izhikevich iframe").content_frame
    expect(inside.locator(".panel .plot").first).to_be_visible(timeout=PATIENCE)
    explorer = Explorer(page.frames[-1])
    explorer.live()
    return explorer


def test_a_still_becomes_the_explorer(new_page: NewPage, site: str) -> None:
    """It runs its own Python, next to the module, and its state and the model's are one."""
    page = new_page()
    _host(page, site, still=_STILL, title="Chattering")
    expect(page.get_by_role("img", name="Chattering")).to_be_visible()
    assert not page.locator("iframe").count(), "nothing is loaded before the click"
    page.get_by_role("button", name="Run in this browser").click()
    explorer = _explorer(page)
    page.evaluate("model.set('state', '#neuron?preset=CH&I=12')")
    page.frames[-1].wait_for_url("**I=12**")
    explorer.settled()
    assert explorer.value("I") == "12"
    explorer.type("I", "14")
    page.wait_for_function("model.get('state').includes('I=14')")
    page.screenshot(path=PICTURES / "widget-without-kernel.png")


@pytest.mark.proves("widget-frame")
def test_the_frame_has_no_origin(new_page: NewPage, site: str) -> None:
    page = new_page()
    _host(page, site)
    page.locator("iframe").wait_for()
    frame = page.locator("iframe").element_handle().content_frame()
    assert frame is not None
    frame.wait_for_load_state()
    assert page.locator("iframe").get_attribute("sandbox") == SANDBOX
    assert frame.evaluate("origin") == "null"
    assert (
        frame.evaluate("(() => { try { return parent.document.title } catch { return null } })()")
        is None
    )


def test_without_a_still_it_waits_for_a_click(new_page: NewPage, site: str) -> None:
    page = new_page()
    _host(page, site, controls=["I", "d"])
    inside = page.locator(".izhikevich iframe").content_frame
    inside.get_by_role("button", name="Run").first.click(timeout=PATIENCE)
    _explorer(page)
    expect(inside.locator(".controls .field")).to_have_count(2)


def test_the_kept_picture_is_hidden_while_the_widget_is_there(new_page: NewPage, site: str) -> None:
    page = new_page()
    _host(page, site, still=_STILL, mark="kept")
    expect(page.locator(".kept")).to_be_hidden()
    page.evaluate("leave()")
    expect(page.locator(".kept")).to_be_visible()
