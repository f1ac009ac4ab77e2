"""The page's own files: one HTML document, and its script in one bundle."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from make import answers, languages, policy, reference, styles
from make.compact import compact
from make.errors import BuildError
from make.node import Node
from make.paths import CACHE, MODULES, SITE
from make.process import run


@dataclass(frozen=True)
class Scripts:
    """The page's scripts.

    The app; the early scripts, `prepaint` in the head and `poster` later; the code editor and the
    builder of networks, which are loaded when they are first used; the module of the widget, which
    the page does not load; and the scripts of other pages: that of a course, and that of the one
    for teachers.
    """

    app: str
    prepaint: str
    poster: str
    editor: str
    builder: str
    widget: str
    course: str
    teaching: str


def bundle(node: Node) -> Scripts:
    """Return each of js/, minified with everything that it imports."""
    return Scripts(
        _bundle(node, "main", "app", "esm"),
        _bundle(node, "boot/prepaint", "prepaint", "iife"),
        _bundle(node, "boot/poster", "poster", "iife"),
        _bundle(node, "console/editor", "editor", "esm"),
        _bundle(node, "builder/builder", "builder", "esm"),
        _bundle(node, "widget/widget", "widget", "esm"),
        _bundle(node, "course/course", "course", "iife"),
        _bundle(node, "teaching/codes", "teaching", "iife"),
    )


def _bundle(node: Node, source: str, name: str, form: str) -> str:
    out = CACHE / f"{name}.js"
    meta = out.with_suffix(".meta.json")
    words = languages.early_words(languages.WIDGET if name == "widget" else languages.EARLY)
    run(
        [
            *(node.node, MODULES / "esbuild" / "bin" / "esbuild", SITE / "js" / f"{source}.js"),
            *("--bundle", "--minify", f"--format={form}", "--target=es2022", "--charset=utf8"),
            *("--loader:.py=text", f"--outfile={out}", "--log-level=warning"),
            f"--metafile={meta}",
            *(
                f"--define:globalThis.{name}={compact(content, plain=False)}"
                for name, content in (
                    ("explorerLanguages", languages.names()),
                    ("explorerEarlyWords", words),
                )
            ),
        ],
        purpose=f"bundle the page's script {source}.js",
        cwd=SITE,
    )
    return out.read_text(encoding="utf-8").strip()


def document(stored: answers.Stored, scripts: Scripts, start: str, card: str = "") -> str:
    """Return index.html with styles, pictures and first scripts in it, and `start` at its end.

    `card` is the information in its head for programs that display links to it.
    """
    text = (SITE / "index.html").read_text(encoding="utf-8")
    views = json.loads(stored.schema)["views"]
    for place, content in {
        "styles": f"<style>{styles.bundle('main')}</style>",
        "card": card,
        "prepaint": script(scripts.prepaint),
        **pictures(views[0], stored),
        "outline": json_script("outline", outline(views)),
        "start": start,
    }.items():
        mark = f"<!-- build:{place} -->"
        if text.count(mark) != 1:
            raise BuildError(f"site/index.html must have {mark} once.")
        text = text.replace(mark, content)
    return text.replace(
        "<!-- build:policy -->", policy.meta(text + "".join(reference.ensure().values()))
    )


def outline(views: list[dict[str, Any]]) -> str:
    """Return the part of the schema that is needed to read a link, as JSON."""
    return compact(
        [
            {
                "name": view["name"],
                "default_preset": view["default_preset"],
                "has_equations": view["has_equations"],
                "presets": [{"name": preset["name"]} for preset in view["presets"]],
                "panels": [{k: panel[k] for k in ("name", "default")} for panel in view["panels"]],
            }
            for view in views
        ]
    )


def pictures(
    view: dict[str, Any], stored: answers.Stored, preset: str | None = None
) -> dict[str, str]:
    """Return the content of the page for a preset before its plots exist, as HTML by place.

    This is its title ("lead") and text, and the panels with their pictures ("main", "side"), which
    the script takes over. Without a name it is the preset with which the view begins.
    """
    name = preset or view["default_preset"]
    (shown,) = [p for p in view["presets"] if p["name"] == name]
    stills = stored.stills[view["name"]][name]
    panels = {
        place: "".join(
            f'<div class="panel" data-view="{view["name"]}" data-preset="{name}"'
            f' data-panel="{panel["name"]}">'
            f'<header class="panel-head"><h3>{escape(panel["title"])}</h3></header>'
            f'<div class="canvas"><div class="still" role="img"'
            f' aria-label="{escape(panel["title"])}">{stills[panel["name"]]}</div></div></div>'
            for panel in view["panels"]
            if panel["place"] == place and panel["name"] in stills
        )
        for place in ("main", "side")
    }
    mark = f'<span class="mark">{escape(shown["mark"])}</span>'
    lead = f'<h2 id="preset-title">{escape(shown["title"])} {mark}</h2>'
    return {"lead": lead, "text": escape(shown["text"]), **panels}


def all_pictures(stored: answers.Stored) -> dict[str, dict[str, dict[str, str]]]:
    """Return the result of `pictures` for each preset of each view."""
    return {
        view["name"]: {p["name"]: pictures(view, stored, p["name"]) for p in view["presets"]}
        for view in json.loads(stored.schema)["views"]
    }


def boot() -> str:
    """Return the shim that must run before PyScript."""
    return script((SITE / "js" / "boot" / "boot.js").read_text(encoding="utf-8"))


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
