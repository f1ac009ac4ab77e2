"""The single entry point: identifies the kind of a text, and reads it."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import replace
from typing import Any

from izhikevich.errors import ParameterError, as_message
from izhikevich.imports.result import Imported
from izhikevich.messages import Number, msg
from izhikevich.networks.description import is_description
from izhikevich.progress import Progress, finish

#: Longer texts are rejected.
LONGEST = 20_000_000
MAX_LINK = 200_000
_HOW = (
    "Can't read this. Paste a link, parameters (a=0.02 b=0.2 c=-65 d=8) or a script with them, a "
    "table of time and current (t (ms), I (pA)), a table with a column of labels, a NeuroML cell, "
    "or a network (JSON)"
)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://")
_VIEW = re.compile(r"(?:neuron|network|ensemble|learning|fit)\?")
_NAMED = re.compile(r"(?<!\w)[A-Za-z_]\w*[\"']?\s*(?:[=:]|<-)|#define")
_BLANK = re.compile(r"\s")
_NO_NUMBER = re.compile(r"[^-+\d.eE,;\s\[\]()]")


class UnknownKindError(ParameterError):
    """A text that is nothing that can be read; its message says what can.

    Parameters
    ----------
    text : str
        Rejected text, which the message does not repeat.
    """

    def __init__(self, text: str) -> None:
        """Initialise from the text."""
        super().__init__("text", text, _HOW)
        self.message = as_message(_HOW)
        self.args = (self.message,)

    def __reduce__(self) -> Any:
        """Make the error survive pickling."""
        return type(self), (self.value,)


def read(text: str | bytes, filename: str = "", *, cell: str | None = None) -> Imported:
    """Read a link, parameters, a table of a current or of samples, a NeuroML cell, or a network.

    Parameters
    ----------
    text : str or bytes
        Bytes are UTF-8; an archive with NeuroML files, as `izhikevich.export` writes it; one of
        arrays (NPZ), with labelled samples, weights, or a recording; or a recording of another
        format that `izhikevich.fitting.read_recording` reads.
    filename : str
        Name of the file that contained it, if any.
    cell : str, optional
        Which neuron to open if there are several: its id in NeuroML, or its name in a script or
        table. By default the first; a note names the others.

    Returns
    -------
    Imported

    Raises
    ------
    UnknownKindError
        If it is none of these. The message says what can be read.
    ParameterError
        If it contains a fault. The message says what, and where.
    """
    return finish(reading(text, filename, cell=cell))


def reading(
    text: str | bytes, filename: str = "", *, cell: str | None = None
) -> Generator[Progress, None, Imported]:
    """Do what `read` does, with progress reports: large files take long."""
    check_length(text)
    from izhikevich.imports.exported import is_exported, link_in, read_exported, read_run
    from izhikevich.imports.samples import is_samples, reading_state

    if isinstance(text, bytes):
        from izhikevich.imports.recordings import is_recording, reading_recording

        if is_recording(text, filename):
            return (yield from reading_recording(text, filename))
        if text.startswith(b"PK"):
            if is_exported(text):
                return read_run(text)
            if is_samples(text):
                return (yield from reading_state(text, filename))
            from izhikevich.imports.neuroml import read_archive

            return read_archive(text, cell)
        text = text.decode("utf-8", errors="replace")
    text = text.lstrip("\ufeff").strip()
    if not text:
        raise UnknownKindError(text)
    if text.startswith("<") and not text.startswith("<svg"):
        from izhikevich.imports.neuroml import read_neuroml

        return read_neuroml(text, cell)
    if _is_link(text):
        return _link(text)
    if is_description(text):
        from izhikevich.imports.networks import read_network

        return read_network(text)
    link = link_in(text)
    if link:
        return read_exported(link)
    from izhikevich.imports.lines import LONGEST as LONGEST_LINE
    from izhikevich.imports.lines import read_line
    from izhikevich.imports.tables import is_table, read_table

    if is_samples(text):
        return (yield from reading_state(text, filename))
    from izhikevich.imports.pasted import MAX_TEXT, cells_in, chosen, source_of

    cells = cells_in(text)
    if cells or cell is not None:
        one, notes = chosen(cells, cell)
        found = read_line(one.settings, text, (*notes, *one.notes))
        if len(cells) < 2:
            return found
        return replace(found, cells=tuple(each.name for each in cells), cell=one.name)
    if is_table(text, filename):
        return read_table(text)
    if len(text) <= MAX_TEXT:
        text = source_of(text)
    start = text[:LONGEST_LINE]
    if _NAMED.search(start) or _only_numbers(start):
        return read_line(text)
    raise UnknownKindError(text)


def check_length(text: str | bytes, longest: int = LONGEST) -> None:
    """Refuse what is no text or file, or is too long."""
    if not isinstance(text, str | bytes):
        raise ParameterError("text", text, "must be text")
    if len(text) > longest:
        allowed = msg(
            "it is too long: at most {millions} million characters are read",
            millions=longest // 1_000_000,
        )
        raise ParameterError("text", text[:20], allowed)


def is_other(text: str) -> bool:
    """Tell whether a text is a link, a model or a network, whatever parameter may take it."""
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("<") or is_description(text):
        return True
    return len(text) <= MAX_LINK and _is_link(text.strip())


def _is_link(text: str) -> bool:
    if _BLANK.search(text):
        return False
    address = _ADDRESS.match(text) is not None and "#" in text
    return text.startswith("#") or address or _VIEW.match(text) is not None


def _link(text: str) -> Imported:
    from izhikevich.links import read_link

    if len(text) > MAX_LINK:
        raise ParameterError(
            "link",
            text,
            msg("it must have at most {most} characters", most=Number(MAX_LINK, form=",")),
        )
    state, _ = read_link(text)
    return Imported(state, msg("a link"))


def _only_numbers(text: str) -> bool:
    return "\n" not in text and not _NO_NUMBER.search(text)
