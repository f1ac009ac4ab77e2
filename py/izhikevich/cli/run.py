"""The command "run": computes what a link shows, and writes it as files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from izhikevich.cli import figures
from izhikevich.cli.given import HELP, add_cell, read_given
from izhikevich.cli.listing import list_view, list_views
from izhikevich.cli.meter import Meter
from izhikevich.cli.names import CommandError, add_language, note, one_of, speech_of, unknown
from izhikevich.errors import as_message
from izhikevich.export import FORMATS, csv, npz
from izhikevich.export.computed import ALL, Computed, check_panels, computing, panels_of
from izhikevich.export.formats import (
    IMPOSSIBLE,
    Exported,
    ExportRequest,
    Format,
    address_of,
    check_view,
    export,
    exporting,
    read,
    writing,
)
from izhikevich.messages import joined, marked, msg
from izhikevich.messages.catalogues import commands
from izhikevich.messages.translation import Translation
from izhikevich.plots.arrangement import Rows, arranged
from izhikevich.plots.render.svg.composition import SIZES, Look, look_of
from izhikevich.plots.style import FIGURE_THEMES, Theme
from izhikevich.progress import Progress
from izhikevich.views import preparation
from izhikevich.views.caption import caption
from izhikevich.views.part import faults
from izhikevich.views.registry import request_of
from izhikevich.views.state import GivenState

#: Formats of data, for --formats, and of scripts, for --script.
DATA = tuple(form.name for form in FORMATS.values() if form.kind != "script")
SCRIPTS = tuple(form.name for form in FORMATS.values() if form.kind == "script")
FORMAT = marked("there is no format {name}, only {known}")
_FOLDER = "plots"
_SIZE = "170x100"
THEME = marked("there is no theme {name}, only {known}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("link", nargs="?", metavar="LINK", help=HELP)
    add_cell(parser)
    parser.add_argument("--out", type=Path, metavar="FOLDER", help=f"default: {_FOLDER}")
    known = ",".join((*figures.FORMATS, *DATA))
    parser.add_argument(
        "--formats", metavar="LIST", help=f"any of {known}; default: all available but pdf"
    )
    parser.add_argument(
        "--script",
        action="append",
        type=_script,
        default=[],
        metavar="NAME",
        help=f"also write a script or model: {', '.join(SCRIPTS)}; may be repeated",
    )
    parser.add_argument("--panels", metavar="LIST", help="panels instead of the link's, or all")
    parser.add_argument(
        "--figure",
        metavar="ROWS",
        help='plots on one sheet, lettered, such as "trace:2 phase / frequency"',
    )
    parser.add_argument(
        "--caption",
        nargs="?",
        const=True,
        metavar="TEXT",
        help="a caption on that sheet: this one, or what it shows, its parameters and the link",
    )
    parser.add_argument(
        "--size",
        metavar="WxH",
        help=f"of SVG, PNG and PDF, in mm; default 170x100; of a sheet also {', '.join(SIZES)}",
    )
    parser.add_argument(
        "--theme",
        type=one_of(THEME, FIGURE_THEMES),
        metavar="NAME",
        help=f"{', '.join(FIGURE_THEMES)} (pictures only); default: the link's, or light",
    )
    add_language(parser)
    parser.add_argument(
        "--list",
        nargs="?",
        const="",
        metavar="VIEW",
        help="list views and presets, or everything about one view",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command; errors are the caller's.

    Returns
    -------
    int
        0, or 1 if the run could not be completed.
    """
    if options.list is not None:
        speech = commands(options.lang or "en")
        print(list_view(options.list, speech) if options.list else list_views(speech))
        return 0
    if options.link is None:
        raise CommandError(msg("a link is needed; --list shows what can be linked to"))
    state, page, notes = read_given(options.link, options.cell)
    return _run(options, state, page, notes, speech_of(options.lang, page))


def _script(name: str) -> str:
    if name in IMPOSSIBLE:
        raise argparse.ArgumentTypeError(as_message(IMPOSSIBLE[name].help))
    return one_of(FORMAT, SCRIPTS)(name)


def _run(
    options: argparse.Namespace,
    state: GivenState,
    page: Mapping[str, str],
    read: tuple[str, ...],
    speech: Translation,
) -> int:
    asked = _asked(state, options.link)
    folder = options.out or Path(_FOLDER)
    drawn, data = _formats(options.formats, asked.view, speech)
    theme: Theme = options.theme or ("dark" if page.get("theme") == "dark" else "light")
    rows = _rows(options.figure, asked)
    panels = [place.panel for row in rows for place in row] or _panels(options.panels, asked)
    look = _look(options.size, theme) if rows else None
    size = _size(options.size or _SIZE) if look is None else (0.0, 0.0)
    # What cannot be written is reported before anything is computed.
    for name in options.script:
        check_view(asked.view, FORMATS[name])
    scripts = {
        name: export(asked.state, name, address=asked.address)
        for name in dict.fromkeys(options.script)
        if not FORMATS[name].computes
    }
    _make_folder(folder)

    def remark(text: str) -> None:
        print(speech.text(note(text)))

    with Meter(sys.stderr, speech.text) as meter:
        computed = meter.follow(computing(asked, panels))
        print(speech.text(computed.summary))
        for text in read:
            remark(text)
        for text in computed.notes:
            remark(text)
        if look is None:
            written = figures.write(computed, folder, drawn, theme, size, speech, remark)
        else:
            caption = _caption(options.caption, asked, panels, speech)
            pictures = tuple(name for name in drawn if name != "html")
            written = figures.write_sheet(computed, rows, folder, pictures, look, caption, speech)
        for name in data:
            if name == "csv":
                written += _tables(computed, folder, remark)
                continue
            for making in _files(computed, FORMATS[name]):
                made = meter.follow(making)
                written.append(_export(folder, made))
                for text in made.notes:
                    if text not in computed.notes:
                        remark(text)
        for name in dict.fromkeys(options.script):
            script = scripts.get(name) or meter.follow(
                exporting(asked.state, name, address=asked.address)
            )
            written.append(_export(folder, script))
            for text in script.notes[len(asked.notes) :]:
                own = msg("Note ({script}): {note}", script=name, note=as_message(text))
                print(speech.text(own))
    for path in written:
        print(path)
    return 0 if computed.complete else 1


def _tables(computed: Computed, folder: Path, remark: Callable[[str], None]) -> list[Path]:
    """Write the tables of all panels as CSV, and a text that describes them."""
    preset = computed.asked.preset
    written = []
    for panel in csv.with_data(computed):
        files = csv.files_of(computed, panel)
        for name, content in files.items():
            own = f"{preset}_{panel}{f'_{name}' if len(files) > 1 else '.csv'}"
            written.append(_store(folder / own, content))
    written.append(_store(folder / f"{preset}_{csv.ABOUT}", csv.about(computed)))
    for each in csv.without_data(computed):
        remark(csv.nothing(computed, each))
    return written


def _files(computed: Computed, form: Format) -> Iterator[Generator[Progress, None, Exported]]:
    """Yield what makes the files of a format, from the run that has been computed."""
    asked = replace(computed.asked, format=form)
    if form.name == "npz":
        yield npz.packing(computed)
    elif form.kind == "run":
        yield writing(asked)
    else:
        for panel in computed.panels:
            yield writing(asked, panel=panel.name)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(
            msg("--out {folder}: {reason}", folder=folder, reason=error.strerror)
        ) from None


def _asked(state: GivenState, link: str) -> ExportRequest:
    """Read the state of a link; a fault ends the command."""
    _, request, _ = preparation.read(state)
    wrong = faults(request.notices)
    if wrong:
        reason = msg("nothing was computed because the link has mistakes. The explorer would say:")
        raise CommandError(joined("\n  ", (reason, *wrong)))
    return read(state, FORMATS["npz"], address_of(link))


def _formats(
    text: str | None, view: str, speech: Translation
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the formats of plots, and those of data."""
    if text is None:
        drawn = figures.available()
        if "html" not in drawn or "png" not in drawn:
            print(speech.text(note(figures.ADVICE)), file=sys.stderr)
        return drawn, tuple(name for name in DATA if view in FORMATS[name].views)
    names = [name for name in text.split(",") if name]
    for name in names:
        if name not in figures.FORMATS and name not in DATA:
            raise CommandError(unknown(FORMAT, name, (*figures.FORMATS, *DATA)))
        if name in DATA:
            check_view(view, FORMATS[name])
    missing = figures.missing(names)
    if missing:
        raise CommandError(
            msg(
                "{formats} cannot be written: {advice}",
                formats=", ".join(missing),
                advice=figures.ADVICE,
            )
        )
    return (
        tuple(name for name in figures.FORMATS if name in names),
        tuple(name for name in DATA if name in names),
    )


def _panels(text: str | None, asked: ExportRequest) -> list[str]:
    if text is None:
        return list(asked.state["panels"])
    if text == ALL:
        return [panel.name for panel in panels_of(asked.view)]
    names = [name for name in text.split(",") if name]
    check_panels(asked.view, names)
    return names


def _rows(text: str | None, asked: ExportRequest) -> Rows:
    """Return the arrangement of a sheet; none if there is to be none."""
    return arranged(text, [panel.name for panel in panels_of(asked.view)]) if text else ()


def _look(size: str | None, theme: Theme) -> Look:
    """Return the look of a sheet: of a size by name, or of two lengths."""
    if size is None or size in SIZES:
        return replace(look_of(size or "double"), theme=theme)
    width, height = _size(size)
    return Look(width=width, height=height, theme=theme)


def _caption(
    given: str | bool | None, asked: ExportRequest, panels: list[str], speech: Translation
) -> str | None:
    if not given or isinstance(given, str):
        return given or None
    view, request = request_of(asked.state)
    return speech.text(caption(view, request.preset, request.values, panels, asked.link))


def _size(text: str) -> tuple[float, float]:
    try:
        width, height = (float(length) for length in text.split("x"))
    except ValueError:
        raise CommandError(
            msg("--size {size}: must be two lengths in mm such as 170x100", size=text)
        ) from None
    if not (30.0 <= width <= 1000.0 and 30.0 <= height <= 1000.0):
        raise CommandError(msg("--size {size}: lengths must be from 30 to 1000 mm", size=text))
    return width, height


def _export(folder: Path, made: Exported) -> Path:
    return _store(folder / made.filename, made.content)


def _store(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path
