"""A release: everything that is published, built from a tag in a clone of its own."""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

from make.errors import BuildError
from make.paths import CACHE, DIST, FOLDER, ROOT, SINGLE_FILE
from make.process import run
from make.reproducible import epoch, write_zip

PLACE = DIST / "release"
_CLONE = CACHE / "release"
_VERSION = "from izhikevich._version import __version__; print(__version__)"
#: Files of the repository that archives of software take.
_ABOUT = (".github/CITATION.cff", ".github/zenodo.json", ".github/conda/recipe.yaml")


def make(tag: str, place: Path = PLACE) -> None:
    """Build the page and all distributions from a tag, with the hashes of all files.

    Raises
    ------
    BuildError
        If there is no such tag, it is not the version that the code says, or a build fails.
    """
    shutil.rmtree(_CLONE, ignore_errors=True)
    clone: list[str | Path] = ["git", "-c", "advice.detachedHead=false", "clone", "--quiet"]
    run(
        [*clone, "--branch", tag, ROOT, _CLONE],
        purpose=f"clone the tag {tag}",
        advice="`git tag` lists the tags.",
    )
    check_version(tag, _CLONE)
    build: list[str | Path] = [sys.executable, _CLONE / "build.py"]
    for command in ("build", "wheels"):
        run([*build, command], purpose=f"run build.py {command} of {tag}", cwd=_CLONE, quiet=False)
    collect(_CLONE, place)
    print(f"Made {place.relative_to(ROOT)}/", flush=True)


def check_version(tag: str, root: Path) -> None:
    """Refuse a tag that is not the version that the code says.

    Raises
    ------
    BuildError
        If they differ.
    """
    env = {"PYTHONPATH": str(root / "py")}
    said = run([sys.executable, "-c", _VERSION], purpose="read the version", env=env).strip()
    if tag != f"v{said}":
        raise BuildError(f"The tag {tag} is on a commit whose version is {said}: see _version.py.")


def collect(root: Path, place: Path) -> None:
    """Put what was built in a folder of the source code into one folder, with SHA256SUMS."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    dist = root / DIST.relative_to(ROOT)
    made = [dist / SINGLE_FILE.name, *sorted((dist / "wheels").iterdir())]
    for path in (*made, *(root / name for name in _ABOUT)):
        shutil.copyfile(path, place / path.name)
    site = dist / FOLDER.name
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    write_zip(place / "izhikevich-explorer-site.zip", files, at=epoch(root))
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(place.iterdir())
    ]
    (place / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")
