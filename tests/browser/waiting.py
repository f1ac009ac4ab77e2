"""Waiting for what a page says of itself, in pages whose policy lets no text become code."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Frame, Page, TimeoutError


def wait_for_function(
    self: Page | Frame, expression: str, *, arg: Any = None, timeout: float = 30000, **_: Any
) -> None:
    """Do as Playwright's method, which evaluates the expression within the page, from out here.

    Raises
    ------
    TimeoutError
        If the expression does not become true in time (ms).
    """
    end = time.monotonic() + timeout / 1000.0
    while not self.evaluate(expression, arg):
        if time.monotonic() > end:
            raise TimeoutError(f"waited {timeout / 1000.0:g} s in vain for {expression}")
        self.wait_for_timeout(20)


def install() -> None:
    """Put it in the place of Playwright's."""
    for kind in (Page, Frame):
        kind.wait_for_function = wait_for_function  # type: ignore[assignment,method-assign]
