"""The document of the reference pages: head, search, contents."""

from __future__ import annotations

from collections.abc import Iterable

from make import policy, styles
from make.paths import SITE
from make.reference.markup import Html, tag


def document(title: str, intro: str, contents: Iterable[Html], main: Html) -> str:
    """Return a page as HTML."""
    script = (SITE / "js" / "reference.js").read_text(encoding="utf-8")
    text = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<!-- policy -->
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Izhikevich explorer</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<style>{styles.bundle("reference")}</style>
<script>
{script}</script>
</head>
<body>
<header>
<h1>{title}</h1>
<p>{intro} <a class="home" href="./">To the explorer</a></p>
<label class="search">Search <input type="search" id="search" autocomplete="off"></label>
{tag("nav", *contents).text}
</header>
<main>
{main.text}
</main>
</body>
</html>
"""
    return text.replace("<!-- policy -->", policy.meta(text))
