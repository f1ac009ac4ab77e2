"""A figure of several plots: those of a link, or of results, arranged on one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.links import read_link
from izhikevich.messages import msg
from izhikevich.plots.arrangement import Rows, arranged
from izhikevich.plots.render.image_files import saved
from izhikevich.plots.render.svg.composition import Look, Part, composed, look_of
from izhikevich.plots.style import Theme


class FigureSheet:
    """Plots on one sheet, which notebooks display and files hold.

    Parameters
    ----------
    svg : str
        The picture.
    caption : str
        The text that says what it shows, whether or not it is in the picture.
    """

    def __init__(self, svg: str, caption: str) -> None:
        """Initialise from the parameters that the class describes."""
        self.svg = svg
        self.caption = caption

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"<FigureSheet: {self.caption[:60]}>"

    def _repr_svg_(self) -> str:
        return self.svg

    def _mime_(self) -> tuple[str, str]:
        """Return what marimo displays."""
        return "image/svg+xml", self.svg

    def save(self, file: str | Path, *, dpi: float = 300.0) -> None:
        """Write the sheet to a file.

        Parameters
        ----------
        file : str or path
            Ends in ".svg", ".png" or ".pdf".
        dpi : float
            Pixels per inch of a PNG.

        Raises
        ------
        ParameterError
            If the file has another ending.
        ImportError
            If a PNG or PDF is asked for and Typst is not installed.
        """
        saved(self.svg, file, dpi)


def figure(
    of: str | Mapping[str, Any],
    arrangement: str = "",
    *,
    size: str = "double",
    width_mm: float | None = None,
    height_mm: float | None = None,
    theme: Theme = "light",
    font_size: float | None = None,
    lines: float = 1.0,
    letters: bool = True,
    names: bool = False,
    legends: bool = True,
    caption: bool | str = False,
) -> FigureSheet:
    """Return a figure for a paper or a slide: plots lettered A, B, C on one sheet.

    Parameters
    ----------
    of : str or mapping
        A link, or results by name: anything that has a ``figure()``.
    arrangement : str
        Which plots, and where: ``"trace:2 phase / frequency"`` has two rows, and a trace that is
        twice as wide as the phase plane next to it. By default one below the other: the panels of
        the link, or all results.
    size : {"single", "double", "slide", "poster"}
        85 mm, 180 mm, 1920 × 1080 px, 600 mm with letters of 24 points.
    width_mm, height_mm : float, optional
        Instead of that size.
    theme : {"light", "dark", "mono"}
        The last has greys and dashes, for print.
    font_size : float, optional
        Height of the letters, points.
    lines : float
        Width of lines and markers relative to the default.
    letters, names, legends : bool
        Whether the plots have letters, titles, legends.
    caption : bool or str
        Whether there is a caption below them, or which one.

    Raises
    ------
    ParameterError
        If the link or the arrangement cannot be read, or the size is too small for the plots.

    Examples
    --------
    >>> import izhikevich as izh
    >>> sheet = izh.figure("#neuron?preset=CH", "trace:2 phase", theme="mono")
    >>> sheet.save("chattering.svg")
    """
    look = replace(
        _look(size, width_mm, height_mm, font_size),
        theme=theme,
        lines=lines,
        letters=letters,
        names=names,
        legends=legends,
    )
    parts, automatic, title = (
        _of_link(of, arrangement) if isinstance(of, str) else _of_results(of, arrangement)
    )
    text = caption if isinstance(caption, str) else automatic
    picture = composed(parts, look, caption=text if caption else "", title=title, description=text)
    return FigureSheet(picture, text)


def _look(size: str, width: float | None, height: float | None, font_size: float | None) -> Look:
    named = look_of(size)
    if width is None and height is None:
        return replace(named, font_size=font_size or named.font_size)
    if width is None:
        raise ParameterError("width_mm", width, "give the width with the height")
    return Look(width=width, height=height, font_size=font_size)


def _of_link(link: str, arrangement: str) -> tuple[list[list[Part]], str, str]:
    """Return the plots of a link, their caption, and their title."""
    from izhikevich.export.computed import computing
    from izhikevich.export.formats import FORMATS, read
    from izhikevich.progress import finish
    from izhikevich.views.caption import caption
    from izhikevich.views.registry import request_of

    state, _ = read_link(link)
    view, request = request_of(state)
    titles = {panel.name: panel.title for panel in view.panels}
    rows = arranged(arrangement or " / ".join(request.panels), titles)
    asked = read(state, FORMATS["csv"])
    computed = finish(computing(asked, _names(rows)))
    for name in _names(rows):
        if name not in computed.plots:
            raise ParameterError("panel", name, "there is nothing to show in it")
    parts = _parts(rows, computed.plots, titles)
    text = caption(view, request.preset, request.values, _names(rows), asked.link)
    return parts, str(text), request.preset.title


def _of_results(results: Mapping[str, Any], arrangement: str) -> tuple[list[list[Part]], str, str]:
    """Return the plots of results, their names as a caption, and as a title."""
    if not results:
        raise ParameterError("of", results, "give a link, or results by name")
    from izhikevich.plots.any_plot import figure as figure_of

    for name in results:
        if not name.isidentifier():
            raise ParameterError(
                "of", name, msg("results are named as variables are, such as {name}", name="trace")
            )
    rows = arranged(arrangement or " / ".join(results), results)
    plots = {name: figure_of(results[name]).plot for name in _names(rows)}
    text = "; ".join(_names(rows))
    return _parts(rows, plots, {name: name for name in results}), text, text


def _names(rows: Rows) -> list[str]:
    return [place.panel for row in rows for place in row]


def _parts(rows: Rows, plots: Mapping[str, Any], titles: Mapping[str, str]) -> list[list[Part]]:
    return [
        [Part(plots[place.panel], place.share, titles[place.panel]) for place in row]
        for row in rows
    ]
