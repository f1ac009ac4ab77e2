"""dist/site/: the folder for any static host, at any path, without special headers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping

from make import answers, assets, card, page, reference
from make.compact import compact
from make.pack import media_type
from make.paths import FOLDER, SINGLE_FILE, SITE
from make.process import digest

#: What is packed comes by its name and ".gz"; hosts that know this ending may unpack it, which
#: boot.js sees. What is needed later than the first plot leaves it the line.
PACKED = """
globalThis.packedAssets = {};
for (const [name, type] of Object.entries(TYPES)) {
  let loading;
  const load = async () => {
    const priority = /^(pyodide|izhikevich)/.test(name) ? "low" : "high";
    const response = await fetch(`./${name}.gz`, { priority });
    if (!response.ok) throw new Error(`${name} could not be loaded (${response.status}).`);
    return response.blob();
  };
  packedAssets[name] = { type, blob: () => loading ??= load() };
}
"""
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
  const script = { type: "module", src: "./app.js" };
  document.head.append(Object.assign(document.createElement("script"), script));
});
"""


def write(
    stored: answers.Stored, scripts: page.Scripts, packed: Mapping[str, bytes], address: str | None
) -> None:
    """Write the folder anew; the single file, which it offers too, must stand.

    `address` is where it will be hosted, if that is known.
    """
    shutil.rmtree(FOLDER, ignore_errors=True)
    packed = {name: data for name, data in packed.items() if name not in assets.ONE_FILE}
    for name, data in packed.items():
        (FOLDER / f"{name}.gz").parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"{name}.gz").write_bytes(data)
    types = json.dumps({name: media_type(name) for name in packed})
    later = json.dumps(assets.LATER)
    begin = START.replace("SINGLE", SINGLE_FILE.name).replace("LATER", later)
    start = "\n".join(
        (
            page.script(PACKED.replace("TYPES", types)),
            page.boot(),
            page.script(scripts.poster),
            page.script(begin),
        )
    )
    _write("reference.html", reference.ensure())
    _write("index.html", page.document(stored, scripts, start, card.head(address)))
    _write("app.js", scripts.app)
    _write_service_worker()
    _write_pictures(stored)
    _write("oembed.json", card.oembed(address))
    shutil.copyfile(card.PICTURE, FOLDER / card.NAME)
    shutil.copyfile(SINGLE_FILE, FOLDER / SINGLE_FILE.name)


def _write_pictures(stored: answers.Stored) -> None:
    """Write the pictures of each preset; they are not kept for times without a network."""
    for view, presets in page.all_pictures(stored).items():
        (FOLDER / "pictures" / view).mkdir(parents=True)
        for preset, places in presets.items():
            _write(f"pictures/{view}/{preset}.js", f"takePictures({compact(places)});\n")


def _write(name: str, text: str) -> None:
    (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


def _write_service_worker() -> None:
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    names = [f"./{path.relative_to(FOLDER).as_posix()}" for path in files]
    text = (SITE / "service-worker.js").read_text(encoding="utf-8")
    text = text.replace("@version@", digest("\n".join(names), files)[:16])
    _write("service-worker.js", text.replace('["@files@"]', json.dumps(["./", *names])))
