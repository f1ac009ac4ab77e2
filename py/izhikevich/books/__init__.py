"""The explorer in books, posts and slides: a frame where readers can use it, a still elsewhere.

`izhikevich.books.sphinx` is an extension for Sphinx; ``izhikevich frame`` writes HTML for all else;
and the folder ``quarto`` next to this file is an extension for Quarto and a filter for Pandoc.
"""

from typing import TYPE_CHECKING

from izhikevich._lazy import lazy

if TYPE_CHECKING:
    from izhikevich.books.frame import frame_html
    from izhikevich.books.stills import Still, still

_SOURCES = {"Still": "stills", "frame_html": "frame", "still": "stills"}
__all__ = ["Still", "frame_html", "still"]
__getattr__, __dir__ = lazy(
    __name__, __all__, {name: f"{__name__}.{module}" for name, module in _SOURCES.items()}
)
