"""Where what the build makes of the page is."""

from __future__ import annotations

from pathlib import Path

#: The page as one file.
FILE = "izhikevich-explorer.html"
#: The module of its widget, for notebooks and books.
WIDGET = "izhikevich-widget.js"
#: Where a build leaves them, in the folder of the source code.
FOLDER = Path(__file__).parents[2] / "dist"


def built(name: str) -> Path | None:
    """Return the place of a file of the build, or None if it is not on this computer."""
    path = FOLDER / name
    return path if path.is_file() else None
