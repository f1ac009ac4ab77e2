"""The packages that read recordings in the page, each as an archive of its own modules.

They are not compiled: what others made stays as they published it, without modules that the page
never imports.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from make import environment
from make.paths import CACHE, MAKE
from make.process import digest, once, run

LOCK = MAKE / "requirements-readers.txt"
WHEELS = CACHE / "readers"
#: Packages in each archive, which is named after the first.
_ARCHIVES = (("igor2",), ("pyabf",), ("pyfive", "fsspec"))
#: Names of the page's files.
NAMES = tuple(f"readers/{names[0]}.zip" for names in _ARCHIVES)
#: Command lines, plots, files on servers.
_UNUSED = re.compile(
    r"igor2/(cli|record|packed)|pyabf/(plot|filter|tools/(?!__init__|abfHeaderDisplay))|"
    r"pyfive/p5(dump|ncdump)|fsspec/(?!(__init__|_version|caching|callbacks|compression|config|core|dircache|"
    r"exceptions|mapping|registry|spec|transaction|utils)\.py$)|.*\.dist-info/(RECORD|entry_points)"
)
#: Licences that the metadata of older packages name in words.
_NAMED = {
    "MIT License": "MIT",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
}


@dataclass(frozen=True)
class Reader:
    """A package: its version, its licence (SPDX), and the text of that."""

    name: str
    version: str
    licence: str
    text: str


def archives() -> dict[str, bytes]:
    """Return the archives by the names of the page's files."""
    wheels = _wheels()
    return {
        file: _archive(wheels[name] for name in names)
        for file, names in zip(NAMES, _ARCHIVES, strict=True)
    }


def readers() -> Iterator[Reader]:
    """Yield the packages, with the licences that came with them."""
    for name, path in _wheels().items():
        with zipfile.ZipFile(path) as wheel:
            (place,) = (one for one in wheel.namelist() if one.endswith(".dist-info/METADATA"))
            about = wheel.read(place).decode("utf-8").split("\n\n")[0]
            files = [
                one
                for one in wheel.namelist()
                if re.fullmatch(r"[^/]+\.dist-info/(licenses/)?LICEN[SC]E(\.\w+)?", one)
            ]
            text = "\n\n".join(wheel.read(one).decode("utf-8").strip() for one in files)
        licence = _field(about, "License-Expression") or _NAMED[_field(about, "License")]
        yield Reader(name, _field(about, "Version"), licence, text)


def _field(about: str, name: str) -> str:
    found = re.search(rf"^{name}: (.*)$", about, re.MULTILINE)
    return found[1].strip() if found else ""


def _wheels() -> Mapping[str, Path]:
    """Return the wheels, downloaded at most once, by the names of the packages."""
    names = [name for group in _ARCHIVES for name in group]

    def download() -> None:
        print("Fetching the readers of recordings …", flush=True)
        WHEELS.mkdir(parents=True, exist_ok=True)
        for old in WHEELS.glob("*.whl"):
            old.unlink()
        python = environment.ensure(environment.BUILD_LOCK)
        with tempfile.TemporaryDirectory() as folder:
            options = ("--no-deps", "--only-binary=:all:", "--require-hashes", "--dest", folder)
            run(
                [python, "-m", "pip", "download", *options, "-r", LOCK],
                purpose="download the readers of recordings",
                advice="A connection to the Python package index is needed for the first build.",
            )
            for path in Path(folder).glob("*.whl"):
                (WHEELS / f"{path.name.split('-')[0]}.whl").write_bytes(path.read_bytes())

    made = [WHEELS / f"{name}.whl" for name in names]
    once("readers", digest(LOCK), made, download)
    return dict(zip(names, made, strict=True))


def _archive(wheels: Iterator[Path]) -> bytes:
    """Return the modules of packages, stored: all is compressed as a whole."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in wheels:
            with zipfile.ZipFile(path) as wheel:
                for name in sorted(wheel.namelist()):
                    if not _UNUSED.match(name) and not name.endswith("/"):
                        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                        archive.writestr(entry, wheel.read(name))
    return made.getvalue()
