"""The built site with one more view: what a new view needs from the page, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

from izhikevich import app

from .example_view import ExampleView

_VIEW = Path(__file__).with_name("example_view.py")
_ADDED = """

def _example() -> View:
    from izhikevich.views.example import ExampleView

    return ExampleView()


VIEWS = {**VIEWS, "example": _example}
"""


def make_site(built: Path, folder: Path) -> None:
    """Copy the built site and put `ExampleView` into its Python and into its schema."""
    shutil.copytree(built, folder, ignore=shutil.ignore_patterns("service-worker.js"))
    source = Path(app.__file__).read_text(encoding="utf-8")
    with (
        zipfile.ZipFile(built / "izhikevich.zip") as old,
        zipfile.ZipFile(folder / "izhikevich.zip", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != "izhikevich/app.pyc":
                new.writestr(name, old.read(name))
        new.writestr("izhikevich/app.py", source + _ADDED)
        new.writestr("izhikevich/views/example.py", _VIEW.read_text(encoding="utf-8"))
    page = folder / "index.html"
    text = page.read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="schema">(.*?)</script>', text, re.S)
    assert found
    schema = json.loads(found[1])
    schema["views"].append(ExampleView().schema())
    written = json.dumps(schema).replace("<", "\\u003c")
    page.write_text(text[: found.start(1)] + written + text[found.end(1) :], encoding="utf-8")
