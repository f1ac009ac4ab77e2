"""The console for the reader's code: runs it, and reports what it prints and displays meanwhile."""

from __future__ import annotations

import ast
import builtins
import io
import linecache
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from inspect import CO_COROUTINE
from types import CodeType
from typing import Any, Literal, TypeAlias

from izhikevich import display
from izhikevich.app.protocol import Printed, Problem, Shown
from izhikevich.app.recent import RecentPlots
from izhikevich.errors import ParameterError
from izhikevich.kinds import EXPLORATION, is_a
from izhikevich.messages import Message, Number, joined, msg
from izhikevich.plots.any_plot import plot_of
from izhikevich.plots.render.plotly import Figure, figure_of
from izhikevich.plots.spec import Plot
from izhikevich.plots.table import tables
from izhikevich.plots.words import words
from izhikevich.views.state import State

#: The name of the code in tracebacks.
NAME = "<your code>"
#: Maximum number of reported characters, and of figures that are drawn.
MAX_TEXT = 200_000
MAX_FIGURES = 24
# This many pieces are reported immediately; later ones at most every so many seconds.
_AT_ONCE = 200
_APART = 0.05
_MAX_FRAMES = 12  # of a traceback

_StreamName: TypeAlias = Literal["out", "error"]
#: Receives the events.
Tell: TypeAlias = Callable[[Printed | Shown | Problem], None]


async def run(
    source: str, tell: Tell, identity: int = 0, recent: RecentPlots | None = None
) -> bool:
    """Run code in its own namespace, which contains `izh` and `np`.

    Parameters
    ----------
    source : str
        Python; it may use `await`. The value of an expression on its last line is displayed.
    tell : callable
        Called with what was printed and displayed, and with the reason if the code ended early.
    identity : int
        Identity of the request, which is included in the reports.
    recent : RecentPlots, optional
        Receives the plots that are displayed.

    Returns
    -------
    bool
        Whether memory ran out: in a browser it is only released when Python itself ends.
    """
    out, error = _Stream(tell, "out", identity), _Stream(tell, "error", identity)
    figures = 0
    recent = RecentPlots() if recent is None else recent
    recent.run()

    def place(thing: Any, plot: display.Shown, *, summarised: bool = False) -> None:
        nonlocal figures
        figures += plot is not None
        out.flush()
        if figures > MAX_FIGURES and plot is not None:
            if figures == MAX_FIGURES + 1:
                text = msg("More than {most} plots are not drawn.", most=MAX_FIGURES)
                tell(_remark(identity, text, "error"))
            return
        is_figure = plot is not None and isinstance(thing, Mapping)
        said = display.summary(thing) if plot is None or (summarised and not is_figure) else None
        figure = None if plot is None else _drawn(plot)
        if isinstance(plot, Plot):
            recent.show(f"shown-{figures}", plot)  # as the page counts them
        tell(Shown(identity, said, figure, *_opening(thing)))

    linecache.cache[NAME] = (len(source), None, source.splitlines(keepends=True), NAME)
    with redirect_stdout(out), redirect_stderr(error), display.shown_to(place), _quiet_input():
        try:
            first, last = _compiled(source)
            space = _namespace()
            await _value(first, space)
            value = await _value(last, space) if last else None
            if value is not None:
                place(value, plot_of(value), summarised=True)
        except (SystemExit, KeyboardInterrupt) as end:
            if end.args not in ((), (0,), (None,)):
                tell(Problem(identity, msg("The code exited: {reason}", reason=str(end)), None, ""))
        except Exception as trouble:
            out.flush()
            tell(_problem(trouble, identity))
            return isinstance(trouble, MemoryError)
        finally:
            out.flush()
            error.flush()
    return False


def _drawn(shown: Plot | Mapping[str, Any]) -> Figure:
    """Return a figure with its numbers, since no state gives them again."""
    figure = figure_of(shown, seconds=True)
    if isinstance(shown, Plot):
        return replace(figure, words=words(shown), tables=tables(shown))
    return figure


def script(state: Mapping[str, object]) -> str:
    """Return the script of a view's current state, which also draws it.

    Parameters
    ----------
    state : dict
        As for `izhikevich.app.respond`.
    """
    from izhikevich.export.formats import FORMATS, read
    from izhikevich.export.python_script import drawing

    return drawing(read(state, FORMATS["python"]))


class _Stream(io.TextIOBase):
    """Reports what is written to it, but not too often, nor too much."""

    def __init__(self, tell: Tell, stream: _StreamName, identity: int) -> None:
        self._tell, self._stream, self._identity = tell, stream, identity
        self._waiting: list[str] = []
        self._pieces, self._room, self._told = 0, MAX_TEXT, time.monotonic()

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._waiting.append(text)
        soon = "\n" in text and self._pieces < _AT_ONCE
        if soon or time.monotonic() - self._told > _APART:
            self.flush()
        return len(text)

    def flush(self) -> None:
        text, self._waiting = "".join(self._waiting), []
        if not text or self._room < 0:
            return
        much = len(text) > self._room
        shown = f"{text[: self._room]}\n" if much else text
        self._room = -1 if much else self._room - len(text)
        self._pieces += 1
        self._told = time.monotonic()
        self._tell(Printed(self._identity, shown, self._stream))
        if much:
            more = msg(
                "More than {most} characters are not shown.", most=Number(MAX_TEXT, form=",")
            )
            self._tell(_remark(self._identity, more, self._stream))


def _remark(identity: int, text: Message, stream: _StreamName) -> Printed:
    """Return a line of our own among the output: a message, unlike what the code prints."""
    return Printed(identity, joined("\n", (text, "")), stream)


def _namespace() -> dict[str, Any]:
    import numpy as np

    import izhikevich as izh

    return {"__name__": "__main__", "__builtins__": builtins, "izh": izh, "np": np}


def _compiled(source: str) -> tuple[CodeType, CodeType | None]:
    """Return all but the last expression, and that, if the code ends with one."""
    tree = ast.parse(source, NAME)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        end = tree.body.pop()
        assert isinstance(end, ast.Expr)
        last = _compile(ast.Expression(end.value), "eval")
    return _compile(tree, "exec"), last


def _compile(tree: ast.AST, mode: str) -> CodeType:
    code: CodeType = compile(tree, NAME, mode, ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)  # type: ignore[call-overload]
    return code


async def _value(code: CodeType, space: dict[str, Any]) -> Any:
    value = eval(code, space)
    return await value if code.co_flags & CO_COROUTINE else value


def _opening(thing: Any) -> tuple[State | None, str | None]:
    """Return the state in which a thing can be opened, and the title of its view."""
    from izhikevich.views.opening import state_of
    from izhikevich.views.registry import VIEWS

    state = thing.state if is_a(thing, EXPLORATION) else state_of(thing)
    return state, VIEWS[state["view"]]().title if state else None


def _problem(error: Exception, identity: int) -> Problem:
    """Report what went wrong, and where in the code."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == NAME]
    line = frames[-1].lineno if frames else None
    if isinstance(error, SyntaxError) and error.filename == NAME:
        text = f"{type(error).__name__}: {error.msg}"
        return Problem(identity, text, error.lineno, (error.text or "").rstrip())
    text = _missing(error) or _told(error)
    details = "\n".join(
        f"line {frame.lineno}, in {frame.name}\n    {frame.line}".replace(", in <module>", "")
        for frame in frames[-_MAX_FRAMES:]
    )
    return Problem(identity, text, line, details)


def _told(error: Exception) -> str:
    kind, text = type(error).__name__, str(error)
    return msg("{kind}: {text}", kind=kind, text=text) if text else kind


def _missing(error: Exception) -> Message | None:
    """Return what to do about a missing package; None if that is not the problem."""
    name = getattr(error, "name", None)
    if not isinstance(error, ModuleNotFoundError) or not name or name.startswith("izhikevich"):
        return None
    package = name.partition(".")[0]
    if package == "numpy":
        missing = msg("{name} is a part of numpy that is not included here.", name=name)
        instead = msg("izhikevich.random has random numbers.")
        return joined(" ", (missing, instead)) if name == "numpy.random" else missing
    if package in sys.stdlib_module_names:
        return msg("{name} is a part of Python's library that is not included here.", name=name)
    missing = msg(
        "{package} is not available here; izhikevich, numpy and most of Python's own library are.",
        package=package,
    )
    if package in ("matplotlib", "plotly", "pylab", "seaborn"):
        return joined(" ", (missing, msg("izh.show(x) draws.")))
    return missing


@contextmanager
def _quiet_input() -> Iterator[None]:
    """Reject questions: nobody could answer them here."""

    def refused(prompt: object = "") -> str:
        raise ParameterError(
            "input", str(prompt), "nothing can be typed here; write it in the code"
        )

    asked, builtins.input = builtins.input, refused
    try:
        yield
    finally:
        builtins.input = asked
