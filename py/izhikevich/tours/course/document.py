"""The page of a package: the explorer in a frame, below a line with what the reader has done."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape

from izhikevich.messages import marked
from izhikevich.policy import RULES, SANDBOX, meta

#: The explorer in the package.
EXPLORER = "izhikevich-explorer.html"
#: What the line says; site/js/course/course.js fills the slots.
_WORDS = {
    "seen": marked("Steps seen: {seen} of {steps}"),
    "solved": marked("Tasks solved: {solved} of {tasks}"),
    "complete": marked("Completed."),
    "open": marked("Finished; tasks are still to be solved."),
    "kept": marked("Saved in the course"),
    "here": marked("Saved in this browser"),
    "lost": marked("Not saved: no learning platform answers"),
    "back": marked("Back to the tour"),
}
_STYLE = """
:root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }
body { display: flex; flex-direction: column; height: 100vh; height: 100dvh; margin: 0; }
header { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: center; padding: 6px 12px;
  border-bottom: 1px solid color-mix(in srgb, CanvasText 20%, Canvas); }
header b { margin-right: auto; }
header button { font: inherit; padding: 4px 10px; min-height: 32px; }
#kept { color: color-mix(in srgb, CanvasText 65%, Canvas); }
#kept.warning { color: light-dark(#a40000, #ff9d9d); font-weight: 600; }
header span:empty { display: none; }
@media (width < 560px) {
  header { gap: 0 12px; padding: 4px 10px; font-size: 13px; }
  header b { flex-basis: 100%; }
}
iframe { flex: 1; width: 100%; min-height: 0; border: 0; }
"""
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<!-- policy -->
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<header>
<b>{title}</b>
<span id="seen"></span>
<span id="solved"></span>
<span id="state"></span>
<button type="button" id="back" hidden>{back}</button>
<span id="kept" role="status"></span>
</header>
<iframe id="explorer" title="{title}" sandbox="{sandbox}" allow="clipboard-write"></iframe>
<script type="application/json" id="course">{course}</script>
<script>{script}</script>
</body>
</html>
"""


def document(
    title: str,
    language: str,
    course: Mapping[str, object],
    script: str,
    say: Callable[[str], str],
) -> str:
    """Return the page as HTML.

    Parameters
    ----------
    title : str
        The tour's.
    language : str
        Code of the language.
    course : mapping
        What the script has to know of the tour.
    script : str
        The script (site/js/course/course.js with what it imports).
    say : callable
        Returns a text in the language.
    """
    words = {name: say(text) for name, text in _WORDS.items()}
    known = json.dumps({**course, "words": words}, ensure_ascii=False).replace("<", "\\u003c")
    page = _PAGE.format(
        language=escape(language),
        title=escape(title),
        style=_STYLE,
        back=escape(words["back"]),
        sandbox=SANDBOX,
        course=known,
        script=script.replace("</script", "<\\/script"),
    )
    rules = {**RULES, "img-src": "data:", "frame-src": "'self' file:"}
    return page.replace("<!-- policy -->", meta(page, rules))
