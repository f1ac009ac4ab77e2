"""PyScript as the page loads it, and whether it still is what our shim (js/boot.js) relies on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from make.errors import BuildError
from make.paths import MODULES

DIST = MODULES / "@pyscript" / "core" / "dist"
_CHUNK = re.compile(r'from"\./(core-[\w-]+\.js)"')
_PLUGIN = re.compile(r'import\("\./(error-[\w-]+\.js)"\)')
_SOURCE_MAP = re.compile(r"\n?//# sourceMappingURL=\S*\s*$")


@dataclass(frozen=True)
class PyScript:
    """The files that the page needs."""

    core: Path
    chunk: Path
    error_plugin: Path
    styles: Path


def find() -> PyScript:
    """Find PyScript's files and check what we rely on.

    Raises
    ------
    BuildError
        If this version of PyScript is built differently.
    """
    core = DIST / "core.js"
    chunk = DIST / _only(_CHUNK, core.read_text(encoding="utf-8"), "its core in one chunk")
    text = chunk.read_text(encoding="utf-8")
    plugin = DIST / _only(_PLUGIN, text, "one error plugin")
    if text.count('["/*@*/"+') != 1:
        raise _changed("a worker whose source begins with /*@*/")
    worker = text[text.index('["/*@*/"+') :]
    if len(re.findall(r"module:import\(\w+\)", worker)) != 1:
        raise _changed("one import of the interpreter in the worker's source")
    return PyScript(core, chunk, plugin, DIST / "core.css")


def for_embedding(pyscript: PyScript) -> str:
    """Return the core as one module without an address of its own.

    The error plugin is switched off in the page's configuration but imported all the same; a
    stand-in that logs takes its place.
    """
    text = _SOURCE_MAP.sub("", pyscript.chunk.read_text(encoding="utf-8"))
    text = text.replace("import.meta", '({url:"https://embedded.invalid/pyscript/core.js"})')
    stand_in = "Promise.resolve({default:null,notOnDOM(){},notify:m=>console.error(m)})"
    return _PLUGIN.sub(stand_in, text)


def without_source_map(path: Path) -> str:
    """Return a script without the reference to a source map that isn't shipped."""
    return _SOURCE_MAP.sub("\n", path.read_text(encoding="utf-8"))


def _only(pattern: re.Pattern[str], text: str, what: str) -> str:
    found = set(pattern.findall(text))
    if len(found) != 1:
        raise _changed(what)
    return str(found.pop())


def _changed(what: str) -> BuildError:
    return BuildError(
        f"This version of @pyscript/core is built differently: expected {what}.\n"
        "Go back to the version pinned in site/package-lock.json, or adapt site/js/boot.js and "
        "site/make/pyscript.py to the new one."
    )
