"""How the page looks: pictures to judge by eye, and layout facts to judge by number."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from .conftest import DESKTOP, DIST, NewPage
from .driver import Explorer
from .tools import press

PHONE: ViewportSize = {"width": 390, "height": 844}
PICTURES = DIST / "screenshots"


def width_and_height_over(page: Page) -> tuple[int, int]:
    """By how many pixels the document is wider and higher than the window."""
    over = page.evaluate(
        "(({ scrollWidth, scrollHeight, clientWidth, clientHeight }) =>"
        " [scrollWidth - clientWidth, scrollHeight - clientHeight])(document.documentElement)"
    )
    return over[0], over[1]


@pytest.mark.parametrize(("device", "size"), [("desktop", DESKTOP), ("phone", PHONE)])
def test_pictures_and_layout(new_page: NewPage, site: str, device: str, size: ViewportSize) -> None:
    page = new_page(viewport=size, has_touch=device == "phone", is_mobile=device == "phone")
    page.goto(site)
    explorer = Explorer(page)
    explorer.live()
    assert explorer.shift() < 0.1, "the page jumps while it starts"

    def take(name: str) -> None:
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            page.wait_for_timeout(250)
            path = PICTURES / f"{name}-{device}-{theme}.png"
            page.screenshot(path=path, full_page=device == "phone")
            assert Path(path).stat().st_size > 10_000
        wider, higher = width_and_height_over(page)
        assert wider <= 0, f"{name}: {wider} px wider than the window"
        if device == "desktop":
            assert higher <= 0, f"{name}: {higher} px higher than the window"

    take("default")
    explorer.choose("C")
    take("bursting")
    for panel in ("frequency", "bifurcation"):
        explorer.open(panel)
        take(panel)
        explorer.close(panel)
    explorer.code()
    explorer.run()
    explorer.figures(1)
    take("code")
    page.locator("#code .close").click()
    for dialog in ("tours", "share", "export"):
        press(page, dialog)
        page.locator("dialog").wait_for()
        take(dialog)
        page.keyboard.press("Escape")
    page.evaluate("document.querySelector('.panel[data-panel=trace] .panel-button.data').click()")
    take("data")
    page.keyboard.press("Escape")
    for view in ("network", "ensemble", "learning"):
        explorer.tab(view)
        explorer.settled()
        take(view)
