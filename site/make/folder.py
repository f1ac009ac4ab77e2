"""dist/site/: the folder for any static host, at any path, without special headers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from make import answers, page, pyscript
from make.paths import FOLDER, SINGLE_FILE, SITE
from make.process import digest

#: A document without an origin (a frame with `sandbox="allow-scripts"`) may load no modules and
#: fetch nothing from a host that sends no CORS headers, but it may go to another document.
START = """
(() => {
  if (origin === "null") {
    location.replace("./SINGLE" + location.search + location.hash);
    return;
  }
  // What is needed first is found late, from within the module.
  const add = (tag, properties) =>
    document.head.append(Object.assign(document.createElement(tag), properties));
  add("link", { rel: "preload", as: "script", href: "./plotly.js" });
  add("link", { rel: "modulepreload", href: "./pyscript/core.js" });
  add("script", { type: "module", src: "./app.js" });
})();
"""


def write(stored: answers.Stored, app: str, shipped: Path) -> None:
    """Write the folder anew; the single file, which it offers too, must stand."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    (FOLDER / "pyscript").mkdir(parents=True)
    begin = page.script(START.replace("SINGLE", SINGLE_FILE.name))
    start = f"{page.boot()}\n{begin}"
    _write("index.html", page.document(stored, start))
    _write("app.js", app)
    shutil.copyfile(page.plotly(), FOLDER / "plotly.js")
    _write("pyscript/core.js", pyscript.find().source)
    shutil.copytree(shipped, FOLDER / "pyodide", ignore=shutil.ignore_patterns("izhikevich.zip"))
    shutil.copyfile(shipped / "izhikevich.zip", FOLDER / "izhikevich.zip")
    _write_service_worker()
    shutil.copyfile(SINGLE_FILE, FOLDER / SINGLE_FILE.name)


def _write(name: str, text: str) -> None:
    (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


def _write_service_worker() -> None:
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    names = [f"./{path.relative_to(FOLDER).as_posix()}" for path in files]
    text = (SITE / "service-worker.js").read_text(encoding="utf-8")
    text = text.replace("@version@", digest("\n".join(names), files)[:16])
    _write("service-worker.js", text.replace('["@files@"]', json.dumps(["./", *names])))
