"""The page's own files: one HTML document, and its script in one bundle."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from make import answers, pyscript
from make.errors import BuildError
from make.node import Node
from make.paths import CACHE, MODULES, SITE
from make.process import run

#: In the order of the cascade.
STYLES = ("tokens.css", "layout.css", "controls.css", "plots.css")


def bundle(node: Node) -> str:
    """Return js/main.js and all that it imports as one minified module."""
    out = CACHE / "app.js"
    run(
        [
            *(node.node, MODULES / "esbuild" / "bin" / "esbuild", SITE / "js" / "main.js"),
            *("--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8"),
            *("--loader:.py=text", f"--outfile={out}", "--log-level=warning"),
        ],
        purpose="bundle the page's script",
        cwd=SITE,
    )
    return out.read_text(encoding="utf-8")


def document(stored: answers.Stored, start: str) -> str:
    """Return index.html with styles and stored answers in it, and `start` at its end."""
    text = (SITE / "index.html").read_text(encoding="utf-8")
    styles = [(SITE / "css" / name).read_text(encoding="utf-8") for name in STYLES]
    styles.append(pyscript.find().styles.read_text(encoding="utf-8"))
    views = json.loads(stored.schema)["views"]
    for place, content in {
        "styles": f"<style>\n{''.join(styles)}</style>",
        "first": script((SITE / "js" / "first.js").read_text(encoding="utf-8")),
        "lead": lead(views[0]),
        "stills-main": panels(views, stored.stills, "main"),
        "stills-side": panels(views, stored.stills, "side"),
        "schema": json_script("schema", stored.schema),
        "answer": json_script("answer", stored.answer),
        "start": start,
    }.items():
        mark = f"<!-- build:{place} -->"
        if text.count(mark) != 1:
            raise BuildError(f"site/index.html must have {mark} once.")
        text = text.replace(mark, content)
    return text


def lead(view: dict[str, Any]) -> str:
    """Return title and text of the preset that a view begins with."""
    (preset,) = [p for p in view["presets"] if p["name"] == view["default_preset"]]
    mark = f'<span class="mark">{escape(preset["mark"])}</span>'
    return (
        f'<h2 id="preset-title">{mark}{escape(preset["title"])}</h2>'
        f'<p id="preset-text">{escape(preset["text"])}</p>'
    )


def panels(views: list[dict[str, Any]], stills: dict[str, dict[str, str]], place: str) -> str:
    """Return the panels at one place of the page, with their pictures, which the script takes over.

    Those of the first view are shown.
    """
    return "".join(
        f'<div class="panel" data-view="{view["name"]}" data-panel="{panel["name"]}"'
        f"{' hidden' if i else ''}>"
        f'<div class="still" role="img" aria-label="{escape(panel["title"])}">'
        f"{stills[view['name']][panel['name']]}</div></div>"
        for i, view in enumerate(views)
        for panel in view["panels"]
        if panel["place"] == place and panel["name"] in stills[view["name"]]
    )


def boot() -> str:
    """Return the shim that must run before PyScript."""
    return script((SITE / "js" / "boot.js").read_text(encoding="utf-8"))


def script(source: str, attributes: str = "") -> str:
    """Return an inline script."""
    safe = source.replace("</script", "<\\/script")
    return f"<script{attributes}>{safe}</script>"


def json_script(name: str, text: str) -> str:
    """Return JSON as a script element that the page reads."""
    safe = text.replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{safe}</script>'


def plotly() -> Path:
    """Return the Plotly bundle."""
    return MODULES / "plotly.js-cartesian-dist-min" / "plotly-cartesian.min.js"
