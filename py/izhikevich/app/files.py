"""States as files and tables: written in any format, and read from the reader's input."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from izhikevich.app.protocol import (
    CloseUps,
    Compose,
    File,
    MakeCourse,
    Opened,
    Picture,
    Read,
    Sheet,
    Tables,
    Zooms,
)
from izhikevich.app.recent import RecentPlots
from izhikevich.plots.spec import Plot
from izhikevich.plots.windows import Window, Windows
from izhikevich.progress import Progress
from izhikevich.tours.tour import Tour
from izhikevich.views.state import State

if TYPE_CHECKING:
    from izhikevich.messages.translation import Translation
    from izhikevich.views.file import File as FileParameter


def writing(
    state: Mapping[str, object],
    name: str,
    options: Mapping[str, str],
    address: str = "",
    speech: Translation | None = None,
) -> Generator[Progress, None, File]:
    """Write a state as a file.

    Parameters
    ----------
    state, name, options
        As for `izhikevich.export.export`.
    address : str
        Address of the page, which is included in the file if it is on the web.
    speech : Translation, optional
        To another language, for files that are read and not run.

    Returns
    -------
    File

    Raises
    ------
    ParameterError
        If there is no such format or option, or the format does not have the state's view.
    """
    from izhikevich.export.formats import address_of, exporting

    known = address if address_of(address) == address else ""
    made = yield from exporting(state, name, address=known, speech=speech, **options)
    content = made.content
    text = content if isinstance(content, str) else _inside(content, made.mime)
    return File(made.filename, made.mime, made.notes, content, text)


def tabulating(
    state: Mapping[str, object], panel: str, speech: Translation | None = None
) -> Generator[Progress, None, Tables]:
    """Compute the numbers of a panel.

    Parameters
    ----------
    state : mapping
        As for `izhikevich.app.respond`.
    panel : str
    speech : Translation, optional
        To another language. What remains in English is messages.

    Returns
    -------
    Tables

    Raises
    ------
    ParameterError
        If it is not a state, or the view has no such panel.
    """
    from izhikevich.export.computed import computing
    from izhikevich.export.formats import FORMATS, read
    from izhikevich.plots.table import tables

    computed = yield from computing(read(state, FORMATS["csv"]), (panel,))
    if panel not in computed.plots:
        return Tables(())
    return Tables(tuple(tables(_translated(computed.plots[panel], speech))))


def picturing(
    request: Picture, recent: RecentPlots, speech: Translation | None = None
) -> Generator[Progress, None, str]:
    """Draw the plot of a panel as SVG.

    Parameters
    ----------
    request : Picture
    recent : RecentPlots
        Plots that need not be computed again.
    speech : Translation, optional
        To another language.

    Raises
    ------
    ParameterError
        If it is not a state, the view has no such panel, or the size is too small.
    """
    from izhikevich.plots.render.svg.figure import svg

    plot = yield from _as_seen(
        request.state, request.panel, request.behind, request.windows, recent
    )
    return svg(
        _translated(plot, speech),
        width_mm=request.width if request.unit == "mm" else None,
        width_px=request.width if request.unit == "px" else None,
        theme=request.theme,
        title=request.title,
        titled=False,
        background=request.filled,
    )


def composing(
    request: Compose, recent: RecentPlots, speech: Translation | None = None
) -> Generator[Progress, None, Sheet]:
    """Draw plots of a state on one sheet as SVG.

    Parameters
    ----------
    request : Compose
    recent : RecentPlots
        Plots that need not be computed again.
    speech : Translation, optional
        To another language.

    Raises
    ------
    ParameterError
        If it is not a state, the arrangement cannot be read, or the size is too small.
    """
    from izhikevich.links import write_link
    from izhikevich.plots.arrangement import arranged
    from izhikevich.plots.render.svg.composition import Part, composed, look_of
    from izhikevich.views.caption import caption
    from izhikevich.views.registry import request_of
    from izhikevich.views.state import written

    def say(text: str) -> str:
        return speech.text(text) if speech else str(text)

    view, read = request_of(request.state)
    titles = {panel.name: panel.title for panel in view.panels}
    rows = arranged(request.arrangement, titles)
    parts: list[list[Part]] = []
    for row in rows:
        parts.append([])
        for place in row:
            name = place.panel
            other = request.behind if name in request.compared else None
            zoomed = request.windows.get(name, {})
            plot = yield from _as_seen(request.state, name, other, zoomed, recent)
            parts[-1].append(Part(_translated(plot, speech), place.share, say(titles[name])))
    link = f"{request.address}{write_link(written(view, read))}"
    names = [place.panel for row in rows for place in row]
    text = request.caption
    if text is None:
        text = say(caption(view, read.preset, read.values, names, link))
    look = replace(
        look_of(request.size),
        theme=request.theme,
        lines=request.lines,
        letters=request.letters,
        names=request.names,
        legends=request.legends,
        background=request.filled,
    )
    if request.font_size is not None:
        look = replace(look, font_size=request.font_size)
    picture = composed(
        parts,
        look,
        caption=text if request.captioned else "",
        title=say(read.preset.title),
        description=text,
    )
    return Sheet(picture, text)


def closing_up(
    state: State | None,
    panel: str,
    windows: Zooms,
    recent: RecentPlots,
    speech: Translation | None = None,
) -> Generator[Progress, None, CloseUps]:
    """Return the curves of a panel with more samples where it was zoomed."""
    from izhikevich.plots.render.plotly import close_up

    plot = yield from _plot(state, panel, recent)
    return CloseUps(tuple(close_up(_translated(plot, speech), _windows(windows))))


def _as_seen(
    state: State | None,
    panel: str,
    other: State | None,
    zooms: Zooms,
    recent: RecentPlots,
) -> Generator[Progress, None, Plot]:
    """Return a plot as the reader sees it: zoomed, in front of that of another state, if any."""
    from izhikevich.plots.overlay import behind
    from izhikevich.plots.windows import windowed

    plot = yield from _plot(state, panel, recent)
    if other is not None:
        earlier = yield from _plot(other, panel, recent)
        plot = behind(plot, earlier)
    return windowed(plot, _windows(zooms))


def _plot(state: State | None, panel: str, recent: RecentPlots) -> Generator[Progress, None, Plot]:
    from izhikevich.errors import ParameterError
    from izhikevich.export.computed import computing
    from izhikevich.export.formats import FORMATS, read

    found = recent.find(state, panel)
    if found is None and state is not None:
        computed = yield from computing(read(state, FORMATS["csv"]), (panel,))
        found = computed.plots.get(panel)
    if found is None:
        raise ParameterError("panel", panel, "there is nothing to show in it")
    return found


def _translated(plot: Plot, speech: Translation | None) -> Plot:
    if speech is None:
        return plot
    from izhikevich.plots.translated import translated

    return translated(plot, speech)


def _windows(zooms: Zooms) -> Windows:
    def ends(pair: Sequence[float] | None) -> tuple[float, float] | None:
        return None if pair is None else (float(pair[0]), float(pair[1]))

    return {
        int(pane): Window(ends(window.get("x")), ends(window.get("y")))
        for pane, window in zooms.items()
    }


def opening(request: Read) -> Generator[Progress, None, Opened]:
    """Read something that a reader pasted, chose or dropped.

    Parameters
    ----------
    request : Read
        If it names a parameter, that takes the content. Otherwise, if the preset of its state has a
        parameter that takes files, that does, unless the content is a link or a model.

    Returns
    -------
    Opened

    Raises
    ------
    ParameterError, FileError
        If it cannot be read. The message says what, and where.
    """
    from izhikevich.imports.reading import LONGEST, check_length, reading
    from izhikevich.views.registry import request_of
    from izhikevich.views.state import written

    into = _taking_parameter(request)
    check_length(request.content, LONGEST if into is None else into.largest)
    if into is None:
        found = yield from reading(request.content, request.filename, cell=request.cell)
        # Values are checked together when the state is displayed.
        view, asked = request_of(found.state)
        notes = (*found.notes, *(notice.text for notice in asked.notices))
        return Opened(written(view, asked), found.words, notes, found.cells, found.cell)
    view, asked = request_of(request.state)
    taken = yield from view.taking(into.name, request.content, request.filename, asked.values)
    preset = view.preset(taken.preset)
    if preset is not None:
        asked = replace(asked, preset=preset, values=preset.values)
    state = written(view, replace(asked, values={**asked.values, **taken.values}))
    return Opened(state, taken.words, taken.notes)


def _taking_parameter(request: Read) -> FileParameter | None:
    """Return the parameter that takes what was opened, if there is one."""
    from izhikevich.imports.reading import is_other
    from izhikevich.views.file import File as FileParameter
    from izhikevich.views.registry import request_of

    if request.state is None:
        return None
    view, asked = request_of(request.state)
    able = [
        one
        for one in view.parameters
        if isinstance(one, FileParameter) and one.name in asked.values
    ]
    if request.parameter is not None:
        return next((one for one in able if one.name == request.parameter), None)
    content = request.content
    if not able or (isinstance(content, str) and is_other(content)):
        return None
    return able[0] if view.takes(able[0].name, content) else None


def computes(name: str) -> bool:
    """Tell whether a format contains data computed from a state, and not only the state."""
    from izhikevich.export.formats import FORMATS

    return name in FORMATS and FORMATS[name].computes


def tour(text: str) -> Tour:
    """Read a guided tour from the text of its file, with complete states.

    Raises
    ------
    FileError
        If it is not a tour. The message says why.
    """
    from izhikevich.tours import read_tour

    return read_tour(text).normal


def course(request: MakeCourse, say: Callable[[str], str]) -> File:
    """Make a package for learning platforms of a tour.

    Raises
    ------
    ParameterError, FileError
        If it cannot be made. The message says why.
    """
    from izhikevich.tours import read_tour_link
    from izhikevich.tours.course import course_package, package_name

    tour = read_tour_link(f"#tour={request.tour}")
    content = course_package(
        tour,
        request.explorer,
        request.standard,
        required=request.required,
        language=request.language,
        say=say,
    )
    name = package_name(tour, request.standard)
    return File(name, "application/zip", (), content, None)


def _inside(content: bytes, mime: str) -> str | None:
    """Return the files of an archive of texts, each after its name."""
    if mime != "application/zip":
        return None
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as archive:
        files = [(name, archive.read(name).decode("utf-8")) for name in archive.namelist()]
    return "\n".join(f"<!-- {name} -->\n{text}" for name, text in files)
