"""What all figures share: colours, margins, axes."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from izhikevich.text import visible

#: A Plotly figure: a dictionary with "data" and "layout", in which arrays stay numpy arrays.
Figure: TypeAlias = dict[str, Any]

# Colours are the custom properties of the page, which it resolves for the theme in use.
INK = "var(--ink)"
MUTED = "var(--muted)"
FAINT = "var(--faint)"
GRID = "var(--grid)"
PAPER = "var(--paper)"
V = "var(--v)"
U = "var(--u)"
CURRENT = "var(--current)"
EXCITATORY = "var(--excitatory)"
INHIBITORY = "var(--inhibitory)"
STABLE = "var(--stable)"
UNSTABLE = "var(--unstable)"
ACCENT = "var(--accent)"
FIELD = "var(--field)"
DECODED = "var(--decoded)"
GRADIENT = "var(--gradient)"
POSITIVE = "var(--positive)"
NEGATIVE = "var(--negative)"

#: Marks a trace whose previous course may be shown faintly while a control is being moved.
GHOST = {"ghost": True}
#: Marks a trace that, as those do, stays behind another run with which it is compared.
COMPARED = {"compared": True}

_TRANSPARENT = "rgba(0,0,0,0)"
_FONT_SIZE = 12
_N_TICKS = 5
_MARKS = re.compile(r"[&>$]|<(?![ =])|(?<=%)\{")  # "<" alone begins no tag
_COLOUR = "var("  # begins the name of a colour


def layout(**changes: Any) -> dict[str, Any]:
    """Return the layout all figures start from.

    The left and right margins are the same in every figure, so that time axes line up.

    Parameters
    ----------
    **changes
        Layout attributes to add or replace.
    """
    base: dict[str, Any] = {
        "autosize": True,
        "paper_bgcolor": _TRANSPARENT,
        "plot_bgcolor": _TRANSPARENT,
        "font": {"size": _FONT_SIZE, "color": MUTED},
        "margin": margins(),
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": GRID, "font": {"color": INK}},
    }
    return {**base, **changes}


def margins(
    *, top: float = 8, bottom: float = 40, left: float = 56, right: float = 12
) -> dict[str, float]:
    """Return the margins of a figure, px."""
    return {"l": left, "r": right, "t": top, "b": bottom}


def axis(title: str, **changes: Any) -> dict[str, Any]:
    """Return an axis with a title, few ticks and no lines; ask for ``showgrid`` where it is read.

    Parameters
    ----------
    title : str
        Quantity and unit.
    **changes
        Axis attributes to add or replace.
    """
    base: dict[str, Any] = {
        "title": {"text": title, "standoff": 6},
        "nticks": _N_TICKS,
        "showgrid": False,
        "gridcolor": GRID,
        "zeroline": False,
        "showline": False,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": FAINT,
        "ticklabeloverflow": "allow",  # the check would measure every label
    }
    return {**base, **changes}


def label(text: str, x: float, y: float, colour: str, **changes: Any) -> dict[str, Any]:
    """Return an annotation without arrow that names a curve at a point of it.

    Parameters
    ----------
    text : str
        The name.
    x, y : float
        Where, in the units of the axes.
    colour : str
        That of the curve.
    **changes
        Annotation attributes to add or replace.
    """
    base: dict[str, Any] = {
        "text": text,
        "x": x,
        "y": y,
        "showarrow": False,
        "font": {"color": colour, "size": _FONT_SIZE},
    }
    return {**base, **changes}


def curve(
    name: str,
    x: Any,
    y: Any,
    colour: str,
    *,
    width: float = 1.5,
    dash: str | None = None,
    shape: str | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Return a trace that is a line.

    Parameters
    ----------
    name : str
        Name of the trace.
    x, y : array or list
        Its points.
    colour : str
    width : float
        px.
    dash, shape : str, optional
        Attributes of the line.
    **changes
        Trace attributes to add or replace.
    """
    line = {"color": colour, "width": width, "dash": dash, "shape": shape}
    base: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": {key: value for key, value in line.items() if value is not None},
    }
    return {**base, **changes}


def texts(labels: list[tuple[str, float, float, str]], **changes: Any) -> dict[str, Any]:
    """Return a trace of plain words, which is drawn several times quicker than annotations.

    Parameters
    ----------
    labels : list of (text, x, y, colour)
        Words and their places, in the units of the axes.
    **changes
        Trace attributes to add or replace.
    """
    base: dict[str, Any] = {
        "type": "scatter",
        "mode": "text",
        "name": "labels",
        "text": [text for text, *_ in labels],
        "x": [x for _, x, _, _ in labels],
        "y": [y for _, _, y, _ in labels],
        "textfont": {"size": _FONT_SIZE, "color": [colour for *_, colour in labels]},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return {**base, **changes}


def row_title(text: str, top: float) -> dict[str, Any]:
    """Return the title of a row too low for one along its axis, or a remark: above its left end.

    Parameters
    ----------
    text : str
        Such as quantity and unit.
    top : float
        Upper end of the row's domain.
    """
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    return label(text, 0.0, top, MUTED, **place)


def corner(text: str, top: float, colour: str, **changes: Any) -> dict[str, Any]:
    """Return a label above the right end of a row, such as the name of a curve.

    Parameters
    ----------
    text : str
        What it says.
    top : float
        Upper end of the row's domain.
    colour : str
        That of the curve.
    **changes
        Annotation attributes to add or replace; "xshift" where several stand side by side.
    """
    place = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "bottom"}
    return label(text, 1.0, top, colour, **{**place, **changes})


def titled(symbol: str, unit: str) -> str:
    """Return an axis title such as "u (pA)"."""
    return f"{symbol} ({unit})" if unit else symbol


def message_of(figure: Figure) -> str:
    """Return what a figure without any curve says, or "" if it says nothing."""
    words = [note["text"] for note in figure["layout"].get("annotations", ())]
    return "" if figure["data"] else " ".join(words).replace("<br>", " ")


def literal(text: str) -> str:
    """Return a text as a figure holds it, so that it is shown as it is.

    The texts of figures are markup: Plotly reads tags, entities and ``%{...}`` in them, MathJax in
    notebooks what stands between dollars, and the page colours. So what a reader wrote is escaped
    where it enters a figure. Plotly turns entities into characters after it has read all else.
    """
    marked = _MARKS.sub(lambda found: f"&#{ord(found[0])};", visible(text))
    return f"&#{ord(_COLOUR[0])};{marked[1:]}" if marked.startswith(_COLOUR) else marked
