"""The page's type declarations of the messages between it and Python, kept up to date."""

from __future__ import annotations

import os

from make import environment
from make.paths import MAKE, PACKAGE, SITE
from make.process import digest, once, run

DECLARATIONS = SITE / "js" / "client" / "protocol.d.ts"


def ensure() -> None:
    """Write the declarations, if Python's have changed."""
    python = environment.ensure(environment.BUILD_LOCK)
    sources = [*sorted(PACKAGE.rglob("*.py")), MAKE / "declarations.py"]

    def write() -> None:
        run(
            [python, "-m", "make.declarations", DECLARATIONS],
            purpose="write the page's type declarations",
            env={"PYTHONPATH": f"{PACKAGE}{os.pathsep}{SITE}", "PYTHONDONTWRITEBYTECODE": "1"},
        )

    once("protocol", digest(sources, environment.BUILD_LOCK), [DECLARATIONS], write)
