"""A figure as a still picture, which stands before Plotly does and where nothing runs.

Used when the page is built; the page itself never imports it.
"""

from __future__ import annotations

from izhikevich.figures import still_marks
from izhikevich.figures.still_axes import Axis, Margin, grid, level, make_axes, upright
from izhikevich.figures.still_parts import FONTS, element, frame
from izhikevich.figures.style import Figure

#: No picture has more characters than this.
LARGEST = 40_000
_TOLERANCES = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 18.0, 27.0, 40.0)  # parts of a pixel at first
_LAYOUT = {
    *("autosize", "paper_bgcolor", "plot_bgcolor", "font", "margin", "shapes", "annotations"),
    *("hovermode", "hoverlabel", "showlegend"),
}


#: What a figure has beside what is seen: what moves, and what can be moved.
_LIVE = ("handles", "signs")


def still(figure: Figure) -> str:
    """Return a figure as SVG in a box that fills its parent, about as Plotly draws it at that size.

    Ranges and ticks, measures in pixels and the order of what is drawn are Plotly's. Colours stay
    references to the custom properties of the page, so that the picture follows its theme.

    Parameters
    ----------
    figure : Figure
        As the functions of `izhikevich.figures` return it.

    Returns
    -------
    str
        A ``<div>`` with one ``<svg>`` for each part that keeps its place or size in pixels while
        the rest is stretched; it stands in an element with a CSS ``position``. At most `LARGEST`
        characters: of long curves only what shows.

    Raises
    ------
    ValueError
        If the figure has something that is not drawn here, or too much.
    """
    for tolerance in _TOLERANCES:
        picture = _draw(figure, tolerance)
        if len(picture) <= LARGEST:
            return picture
    raise ValueError(f"the picture has more than {LARGEST} characters")


def _draw(figure: Figure, tolerance: float) -> str:
    layout = figure["layout"]
    axes = make_axes(figure)
    unknown = {key for key in layout if key not in _LAYOUT and key[1:5] != "axis"}
    unknown |= figure.keys() - {"data", "layout", "raster", "words", *_LIVE}
    if unknown or layout["showlegend"]:
        what = ", ".join(sorted(unknown)) or "a legend"
        raise ValueError(f"the figure has {what}, which cannot be drawn")
    sides = layout["margin"]
    margin = Margin(sides["l"], sides["r"], sides["t"], sides["b"])
    font = layout["font"]
    words = font["color"], font["size"]
    rows = [axis for name, axis in axes.items() if name.startswith("y")]
    parts = [_row(figure, axes, row, margin, tolerance) for row in rows]
    parts += [upright(row, margin, *words) for row in rows]
    for name, axis in axes.items():
        if name.startswith("x"):
            base = axes[axis.settings.get("anchor", "y")].domain[0]
            parts.append(level(axis, base, margin, *words))
    for note in layout.get("annotations", ()):
        parts.append(still_marks.annotation(note, axes, margin, *words))
    style = f"position:absolute;inset:0;font:{font['size']}px {FONTS};white-space:pre"
    return element("div", *parts, style=style)


def _row(figure: Figure, axes: dict[str, Axis], row: Axis, margin: Margin, tolerance: float) -> str:
    """Return what is drawn over one vertical axis."""
    traces = [trace for trace in figure["data"] if trace.get("yaxis", "y") == row.name]
    names = [trace.get("xaxis", "x") for trace in traces]
    base = axes[names[0] if names else "x"]
    below, above = "", ""
    for shape in figure["layout"].get("shapes", ()):
        if shape.get("yref", "y") != row.name:
            continue
        drawn = still_marks.shape(shape, axes.get(shape.get("xref", "x")), row)
        if shape.get("layer") == "below":
            below += drawn
        else:
            above += drawn
    drawn = "".join(
        still_marks.trace(trace, axes[name], row, tolerance)
        for trace, name in zip(traces, names, strict=True)
    )
    if row.name == "y" and "raster" in figure:
        drawn += still_marks.raster(figure["raster"], base, row, tolerance)
    place = margin.across(*base.domain), margin.down(*row.domain)
    return frame(*place, below, grid(base), grid(row), drawn, above)
