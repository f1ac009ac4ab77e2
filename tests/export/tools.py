"""Runs exported scripts in the simulators that they are for.

What a script gives is kept below .build: it is run again only if it, its simulator or, where it
imports this package, the package has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from .environments import python_of

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
_KEPT = _ROOT / ".build" / "tools" / "fired"
_LONGEST = 600  # s that the scripts of one call may take
#: What of this package makes networks.
_NETWORKS = ("export", "network", "networks", "neuron", "random")


def run(tool: str, jobs: list[tuple[str, list[str]]], folder: Path) -> list[Any]:
    """Run scripts, each with its arguments; return what fired in each, or its traceback.

    Parameters
    ----------
    tool : str
        ``requirements-TOOL.txt`` names what is installed. This package can be imported, too; it
        computes in numpy.
    jobs : list of (source, arguments)
    folder : Path
        For files.
    """
    kept = [_KEPT / f"{_key(tool, source, arguments)}.json" for source, arguments in jobs]
    missing = [k for k, file in enumerate(kept) if not file.is_file()]
    found = _run(tool, [jobs[k] for k in missing], folder) if missing else []
    _KEPT.mkdir(parents=True, exist_ok=True)
    for k, fired in zip(missing, found, strict=True):
        if isinstance(fired, str):
            raise AssertionError(f"{' '.join(jobs[k][1])}: {fired}")
        kept[k].write_text(json.dumps(fired), encoding="utf-8")
    return [json.loads(file.read_text(encoding="utf-8")) for file in kept]


def _run(tool: str, jobs: list[tuple[str, list[str]]], folder: Path) -> list[Any]:
    lines = []
    for number, (source, arguments) in enumerate(jobs):
        script = folder / f"{number}.py"
        script.write_text(source, encoding="utf-8")
        lines.append([str(script), *arguments])
    result, given = folder / "result.json", folder / "jobs.json"
    given.write_text(json.dumps(lines), encoding="utf-8")
    done = subprocess.run(
        [python_of(tool), _HERE / "run_scripts.py", result, given],
        # Threads of NEST that wait leave the processor to others.
        env={**os.environ, "PYTHONPATH": str(_ROOT / "py"), "OMP_WAIT_POLICY": "passive"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=_LONGEST,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[Any] = json.loads(result.read_text(encoding="utf-8"))
    return found


def _key(tool: str, source: str, arguments: list[str]) -> str:
    files = [_HERE / f"requirements-{tool}.txt", _HERE / "run_scripts.py"]
    package = _package() if "--same" in arguments else ""
    words = "\0".join([source, *arguments, package])
    return _digest(files, words.encode())


@cache
def _package() -> str:
    folders = [_ROOT / "py" / "izhikevich" / name for name in _NETWORKS]
    return _digest(sorted(file for folder in folders for file in folder.rglob("*.py")))


def _digest(files: Iterable[Path], more: bytes = b"") -> str:
    total = hashlib.sha256(more)
    for file in files:
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()
