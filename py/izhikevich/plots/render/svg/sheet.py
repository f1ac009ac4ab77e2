"""A sheet on the page of a figure: as many columns as it has room for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from izhikevich.plots.render.svg.page import Page
from izhikevich.plots.render.svg.text import text_width
from izhikevich.plots.spec import Sheet, SheetColumn
from izhikevich.plots.style import Role

# Distances in ems.
_LINE, _APART, _RULE = 1.45, 1.2, 0.3


def draw_sheet(sheet: Sheet, page: Page, top: float, pad: float) -> bool:
    """Write a sheet below a height (px); return whether there was room for its rows."""
    em = page.em
    heads = [row.heading for row in sheet.rows]
    width = max(text_width(text, em) for text in (sheet.name, *heads))
    cells: list[Sequence[str]]
    cells = [[sheet.cell(one, k) for k in range(len(heads))] for one in sheet.columns]
    shown: list[tuple[SheetColumn, Sequence[str], float]] = []
    right = pad + width
    for column, own in zip(sheet.columns, cells, strict=True):
        right += _APART * em + max(text_width(text, em) for text in (column.name, *own))
        if right > page.width - pad:
            break
        shown.append((column, own, right))
    y = top + em
    edge = page.width - pad
    for name, group in groupby(shown, key=lambda one: one[0].group):
        ends = [at for _, _, at in group]
        page.write([name], ends[-1], y, Role.MUTED, align="right")
    if any(one.group for one in sheet.columns):
        y += _LINE * em
    page.write([sheet.name], pad, y, Role.MUTED)
    for column, _, at in shown:
        page.write([column.name], at, y, column.role, align="right")
    y += _RULE * em
    page.line(pad, y, shown[-1][2] if shown else edge, y, Role.MUTED, 1.0)
    y += 1.3 * em
    for k, head in enumerate(heads):
        page.write([head], pad, y)
        for column, own, at in shown:
            page.write([own[k]], at, y, column.role, align="right")
        y += _LINE * em
    left = len(cells) - len(shown)
    if left:
        page.write([f"… + {left}"], pad, y, Role.MUTED)
        y += _LINE * em
    return y <= page.height
