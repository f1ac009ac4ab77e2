"""What a view shows of a state: computed once, for all files that are made of it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from izhikevich import app
from izhikevich.errors import ParameterError
from izhikevich.export.formats import Asked
from izhikevich.figures.style import Figure
from izhikevich.progress import Progress
from izhikevich.text import one_of
from izhikevich.views.declare import Panel

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
    """

    asked: Asked
    panels: tuple[Panel, ...]
    figures: dict[str, Figure]
    notes: tuple[str, ...]
    summary: str
    complete: bool


def panels_of(view: str) -> tuple[Panel, ...]:
    """Return the panels of a view."""
    return tuple(app.VIEWS[view]().panels)


def computing(asked: Asked, names: Sequence[str]) -> Generator[Progress, None, Computed]:
    """Compute the figures of panels.

    Raises
    ------
    ParameterError
        If the view has no such panel.
    """
    panels = panels_of(asked.view)
    known = [panel.name for panel in panels]
    for name in names:
        if name not in known:
            raise ParameterError("panel", name, one_of(name, known))
    figures: dict[str, Figure] = {}
    notes = list(asked.notes)
    summary, complete = "", True
    for part in app.VIEWS[asked.view]().compute(asked.prepared, tuple(names)):
        if isinstance(part, Progress):
            yield part
            continue
        figures |= part.get("figures", {})
        for notice in part.get("notices", ()):
            notes.append(notice["text"])
            complete = complete and notice["level"] != "error"
        summary = part.get("summary", summary)
    shown = tuple(panel for panel in panels if panel.name in figures)
    return Computed(asked, shown, figures, tuple(notes), summary, complete)
