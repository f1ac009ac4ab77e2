"""The plots of a state: computed once, for all files that are made from them."""

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

#: Denotes all panels of a view.
ALL = "all"


@dataclass(frozen=True)
class Computed:
    """A state with its plots.

    Parameters
    ----------
    asked : ExportRequest
    panels : tuple of Panel
        Panels that have a plot.
    plots : dict
        Plots by panel, with all samples.
    notes : tuple of str
        Faults of the state, and the view's notices about its run.
    summary : str
    complete : bool
        Whether the run was completed; otherwise a note gives the reason.
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
        Names of the panels.

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
