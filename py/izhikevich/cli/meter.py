"""A progress meter on a terminal; elsewhere nothing is written."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from importlib import import_module
from importlib.util import find_spec
from types import TracebackType
from typing import Any, TextIO, TypeVar

from izhikevich.progress import Progress

Result = TypeVar("Result")

_OFTEN = 0.1  # seconds between two messages
_LINE = 79
_BAR = "{percentage:3.0f} % |{bar:24}| {desc}"


class Meter:
    """Writes progress over one line of a terminal: a bar by tqdm, or the number without it.

    Parameters
    ----------
    stream : file
    translated : callable, optional
        Translates the messages.
    """

    def __init__(self, stream: TextIO, translated: Callable[[str], str] = str) -> None:
        self._stream = stream
        self._translated = translated
        self._live = stream.isatty()
        self._told = time.monotonic()
        self._bar: Any = None
        self._shown = False

    def __enter__(self) -> Meter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._clear()

    def follow(self, work: Generator[Progress, None, Result]) -> Result:
        """Run a computation to its end, report its progress, and return its result."""
        while True:
            try:
                progress = next(work)
            except StopIteration as end:
                self._clear()
                result: Result = end.value
                return result
            self.show(progress)

    def show(self, progress: Progress) -> None:
        """Show how far the work is, unless that was shown just now."""
        if not self._live:
            return
        now = time.monotonic()
        if now - self._told < _OFTEN:
            return
        self._told = now
        done = 100.0 * min(max(progress.fraction, 0.0), 1.0)
        text = self._translated(progress.text)
        if find_spec("tqdm") is None:
            self._stream.write(f"\r{f'{done:3.0f} % {text}'[:_LINE]:<{_LINE}}")
            self._stream.flush()
            self._shown = True
            return
        if self._bar is None:
            bars: Any = import_module("tqdm").tqdm
            bars.monitor_interval = 0  # no thread that watches it
            self._bar = bars(
                total=100, file=self._stream, leave=False, bar_format=_BAR, ncols=_LINE
            )
        self._bar.n = done
        self._bar.set_description_str(text)

    def _clear(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
        if self._shown:
            self._stream.write(f"\r{'':<{_LINE}}\r")
            self._stream.flush()
            self._shown = False
