"""dist/site/: the folder for any static host, at any path, without special headers.

Files that the page loads are in a folder named after its content, so that the files of two builds
never mix, whatever a host or a browser still has of another build. The service worker is written
last; it names every file that is kept for use without a network, with its hash.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping

from make import answers, assets, card, page, reference
from make.compact import compact
from make.pack import media_type
from make.paths import FOLDER, SINGLE_FILE, SITE, WIDGET
from make.process import digest

#: Compressed files are named by appending ".gz"; hosts that know this suffix may unpack them, which
#: boot.js detects. Files needed later than the first plot wait until it has loaded.
PACKED = """
globalThis.buildFolder = "BUILD";
globalThis.singleFile = "SINGLE";
globalThis.packedAssets = {};
for (const [name, type] of Object.entries(TYPES)) {
  let loading;
  const load = async () => {
    const priority = /^(pyodide|izhikevich)/.test(name) ? "low" : "high";
    const response = await fetch(`BUILD/${name}.gz`, { priority });
    if (!response.ok) throw new Error(`${name} could not be loaded (${response.status}).`);
    return response.blob();
  };
  packedAssets[name] = { type, blob: () => loading ??= load() };
}
"""
SERVICE_WORKER = "service-worker.js"
#: A document without an origin (a frame with `sandbox="allow-scripts"`) may load no modules and
#: fetch nothing from a host that sends no CORS headers, but it may go to another document.
START = """
begun.then(() => {
  if (origin === "null") {
    location.replace("./SINGLE?run" + location.hash);
    return;
  }
  for (const [name, { blob }] of Object.entries(packedAssets)) {
    if (!LATER.includes(name)) blob().catch(() => {}); // who needs it hears of failures
  }
  const script = { type: "module", src: "BUILD/app.js" };
  document.head.append(Object.assign(document.createElement("script"), script));
});
"""


def write(
    stored: answers.Stored,
    scripts: page.Scripts,
    packed: Mapping[str, bytes],
    licences: str,
    address: str | None,
) -> None:
    """Write the folder again; the single file and the widget, which it also offers, must exist.

    `address` is where it will be hosted, if known.
    """
    shutil.rmtree(FOLDER, ignore_errors=True)
    packed = {name: data for name, data in packed.items() if name not in assets.ONE_FILE}
    parts = {"app.js": scripts.app.encode()}
    parts |= {f"{name}.gz": data for name, data in packed.items()}
    pictures = dict(_pictures(stored))
    build = f"build-{_name({**parts, **pictures})}"
    types = json.dumps({name: media_type(name) for name in packed})
    start = "\n".join(
        (
            *(page.script(_filled(PACKED, build, types)), page.boot()),
            *(page.script(scripts.poster), page.script(_filled(START, build, types))),
        )
    )
    kept = {f"{build}/{name}": data for name, data in parts.items()}
    kept["index.html"] = page.document(stored, scripts, start, card.head(address)).encode()
    kept |= {name: text.encode() for name, text in reference.ensure().items()}
    kept["licences.html"] = licences.encode()
    others = {f"{build}/{name}": data for name, data in pictures.items()}
    others |= {name: text.encode() for name, text in reference.teaching().items()}
    others["oembed.json"] = card.oembed(address).encode()
    others[card.NAME] = card.PICTURE.read_bytes()
    others |= {path.name: path.read_bytes() for path in (SINGLE_FILE, WIDGET)}
    for name, data in {**others, **kept, SERVICE_WORKER: _service_worker(kept)}.items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(data)


def _filled(script: str, build: str, types: str) -> str:
    """Return a script with the data known to the build."""
    known = {"BUILD": f"./{build}", "SINGLE": SINGLE_FILE.name, "TYPES": types}
    known["LATER"] = json.dumps(assets.LATER)
    for place, text in known.items():
        script = script.replace(place, text)
    return script


def _pictures(stored: answers.Stored) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of each preset; they are not kept for use without a network."""
    for view, presets in page.all_pictures(stored).items():
        for preset, places in presets.items():
            yield f"pictures/{view}/{preset}.js", f"takePictures({compact(places)});\n".encode()


def _service_worker(kept: Mapping[str, bytes]) -> bytes:
    """Return the service worker that keeps these files."""
    text = (SITE / SERVICE_WORKER).read_text(encoding="utf-8")
    files = {f"./{name}": _hashes(name, data) for name, data in sorted(kept.items())}
    files["./"] = files["./index.html"]
    text = text.replace('{ "@file@": ["@sha256@"] }', json.dumps(files, indent=0))
    return text.replace("@version@", digest(text)[:16]).encode()


def _hashes(name: str, data: bytes) -> list[str]:
    """Return the hash of a file, and of its contents where a host unpacks it."""
    contents = [data, gzip.decompress(data)] if name.endswith(".gz") else [data]
    return [hashlib.sha256(content).hexdigest() for content in contents]


def _name(files: Mapping[str, bytes]) -> str:
    """Return a name that is unique to the content."""
    return digest(*(part for name in sorted(files) for part in (name, files[name])))[:16]
