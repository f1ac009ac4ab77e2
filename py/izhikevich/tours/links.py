"""Tours in links: ``#tour=z…``, a file's JSON, compressed, in characters that need no encoding.

``site/js/tours/tours.js`` reads and writes the same.
"""

from __future__ import annotations

from izhikevich.messages import msg
from izhikevich.tours.reading import LARGEST, TourError, read_tour, write_tour
from izhikevich.tours.tour import Tour

#: Prefix of a tour, as opposed to the name of one of ours.
_MARK = "z"


def write_tour_link(tour: Tour) -> str:
    """Return the link to a tour, from "#" on."""
    import zlib
    from base64 import urlsafe_b64encode

    if isinstance(tour, Tour) and tour.name:
        return f"#tour={tour.name}"
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packing.compress(write_tour(tour).encode()) + packing.flush()
    return f"#tour={_MARK}{urlsafe_b64encode(packed).decode().rstrip('=')}"


def read_tour_link(link: str) -> Tour:
    """Return the tour in a link.

    Raises
    ------
    TourError
        If it contains none.
    """
    import zlib
    from base64 import urlsafe_b64decode

    from izhikevich.links import read_link
    from izhikevich.tours.catalogue import TOURS

    text = read_link(link)[1].get("tour", "")
    if text in TOURS:
        return TOURS[text]
    if not text.startswith(_MARK):
        raise TourError(
            msg(
                "there is no tour called {name}, only {known}",
                name=repr(text[:40]),
                known=", ".join(TOURS),
            )
        )
    try:
        packed = urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        unpacked = zlib.decompressobj(-15).decompress(packed, LARGEST + 1)
        return read_tour(unpacked.decode())
    except (zlib.error, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, TourError):
            raise
        raise TourError(msg("the link is not complete")) from None
