"""dist/izhikevich-explorer.html: a single file that opens from a disk without a network."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from make import answers, page
from make.pack import media_type
from make.paths import SINGLE_FILE

UNPACK = """
globalThis.embeddedAssets = {};
for (const script of document.querySelectorAll("script[data-asset]")) {
  const { asset, type } = script.dataset;
  const text = script.textContent;
  const bytes = Uint8Array.fromBase64?.(text)
    ?? Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const blob = new Blob([bytes]);
  embeddedAssets[asset] = { blob: () => blob, type };
  script.remove();
}
"""


def write(stored: answers.Stored, scripts: page.Scripts, packed: Mapping[str, bytes]) -> None:
    """Write the file again."""
    start = "\n".join(
        (
            *(_embed(name, data) for name, data in packed.items()),
            page.script(UNPACK),
            page.boot(),
            page.script(scripts.poster),
            page.script(scripts.app, ' type="module"'),
        )
    )
    SINGLE_FILE.parent.mkdir(exist_ok=True)
    SINGLE_FILE.write_text(page.document(stored, scripts, start), encoding="utf-8", newline="\n")


def _embed(name: str, data: bytes) -> str:
    text = base64.b64encode(data).decode()
    return (
        f'<script type="application/octet-stream" data-asset="{name}"'
        f' data-type="{media_type(name)}">{text}</script>'
    )
