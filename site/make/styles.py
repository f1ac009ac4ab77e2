"""The style sheets: css/main.css and css/reference.css, each bundled with what it imports.

Widths at which the page changes are declared once, in css/breakpoints.css, as custom media queries.
No browser knows these yet, so they are put into the rules that name them.
"""

from __future__ import annotations

import re
from functools import cache

from make import node
from make.errors import BuildError
from make.paths import CACHE, MODULES, SITE
from make.process import run

_DECLARED = re.compile(r"@custom-media (--[\w-]+) (\([^;{}]*\));\s*")
_QUERY = re.compile(r"@media[^;{}]*(?=\{)")
_NAME = re.compile(r"\((--[\w-]+)\)")


@cache
def bundle(name: str) -> str:
    """Return a style sheet of css/, minified, with everything that it imports.

    The front-end packages must be installed.
    """
    out = CACHE / f"{name}.css"
    run(
        [
            *(node.ensure().node, MODULES / "esbuild" / "bin" / "esbuild"),
            *(SITE / "css" / f"{name}.css", "--bundle", "--minify", "--charset=utf8"),
            *(f"--outfile={out}", "--log-level=warning"),
        ],
        purpose=f"bundle the style sheet {name}.css",
        cwd=SITE,
    )
    return with_widths(out.read_text(encoding="utf-8").strip())


def with_widths(css: str) -> str:
    """Replace the names of custom media queries by what the sheet declares for them.

    Raises
    ------
    BuildError
        If a query is not declared.
    """
    declared: dict[str, str] = dict(_DECLARED.findall(css))

    def query(name: re.Match[str]) -> str:
        if name[1] not in declared:
            known = ", ".join(declared)
            raise BuildError(f"A style asks for ({name[1]}), but breakpoints.css has {known}.")
        return declared[name[1]]

    return _QUERY.sub(lambda media: _NAME.sub(query, media[0]), _DECLARED.sub("", css))
