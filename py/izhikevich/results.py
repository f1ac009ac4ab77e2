"""Features that results of runs and analyses share: a plot, and a table.

Results come from lower floors than the plots that show them, and import none of these. The root of
the package, which is above all of them, provides the function that makes a figure of a result
(`figures_from`); plots are loaded when it is first called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from izhikevich.messages import msg

if TYPE_CHECKING:
    from numpy.typing import ArrayLike
    from pandas import DataFrame

    from izhikevich.plots.figure import Figure

_figures: list[Callable[[Any], Figure]] = []
_reports: list[Callable[[Any, str | Path], None]] = []
_explorers: list[Callable[..., Any]] = []


def figures_from(make: Callable[[Any], Figure]) -> None:
    """Let a function make the figures of all results."""
    _figures[:] = [make]


def reports_from(write: Callable[[Any, str | Path], None]) -> None:
    """Let a function write the reports of all results that have one."""
    _reports[:] = [write]


def explored_by(explore: Callable[..., Any]) -> None:
    """Let a function show all results that a view can show."""
    _explorers[:] = [explore]


class Reported:
    """A result that has a report on one page."""

    __slots__ = ()

    def report(self, file: str | Path) -> None:
        """Write a report on an A4 page.

        Parameters
        ----------
        file : str or path
            Ends in ".svg", ".png" or ".pdf".

        Raises
        ------
        ParameterError
            If the file has another ending.
        ImportError
            If a PNG or PDF is asked for and Typst is not installed.
        """
        (write,) = _reports
        write(self, file)


class Plotted:
    """A result that has a plot."""

    __slots__ = ()

    def plot(self) -> Figure:
        """Return the plot as a figure, which Jupyter and marimo display.

        Returns
        -------
        Figure
            Its `save` writes SVG, PNG or PDF; its `to_plotly` returns a figure of Plotly.

        Raises
        ------
        ParameterError
            If there is nothing to plot.
        """
        (make,) = _figures
        return make(self)


class Explorable:
    """A result that a view of the page shows."""

    __slots__ = ()

    def explore(self, **options: Any) -> Any:
        """Show it in the page, where its parameters can be changed.

        Parameters
        ----------
        **options
            Those of `izhikevich.explore`.

        Returns
        -------
        Widget or Exploration
            As `izhikevich.explore` returns it.

        Raises
        ------
        ParameterError
            If no view can show it: a network must have been made by `izhikevich.networks`, or be
            built from laws.
        """
        (explore,) = _explorers
        return explore(self, **options)


class Tabular:
    """A result that can be read as a table."""

    __slots__ = ()

    def _columns(self) -> Mapping[str, ArrayLike]:
        """Return the columns by name, all of the same length."""
        raise NotImplementedError

    def to_pandas(self) -> DataFrame:
        """Return the result as a table of pandas.

        Returns
        -------
        pandas.DataFrame
            One row per sample, current, cell of a map or the like. Columns have the units of the
            attributes of the same name.

        Raises
        ------
        ModuleNotFoundError
            If pandas is not installed.
        """
        frame: DataFrame = optional("pandas").DataFrame(self._columns())
        return frame


#: What is said if a package is missing.
_NEEDED = {
    "anywidget": msg(
        "explore needs anywidget in a notebook: pip install anywidget. With widget=False a frame "
        "shows the page, whose own Python answers it."
    ),
    "neo": msg("to_neo needs neo: pip install neo"),
    "pandas": msg("to_pandas needs pandas: pip install pandas"),
    "plotly.graph_objects": msg("to_plotly needs Plotly: pip install plotly"),
}


def optional(package: str) -> Any:
    """Import one of the packages that need not be installed.

    Raises
    ------
    ModuleNotFoundError
        If it is not; the message says what needs it, and how to install it.
    """
    try:
        return import_module(package)
    except ModuleNotFoundError:
        name = package.partition(".")[0]
        raise ModuleNotFoundError(_NEEDED[package], name=name) from None
