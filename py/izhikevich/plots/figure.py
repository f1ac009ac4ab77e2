"""A plot as a figure: notebooks display it, files hold it, Plotly draws it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from izhikevich.plots.spec import Plot
from izhikevich.plots.style import Theme

_WIDTH = 720  # px in a notebook
_PageTheme = Literal["light", "dark"]


class Figure:
    """A plot that Jupyter and marimo display, as SVG.

    Parameters
    ----------
    plot : Plot
        The plot as data.
    """

    def __init__(self, plot: Plot) -> None:
        """Initialise from the parameters that the class describes."""
        self.plot = plot

    def __repr__(self) -> str:
        """Return a short summary: the quantities of the panes."""
        panes = self.plot.panes
        if self.plot.sheet is not None:
            return f"<Figure: table of {self.plot.sheet.name}>"
        if not panes:
            return f"<Figure: {self.plot.message}>"
        up = ", ".join(dict.fromkeys(pane.y.quantity.name for pane in panes))
        across = ", ".join(dict.fromkeys(pane.x.quantity.name for pane in panes))
        return f"<Figure: {up} over {across}>"

    @cached_property
    def svg(self) -> str:
        """The figure as notebooks display it: SVG, 720 px wide."""
        from izhikevich.plots.render.svg.figure import svg

        return svg(self.plot, width_px=_WIDTH)

    def _repr_svg_(self) -> str:
        return self.svg

    def _mime_(self) -> tuple[str, str]:
        """Return what marimo displays."""
        return "image/svg+xml", self.svg

    def save(
        self,
        file: str | Path,
        *,
        width_mm: float = 180.0,
        height_mm: float | None = None,
        theme: Theme = "light",
        title: str = "",
        font_size: float | None = None,
        dpi: float = 300.0,
    ) -> None:
        """Write the figure to a file, laid out for its size in print.

        Parameters
        ----------
        file : str or path
            Ends in ".svg", ".png" or ".pdf".
        width_mm, height_mm : float
            Size; by default as high as fits the width and the words of the plot.
        theme : {"light", "dark", "mono"}
            The last has greys and dashes, for print.
        title : str
            Title above the plot, and of the file.
        font_size : float, optional
            Height of the letters, points; default 8, and 7 below 120 mm.
        dpi : float
            Pixels per inch of a PNG.

        Raises
        ------
        ParameterError
            If the file has another ending, or an argument is not allowed.
        ImportError
            If a PNG or PDF is asked for and Typst is not installed.
        """
        from izhikevich.plots.render import image_files
        from izhikevich.plots.render.svg.figure import svg

        path = Path(file)
        ending = image_files.form_of(path)
        picture = svg(
            self.plot,
            width_mm=width_mm,
            height=height_mm,
            theme=theme,
            title=title,
            font_size=font_size,
        )
        path.write_bytes(image_files.written(picture, ending, dpi))

    def to_plotly(self, theme: _PageTheme = "light") -> Any:
        """Return the figure for Plotly, which makes it interactive.

        Parameters
        ----------
        theme : {"light", "dark"}

        Returns
        -------
        plotly.graph_objects.Figure

        Raises
        ------
        ParameterError
            If there is no such theme.
        ModuleNotFoundError
            If Plotly is not installed.
        """
        from izhikevich.plots.render.plotly import figure_of
        from izhikevich.plots.render.standalone import drawn_by_plotly
        from izhikevich.plots.style import colours_of

        return drawn_by_plotly(figure_of(self.plot), colours_of(theme))
