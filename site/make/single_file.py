"""dist/izhikevich-explorer.html: all in one file that opens from a disk without a network."""

from __future__ import annotations

import base64
import gzip
from pathlib import Path

from make import answers, page, pyscript
from make.paths import SINGLE_FILE

TYPES = {
    ".js": "text/javascript",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".zip": "application/zip",
}
#: An asset that gzip makes smaller by less than this is embedded as it is.
WORTHWHILE = 0.98

UNPACK = """
globalThis.embeddedAssets = {};
for (const script of document.querySelectorAll("script[data-asset]")) {
  const { asset, type, gz } = script.dataset;
  const text = script.textContent;
  const bytes = Uint8Array.fromBase64?.(text)
    ?? Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  embeddedAssets[asset] = { blob: new Blob([bytes], { type }), type, gz: gz !== undefined };
  script.remove();
}
"""


def write(stored: answers.Stored, app: str, shipped: Path) -> None:
    """Write the file anew."""
    assets = {f"pyodide/{path.name}": path.read_bytes() for path in sorted(shipped.iterdir())}
    assets["izhikevich.zip"] = assets.pop("pyodide/izhikevich.zip")
    assets["pyscript/core.js"] = pyscript.find().embedded().encode()
    assets["plotly.js"] = page.plotly().read_bytes()
    start = "\n".join(
        (
            *(_embed(name, data) for name, data in assets.items()),
            page.script(UNPACK),
            page.boot(),
            page.script(app, ' type="module"'),
        )
    )
    SINGLE_FILE.parent.mkdir(exist_ok=True)
    SINGLE_FILE.write_text(page.document(stored, start), encoding="utf-8", newline="\n")


def _embed(name: str, data: bytes) -> str:
    packed = gzip.compress(data, 9, mtime=0)
    smaller = len(packed) < WORTHWHILE * len(data)
    text = base64.b64encode(packed if smaller else data).decode()
    kind = TYPES[Path(name).suffix]
    return (
        f'<script type="application/octet-stream" data-asset="{name}" data-type="{kind}"'
        f"{' data-gz' if smaller else ''}>{text}</script>"
    )
