"""A picture of what a link shows, as the command line makes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from izhikevich.errors import ParameterError
from izhikevich.export.computed import computing, panels_of
from izhikevich.export.formats import FORMATS, read
from izhikevich.links import read_link
from izhikevich.messages import msg
from izhikevich.messages.catalogues import commands
from izhikevich.plots.render.svg.figure import svg
from izhikevich.plots.translated import translated
from izhikevich.progress import finish
from izhikevich.views import preparation
from izhikevich.views.part import faults

#: Width (mm) of a column of text.
WIDTH = 160.0


@dataclass(frozen=True)
class Still:
    """A picture of what a link shows.

    Parameters
    ----------
    svg : str
    title : str
        What is shown, for those who cannot see it.
    link : str
        The link, complete, from "#" on.
    language : str
        Its code.
    """

    svg: str
    title: str
    link: str
    language: str


def still(
    link: str,
    *,
    panel: str | None = None,
    language: str | None = None,
    width: float = WIDTH,
    height: float | None = None,
) -> Still:
    """Return a picture of what a link shows.

    Parameters
    ----------
    link : str
        "#neuron?preset=CH", also without "#".
    panel : str, optional
        Which panel; default: the first that the link shows.
    language : str, optional
        Code of the language; default: the link's, or English.
    width, height : float
        In mm; by default as high as the plot needs.

    Raises
    ------
    ParameterError
        If the link has mistakes, or there is no such panel.
    """
    state, page = read_link(link)
    wrong = faults(preparation.read(state)[1].notices)
    if wrong:
        raise ParameterError("link", link, msg("has mistakes: {faults}", faults=" ".join(wrong)))
    asked = read(state, FORMATS["npz"])
    speech = commands(language or page.get("lang", "en"))
    names = [panel] if panel is not None else _first(asked.view, asked.state["panels"])
    computed = finish(computing(asked, names))
    shown = computed.panels[0]
    title = f"{speech.text(asked.title)}: {speech.text(shown.title)}"
    picture = svg(
        translated(computed.plots[shown.name], speech),
        width_mm=width,
        height=height,
        titled=False,
        title=title,
        description=asked.link,
    )
    return Still(picture, title, asked.link, speech.code)


def _first(view: str, chosen: Sequence[str]) -> list[str]:
    """Return the panel that stands first in the page, of those that are chosen."""
    names = [panel.name for panel in panels_of(view)]
    found = [name for name in names if name in chosen]
    return (found or names)[:1]
