"""What axe-core finds wrong with a page for those who hear it, or use it by keys."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page

_SOURCE = Path(__file__).parents[2] / "site" / "node_modules" / "axe-core" / "axe.min.js"
#: WCAG 2.2 AA, and what axe-core holds to be good practice beyond it.
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """axe.run(document, {runOnly: RULES, resultTypes: ["violations"]}).then(({violations}) =>
  violations.flatMap(({id, impact, nodes}) => nodes.map(
    ({target, failureSummary}) => `${impact} ${id}: ${target.join(" ")}: ${failureSummary}`)))"""
#: Handles on a plot stand where their values are, near each other at times: each has an equal among
#: the parameters, and for such WCAG asks no size.
_EQUALLED = re.compile(r"\w+ target-size: .*data-handle")


def complaints(page: Page) -> list[str]:
    """Return what axe-core objects to in the page as it stands, one line for each element."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(_SOURCE.read_text(encoding="utf-8") + ";0")
    found: list[str] = page.evaluate(_RUN.replace("RULES", json.dumps(_RULES)))
    return [line for line in found if not _EQUALLED.match(line)]
