"""The command: computes the content of a link, and writes it as files."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from izhikevich._version import __version__
from izhikevich.cli import figures
from izhikevich.cli.listing import list_view, list_views
from izhikevich.cli.meter import Meter
from izhikevich.errors import FileError, ParameterError, SimulationError, as_message, did_you_mean
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
from izhikevich.links import read_link
from izhikevich.messages import Message, joined, marked, msg
from izhikevich.messages.catalogues import codes, commands
from izhikevich.messages.translation import Translation
from izhikevich.plots.style import THEMES
from izhikevich.progress import Progress
from izhikevich.views import preparation
from izhikevich.views.state import GivenState

#: Formats of data, for --formats, and of scripts, for --script.
DATA = tuple(form.name for form in FORMATS.values() if form.kind != "script")
SCRIPTS = tuple(form.name for form in FORMATS.values() if form.kind == "script")
_FORMAT = marked("there is no format {name}, only {known}")
_THEME = marked("there is no theme {name}, only {known}")
_LANGUAGE = marked("there is no language {name}, only {known}")
_EXAMPLES = """\
examples:
  python -m izhikevich '#network?preset=feedforward' --out plots/
  python -m izhikevich '#neuron?preset=tonic_bursting&I=2' --formats svg,csv --size 85x60
  python -m izhikevich '#neuron?preset=RS' --script brian2 --script notebook
  python -m izhikevich network.json --formats svg
  python -m izhikevich --list network
  python -m izhikevich fit cell.abf --out report/
"""


class CommandError(Exception):
    """The request cannot be met; the message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        0; 1 if the run could not be completed; 2 if the request was faulty; 130 if it was stopped
        from the keyboard; 141 if the reader of its output has gone.
    """
    try:
        try:
            return _answered(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # Any further output, until Python ends, is discarded.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())
        return 141


def _answered(arguments: Sequence[str] | None) -> int:
    given = sys.argv[1:] if arguments is None else list(arguments)
    fitting = given[:1] == ["fit"]
    parser = _parser()
    options = parser.parse_args([] if fitting else given)
    speech = commands(options.lang or "en")
    try:
        if fitting:
            from izhikevich.cli import fit  # what reads recordings is rarely needed

            return fit.run(given[1:])
        if options.list is not None:
            print(list_view(options.list, speech) if options.list else list_views(speech))
            return 0
        if options.link is None:
            parser.print_usage(sys.stderr)
            raise CommandError(msg("a link is needed; --list shows what can be linked to"))
        state, page = _given(options.link)
        speech = _speech(options, page)
        return _run(options, state, page, speech)
    except (CommandError, ParameterError, FileError) as error:
        print(f"izhikevich: {speech.text(str(error))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        raise
    except (SimulationError, OSError) as error:
        print(f"izhikevich: {speech.text(str(error))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        stopped = speech.text(msg("stopped"))
        print(f"izhikevich: {stopped}", file=sys.stderr)
        return 130


def _given(link: str) -> tuple[GivenState, Mapping[str, str]]:
    """Return the state of a link, or of a file, and what is requested of the page."""
    path = Path(link)
    if link.startswith("#") or "://" in link or not path.is_file():
        return read_link(link)
    from izhikevich.imports import read as read_file  # files are rarely given

    return read_file(path.read_bytes(), path.name).state, {}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m izhikevich",
        description="Compute what a link of the explorer shows, and write its plots and data.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "link",
        nargs="?",
        help="'#VIEW?preset=NAME&PARAMETER=VALUE', an address, or a file: a network as JSON, a "
        "NeuroML cell, or anything else that the page opens",
    )
    parser.add_argument(
        "--out", type=Path, default=Path("plots"), metavar="FOLDER", help="default: plots"
    )
    known = ",".join((*figures.FORMATS, *DATA))
    parser.add_argument(
        "--formats", metavar="LIST", help=f"any of {known}; default: all available but pdf"
    )
    parser.add_argument(
        "--script",
        action="append",
        type=_one_of(_FORMAT, SCRIPTS),
        default=[],
        metavar="NAME",
        help=f"also write a script or model: {', '.join(SCRIPTS)}; may be repeated",
    )
    parser.add_argument("--panels", metavar="LIST", help="panels instead of the link's, or all")
    parser.add_argument(
        "--size",
        default="170x100",
        metavar="WxH",
        help="of SVG, PNG and PDF, in mm; default 170x100",
    )
    parser.add_argument(
        "--theme",
        type=_one_of(_THEME, THEMES),
        metavar="NAME",
        help=f"{' or '.join(THEMES)}; default: the link's, or light",
    )
    parser.add_argument(
        "--lang",
        type=_one_of(_LANGUAGE, codes()),
        metavar="CODE",
        help=f"language, {' or '.join(codes())}; default: the link's, or en",
    )
    parser.add_argument(
        "--version", action="version", version=f"izhikevich {__version__}", help="show the version"
    )
    parser.add_argument(
        "--list",
        nargs="?",
        const="",
        metavar="VIEW",
        help="list views and presets, or everything about one view",
    )
    return parser


def _one_of(what: str, known: Collection[str]) -> Callable[[str], str]:
    """Return the parser of an option that is one of several names."""

    def read_name(name: str) -> str:
        if name not in known:
            raise argparse.ArgumentTypeError(_unknown(what, name, known))
        return name

    return read_name


def _unknown(what: str, name: str, known: Collection[str]) -> Message:
    if what == _FORMAT and name in IMPOSSIBLE:
        return as_message(IMPOSSIBLE[name].help)
    text = msg(what, name=repr(name), known=", ".join(known))
    hint = did_you_mean(name, known)
    return msg("{text}. {hint}", text=text, hint=hint) if hint else text


def _speech(options: argparse.Namespace, page: Mapping[str, str]) -> Translation:
    """Return the translation to the requested language."""
    code = options.lang or page.get("lang", "en")
    if code in codes():
        return commands(code)
    print(_note(_unknown(_LANGUAGE, code, codes())), file=sys.stderr)
    return commands("en")


def _run(
    options: argparse.Namespace,
    state: GivenState,
    page: Mapping[str, str],
    speech: Translation,
) -> int:
    asked = _asked(state, options.link)
    drawn, data = _formats(options.formats, asked.view, speech)
    size = _size(options.size)
    panels = _panels(options.panels, asked)
    theme: figures.Theme = "dark" if (options.theme or page.get("theme")) == "dark" else "light"
    # What cannot be written is reported before anything is computed.
    for name in options.script:
        check_view(asked.view, FORMATS[name])
    scripts = {
        name: export(asked.state, name, address=asked.address)
        for name in dict.fromkeys(options.script)
        if not FORMATS[name].computes
    }
    _make_folder(options.out)

    def remark(text: str) -> None:
        print(speech.text(_note(text)))

    with Meter(sys.stderr, speech.text) as meter:
        computed = meter.follow(computing(asked, panels))
        print(speech.text(computed.summary))
        for note in computed.notes:
            remark(note)
        written = figures.write(computed, options.out, drawn, theme, size, speech, remark)
        for name in data:
            if name == "csv":
                written += _tables(computed, options.out, remark)
                continue
            for making in _files(computed, FORMATS[name]):
                made = meter.follow(making)
                written.append(_export(options.out, made))
                for note in made.notes:
                    if note not in computed.notes:
                        remark(note)
        for name in dict.fromkeys(options.script):
            script = scripts.get(name) or meter.follow(
                exporting(asked.state, name, address=asked.address)
            )
            written.append(_export(options.out, script))
            for note in script.notes[len(asked.notes) :]:
                own = msg("Note ({script}): {note}", script=name, note=as_message(note))
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


def _note(text: str) -> Message:
    return msg("Note: {note}", note=as_message(text))


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
    wrong = [as_message(notice.text) for notice in request.notices if notice.level == "error"]
    if wrong:
        told = msg("nothing was computed because the link has mistakes. The explorer would say:")
        raise CommandError(joined("\n  ", (told, *wrong)))
    return read(state, FORMATS["npz"], address_of(link))


def _formats(
    text: str | None, view: str, speech: Translation
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the formats of plots, and those of data."""
    if text is None:
        drawn = figures.available()
        if "html" not in drawn or "png" not in drawn:
            print(speech.text(_note(figures.ADVICE)), file=sys.stderr)
        return drawn, tuple(name for name in DATA if view in FORMATS[name].views)
    names = [name for name in text.split(",") if name]
    for name in names:
        if name not in figures.FORMATS and name not in DATA:
            raise CommandError(_unknown(_FORMAT, name, (*figures.FORMATS, *DATA)))
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
