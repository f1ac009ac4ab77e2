"""Compression of the page's files by libdeflate: smaller than zlib's, and readable anywhere.

Hosts need not compress: the page unpacks the files itself, in boot.js.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from make import environment
from make.paths import CACHE
from make.process import digest, run

_FOLDER = CACHE / "packed"
_PROGRAM = """
import sys
from pathlib import Path
import deflate
for name in sys.argv[1:]:
    raw = Path(name)
    raw.with_suffix(".new").write_bytes(deflate.gzip_compress(raw.read_bytes(), 12))
    raw.with_suffix(".new").rename(raw.with_suffix(".gz"))
    raw.unlink()
"""
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".zip": "application/zip",
}


def packed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the compressed files, by the same names; files compressed before are reused."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    places = {name: _FOLDER / f"{digest(data)[:32]}.gz" for name, data in files.items()}
    fresh = []
    for name, place in places.items():
        if not place.exists():
            place.with_suffix(".raw").write_bytes(files[name])
            fresh.append(place.with_suffix(".raw"))
    if fresh:
        print("Compressing what the page loads …", flush=True)
        python = environment.ensure(environment.BUILD_LOCK)
        run([python, "-c", _PROGRAM, *fresh], purpose="compress the page's files")
    for old in set(_FOLDER.iterdir()) - set(places.values()):
        old.unlink()
    return {name: place.read_bytes() for name, place in places.items()}


def media_type(name: str) -> str:
    """Return the type of a file by its name."""
    return TYPES[Path(name).suffix]
