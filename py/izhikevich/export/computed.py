"""What a view shows of a state: computed once, for all files that are made of it."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

from izhikevich.errors import ParameterError, one_of
from izhikevich.export.formats import ExportRequest
from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress
from izhikevich.transport import UNSET
from izhikevich.views.registry import VIEWS
from izhikevich.views.schema import Panel

#: Stands for all panels of a view.
ALL = "all"


@dataclass(frozen=True)
class Computed:
    """A state with its plots.

    Parameters
    ----------
    asked : ExportRequest
    panels : tuple of Panel
        Those that have a plot.
    plots : dict
        By panel, with all samples.
    notes : tuple of str
        What was wrong in the state, and what the view says to its run.
    summary : str
    complete : bool
        Whether the run was; otherwise a note says why not.
    """

    asked: ExportRequest
    panels: tuple[Panel, ...]
    plots: dict[str, Plot]
    notes: tuple[str, ...]
    summary: str
    complete: bool


def panels_of(view: str) -> tuple[Panel, ...]:
    """Return the panels of a view."""
    return tuple(VIEWS[view]().panels)


def check_panels(view: str, names: Iterable[str]) -> None:
    """Raise `ParameterError` if a view lacks one of these panels."""
    known = [panel.name for panel in panels_of(view)]
    for name in names:
        if name not in known:
            raise ParameterError("panel", name, one_of(name, known))


def computing(asked: ExportRequest, names: Sequence[str]) -> Generator[Progress, None, Computed]:
    """Compute the plots of panels.

    Parameters
    ----------
    asked : ExportRequest
    names : sequence of str
        Those of the panels.

    Raises
    ------
    ParameterError
        If the view has no such panel.
    """
    check_panels(asked.view, names)
    panels = panels_of(asked.view)
    plots: dict[str, Plot] = {}
    notes = list(asked.notes)
    summary, complete = "", True
    for part in VIEWS[asked.view]().compute(asked.prepared, tuple(names)):
        if isinstance(part, Progress):
            yield part
            continue
        plots |= part.plots
        for notice in part.notices if part.notices is not UNSET else ():
            notes.append(notice.text)
            complete = complete and notice.level != "error"
        summary = part.summary if part.summary is not UNSET else summary
    shown = tuple(panel for panel in panels if panel.name in plots)
    return Computed(asked, shown, plots, tuple(notes), summary, complete)
