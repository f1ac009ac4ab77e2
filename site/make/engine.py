"""The compiled engine: one C source, built for this machine and for the page.

Zig's C compiler comes from the Python package index, so that none has to be installed.
"""

from __future__ import annotations

import importlib.machinery
import tomllib
from pathlib import Path

from make import environment
from make.paths import CACHE, PACKAGE, ROOT
from make.process import digest, once, run

FOLDER = PACKAGE / "izhikevich" / "native"
SOURCE = FOLDER / "engine.c"
SIDE_MODULE = FOLDER / "engine.wasm"
NATIVE = FOLDER / f"_native{importlib.machinery.EXTENSION_SUFFIXES[-1]}"
with ROOT.joinpath("pyproject.toml").open("rb") as file:
    (_MODULE,) = tomllib.load(file)["tool"]["setuptools"]["ext-modules"]
FLAGS = _MODULE["extra-compile-args"]
WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-Werror"]
# Asks the package itself for the digest that it will expect of the library.
_DIGEST = "from izhikevich.native import library; print(library.source_digest())"


def sources() -> list[Path]:
    """Return the files of the C source."""
    return sorted(FOLDER.glob("*.[ch]"))


def compiler(python: Path) -> str:
    """Return the command of the C compiler, as the variable CC takes it."""
    return f"{python} -m ziglang cc"


def ensure() -> None:
    """Build both next to their source, where the package looks for them."""
    python = environment.ensure(environment.BUILD_LOCK)
    key = digest(sources(), Path(__file__), *FLAGS, str(python.lstat().st_mtime_ns))
    once("engine", key, [SIDE_MODULE, NATIVE], lambda: _build(python))


def compile_library(python: Path, library: Path, flags: list[str]) -> None:
    """Compile the source into a shared library."""
    unloaded = library.with_suffix(".new")  # a library in use must not be overwritten
    # A library for macOS has the name that is given here in it: without its folder.
    command = [*compile_command(python), *flags, "-shared", "-s", "-o", unloaded.name]
    run(command, purpose="compile the engine", cwd=library.parent)
    unloaded.replace(library)


def compile_command(python: Path) -> list[str | Path]:
    """Return the Zig command that compiles the source; the kind of output follows."""
    env = {"PYTHONPATH": str(PACKAGE), "PYTHONDONTWRITEBYTECODE": "1"}
    expected = run([python, "-c", _DIGEST], purpose="read the engine's source", env=env).strip()
    return [python, "-m", "ziglang", "cc", *FLAGS, *WARNINGS, f'-DDIGEST="{expected}"', SOURCE]


def _build(python: Path) -> None:
    print("Compiling the engine …", flush=True)
    compile_library(python, NATIVE, ["-fPIC"])
    target = ["-target", "wasm32-emscripten", "-fPIC", "-msimd128", "-mbulk-memory", "-nostdlib"]
    # A short loop that sets or copies would become an instruction that leaves WebAssembly: slower.
    target += ["-fno-builtin"]
    object_ = CACHE / "engine.o"
    compile_ = compile_command(python)
    run([*compile_, *target, "-c", "-o", object_], purpose="compile the engine for the page")
    link = ["wasm-ld", "-shared", "--experimental-pic", "--no-entry", "--strip-all"]
    zig: list[str | Path] = [python, "-m", "ziglang"]
    run([*zig, *link, "-o", SIDE_MODULE, object_], purpose="link the engine")
