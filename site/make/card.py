"""Metadata of the hosted page for other programs: a card for links to it, an oEmbed answer."""

from __future__ import annotations

import json
import re
import struct
from html import escape

from make.paths import SITE

PICTURE = SITE / "pictures" / "neuron.png"
#: Its name next to the page.
NAME = "picture.png"
#: Address of the page if none is given; links to the picture are then relative to the page.
PLACEHOLDER = "https://YOUR-HOST/explorer/"
#: As in site/js/embed/snippet.js.
SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
_WIDTH, _HEIGHT = 800, 520


def head(address: str | None) -> str:
    """Return the elements of the document's head for social cards and oEmbed."""
    title, description = _words()
    width, height = _size()
    base = address or ""
    properties = {
        "og:type": "website",
        "og:title": title,
        "og:description": description,
        **({"og:url": address} if address else {}),
        "og:image": f"{base}{NAME}",
        "og:image:width": str(width),
        "og:image:height": str(height),
    }
    lines = [f'<meta property="{k}" content="{escape(v)}">' for k, v in properties.items()]
    lines.append('<meta name="twitter:card" content="summary_large_image">')
    kind = 'rel="alternate" type="application/json+oembed"'
    lines.append(f'<link {kind} href="{escape(base)}oembed.json" title="{escape(title)}">')
    return "\n".join(lines)


def oembed(address: str | None) -> str:
    """Return the oEmbed answer (https://oembed.com): HTML that shows the page in another one."""
    title, _ = _words()
    width, height = _size()
    base = address or PLACEHOLDER
    html = (
        f'<iframe src="{escape(base)}#?embed=1&amp;start=click" title="{escape(title)}"'
        f' loading="lazy" style="width: 100%; height: {_HEIGHT}px; border: 0"'
        f' sandbox="{SANDBOX}" allow="clipboard-write"></iframe>'
    )
    answer = {
        "version": "1.0",
        "type": "rich",
        "provider_name": title,
        "provider_url": base,
        "title": title,
        "html": html,
        "width": _WIDTH,
        "height": _HEIGHT,
        "thumbnail_url": f"{base}{NAME}",
        "thumbnail_width": width,
        "thumbnail_height": height,
    }
    return json.dumps(answer, indent=1) + "\n"


def _words() -> tuple[str, str]:
    """Return title and description as they are in the document."""
    text = (SITE / "index.html").read_text(encoding="utf-8")
    (title,) = re.findall(r"<title>(.*?)</title>", text)
    (description,) = re.findall(r'<meta name="description" content="(.*?)">', text)
    return title, description


def _size() -> tuple[int, int]:
    """Return the width and height of the picture, from its first chunk."""
    width, height = struct.unpack(">II", PICTURE.read_bytes()[16:24])
    return width, height
