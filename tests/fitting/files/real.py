"""Files of real cells, from source distributions that are fetched by version and hash, and kept.

BluePyEfe has cortical cells of the rat as Igor waves and a hippocampal cell as NWB, in its tests,
which are under the BSD licence (Copyright 2005-2024 Blue Brain Project/EPFL). Myokit has a voltage
clamp as ABF 1 and ABF 2 in its tests (BSD 3-Clause, Maastricht University, Universities of Oxford
and Nottingham). Nitime has the spike times of an auditory receptor of a grasshopper, and what it
heard, in its wheel (BSD; recorded by A. Rokem). None of them is part of this project.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
from functools import cache
from pathlib import Path
from zipfile import ZipFile

from filelock import FileLock

_SOURCES = Path(__file__).parent / "requirements-data.txt"
_WHEELS = Path(__file__).parent / "requirements-spikes.txt"
_KEPT = Path(__file__).parents[3] / ".build" / "recordings"
_ENDS = (".ibw", ".nwb", ".abf")
_GRASSHOPPER = "nitime/data/grasshopper_"
#: Spikes of the sweeps by eFEL 5.7 with the threshold -30 mV.
SPIKES = {"B6": [26, 50, 68, 82, 89], "B8": [20, 44, 62, 75, 81]}


@cache
def folder() -> Path:
    """Return the folder with all of the files."""
    key = hashlib.sha256(_SOURCES.read_bytes() + _WHEELS.read_bytes()).hexdigest()
    stamp = _KEPT / "fetched"
    _KEPT.parent.mkdir(exist_ok=True)
    # Tests run in several processes, of which one fetches.
    with FileLock(_KEPT.with_suffix(".lock")):
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != key:
            shutil.rmtree(_KEPT, ignore_errors=True)
            _KEPT.mkdir()
            _fetch()
            stamp.write_text(key, encoding="utf-8")
    return _KEPT


def _fetch() -> None:
    _download(_SOURCES, "--no-binary=:all:")
    for path in _KEPT.glob("*.tar.gz"):
        with tarfile.open(path) as archive:
            for member in archive:
                if member.isfile() and member.name.endswith(_ENDS):
                    content = archive.extractfile(member)
                    assert content is not None
                    (_KEPT / Path(member.name).name).write_bytes(content.read())
        path.unlink()
    # Its source distribution cannot be fetched without a compiler; the data are the same in all.
    machine = ["--platform", "manylinux_2_28_x86_64", "--python-version", "3.11", "--abi", "abi3"]
    _download(_WHEELS, "--only-binary=:all:", *machine)
    for path in _KEPT.glob("*.whl"):
        with ZipFile(path) as archive:
            for name in archive.namelist():
                if name.startswith(_GRASSHOPPER):
                    (_KEPT / Path(name).name).write_bytes(archive.read(name))
        path.unlink()


def _download(lock: Path, *options: str) -> None:
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", *options]
    command = [*pip, "--require-hashes", "--dest", str(_KEPT), "-r", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stderr[-2000:]}"


def waves(cell: str) -> list[Path]:
    """Return the waves of a cell: currents, then voltages."""
    found = sorted(folder().glob(f"{cell}_Ch*.ibw"))
    assert len(found) == 10
    return found


def nwb() -> Path:
    """Return the hippocampal cell."""
    return folder() / "99111002.nwb"


def abf(version: int) -> Path:
    """Return the voltage clamp as ABF of a version."""
    return folder() / f"abf-v{version}.abf"


def grasshopper(stimulus: int) -> tuple[Path, Path]:
    """Return what the receptor heard in one of two runs, and when it fired."""
    names = (f"grasshopper_{what}{stimulus}.txt" for what in ("stimulus", "spike_times"))
    sound, spikes = (folder() / name for name in names)
    return sound, spikes
