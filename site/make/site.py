"""The whole build, step after step."""

from __future__ import annotations

import json

from make import answers, engine, folder, node, page, single_file, trim, wheel
from make.paths import CACHE, FOLDER, SINGLE_FILE, SITE
from make.process import digest, once


def build() -> None:
    """Bring both forms of the page up to date."""
    tools = node.ensure()
    node.packages(tools)
    engine.ensure()
    shipped = trim.ensure(tools, wheel.ensure())
    stored = answers.ensure()
    CACHE.mkdir(exist_ok=True)
    app = page.bundle(tools)

    def write() -> None:
        single_file.write(stored, app, shipped)
        folder.write(stored, app, shipped)

    sources = [path for path in SITE.iterdir() if path.is_file()]
    sources += [
        *SITE.glob("css/*.css"),
        *SITE.glob("make/*.py"),
        SITE / "js" / "boot.js",
        SITE / "js" / "first.js",
    ]
    sources = [*sorted(sources), *sorted(shipped.iterdir())]
    key = digest(sources, app, stored.schema, stored.answer, json.dumps(stored.stills))
    once("dist", key, [FOLDER / "index.html", SINGLE_FILE], write)
    size = SINGLE_FILE.stat().st_size / 1e6
    print(f"Built dist/{FOLDER.name}/ and dist/{SINGLE_FILE.name} ({size:.1f} MB)", flush=True)
