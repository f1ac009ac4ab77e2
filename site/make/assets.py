"""Files that the page loads besides its document, in the folder and the single file alike."""

from __future__ import annotations

from pathlib import Path

from make import answers, languages, pack, page, pyscript, readers, reference
from make.compact import compact

#: Loaded when it is first used.
LATER = ("editor.js", "builder.js", *languages.catalogues(), *readers.NAMES)
#: In the single file only: in the folder they are separate files.
ONE_FILE = ("pictures.json", "course.js", *reference.NAMES, "licences.html")


def packed(
    stored: answers.Stored, scripts: page.Scripts, shipped: Path, licences: str
) -> dict[str, bytes]:
    """Return them compressed, by name."""
    python = {f"pyodide/{path.name}": path.read_bytes() for path in sorted(shipped.iterdir())}
    python["izhikevich.zip"] = python.pop("pyodide/izhikevich.zip")
    return pack.packed(
        {
            **python,
            "pyscript/core.js": pyscript.core().encode(),
            "plotly.js": page.plotly().read_bytes(),
            "editor.js": scripts.editor.encode(),
            "builder.js": scripts.builder.encode(),
            "course.js": scripts.course.encode(),
            "schema.json": stored.schema.encode(),
            **{name: text.encode() for name, text in languages.catalogues().items()},
            **readers.archives(),
            "answer.json": stored.answer.encode(),
            **{name: text.encode() for name, text in reference.ensure().items()},
            "licences.html": licences.encode(),
            "pictures.json": compact(page.all_pictures(stored)).encode(),
        }
    )
