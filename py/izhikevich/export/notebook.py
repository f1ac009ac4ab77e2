"""A Jupyter notebook with this package that computes and plots the content of a state."""

from __future__ import annotations

import json
import re
from typing import Any

from izhikevich.export.formats import INSTALL, Exported, ExportRequest, exported
from izhikevich.export.recipe import make_recipe
from izhikevich.text import capital, visible

_PLOT = """try:
    import plotly.graph_objects as go
except ImportError:
    print("The plot needs plotly: pip install plotly")
else:
"""


def write(asked: ExportRequest) -> Exported:
    """Return the notebook, of format 4.5."""
    recipe = make_recipe(asked)
    heading = f"# {capital(asked.title)}\n\n"
    heading += f"Of the Izhikevich explorer, where this link opens it: `{asked.link}`"
    heading += f"\n\n{INSTALL}"
    for note in (*asked.notes, *recipe.notes):
        heading += f"\n\n**Note:** {_escaped(note)}"
    cells = [("markdown", heading)]
    for part in recipe.parts:
        cells += [("markdown", part.title), ("code", part.code)]
    plot = "".join(f"    {line}\n" for line in recipe.plot.splitlines())
    cells += [("markdown", "A plot."), ("code", f"{_PLOT}{plot}    figure.show()")]
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "cells": [_cell(number, kind, text) for number, (kind, text) in enumerate(cells)],
    }
    text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    return exported(asked, text, recipe.notes)


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": f"cell-{number}",
        "metadata": {},
        "source": text.splitlines(keepends=True),
    }
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell


def _escaped(text: str) -> str:
    """Return a text in which Markdown, HTML and MathJax find no marks and no links."""
    marked = _MARK.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), visible(text))
    return " ".join(marked.split())


#: Addresses become links by their colon or "www.", those of mail by "@"; dollars begin formulas.
_MARK = re.compile(r"[\\`*_<>\[\]#|&~$:@!]|(?<=www)\.", re.IGNORECASE)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
