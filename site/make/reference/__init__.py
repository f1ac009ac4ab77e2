"""The reference of the page, that of the Python package, and the documentation: pages of the build.

They are made of the declarations, the docstrings, and the documents in site/docs/.
"""

from __future__ import annotations

import os
from pathlib import Path

from make import environment, policy, styles
from make.paths import CACHE, PACKAGE, SITE
from make.process import digest, once, run

#: Contents of the page taken from comments of scripts, and its own script.
_SCRIPTS = ("js/embed/host.js", "js/state/settings.js", "js/reference.js")

#: The pages, which all have the same script.
NAMES = ("reference.html", "python.html", "documentation.html", "install.html", "changes.html")


def ensure() -> dict[str, str]:
    """Return the pages as HTML, by name.

    They are written with the Python of the build, which has numpy and a reader of Markdown.
    """
    python = environment.ensure(environment.BUILD_LOCK)
    paths = [CACHE / name for name in NAMES]
    own = [*sorted(Path(__file__).parent.glob("*.py")), Path(policy.__file__)]
    sources = [*sorted(PACKAGE.rglob("*.py")), *own, *(SITE / name for name in _SCRIPTS)]
    sources += sorted(SITE.glob("docs/*.md"))

    def write() -> None:
        run(
            [python, "-m", "make.reference.write", CACHE],
            purpose="write the references and the documentation",
            env={"PYTHONPATH": f"{PACKAGE}{os.pathsep}{SITE}", "PYTHONDONTWRITEBYTECODE": "1"},
        )

    key = digest(sources, environment.BUILD_LOCK, styles.bundle("reference"))
    once("reference", key, paths, write)
    return {path.name: path.read_text(encoding="utf-8") for path in paths}
