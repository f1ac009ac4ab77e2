"""A tour as an archive that learning platforms take, with all it needs.

The archive has the explorer as one file, and a page around it that reports to the platform. It
needs no other host: what it loads is in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from io import BytesIO
from typing import Literal, TypeAlias, get_args
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from izhikevich.errors import FileError, ParameterError, choices
from izhikevich.messages import msg
from izhikevich.tours.course.document import EXPLORER, document
from izhikevich.tours.course.manifest import manifest
from izhikevich.tours.links import write_tour_link
from izhikevich.tours.tour import Tour
from izhikevich.units import integer

#: SCORM 1.2, SCORM 2004 (3rd edition), or a page that keeps the progress in the browser.
Standard: TypeAlias = Literal["scorm12", "scorm2004", "plain"]

_SCRIPT = re.compile(rb'<script[^>]* data-asset="course\.js"[^>]*>([^<]*)</script>')
_LAUNCHED = "index.html"
_MANIFEST = "imsmanifest.xml"
#: So that the same tour makes the same bytes.
_DATE = (2000, 1, 1, 0, 0, 0)


def course_package(
    tour: Tour,
    explorer: bytes,
    standard: Standard = "scorm12",
    *,
    required: int | None = None,
    language: str = "en",
    say: Callable[[str], str] = str,
) -> bytes:
    """Return a tour as a ZIP archive for a learning platform.

    Parameters
    ----------
    tour : Tour
    explorer : bytes
        Content of izhikevich-explorer.html, the page as one file.
    standard : {"scorm12", "scorm2004", "plain"}
        "plain" is for any web server, or a folder on a disk: the browser keeps the progress.
    required : int, optional
        Number of tasks that have to be solved to pass; default: all of them.
    language : str
        Language of the lesson, as in links.
    say : callable
        Returns a text in this language.

    Returns
    -------
    bytes

    Raises
    ------
    ParameterError
        If there are not so many tasks, or no such standard.
    FileError
        If `explorer` is another file, or one of an older version.
    """
    if standard not in get_args(Standard):
        raise ParameterError("standard", standard, choices(get_args(Standard)))
    tasks = [k for k, step in enumerate(tour.steps, 1) if step.task is not None]
    if required is None:
        required = len(tasks)
    required = integer(required, "required", low=0, high=len(tasks))
    title = say(tour.title) if tour.name else tour.title
    name = write_tour_link(tour).removeprefix("#tour=")
    described = {
        "standard": standard,
        "tour": name,
        "link": f"{EXPLORER}#tour={name}&lang={language}",
        "key": f"izhikevich-course-{_digest(name.encode())}",
        "steps": len(tour.steps),
        "tasks": tasks,
        "required": required,
    }
    page = document(title, language, described, _script(explorer), say)
    files = {_LAUNCHED: page.encode(), EXPLORER: explorer}
    if standard != "plain":
        identity = f"izhikevich-{tour.name or _digest(name.encode())}"
        text = manifest(standard, identity, title, _LAUNCHED, (*files,))
        files = {_MANIFEST: text.encode(), **files}
    return _archive(files)


def package_name(tour: Tour, standard: Standard) -> str:
    """Return the name of a package's file."""
    words = re.sub(r"[^\w]+", "-", tour.title, flags=re.ASCII).strip("-").lower()
    return f"{tour.name or words or 'tour'}_{standard}.zip"


def _script(explorer: bytes) -> str:
    """Return the script of the page around the explorer, which the explorer's file contains.

    Raises
    ------
    FileError
        If it does not.
    """
    from base64 import b64decode
    from gzip import decompress

    found = _SCRIPT.search(explorer)
    if found is None:
        raise FileError(msg("it is not the file {file} of this version", file=EXPLORER))
    return decompress(b64decode(found[1])).decode()


def _archive(files: dict[str, bytes]) -> bytes:
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, _DATE), content, ZIP_DEFLATED)
    return whole.getvalue()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
