"""Figures as files: one interactive page by Plotly, pictures of each by matplotlib."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from izhikevich.command_line import policy
from izhikevich.export.computed import Computed
from izhikevich.figures.plain import plain
from izhikevich.figures.style import Figure
from izhikevich.language import Translation
from izhikevich.plots.render.plotly import render
from izhikevich.text import visible
from izhikevich.transport import UNSET
from izhikevich.transport import plain as sent
from izhikevich.views.declare import Panel

#: What can be written, and the package that it needs.
FORMATS = {"html": "plotly", "svg": "matplotlib", "png": "matplotlib", "pdf": "matplotlib"}
ADVICE = "Figures need Plotly and matplotlib: pip install plotly matplotlib."

_POLICY = "<!-- policy -->"
_HEIGHT = 420  # px of a plot in the page
_PAGE = """\
<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{policy}
<title>{title}</title>
<style>
body {{ margin: 1.5rem auto; max-width: 960px; padding: 0 1rem; background: {paper};
  color: {ink}; font: 15px/1.5 system-ui, sans-serif; }}
h2 {{ margin: 2rem 0 0; font-size: 1rem; }}
code, small {{ color: {muted}; overflow-wrap: anywhere; }}
</style>
<h1>{title}</h1>
<p>{summary}</p>
{notes}<p><code>{link}</code></p>
{plots}
</html>
"""


def available() -> tuple[str, ...]:
    """Return the formats that are written unless others are asked for."""
    return tuple(name for name in FORMATS if name != "pdf" and name not in missing(FORMATS))


def missing(names: Iterable[str]) -> list[str]:
    """Return those of the formats whose package is not installed."""
    return [name for name in names if name in FORMATS and find_spec(FORMATS[name]) is None]


def write(
    computed: Computed,
    folder: Path,
    formats: Iterable[str],
    colours: Mapping[str, str],
    size: tuple[float, float],
    speech: Translation,
) -> list[Path]:
    """Write the figures.

    Parameters
    ----------
    computed : Computed
    folder : Path
    formats : iterable of str
        Some of `FORMATS`.
    colours : mapping
        One of `izhikevich.figures.plain.THEMES`.
    size : (float, float)
        Width and height of pictures, mm.
    speech : Translation
        Of what stands in them.

    Returns
    -------
    list of Path
        The files.
    """
    written = []
    for name in formats:
        if name == "html":
            path = folder / f"{computed.asked.preset}.html"
            path.write_text(page(computed, colours, speech), encoding="utf-8")
            written.append(path)
            continue
        from izhikevich.command_line.sheet import Sheet, save

        for panel in computed.panels:
            path = folder / f"{computed.asked.preset}_{panel.name}.{name}"
            drawing = Sheet(speech.content(_alone(computed, panel)), colours, size).draw()
            title = f"{speech.text(computed.asked.title)}: {speech.text(panel.title)}"
            save(drawing, str(path), title, computed.asked.link)
            written.append(path)
    return written


def page(computed: Computed, colours: Mapping[str, str], speech: Translation) -> str:
    """Return one page with all figures, which needs no network."""
    graph: Any = import_module("plotly.graph_objects")
    asked = computed.asked
    plots: list[str] = []
    for panel in computed.panels:
        drawn = graph.Figure(plain(speech.content(_alone(computed, panel)), colours))
        drawn.update_layout(paper_bgcolor=colours["paper"], height=_HEIGHT)
        plot = drawn.to_html(
            full_html=False,
            include_plotlyjs=not plots,
            config={"responsive": True, "displaylogo": False},
            div_id=panel.name,
        )
        plots.append(f"<h2>{escape(speech.text(panel.title))}</h2>\n{plot}")
    notes = map(speech.text, computed.notes)
    text = _PAGE.format(
        lang=speech.code,
        policy=_POLICY,
        title=escape(speech.text(asked.title)),
        summary=escape(visible(speech.text(computed.summary))),
        notes="".join(f"<p><small>{escape(visible(note))}</small></p>\n" for note in notes),
        link=escape(asked.link),
        plots="\n".join(plots),
        paper=colours["paper"],
        ink=colours["ink"],
        muted=colours["muted"],
    )
    return text.replace(_POLICY, policy.meta(text, _rules(computed)), 1)


def _rules(computed: Computed) -> dict[str, str]:
    """Return what the page may do: it has all that it needs within itself.

    Plotly compiles what it paints spikes with on the graphics card.
    """
    compiles = any(render(plot).raster is not UNSET for plot in computed.plots.values())
    return {
        **policy.RULES,
        "script-src": "'unsafe-eval'" if compiles else "",
        "img-src": "data: blob:",
    }


def _alone(computed: Computed, panel: Panel) -> Figure:
    """Return a figure that needs no other above it: its time axis has a title."""
    figure: Figure = sent(render(computed.plots[panel.name]))
    layout = figure["layout"]
    across = layout.get("xaxis", {})
    title = across.get("title") or {}
    if panel.axis_group != "time" or title.get("text") or not across.get("visible", True):
        return figure
    named = {**across, "title": {**title, "text": "t (ms)"}}
    margin = {**layout["margin"], "b": max(layout["margin"]["b"], 40)}
    return {**figure, "layout": {**layout, "xaxis": named, "margin": margin}}
