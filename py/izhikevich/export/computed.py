"""What a view shows of a state: computed once, for all files that are made of it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace

from izhikevich import app
from izhikevich.errors import ParameterError, one_of
from izhikevich.export.formats import Asked
from izhikevich.figures.style import Figure
from izhikevich.figures.thin import drawing
from izhikevich.plots.render.plotly import render
from izhikevich.plots.render.thinning import MAX_SAMPLES
from izhikevich.plots.spec import Curve, Plot
from izhikevich.progress import Progress
from izhikevich.views.declare import Panel

_WHOLE = 1 << 62  # more samples than any curve has
#: Stands for all panels of a view.
ALL = "all"


@dataclass(frozen=True)
class Computed:
    """A state with its figures.

    Parameters
    ----------
    asked : Asked
    panels : tuple of Panel
        Those that have a figure.
    figures : dict
        By panel.
    notes : tuple of str
        What was wrong in the state, and what the view says to its run.
    summary : str
    complete : bool
        Whether the run was; otherwise a note says why not.
    thinned : tuple of str
        Names of panels whose figures may have fewer points than were computed.
    """

    asked: Asked
    panels: tuple[Panel, ...]
    figures: dict[str, Figure]
    notes: tuple[str, ...]
    summary: str
    complete: bool
    thinned: tuple[str, ...] = ()


def panels_of(view: str) -> tuple[Panel, ...]:
    """Return the panels of a view."""
    return tuple(app.VIEWS[view]().panels)


def check_panels(view: str, names: Iterable[str]) -> None:
    """Raise `ParameterError` if a view lacks one of these panels."""
    known = [panel.name for panel in panels_of(view)]
    for name in names:
        if name not in known:
            raise ParameterError("panel", name, one_of(name, known))


def computing(
    asked: Asked, names: Sequence[str], *, whole: bool = False
) -> Generator[Progress, None, Computed]:
    """Compute the figures of panels.

    Parameters
    ----------
    asked : Asked
    names : sequence of str
        Those of the panels.
    whole : bool
        Whether the figures are to hold all points, as data do; by default they have as many as can
        be seen.

    Raises
    ------
    ParameterError
        If the view has no such panel.
    """
    check_panels(asked.view, names)
    panels = panels_of(asked.view)
    figures: dict[str, Figure] = {}
    notes = list(asked.notes)
    summary, complete = "", True
    thinned: list[str] = []
    parts = app.VIEWS[asked.view]().compute(asked.prepared, tuple(names))
    lacks = False
    while True:
        with drawing(whole) as drawn:  # not while others draw, between parts
            part = next(parts, None)
        lacks = lacks or drawn.thinned
        if part is None:
            break
        if isinstance(part, Progress):
            yield part
            continue
        for name, figure in part.get("figures", {}).items():
            if isinstance(figure, Plot):
                figures[name] = render(figure, samples=_WHOLE if whole else MAX_SAMPLES)
            else:
                figures[name] = figure
            if lacks or (isinstance(figure, Plot) and not whole and _is_long(figure)):
                thinned.append(name)
        if part.get("figures"):
            lacks = False
        for notice in part.get("notices", ()):
            notes.append(notice["text"])
            complete = complete and notice["level"] != "error"
        summary = part.get("summary", summary)
    shown = tuple(panel for panel in panels if panel.name in figures)
    return Computed(asked, shown, figures, tuple(notes), summary, complete, tuple(thinned))


def _is_long(plot: Plot) -> bool:
    """Tell whether a renderer leaves out samples of a plot."""
    curves = (series for pane in plot.panes for series in pane.series if isinstance(series, Curve))
    return any(len(curve.x) > MAX_SAMPLES for curve in curves)


def data_of(computed: Computed) -> Generator[Progress, None, Computed]:
    """Return the same with all the points that its figures lack."""
    if not computed.thinned:
        return computed
    again = yield from computing(computed.asked, computed.thinned, whole=True)
    return replace(computed, figures={**computed.figures, **again.figures}, thinned=())
