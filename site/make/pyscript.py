"""PyScript as the page loads it, and a check that it is still what js/boot/boot.js relies on."""

from __future__ import annotations

import json
import re

from make.errors import BuildError
from make.paths import MODULES

DIST = MODULES / "@pyscript" / "core" / "dist"
_CHUNK = re.compile(r'from"\./(core-[\w-]+\.js)"')
_PLUGIN = re.compile(r'import\("\./(error-[\w-]+\.js)"\)')
# Imported even when it is switched off in the page's configuration.
_PLUGIN_STAND_IN = "Promise.resolve({default:null,notOnDOM(){},notify:m=>console.error(m)})"
_HOOKS = re.compile(r"\b(\w+) as hooks\b")
_SOURCE_MAP = re.compile(r"\n?//# sourceMappingURL=\S*\s*$")
#: Replaces its own address: the page loads it from a blob.
_ADDRESS = '({url:"https://assets.invalid/pyscript/core.js"})'


def core() -> str:
    """Return PyScript's core as a module without an address, if it is as we assume.

    Raises
    ------
    BuildError
        If this version of PyScript is built differently.
    """
    facade = (DIST / "core.js").read_text(encoding="utf-8")
    chunk = DIST / _only(_CHUNK, facade, "its core in one chunk")
    text = _SOURCE_MAP.sub("\n", chunk.read_text(encoding="utf-8"))
    if text.count('["/*@*/"+') != 1:
        raise _changed("a worker whose source begins with /*@*/")
    worker = text[text.index('["/*@*/"+') :]
    if len(re.findall(r"module:import\(\w+\)", worker)) != 1:
        raise _changed("one import of the interpreter in the worker's source")
    _only(_PLUGIN, text, "one error plugin")
    text = _PLUGIN.sub(_PLUGIN_STAND_IN, text).replace("import.meta", _ADDRESS)
    inner = _only(_HOOKS, facade, "hooks that can be taken away")
    local = _only(re.compile(rf"\b(\w+) as {inner}[,}}]"), text, "hooks under one name")
    return f"{text}export{{{local} as hooks}};\n"


def sources() -> list[str]:
    """Return the names of the source files of its core, from its source map."""
    facade = (DIST / "core.js").read_text(encoding="utf-8")
    path = DIST / f"{_only(_CHUNK, facade, 'its core in one chunk')}.map"
    names: list[str] = json.loads(path.read_text(encoding="utf-8"))["sources"]
    return names


def _only(pattern: re.Pattern[str], text: str, what: str) -> str:
    found = set(pattern.findall(text))
    if len(found) != 1:
        raise _changed(what)
    return str(found.pop())


def _changed(what: str) -> BuildError:
    return BuildError(
        f"This version of @pyscript/core is built differently: expected {what}.\n"
        "Go back to the version pinned in site/package-lock.json, or adapt "
        "site/js/boot/boot.js and site/make/pyscript.py to the new one."
    )
