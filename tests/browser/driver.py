"""The page as a reader uses it, the same through Playwright and through WebDriver BiDi."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

_SCRIPT = Path(__file__).with_name("driver.js").read_text(encoding="utf-8")


class Evaluates(Protocol):
    """A page or frame of any browser."""

    def evaluate(self, expression: str) -> Any:
        """Value of a JavaScript expression, awaited."""


class Explorer:
    """The functions of driver.js as methods: ``explorer.choose("C")``, ``explorer.spikes()``.

    Made anew after each navigation, since the functions live in the document.
    """

    def __init__(self, frame: Evaluates) -> None:
        self._frame = frame
        frame.evaluate(f"(() => {{ {_SCRIPT} }})()")

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """A function of driver.js, called with JSON values."""

        def call(*arguments: Any) -> Any:
            listed = ", ".join(json.dumps(argument) for argument in arguments)
            return self._frame.evaluate(f"driver.{name}({listed})")

        return call
