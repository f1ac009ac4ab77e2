"""Shapes and annotations, drawn by matplotlib as Plotly would."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import FancyArrowPatch, PathPatch
from matplotlib.path import Path
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from izhikevich.command_line.marks import dashes, for_matplotlib

if TYPE_CHECKING:
    from izhikevich.command_line.sheet import Sheet

_POINT = 0.75  # of a pixel
_BORDER = 2.0  # around words, px
_PIECE = re.compile(r"M([^M]+)")
_HEIGHTS = {"top": "top", "middle": "center", "bottom": "bottom"}


def draw_shape(sheet: Sheet, item: Mapping[str, Any]) -> None:
    """Draw a path of straight pieces, a line, a rectangle or an ellipse."""
    across, up = item.get("xref", "x"), item.get("yref", "y")
    axes = sheet.axes[_row(sheet, across, up)]
    path = _outline(item)
    corners = np.array(path.vertices, dtype=np.float64)
    if across == "paper":
        corners[:, 0] = [sheet.across(part) for part in corners[:, 0]]
    if up == "paper":
        corners[:, 1] = [sheet.up(part) for part in corners[:, 1]]
    whole: Any = sheet.drawing.transFigure
    transform = blended_transform_factory(
        whole if across == "paper" else axes.transData, whole if up == "paper" else axes.transData
    )
    line = item.get("line", {})
    axes.add_patch(
        PathPatch(
            Path(corners, path.codes),
            facecolor=item.get("fillcolor", "none"),
            edgecolor=line.get("color", "none"),
            linewidth=_POINT * line.get("width", 2.0),
            linestyle=dashes(line) if line.get("width", 2.0) else "solid",
            transform=transform,
            zorder=1.0 if item.get("layer") == "below" else 5.0,
            clip_on="paper" not in (across, up),
        )
    )


def draw_annotation(sheet: Sheet, item: Mapping[str, Any]) -> None:
    """Draw words beside a point, or an arrow."""
    at = _place(sheet, item, "x", "y")
    if item.get("showarrow", True):
        _draw_arrow(sheet, item, at)
    words = for_matplotlib(item["text"])
    if not words:
        return
    font = {**sheet.layout["font"], **item.get("font", {})}
    sideways = item.get("xanchor") or ("left", "center", "right")[min(int(3 * max(at[0], 0)), 2)]
    upright = item.get("yanchor") or ("bottom", "middle", "top")[min(int(3 * max(at[1], 0)), 2)]
    right = {"left": 1, "center": 0, "right": -1}[sideways] * _BORDER + item.get("xshift", 0.0)
    up = {"bottom": 1, "middle": 0, "top": -1}[upright] * _BORDER + item.get("yshift", 0.0)
    drawing = sheet.drawing
    moved = ScaledTranslation(right / 96.0, up / 96.0, drawing.dpi_scale_trans)
    box = {"facecolor": item.get("bgcolor"), "edgecolor": "none", "pad": 1.0}
    drawing.text(
        *at,
        words,
        color=font["color"],
        fontsize=_POINT * font["size"],
        ha=sideways,
        va=_HEIGHTS[upright],
        transform=drawing.transFigure + moved,
        bbox=box if "bgcolor" in item else None,
        alpha=item.get("opacity"),
        zorder=7.0,
    )


def _draw_arrow(sheet: Sheet, item: Mapping[str, Any], end: tuple[float, float]) -> None:
    width = item.get("arrowwidth", 1.0)
    sheet.drawing.add_artist(
        FancyArrowPatch(
            _place(sheet, item, "ax", "ay"),
            end,
            transform=sheet.drawing.transFigure,
            arrowstyle="-|>",
            mutation_scale=_POINT * (3.0 + 3.0 * item.get("arrowsize", 1.0) * width),
            linewidth=_POINT * width,
            color=item.get("arrowcolor"),
            shrinkA=_POINT * item.get("startstandoff", 0.0),
            shrinkB=_POINT * item.get("standoff", 0.0),
        )
    )


def _place(sheet: Sheet, item: Mapping[str, Any], x: str, y: str) -> tuple[float, float]:
    """Return a point in parts of the whole drawing."""
    across, up = item.get(f"{x}ref", "x"), item.get(f"{y}ref", "y")
    axes = sheet.axes[_row(sheet, across, up)]
    at = (float(item[x]) if across != "paper" else 0.0, float(item[y]) if up != "paper" else 0.0)
    found = sheet.drawing.transFigure.inverted().transform(axes.transData.transform(at))
    return (
        sheet.across(item[x]) if across == "paper" else float(found[0]),
        sheet.up(item[y]) if up == "paper" else float(found[1]),
    )


def _row(sheet: Sheet, across: str, up: str) -> str:
    """Return the vertical axis that belongs to the given ones."""
    if up != "paper":
        return up
    return next((y for y in sheet.axes if sheet.x_of(y) == across), "y")


def _outline(item: Mapping[str, Any]) -> Path:
    if item["type"] == "path":
        pieces = [
            Path(np.array([pair.split(",") for pair in piece.split("L")], dtype=np.float64))
            for piece in _PIECE.findall(item["path"])
        ]
        return Path.make_compound_path(*pieces)
    x0, x1, y0, y1 = (float(item[key]) for key in ("x0", "x1", "y0", "y1"))
    if item["type"] == "line":
        return Path(np.array([[x0, y0], [x1, y1]]))
    if item["type"] == "rect":
        return Path(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]]), closed=True)
    turn = np.linspace(0.0, 2.0 * np.pi, 61)
    middle, half = np.array([x0 + x1, y0 + y1]) / 2.0, np.array([x1 - x0, y1 - y0]) / 2.0
    return Path(middle + half * np.column_stack((np.cos(turn), np.sin(turn))))
