"""The reference page: made of the declarations and docstrings when the page is built."""

from __future__ import annotations

import os
from pathlib import Path

from make import environment, policy
from make.paths import CACHE, PACKAGE, SITE
from make.process import digest, once, run

#: What stands in the page as comments of scripts, and how it looks.
_OTHERS = (
    *("js/embed/host.js", "js/state/settings.js", "js/reference.js"),
    *("css/tokens.css", "css/reference.css"),
    "docs/security.md",
)


def ensure() -> str:
    """Return the page as HTML; it is written with the Python of the build, which has numpy."""
    python = environment.ensure(environment.BUILD_LOCK)
    path = CACHE / "reference.html"
    own = [*sorted(Path(__file__).parent.glob("*.py")), Path(policy.__file__)]
    sources = [*sorted(PACKAGE.rglob("*.py")), *own, *(SITE / name for name in _OTHERS)]

    def write() -> None:
        run(
            [python, "-m", "make.reference.write", path],
            purpose="write the reference page",
            env={"PYTHONPATH": f"{PACKAGE}{os.pathsep}{SITE}", "PYTHONDONTWRITEBYTECODE": "1"},
        )

    once("reference", digest(sources, environment.BUILD_LOCK), [path], write)
    return path.read_text(encoding="utf-8")
