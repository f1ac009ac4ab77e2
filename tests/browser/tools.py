"""The tools in the bar, or in its menu."""

from __future__ import annotations

from playwright.sync_api import Page


def press(page: Page, tool: str) -> None:
    """Press a tool by its id, as a reader finds it in a window of this size."""
    if not page.locator(f"#{tool}").is_visible():
        page.locator("#more-tools").click()
    page.locator(f"#{tool}").click()
