"""The built site with a cell type, a stimulus and a view more: Python files, and nothing else."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from ..additions import copy_with_additions

_SCHEMA = """
from izhikevich.app.schema import schema
from izhikevich.transport import pack
print(pack(schema())[0])
"""


def make_site(built: Path, folder: Path) -> None:
    """Copy the built site, and put what is added into its Python and into its schema."""
    shutil.copytree(built, folder, ignore=shutil.ignore_patterns("service-worker.js"))
    package = folder.with_name("package")
    touched = {str(path.relative_to(package)): path for path in copy_with_additions(package)}
    (library,) = folder.rglob("izhikevich.zip.gz")
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(gzip.decompress(library.read_bytes()))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name.removesuffix("c") not in touched:
                new.writestr(name, old.read(name))
        for name, path in touched.items():
            new.writestr(name, path.read_text(encoding="utf-8"))
    library.write_bytes(gzip.compress(made.getvalue(), 1))
    schema = json.loads(
        subprocess.run(
            [sys.executable, "-c", _SCHEMA],
            env={**os.environ, "PYTHONPATH": str(package)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    )
    library.with_name("schema.json.gz").write_bytes(gzip.compress(json.dumps(schema).encode(), 1))
