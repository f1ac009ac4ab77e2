"""Plots as files: one interactive page by Plotly, and pictures of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from izhikevich import policy
from izhikevich.errors import ParameterError
from izhikevich.export.computed import Computed
from izhikevich.messages import Number, msg
from izhikevich.messages.translation import Translation
from izhikevich.plots.arrangement import Rows
from izhikevich.plots.render import image_files
from izhikevich.plots.render.plotly import render
from izhikevich.plots.render.standalone import standalone
from izhikevich.plots.render.svg.composition import Look, Part, composed
from izhikevich.plots.render.svg.figure import svg
from izhikevich.plots.spec import Plot, Raster
from izhikevich.plots.style import Role, Theme, colours_of
from izhikevich.plots.translated import translated
from izhikevich.text import visible

#: The formats, and the package that each requires, if any.
FORMATS = {"html": "plotly", "svg": "", "png": "typst", "pdf": "typst"}
ADVICE = msg("HTML needs Plotly, PNG and PDF need Typst: pip install plotly typst.")

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
    """Return the formats that are written by default."""
    return tuple(name for name in FORMATS if name != "pdf" and name not in missing(FORMATS))


def missing(names: Iterable[str]) -> list[str]:
    """Return the formats whose package is not installed."""
    return [name for name in names if FORMATS.get(name) and find_spec(FORMATS[name]) is None]


def write(
    computed: Computed,
    folder: Path,
    formats: Iterable[str],
    theme: Theme,
    size: tuple[float, float],
    speech: Translation,
    remark: Callable[[str], object],
) -> list[Path]:
    """Write the plots.

    Parameters
    ----------
    computed : Computed
    folder : Path
    formats : iterable of str
        Some of `FORMATS`.
    theme : {"light", "dark", "mono"}
    size : (float, float)
        Width and height of pictures, mm. A plot that needs more height gets more.
    speech : Translation
        Translation of the texts in them.
    remark : callable
        Called with further remarks.

    Returns
    -------
    list of Path
        The files written.
    """
    chosen = tuple(formats)
    written = []
    if "html" in chosen:
        path = folder / f"{computed.asked.preset}.html"
        path.write_text(page(computed, theme, speech), encoding="utf-8")
        written.append(path)
    pictures = [name for name in chosen if name != "html"]
    for panel in computed.panels if pictures else ():
        title = f"{speech.text(computed.asked.title)}: {speech.text(panel.title)}"
        plot = translated(computed.plots[panel.name], speech)
        about = {"theme": theme, "title": title, "description": computed.asked.link}
        try:
            picture = _picture(plot, size[0], size[1], about)
        except ParameterError:
            picture = _picture(plot, size[0], None, about)
            note = msg(
                "{panel}: taller than {height}, to fit its text.",
                panel=msg(panel.title),
                height=Number(size[1], "mm", "g"),
            )
            remark(note)
        for name in pictures:
            path = folder / f"{computed.asked.preset}_{panel.name}.{name}"
            path.write_bytes(image_files.written(picture, name))
            written.append(path)
    return written


def write_sheet(
    computed: Computed,
    rows: Rows,
    folder: Path,
    formats: Iterable[str],
    look: Look,
    caption: str | None,
    speech: Translation,
) -> list[Path]:
    """Write plots on one sheet.

    Parameters
    ----------
    computed : Computed
    rows : tuple
        Their arrangement, from `izhikevich.plots.arrangement.arranged`.
    folder : Path
    formats : iterable of str
        Some of those of pictures.
    look : Look
    caption : str or None
        Caption; None: none.
    speech : Translation
        Translation of the texts in them.

    Raises
    ------
    ParameterError
        If there is no plot in one of the panels, or the size is too small.
    """
    titles = {panel.name: speech.text(panel.title) for panel in computed.panels}
    for place in (place for row in rows for place in row):
        if place.panel not in titles:
            raise ParameterError("panel", place.panel, "there is nothing to show in it")
    parts = [
        [
            Part(translated(computed.plots[name], speech), share, titles[name])
            for name, share in ((place.panel, place.share) for place in row)
        ]
        for row in rows
    ]
    title = speech.text(computed.asked.title)
    picture = composed(
        parts,
        look,
        caption=caption or "",
        title=title,
        description=caption or f"{title} {computed.asked.link}",
    )
    written = []
    for name in formats:
        path = folder / f"{computed.asked.preset}_figure.{name}"
        path.write_bytes(image_files.written(picture, name))
        written.append(path)
    return written


def _picture(plot: Plot, width: float, height: float | None, about: dict[str, Any]) -> str:
    return svg(plot, width_mm=width, height=height, titled=False, **about)


def page(computed: Computed, theme: Theme, speech: Translation) -> str:
    """Return one page with all plots, which needs no network access."""
    colours = colours_of(theme)
    graph: Any = import_module("plotly.graph_objects")
    asked = computed.asked
    plots: list[str] = []
    included = False
    for panel in computed.panels:
        shown = translated(computed.plots[panel.name], speech)
        heading = f"<h2>{escape(speech.text(panel.title))}</h2>\n"
        if shown.sheet is not None:
            plots.append(heading + svg(shown, theme=theme))
            continue
        figure = render(shown)
        drawn = graph.Figure(standalone(figure, colours))
        drawn.update_layout(
            paper_bgcolor=colours[Role.PAPER],
            height=_HEIGHT,
            separators=speech.signs.decimal + speech.signs.thousands,
        )
        plot = drawn.to_html(
            full_html=False,
            include_plotlyjs=not included,
            config={"responsive": True, "displaylogo": False},
            div_id=panel.name,
        )
        included = True
        plots.append(heading + plot)
    notes = map(speech.text, computed.notes)
    text = _PAGE.format(
        lang=speech.code,
        policy=_POLICY,
        title=escape(speech.text(asked.title)),
        summary=escape(visible(speech.text(computed.summary))),
        notes="".join(f"<p><small>{escape(visible(note))}</small></p>\n" for note in notes),
        link=escape(asked.link),
        plots="\n".join(plots),
        paper=colours[Role.PAPER],
        ink=colours[Role.INK],
        muted=colours[Role.MUTED],
    )
    return text.replace(_POLICY, policy.meta(text, _rules(computed)), 1)


def _rules(computed: Computed) -> dict[str, str]:
    """Return the permissions of the page: everything it needs is in it.

    Plotly compiles the code that paints spikes on the graphics card.
    """
    compiles = any(
        isinstance(series, Raster)
        for plot in computed.plots.values()
        for pane in plot.panes
        for series in pane.series
    )
    return {
        **policy.RULES,
        "script-src": "'unsafe-eval'" if compiles else "",
        "img-src": "data: blob:",
    }
