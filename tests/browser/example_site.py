"""The built site with one more view: what a new view needs from the page, and nothing else."""

from __future__ import annotations

import gzip
import io
import json
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
    library = folder / "izhikevich.zip.gz"
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(gzip.decompress(library.read_bytes()))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != "izhikevich/app.pyc":
                new.writestr(name, old.read(name))
        new.writestr("izhikevich/app.py", source + _ADDED)
        new.writestr("izhikevich/views/example.py", _VIEW.read_text(encoding="utf-8"))
    library.write_bytes(gzip.compress(made.getvalue(), 1))
    file = folder / "schema.json.gz"
    schema = json.loads(gzip.decompress(file.read_bytes()))
    schema["views"].append(ExampleView().schema())
    file.write_bytes(gzip.compress(json.dumps(schema).encode(), 1))
