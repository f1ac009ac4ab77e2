"""Display of results: below the code in the page, by Plotly or as SVG elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias

import numpy as np

from izhikevich.errors import ParameterError
from izhikevich.kinds import NETWORK, is_a
from izhikevich.plots.any_plot import array_plot, plot_of
from izhikevich.plots.figure import Figure
from izhikevich.plots.render.plotly import figure_of
from izhikevich.plots.spec import Plot

#: Maximum length of a summary, characters; longer ones are cut.
_LONGEST = 2000
#: What is displayed of a thing: its plot, or a figure made by the user, or neither.
Shown: TypeAlias = Plot | Mapping[str, Any] | None
#: Functions that take things and their plots in place of Plotly; the last one is used.
_places: list[Callable[[Any, Shown], None]] = []


def show(thing: Any, y: Any = None) -> Any:
    """Show a trace, a recording, another result, numbers or a figure.

    In the page it is drawn below the code. Elsewhere Plotly draws it, if it is installed: in a
    notebook as the cell's output, from a terminal in the browser. Without Plotly a notebook shows
    the plot as a static picture; a terminal, or a thing without a plot, gets a summary.

    Parameters
    ----------
    thing : Trace, Recording, any other result with a plot, array, or anything else
        A dictionary with "data" and "layout", or a Plotly figure, is drawn as it is.
    y : array, optional
        Numbers plotted against `thing`, of the same length.

    Returns
    -------
    plotly.graph_objects.Figure, Figure or None
        Outside the page, if there is a plot.

    Raises
    ------
    ParameterError
        If `thing` and `y` do not match.
    """
    plot = plot_of(thing) if y is None else _over(thing, y)
    if _places:
        _places[-1](thing if y is None else None, plot)
        return None
    if plot is None:
        print(summary(thing))
        return None
    from izhikevich.plots.render.standalone import drawn_by_plotly

    try:
        drawn = drawn_by_plotly(figure_of(plot))
    except ModuleNotFoundError:
        if isinstance(plot, Plot) and "IPython" in sys.modules:
            return Figure(plot)
        print(summary(thing if y is None else y))
        return None
    if sys.stdout.isatty() and "IPython" not in sys.modules:
        drawn.show()
    return drawn


@contextmanager
def shown_to(place: Callable[[Any, Shown], None]) -> Iterator[None]:
    """Let a function receive what is displayed: the thing, and its plot if it has one."""
    _places.append(place)
    try:
        yield
    finally:
        _places.remove(place)


def in_page() -> bool:
    """Whether the code that is running was written in the page."""
    return bool(_places)


def summary(thing: Any) -> str:
    """Return a short summary of a thing; for most, its `repr`."""
    if is_a(thing, NETWORK):
        parts = f"{thing.n_neurons:,} neurons, {thing.n_synapses:,} synapses"
        return f"Network of {parts}, at {thing.time:g} ms"
    text = repr(thing)
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _over(x: Any, y: Any) -> Plot:
    try:
        over, numbers = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    except (TypeError, ValueError):
        raise ParameterError("y", y, "both must be arrays of numbers") from None
    return array_plot(numbers, over)
