"""What the documents for developers name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from make import paths

DOCUMENTS = sorted((paths.SITE / "docs").glob("*.md"))
NAMED = re.compile(r"`((?:py|site|tests)/[\w./*-]*)`")
WALKS = "architecture.md"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_files_that_are_named_exist(document: Path) -> None:
    named = NAMED.findall(document.read_text(encoding="utf-8"))
    missing = [name for name in named if not (paths.ROOT / name).exists()]
    assert not missing


def test_walks_have_at_most_eight_steps() -> None:
    text = (paths.SITE / "docs" / WALKS).read_text(encoding="utf-8")
    parts = text.split("\n## ")[2:]
    assert len(parts) == 5
    for part in parts:
        steps = re.findall(r"^(\d+)\. ", part, re.MULTILINE)
        assert steps == [str(k + 1) for k in range(len(steps))], part[:40]
        assert 4 <= len(steps) <= 8, part[:40]
