"""Environments of other tools, made when a test first needs one, and kept."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from filelock import FileLock

_HERE = Path(__file__).parent
_KEPT = Path(__file__).parents[2] / ".build" / "tools"


@cache
def python_of(tool: str, locks: Path = _HERE) -> Path:
    """Return the Python of a tool's environment, with what ``requirements-TOOL.txt`` names.

    `locks` is the folder with that file.

    Nothing else is installed: the file lists all that is needed, with hashes.
    """
    lock = locks / f"requirements-{tool}.txt"
    key = hashlib.sha256(f"{sys.version} {_KEPT}".encode() + lock.read_bytes()).hexdigest()
    folder = _KEPT / tool
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = folder / "installed"
    _KEPT.mkdir(parents=True, exist_ok=True)
    # Tests run in several processes, of which one makes the environment.
    with FileLock(_KEPT / f"{tool}.lock"):
        if python.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == key:
            return python
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(folder)])
        pip = [str(python), "-m", "pip", "install", "--quiet", "--no-deps"]
        _run([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(lock)])
        stamp.write_text(key, encoding="utf-8")
    return python


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stderr[-2000:]}"
