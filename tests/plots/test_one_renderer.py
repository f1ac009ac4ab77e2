"""Plotly is known where it is rendered for, and nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import izhikevich

PACKAGE = Path(izhikevich.__file__).parent
#: Names of attributes of traces, layouts and axes that mean nothing else.
KEYS = {
    *("hovertemplate", "hoverinfo", "hovertext", "hovermode", "customdata", "showlegend"),
    *("annotations", "xaxis", "yaxis", "xref", "yref", "xanchor", "yanchor", "xshift", "yshift"),
    *("textposition", "textfont", "tickvals", "ticktext", "nticks", "zeroline", "showgrid"),
    *("colorscale", "colorbar", "heatmap", "scatter", "scattergl", "paper_bgcolor", "barmode"),
    *("fillcolor", "showarrow", "scaleanchor", "rangemode", "dtick", "tick0", "shapes"),
}


def test_only_its_renderer_knows_plotly() -> None:
    known = set()
    for path in PACKAGE.rglob("*.py"):
        if path.parent == PACKAGE / "plots" / "render":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in KEYS:
                known.add((str(path.relative_to(PACKAGE)), node.value))
    assert known == set()
