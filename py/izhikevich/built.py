"""Where what the build makes of the page is."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

#: The page as one file.
FILE = "izhikevich-explorer.html"
#: The module of its widget, for notebooks and books.
WIDGET = "izhikevich-widget.js"
#: The module of the distribution izhikevich-explorer-page, which has both.
PAGE = "izhikevich_page"
#: Where a build leaves them, in the folder of the source code.
FOLDER = Path(__file__).parents[2] / "dist"


def built(name: str) -> Path | None:
    """Return the place of a file of the build, or None if it is not on this computer."""
    installed = find_spec(PAGE)
    folders = [Path(installed.origin).parent] if installed and installed.origin else []
    return next((path for folder in (*folders, FOLDER) if (path := folder / name).is_file()), None)
