"""What pip installs: wheels with the engine of each platform and without, sources, and the page."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from make import engine
from make.paths import DIST, PACKAGE, ROOT, WIDGET
from make.process import run
from make.reproducible import epoch, rewrite_sdist, write_wheel

WHEELS = DIST / "wheels"
#: The module of the distribution that has the page; izhikevich/built.py looks for it.
PAGE_MODULE = "izhikevich_page"


_ENGINE = "izhikevich/native/_native"
_PURE = "any"
#: What distributions are made of, besides the package.
_SOURCES = ("pyproject.toml", "README.md", "LICENSE")
#: What builds leave in the folder of the package.
_MADE = ("__pycache__", "*.egg-info", "_native.*", "*.wasm")
#: Names no compiler: the engines of all platforms are Zig's.
_NO_COMPILER = {"CC": "no-compiler"}


@dataclass(frozen=True)
class Platform:
    """A platform as wheels and Zig name it, with the suffix of an extension there."""

    tag: str
    target: str
    suffix: str = ".so"


PLATFORMS = (
    Platform("manylinux2014_x86_64", "x86_64-linux-gnu.2.17"),
    Platform("manylinux2014_aarch64", "aarch64-linux-gnu.2.17"),
    Platform("macosx_10_13_x86_64", "x86_64-macos.10.13"),
    Platform("macosx_11_0_arm64", "aarch64-macos.11.0"),
    Platform("win_amd64", "x86_64-windows-gnu", ".pyd"),
    Platform("win_arm64", "aarch64-windows-gnu", ".pyd"),
)


def build(
    python: Path,
    platforms: Sequence[Platform] = PLATFORMS,
    place: Path = WHEELS,
    *,
    root: Path = ROOT,
    page: Path | None = None,
) -> list[Path]:
    """Make everything that pip installs, and return the paths.

    These are a wheel for each platform, whatever Python 3 it runs; one for all others, which
    computes in numpy; the source distribution; and a wheel with the page. One commit gives the
    same bytes each time, if the tools are those of the lock files and Python has the same zlib.

    Parameters
    ----------
    python : Path
        Has the packages of the tests.
    platforms : sequence of Platform
    place : Path
        Folder for the results, which is emptied.
    root : Path
        Folder of the source code.
    page : Path, optional
        The page as one file; without it there is no wheel with the page.
    """
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    at = epoch(root)
    with tempfile.TemporaryDirectory() as folder:
        source = _copy(root, Path(folder) / "source")
        files = _files(python, source, Path(folder) / "wheel")
        write_wheel(place, _tagged(files, _PURE), at=at)
        for platform in platforms:
            library = Path(folder) / f"_native{platform.suffix}"
            engine.compile_library(python, library, ["-target", platform.target])
            own = {f"{_ENGINE}{platform.suffix}": library.read_bytes()}
            write_wheel(place, {**_tagged(files, platform.tag), **own}, at=at)
        _sdist(python, source, place, at)
    if page is not None:
        write_wheel(place, page_files(files, page), at=at)
    return sorted((*place.glob("*.whl"), *place.glob("*.tar.gz")))


def _copy(root: Path, place: Path) -> Path:
    """Copy what distributions are made of, so that earlier builds leave nothing in them."""
    place.mkdir()
    for name in _SOURCES:
        shutil.copyfile(root / name, place / name)
    package = PACKAGE.relative_to(ROOT)
    shutil.copytree(root / package, place / package, ignore=shutil.ignore_patterns(*_MADE))
    return place


def _files(python: Path, source: Path, place: Path) -> dict[str, bytes]:
    """Return the files of a wheel, as pip makes it here, without an engine."""
    pip: list[str | Path] = [python, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    run([*pip, "--no-index", "-w", place, source], purpose="make a wheel", env=_NO_COMPILER)
    with ZipFile(next(place.glob("*.whl"))) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if not name.startswith(_ENGINE) and not name.endswith("/")
        }


def _tagged(files: Mapping[str, bytes], tag: str) -> dict[str, bytes]:
    """Return the files of a wheel that is tagged for a platform."""
    name = next(name for name in files if name.endswith(".dist-info/WHEEL"))
    lines = files[name].decode().splitlines()
    kept = [line for line in lines if line and not line.startswith(("Tag:", "Root-Is-Purelib:"))]
    kept += [f"Root-Is-Purelib: {str(tag == _PURE).lower()}", f"Tag: py3-none-{tag}"]
    return {**files, name: ("\n".join(kept) + "\n").encode()}


def _sdist(python: Path, source: Path, place: Path, at: int) -> None:
    """Make the source distribution."""
    code = f"from setuptools.build_meta import build_sdist; build_sdist({str(place)!r})"
    run([python, "-c", code], purpose="make a source distribution", cwd=source)
    rewrite_sdist(next(place.glob("*.tar.gz")), at=at)


def page_files(package: Mapping[str, bytes], page: Path) -> dict[str, bytes]:
    """Return the files of the wheel with the page, which is for one version of the package.

    Parameters
    ----------
    package : mapping
        Files of the wheel of the package.
    page : Path
        The page as one file; the widget next to it comes along.
    """
    about = next(name for name in package if name.endswith(".dist-info/METADATA"))
    headers = dict(
        line.split(": ", 1)
        for line in package[about].decode().partition("\n\n")[0].splitlines()
        if line.startswith(("Name: ", "Version: ", "Requires-Python: "))
    )
    name, version = headers["Name"], headers["Version"]
    licence = next(content for path, content in package.items() if path.endswith("/LICENSE"))
    metadata = (
        f"Metadata-Version: 2.4\nName: {name}-page\nVersion: {version}\n"
        "Summary: The page of the Izhikevich explorer, which the command izhikevich opens\n"
        "License-Expression: MIT\nLicense-File: LICENSE\n"
        f"Requires-Python: {headers['Requires-Python']}\nRequires-Dist: {name}=={version}\n"
    )
    module = (
        '"""The page of the Izhikevich explorer: izhikevich.explore and the command open it."""\n'
    )
    wheel = "Wheel-Version: 1.0\nGenerator: build.py\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    folder = f"{name.replace('-', '_')}_page-{version}.dist-info"
    return {
        f"{PAGE_MODULE}/__init__.py": module.encode(),
        **{
            f"{PAGE_MODULE}/{path.name}": path.read_bytes()
            for path in (page, page.with_name(WIDGET.name))
            if path.is_file()
        },
        f"{folder}/METADATA": metadata.encode(),
        f"{folder}/WHEEL": wheel.encode(),
        f"{folder}/licenses/LICENSE": licence,
    }
