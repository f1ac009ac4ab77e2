"""Builds that differ in what they say of themselves, for tests of how one follows another."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
from pathlib import Path

_FILES = re.compile(r"const FILES = (\{.*?\});", re.DOTALL)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HEAD = '<meta charset="utf-8">'


def make_build(built: Path, folder: Path, mark: str) -> None:
    """Copy the built site; its documents, app.js and schema.json bear the mark."""
    shutil.copytree(built, folder, ignore=shutil.ignore_patterns("pictures", "*-explorer.html"))
    (old,) = folder.glob("build-*")
    new = old.rename(folder / f"build-{mark}")
    schema = new / "schema.json.gz"
    marked = {**json.loads(gzip.decompress(schema.read_bytes())), "mark": mark}
    schema.write_bytes(gzip.compress(json.dumps(marked).encode()))
    with (new / "app.js").open("a", encoding="utf-8") as app:
        app.write(f"// {mark}\n")
    for name in ("index.html", "reference.html"):
        text = (folder / name).read_text(encoding="utf-8")
        for script in _SCRIPT.findall(text):
            text = text.replace(
                _policy_hash(script), _policy_hash(script.replace(old.name, new.name))
            )
        text = text.replace(old.name, new.name)
        text = text.replace(_HEAD, f'{_HEAD}<meta name="mark" content="{mark}">', 1)
        (folder / name).write_text(text, encoding="utf-8")
    worker = folder / "service-worker.js"
    text = worker.read_text(encoding="utf-8").replace(old.name, new.name)
    files = {name: _hashes(folder, name) for name in json.loads(_FILES.findall(text)[0])}
    text = _FILES.sub(lambda _: f"const FILES = {json.dumps(files)};", text)
    text = text.replace("const VERSION = `${OURS}", f"const VERSION = `${{OURS}}{mark}")
    worker.write_text(text, encoding="utf-8")


def _hashes(folder: Path, name: str) -> list[str]:
    data = (folder / (name.removeprefix("./") or "index.html")).read_bytes()
    contents = [data, gzip.decompress(data)] if name.endswith(".gz") else [data]
    return [hashlib.sha256(content).hexdigest() for content in contents]


def _policy_hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
