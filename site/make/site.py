"""The whole build, step by step."""

from __future__ import annotations

import json
from dataclasses import astuple

from make import (
    answers,
    assets,
    engine,
    folder,
    languages,
    licences,
    node,
    page,
    protocol,
    reference,
    single_file,
    styles,
    trim,
    wheel,
)
from make.paths import CACHE, FOLDER, SINGLE_FILE, SITE, WIDGET
from make.process import digest, once


def build(address: str | None = None) -> None:
    """Bring both forms of the page up to date.

    `address` is where the folder will be hosted, which other programs need to know: without it
    their data has relative links and a placeholder.
    """
    if address is not None and not address.endswith("/"):
        address += "/"
    tools = node.ensure()
    node.packages(tools)
    engine.ensure()
    protocol.ensure()
    shipped = trim.ensure(tools, wheel.ensure())
    stored = answers.ensure()
    CACHE.mkdir(exist_ok=True)
    scripts = page.bundle(tools)
    of_others = licences.page()

    def write() -> None:
        packed = assets.packed(stored, scripts, shipped, of_others)
        single_file.write(stored, scripts, packed)
        WIDGET.write_text(scripts.widget + "\n", encoding="utf-8", newline="\n")
        folder.write(stored, scripts, packed, of_others, address)

    sources = [path for path in SITE.iterdir() if path.is_file()]
    sources += [
        *SITE.glob("make/*.py"),
        SITE / "js" / "boot" / "boot.js",
    ]
    sources = [*sorted(sources), *sorted(shipped.iterdir())]
    texts = (
        *astuple(scripts),
        stored.schema,
        stored.answer,
        json.dumps(stored.stills),
        *reference.ensure().values(),
        *reference.teaching().values(),
        of_others,
        *languages.catalogues().values(),
        styles.bundle("main"),
        address or "",
    )
    key = digest(sources, *texts)
    once("dist", key, [FOLDER / "index.html", SINGLE_FILE, WIDGET], write)
    size = SINGLE_FILE.stat().st_size / 1e6
    print(f"Built dist/{FOLDER.name}/ and dist/{SINGLE_FILE.name} ({size:.1f} MB)", flush=True)
