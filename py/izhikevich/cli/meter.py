"""A progress meter on a terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from types import TracebackType
from typing import TextIO, TypeVar

from izhikevich.progress import Progress

Result = TypeVar("Result")

_OFTEN, _RARELY = 0.1, 10.0  # seconds between two messages: on a terminal, and in a log
_BAR = 20  # characters
_LINE = 79


class Meter:
    """Writes progress: over one line of a terminal, or occasionally a line to anything else.

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
            self._tell(progress)

    def _tell(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._told < (_OFTEN if self._live else _RARELY):
            return
        self._told = now
        done = min(max(progress.fraction, 0.0), 1.0)
        text = f"{100.0 * done:3.0f} % {self._translated(progress.text)}"
        if self._live:
            bar = "#" * round(_BAR * done)
            line = f"[{bar:<{_BAR}}] {text}"[:_LINE]
            self._stream.write(f"\r{line:<{_LINE}}")
            self._shown = True
        else:
            self._stream.write(f"{text}\n")
        self._stream.flush()

    def _clear(self) -> None:
        if self._shown:
            self._stream.write(f"\r{'':<{_LINE}}\r")
            self._stream.flush()
            self._shown = False
