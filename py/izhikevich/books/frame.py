"""A frame with the explorer, for any page: a still until a reader clicks, without scripts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from izhikevich.books.stills import Still
from izhikevich.links import read_link, write_link
from izhikevich.messages import msg
from izhikevich.messages.catalogues import commands
from izhikevich.policy import SANDBOX

#: Height of a frame, px.
HEIGHT = 560
#: What a frame of the book's own copy needs besides: opened from a disk, it could not load that.
_OWN = "allow-same-origin"
#: The document in a frame before the click: a link that leads the frame to the explorer.
_BEFORE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>
<style>html,body{{height:100%;margin:0;background:#fff}}
a{{display:flex;height:100%;align-items:center;justify-content:center;position:relative}}
svg{{width:100%;height:100%}}
b{{position:absolute;padding:10px 18px;border-radius:24px;background:#1b4f8c;color:#fff;
font:600 16px/1.2 system-ui,sans-serif;box-shadow:0 2px 10px #0005}}
a:hover b,a:focus b{{background:#0d3566}}</style>
<a href="{address}">{svg}<b>▶ {run}</b></a></html>"""
_FRAME = (
    '<iframe title="{title}" srcdoc="{document}" sandbox="{sandbox}" allow="clipboard-write" '
    'loading="lazy" style="width: 100%; height: {height}px; border: 1px solid #8886; '
    'border-radius: 6px"></iframe>'
)
_LIVE = (
    '<iframe title="{title}" src="{address}" sandbox="{sandbox}" allow="clipboard-write" '
    'loading="lazy" style="width: 100%; height: {height}px; border: 0"></iframe>'
)


def frame_html(
    still: Still,
    site: str,
    *,
    height: int = HEIGHT,
    controls: Sequence[str] = (),
    live: bool = False,
    caption: str | None = "",
) -> str:
    """Return a frame as HTML, with a link to the explorer below it.

    Parameters
    ----------
    still : Still
    site : str
        Address of the explorer: on the web, or relative to the page.
    height : int
        Height of the frame, px.
    controls : sequence of str
        Parameters that readers can change in the frame.
    live : bool
        Whether the explorer starts without a click.
    caption : str, optional
        HTML before the link; None within a figure that has its own caption.
    """
    say = commands(still.language).text
    state, page = read_link(still.link)
    page = {**page, **({"lang": still.language} if still.language != "en" else {})}
    framed = {**page, "embed": "1", **({"controls": ",".join(controls)} if controls else {})}
    address = escape(f"{site}{write_link(state, framed)}")
    title = escape(still.title)
    document = _BEFORE.format(
        language=still.language,
        title=title,
        address=address,
        svg=still.svg[still.svg.index("<svg") :],
        run=escape(say(msg("Run it here"))),
    )
    own = "" if "://" in site else f" {_OWN}"
    frame = (_LIVE if live else _FRAME).format(
        title=title,
        address=address,
        document=escape(document),
        sandbox=f"{SANDBOX}{own}",
        height=height,
    )
    whole = escape(f"{site}{write_link(state, page)}")
    out = escape(say(msg("Open in the explorer")))
    link = f'<a href="{whole}" target="_blank" rel="noopener">{out}</a>'
    if caption is None:
        below = f'<div style="font-size: 0.9em; text-align: right">{link}</div>'
        return f'<div class="izhikevich">{frame}\n{below}</div>\n'
    below = f"{caption} {link}" if caption else link
    return (
        f'<figure class="izhikevich" style="margin: 1em 0">{frame}\n'
        f"<figcaption>{below}</figcaption></figure>\n"
    )
