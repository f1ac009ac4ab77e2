"""Every statement of the page on security is proved by tests that name it."""

from __future__ import annotations

import re

import pytest
from make import card
from make.paths import ROOT, TESTS
from make.reference import markdown

_PROOF = re.compile(r"pytest\.mark\.proves\(([^)]*)\)")


def proved() -> set[str]:
    """Return the names that tests have."""
    found: set[str] = set()
    for path in TESTS.rglob("test_*.py"):
        for names in _PROOF.findall(path.read_text(encoding="utf-8")):
            found.update(re.findall(r'"([\w-]+)"', names))
    return found


def test_every_statement_is_proved() -> None:
    names = markdown.names(markdown.read("security"))
    assert len(names) == len(set(names)) > 20
    assert set(names) == proved()


def test_the_way_to_report_leads_to_the_statements() -> None:
    text = (ROOT / ".github" / "SECURITY.md").read_text(encoding="utf-8")
    (target,) = re.findall(r"\]\((\S+)\)", text)
    assert (ROOT / ".github" / target).resolve() == markdown.FOLDER / "security.md"


@pytest.mark.proves("frame-snippet")
def test_frames_may_not_lead_the_page_around_them_away() -> None:
    allowed = card.SANDBOX.split()
    assert allowed[0] == "allow-scripts"
    assert {"allow-downloads", "allow-popups", "allow-popups-to-escape-sandbox"} == {*allowed[1:]}
