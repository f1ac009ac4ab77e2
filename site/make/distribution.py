"""Wheels of the package, each with the engine that Zig compiles for its platform."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from make import engine
from make.paths import DIST, ROOT
from make.process import run

WHEELS = DIST / "wheels"


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
    python: Path, platforms: Sequence[Platform] = PLATFORMS, place: Path = WHEELS
) -> list[Path]:
    """Make a wheel for each platform, whatever Python 3 it runs, and return their paths."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        files = _files(python, Path(folder))
        for platform in platforms:
            _fill(python, files, platform)
            run([python, "-m", "wheel", "pack", files, "-d", place], purpose="pack a wheel")
    return sorted(place.glob("*.whl"))


def _files(python: Path, place: Path) -> Path:
    """Return the folder of an unpacked wheel, as pip makes it here."""
    # Files that setuptools left there from an earlier state of the package would also be in the
    # wheel.
    shutil.rmtree(ROOT / "build", ignore_errors=True)
    pip: list[str | Path] = [python, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    compiler = f"{engine.compiler(python)}"
    env = {"CC": compiler, "LDSHARED": f"{compiler} -shared"}
    run([*pip, "--no-index", "-w", place, ROOT], purpose="make a wheel", env=env)
    made = next(place.glob("*.whl"))
    run([python, "-m", "wheel", "unpack", made, "-d", place], purpose="unpack a wheel")
    made.unlink()
    return next(path for path in place.iterdir() if path.is_dir())


def _fill(python: Path, files: Path, platform: Platform) -> None:
    """Put the engine of a platform into the files of a wheel, and its tag."""
    folder = files / "izhikevich" / "native"
    for old in folder.glob("_native.*"):
        old.unlink()
    library = folder / f"_native{platform.suffix}"
    engine.compile_library(python, library, ["-target", platform.target])
    for extra in folder.glob("_native.*"):  # Zig leaves import libraries and symbols for Windows
        if extra != library:
            extra.unlink()
    about = next(files.glob("*.dist-info")) / "WHEEL"
    lines = about.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line and not line.startswith(("Tag:", "Root-Is-Purelib:"))]
    kept += ["Root-Is-Purelib: false", f"Tag: py3-none-{platform.tag}"]
    about.write_text("\n".join(kept) + "\n", encoding="utf-8")
