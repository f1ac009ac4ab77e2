"""Files that this package has exported, which come back as the states that they hold."""

from __future__ import annotations

import json
import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from izhikevich.errors import ParameterError
from izhikevich.imports.archives import names_in
from izhikevich.imports.result import Imported
from izhikevich.links import read_link
from izhikevich.messages import msg
from izhikevich.views.registry import VIEWS
from izhikevich.views.state import GivenState

#: Characters at the beginning of a text within which its link is found.
_SEEN = 4000
_STATE = "state"
_MAX_STATE = 10_000_000  # bytes
#: A link on a line of comment of its own, or in a sentence.
_LINK = re.compile(
    rf"(?<![\w#&])(?:https?://[\w.~:/?&=%+,;@\[\]-]*)?"
    rf"#(?:{'|'.join(VIEWS)})(?:\?[^\s\"'`<>\\]+|(?=[`<\\]?\s*$|[`<\\]))",
    re.ASCII | re.MULTILINE,
)


def link_in(text: str) -> str:
    """Return the link that a text holds at its beginning, as our scripts do; "" if there is none.

    If there are several, none of them is what was meant.
    """
    found = set(_LINK.findall(text[:_SEEN]))
    return found.pop().replace("&amp;", "&") if len(found) == 1 else ""


def read_exported(link: str) -> Imported:
    """Return the state of a link that was found in a text."""
    state, _ = read_link(link)
    return Imported(
        state,
        msg("the link in a text"),
        (msg("The link in the text was opened: changes made to the rest of it are not read."),),
    )


def is_exported(content: bytes) -> bool:
    """Tell whether a file is a run that was exported as arrays."""
    return {f"{_STATE}.npy", "link.npy"} <= names_in(content)


def read_run(content: bytes) -> Imported:
    """Return the state of a run that was exported as arrays.

    Raises
    ------
    ParameterError
        If the archive is broken.
    """
    import numpy as np

    try:
        with ZipFile(BytesIO(content)) as archive:
            if archive.getinfo(f"{_STATE}.npy").file_size > _MAX_STATE:
                raise ParameterError("file", _STATE, "it is too large")
        with np.load(BytesIO(content), allow_pickle=False) as arrays:
            state = json.loads(str(arrays[_STATE]))
    except (BadZipFile, OSError, ValueError, KeyError, EOFError, RecursionError) as error:
        if isinstance(error, ParameterError):
            raise
        allowed = msg("it cannot be opened: {reason}", reason=str(error))
        raise ParameterError("file", content[:8], allowed) from None
    if not isinstance(state, dict):
        raise ParameterError("file", _STATE, "holds no state")
    given: GivenState = state  # type: ignore[assignment]  # checked when it is read
    return Imported(given, msg("the state of an exported run"))
