"""What other programs read of the hosted page."""

import json
import re
from pathlib import Path

import pytest
from make import card
from make.paths import SITE

ADDRESS = "https://example.org/explorer/"


def test_links_are_whole_where_the_address_is_known() -> None:
    html = card.head(ADDRESS)
    assert f'<meta property="og:image" content="{ADDRESS}picture.png">' in html
    assert f'<meta property="og:url" content="{ADDRESS}">' in html
    assert f'href="{ADDRESS}oembed.json"' in html
    assert card.PLACEHOLDER not in card.oembed(ADDRESS)


def test_without_an_address_nothing_is_made_up() -> None:
    html = card.head(None)
    assert 'content="picture.png"' in html
    assert "og:url" not in html
    assert "http" not in html


@pytest.mark.parametrize("address", [None, ADDRESS])
def test_oembed_has_what_its_format_asks_for(address: str | None) -> None:
    answer = json.loads(card.oembed(address))
    assert answer["version"] == "1.0"
    assert answer["type"] == "rich"
    assert {"html", "width", "height"} <= answer.keys()
    assert f'src="{address or card.PLACEHOLDER}#?embed=1' in answer["html"]
    assert answer["thumbnail_width"] > answer["thumbnail_height"] > 0


def test_frames_may_do_the_same_everywhere() -> None:
    source = Path(SITE / "js" / "embed" / "snippet.js").read_text(encoding="utf-8")
    assert re.findall(r'SANDBOX = "([^"]+)"', source) == [card.SANDBOX]
