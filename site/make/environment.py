"""The Python environment that the build creates for itself, from lock files with hashes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from make.paths import ENVIRONMENT, MAKE, TESTS
from make.process import digest, once, run

BUILD_LOCK = MAKE / "requirements.txt"
NODE_LOCK = MAKE / "requirements-node.txt"
TEST_LOCK = TESTS / "requirements.txt"

#: Where an environment keeps its programs.
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")


def ensure(lock: Path) -> Path:
    """Create the environment if missing, install the packages in `lock`, return its Python."""
    once("environment", f"{sys.version} {ENVIRONMENT}", [PYTHON], _create)
    # The digest is of the link to Python, not of Python: it is new when the environment is.
    name = f"{lock.parent.name}-{lock.stem}"
    once(name, digest(lock, str(PYTHON.lstat().st_mtime_ns)), [], lambda: _install(lock))
    return PYTHON


def _create() -> None:
    print("Making a Python environment …", flush=True)
    run(
        [sys.executable, "-m", "venv", "--clear", ENVIRONMENT],
        purpose="make a Python environment",
        advice="On Debian and Ubuntu the package python3-venv is needed.",
    )


def _install(lock: Path) -> None:
    print(f"Installing {lock.name} of {lock.parent.name}/ …", flush=True)
    run(
        [PYTHON, "-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "-r", lock],
        purpose=f"install the Python packages of {lock}",
        advice="A connection to the Python package index is needed for the first build.",
    )
