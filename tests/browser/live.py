"""A page whose Python runs, shared by the tests of a file, and what it must say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests import wire

from .conftest import DESKTOP
from .driver import Explorer
from .watch import Watch


@dataclass
class Live:
    """The page, what drives it, and what listens to it."""

    page: Page
    explorer: Explorer
    watch: Watch

    def show(self, link: str) -> None:
        """Bring the page to a link (from "#" on) without any dialog, and wait for its answer."""
        dialog = self.page.locator("dialog")
        if dialog.count():
            self.page.keyboard.press("Escape")
            expect(dialog).to_have_count(0)
        if not self.page.url.endswith(link):
            self.explorer.follow(link)
        self.explorer.settled()


@contextmanager
def started_at(
    chromium: Browser, address: str, script: str | None = None, **options: Any
) -> Iterator[Live]:
    """Start the page in a context of its own, with its options; a script (function) runs first."""
    with chromium.new_context(**{"viewport": DESKTOP, **options}) as context:
        watch = Watch(context)
        page = context.new_page()
        if script:
            page.add_init_script(f"({script})()")
        page.goto(address)
        explorer = Explorer(page)
        explorer.live()
        yield Live(page, explorer, watch)


def expected(view: str, preset: str, **values: Any) -> tuple[dict[str, str], str]:
    """What the page must say: the facts by their labels, and the summary, from CPython."""
    answer = wire.at_once({"view": view, "preset": preset, "values": values})
    facts = {
        fact["label"]: f"{fact['value']} {fact['unit']}".strip() for fact in answer["readouts"]
    }
    return facts, answer["summary"]
