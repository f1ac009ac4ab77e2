"""The shipped Python: precompiled by Pyodide itself and without parts that are never used."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from make.compact import compact
from make.node import Node
from make.paths import CACHE, MAKE, MODULES, PACKAGE
from make.process import digest, once, run

SHIPPED = CACHE / "pyodide"
#: What of our package is shipped, as in trim.mjs: code, the engine, recordings.
SHIPPED_KINDS = ("py", "wasm", "npz")
#: Taken unchanged from Pyodide; not every host knows the type of .mjs.
AS_IS = {
    "pyodide.mjs": "pyodide.js",
    "pyodide.asm.mjs": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
}


def ensure(node: Node, wheel: Path) -> Path:
    """Return a folder with the page's Python: Pyodide, its library, numpy, our package."""
    pyodide = MODULES / "pyodide"
    library = [pyodide / "python_stdlib.zip", wheel]
    package = PACKAGE / "izhikevich"
    sources = sorted(path for kind in SHIPPED_KINDS for path in package.rglob(f"*.{kind}"))
    script = MAKE / "trim.mjs"
    made = [SHIPPED / path.name for path in library]

    def trim() -> None:
        print("Precompiling Python's library and numpy …", flush=True)
        shutil.rmtree(SHIPPED, ignore_errors=True)
        SHIPPED.mkdir(parents=True)
        for name, shipped in AS_IS.items():
            shutil.copyfile(pyodide / name, SHIPPED / shipped)
        _compile(node, [["library", library[0], made[0]], ["numpy", library[1], made[1]]])
        _write_lock(pyodide / "pyodide-lock.json", made[1])

    once("library", digest(library, script, json.dumps(AS_IS)), made, trim)
    ours = SHIPPED / "izhikevich.zip"
    names = "\n".join(str(path.relative_to(PACKAGE)) for path in sources)
    key = digest(sources, names, script)
    once("package", key, [ours], lambda: _compile(node, [["package", PACKAGE, ours]]))
    return SHIPPED


def _compile(node: Node, jobs: list[list[str | Path]]) -> None:
    words = [str(word) for job in jobs for word in job]
    run([node.node, MAKE / "trim.mjs", MODULES / "pyodide", *words], purpose="precompile Python")


def _write_lock(source: Path, numpy: Path) -> None:
    """Write Pyodide's lock file for numpy alone, with the hash of the wheel that is shipped."""
    lock = json.loads(source.read_text(encoding="utf-8"))
    package = lock["packages"]["numpy"]
    package["sha256"] = hashlib.sha256(numpy.read_bytes()).hexdigest()
    lock["packages"] = {"numpy": package}
    target = SHIPPED / "pyodide-lock.json"
    target.write_text(compact(lock), encoding="utf-8")
