"""PNG and PDF files of a figure, on CPython.

Both are made by Typst (Apache 2.0, one wheel without dependencies for each platform), which reads
SVG with resvg's own parser: pictures are resvg's; in PDF, curves and text are preserved and fonts
are embedded. CairoSVG needs a library of the system; svglib writes PDF in fonts that have neither
minus signs nor Greek letters; resvg's own bindings write no PDF, and no text where no font is
installed: Typst has its own fonts. In the page a browser makes PNG from the same SVG.
"""

from __future__ import annotations

import re
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

from izhikevich.errors import ParameterError
from izhikevich.messages import msg

ADVICE = "PNG and PDF need Typst: pip install typst"

_PAGE = b"""\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set document(title: sys.inputs.title, date: none)
#image(bytes(sys.inputs.picture), format: "svg")
"""
_TITLE = re.compile("<title>([^<]*)</title>")


def png(picture: str, dpi: float = 300.0) -> bytes:
    """Return a figure as PNG.

    Parameters
    ----------
    picture : str
        From `izhikevich.plots.render.svg.figure.svg`.
    dpi : float
        Pixels per inch; a figure of 1920 px has as many at 96.

    Raises
    ------
    ParameterError
        If there would be no pixel.
    ImportError
        If Typst is not installed.
    """
    if not 0.0 < dpi < 1e5:
        raise ParameterError("dpi", dpi, "it must be above 0")
    return _compiled(picture, format="png", ppi=float(dpi))


def pdf(picture: str) -> bytes:
    """Return a figure as PDF with its title; the same figure gives the same bytes.

    Parameters
    ----------
    picture : str
        From `izhikevich.plots.render.svg.figure.svg`.

    Raises
    ------
    ImportError
        If Typst is not installed.
    """
    return _compiled(picture, format="pdf")


#: Kinds of files, as their names end.
FORMATS = ("svg", "png", "pdf")


def written(picture: str, form: str, dpi: float = 300.0) -> bytes:
    """Return the contents of a file.

    Parameters
    ----------
    picture : str
        From `izhikevich.plots.render.svg.figure.svg`.
    form : str
        One of `FORMATS`.
    dpi : float
        Pixels per inch of a PNG.
    """
    if form == "svg":
        return picture.encode("utf-8")
    return png(picture, dpi) if form == "png" else pdf(picture)


def saved(picture: str, file: str | Path, dpi: float = 300.0) -> None:
    """Write a figure to a file whose name says in which form.

    Parameters
    ----------
    picture : str
        From `izhikevich.plots.render.svg.figure.svg`.
    file : str or path
        Ends in one of `FORMATS`.
    dpi : float
        Pixels per inch of a PNG.

    Raises
    ------
    ParameterError
        If it has another ending.
    """
    path = Path(file)
    ending = form_of(path)
    path.write_bytes(written(picture, ending, dpi))


def form_of(path: Path) -> str:
    """Return in which form a file is written, by the ending of its name.

    Raises
    ------
    ParameterError
        If there is no such form.
    """
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        names = ", ".join(f".{name}" for name in FORMATS)
        raise ParameterError("file", str(path), msg("must end in one of {names}", names=names))
    return ending


def _compiled(picture: str, **settings: Any) -> bytes:
    try:
        typst: Any = import_module("typst")
    except ImportError:
        raise ImportError(ADVICE) from None
    found = _TITLE.search(picture)
    title = unescape(found[1]) if found else ""
    written = typst.compile(_PAGE, sys_inputs={"picture": picture, "title": title}, **settings)
    if not isinstance(written, bytes):
        raise ValueError("a figure has one page")
    return written
