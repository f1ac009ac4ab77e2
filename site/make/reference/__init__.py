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
NAMES = (
    "reference.html",
    "python.html",
    "documentation.html",
    "install.html",
    "publishing.html",
    "changes.html",
)


def teaching() -> dict[str, str]:
    """Return the pages for teachers as HTML, by name; their script must have been bundled.

    They are in the folder only: their links and codes lead to where it is hosted.
    """
    locales = sorted(PACKAGE.rglob("locales/*.po"))
    languages = [path.stem for path in locales]
    paths = [CACHE / f"teaching{code}.html" for code in ("", *(f"-{one}" for one in languages))]
    own = [*sorted(Path(__file__).parent.glob("*.py")), Path(policy.__file__)]
    sources = [*sorted(PACKAGE.rglob("*.py")), *locales, *own, CACHE / "teaching.js"]
    key = digest(sources, environment.BUILD_LOCK, styles.bundle("teaching"))
    once("teaching", key, paths, lambda: _write("teaching", "write the pages for teachers"))
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def ensure() -> dict[str, str]:
    """Return the pages as HTML, by name.

    They are written with the Python of the build, which has numpy and a reader of Markdown.
    """
    paths = [CACHE / name for name in NAMES]
    own = [*sorted(Path(__file__).parent.glob("*.py")), Path(policy.__file__)]
    sources = [*sorted(PACKAGE.rglob("*.py")), *own, *(SITE / name for name in _SCRIPTS)]
    sources += sorted(SITE.glob("docs/*.md"))

    key = digest(sources, environment.BUILD_LOCK, styles.bundle("reference"))
    once("reference", key, paths, lambda: _write("write", "write the references and documents"))
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def _write(module: str, purpose: str) -> None:
    """Run a module of this package with the Python of the build."""
    run(
        [environment.ensure(environment.BUILD_LOCK), "-m", f"make.reference.{module}", CACHE],
        purpose=purpose,
        env={"PYTHONPATH": f"{PACKAGE}{os.pathsep}{SITE}", "PYTHONDONTWRITEBYTECODE": "1"},
    )
