"""States as files and tables, for the page: written in any format, and read from what readers have.

Like `izhikevich.app`, this answers in what JSON and bytes can hold.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from io import BytesIO
from typing import Any

from izhikevich.plots.latest import LATEST
from izhikevich.plots.spec import Plot
from izhikevich.plots.table import Table
from izhikevich.plots.windows import Window, Windows
from izhikevich.progress import Progress


def writing(
    state: Mapping[str, Any], name: str, options: Mapping[str, Any], address: str = ""
) -> Generator[Progress, None, dict[str, Any]]:
    """Write a state as a file.

    Parameters
    ----------
    state, name, options
        As for `izhikevich.export.export`.
    address : str
        Of the page, which stands in the file if it is one of the web.

    Returns
    -------
    dict
        "filename", "mime", "notes" (what the format cannot express, a list), "content" (str or
        bytes), and "text": the same to be read, of an archive that of the files in it; None of
        what is not text.

    Raises
    ------
    ParameterError
        If there is no such format or option, or the format does not have the state's view.
    """
    from izhikevich.export.formats import address_of, exporting

    known = address if address_of(address) == address else ""
    made = yield from exporting(state, name, address=known, **options)
    return {
        "filename": made.filename,
        "mime": made.mime,
        "notes": list(made.notes),
        "content": made.content,
        "text": made.content if isinstance(made.content, str) else _inside(made.content, made.mime),
    }


def tabulating(
    state: Mapping[str, Any], panel: str
) -> Generator[Progress, None, dict[str, list[dict[str, Any]]]]:
    """Compute the numbers of a panel.

    Parameters
    ----------
    state : mapping
        As for `izhikevich.app.respond`.
    panel : str

    Returns
    -------
    dict
        "tables": each with "title" and "columns", of which each has a "heading", a "unit" and
        "values"; if its cells are texts, these count its "names".

    Raises
    ------
    ParameterError
        If it is no state, or the view has no such panel.
    """
    from izhikevich.export.computed import computing
    from izhikevich.export.formats import FORMATS, read
    from izhikevich.plots.table import tables

    computed = yield from computing(read(state, FORMATS["csv"]), (panel,))
    found = tables(computed.plots[panel]) if panel in computed.plots else []
    return {"tables": [tabulated(table) for table in found]}


def tabulated(table: Table) -> dict[str, Any]:
    """Return a table as the page takes it."""
    return {
        "title": table.name,
        "columns": [
            {
                "heading": column.name,
                "unit": column.unit,
                "values": column.values,
                **({"names": list(column.texts)} if column.texts is not None else {}),
            }
            for column in table.columns
        ],
    }


def picturing(
    state: Mapping[str, Any] | None,
    panel: str,
    options: Mapping[str, Any],
    say: Callable[[str], str] = str,
) -> Generator[Progress, None, str]:
    """Draw the plot of a panel as SVG.

    Parameters
    ----------
    state : mapping or None
        As for `izhikevich.app.respond`; None of what code showed.
    panel : str
        Its name, or that under which the code's plot is kept.
    options : mapping
        "width_mm" or "width_px", "theme", "title", "background" as for
        `izhikevich.plots.render.svg.figure.svg`; "windows": where it is zoomed, by pane, "x" and
        "y"; "behind": the state with which it is compared.
    say : callable
        Returns a text in the language of the picture.

    Raises
    ------
    ParameterError
        If it is no state, the view has no such panel, or the size is too small.
    """
    from izhikevich.plots.behind import behind
    from izhikevich.plots.render.svg.figure import svg
    from izhikevich.plots.translated import translated
    from izhikevich.plots.windows import windowed

    settings = dict(options)
    windows = _windows(settings.pop("windows", {}))
    other = settings.pop("behind", None)
    plot = yield from _plot(state, panel)
    if other is not None:
        earlier = yield from _plot(other, panel)
        plot = behind(plot, earlier)
    return svg(translated(windowed(plot, windows), say), titled=False, **settings)


def closing_up(
    state: Mapping[str, Any] | None, panel: str, windows: Mapping[str, Any]
) -> Generator[Progress, None, list[dict[str, Any]]]:
    """Return the curves of a panel with more samples where it was zoomed.

    Parameters
    ----------
    state, panel
        As for `picturing`.
    windows : mapping
        Where it is zoomed, by pane, "x" and "y".

    Returns
    -------
    list of dict
        As from `izhikevich.plots.render.plotly.close_up`.
    """
    from izhikevich.plots.render.plotly import close_up

    plot = yield from _plot(state, panel)
    return close_up(plot, _windows(windows))


def is_at_hand(state: Mapping[str, Any] | None, panel: str) -> bool:
    """Tell whether nothing has to be computed for a plot."""
    return LATEST.find(state, panel) is not None


def _plot(state: Mapping[str, Any] | None, panel: str) -> Generator[Progress, None, Plot]:
    from izhikevich.errors import ParameterError
    from izhikevich.export.computed import computing
    from izhikevich.export.formats import FORMATS, read

    found = LATEST.find(state, panel)
    if found is None and state is not None:
        computed = yield from computing(read(state, FORMATS["csv"]), (panel,))
        found = computed.plots.get(panel)
    if found is None:
        raise ParameterError("panel", panel, "there is nothing to show in it")
    return found


def _windows(given: Mapping[str, Any]) -> Windows:
    def ends(pair: Any) -> tuple[float, float] | None:
        return None if pair is None else (float(pair[0]), float(pair[1]))

    return {
        int(pane): Window(ends(window.get("x")), ends(window.get("y")))
        for pane, window in given.items()
    }


def opened(text: str | bytes, filename: str = "") -> dict[str, Any]:
    """Read what a reader pasted or dropped.

    Parameters
    ----------
    text, filename
        As for `izhikevich.imports.read`.

    Returns
    -------
    dict
        "state" (normalised), "words" (what it is: half a sentence) and "notes": what was left out,
        or is not allowed, and what is used instead.

    Raises
    ------
    ParameterError
        If it cannot be read. The message says what, and where.
    """
    from izhikevich import imports
    from izhikevich.views.registry import request_of
    from izhikevich.views.state import written

    found = imports.read(text, filename)
    view, request = request_of(found.state)  # together they are looked at when it is shown
    return {
        "state": written(view, request),
        "words": found.words,
        "notes": [*found.notes, *(notice.text for notice in request.notices)],
    }


def _inside(content: bytes, mime: str) -> str | None:
    """Return the files of an archive of texts, each after its name."""
    if mime != "application/zip":
        return None
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as archive:
        files = [(name, archive.read(name).decode("utf-8")) for name in archive.namelist()]
    return "\n".join(f"<!-- {name} -->\n{text}" for name, text in files)
