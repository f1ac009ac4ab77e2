"""The compiled library: where it is, and whether it matches this Python code."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from pathlib import Path
from typing import Any

from izhikevich.errors import SimulationError
from izhikevich.messages import msg

_SIDE_MODULE = "engine.wasm"
_NAME = "_native"
_TYPES = {"p": ctypes.c_void_p, "i": ctypes.c_int64, "d": ctypes.c_double}
#: Arguments of the functions of the C source: pointers, integers, numbers.
_FUNCTIONS = {
    "run_network_float64": "pi",
    "run_network_float32": "pi",
    "run_trace": "pidipddpppppp",
    "run_accurate": "pdipppppippppippp",
    "run_batch": "pidiiippppppppp",
    "run_batch_accurate": "pdidipppppippp",
    "run_candidates": "ipddiiipppppppipp",
    "count_spikes": "pdiipp",
    "run_ensemble": "pdiipppppppp",
}


def load() -> Any:
    """Return the library, or None if there is none that matches; `problem` then explains why."""
    return _loaded()[0]


def is_loaded() -> bool:
    """Tell whether it has been requested before."""
    return _loaded.cache_info().currsize > 0


def problem() -> str:
    """Return why there is no compiled engine; empty if there is one."""
    return _loaded()[1]


@cache
def _loaded() -> tuple[Any, str]:
    # Not at the top: the page starts without them.
    from izhikevich.native.structures import PRECISIONS, difference

    try:
        library = ctypes.CDLL(_find())
        if _digest_of(library) not in ("", source_digest() or _digest_of(library)):
            return None, msg("the compiled engine is older than its source: build it again")
        differing = next(filter(None, (difference(library, real) for real in PRECISIONS)), None)
        if differing is not None:
            unfit = msg("the compiled engine does not fit this package: {what}", what=differing)
            return None, unfit
    except (OSError, AttributeError, SimulationError) as error:
        reason = str(error)
        return None, msg("the compiled engine could not be loaded: {reason}", reason=reason)
    for name, arguments in _FUNCTIONS.items():
        function = getattr(library, name)
        function.argtypes, function.restype = [_TYPES[kind] for kind in arguments], ctypes.c_int64
    return library, ""


def source_digest() -> str | None:
    """Return the digest of the C source; None where it is not shipped."""
    from hashlib import sha256  # not at the top: the page, which has no source, starts without it

    sources = sorted(Path(__file__).parent.glob("*.[ch]"))
    digest = sha256()
    for source in sources:
        digest.update(source.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16] if sources else None


def _digest_of(library: Any) -> str:
    library.source_digest.restype = ctypes.c_char_p
    digest: bytes = library.source_digest()
    return digest.decode()


def _find() -> str:
    if sys.platform == "emscripten":
        return _unpacked()
    from importlib.machinery import EXTENSION_SUFFIXES

    folder = Path(__file__).parent
    names = [f"{_NAME}{suffix}" for suffix in EXTENSION_SUFFIXES]
    found = next((folder / name for name in names if (folder / name).is_file()), None)
    if found is None:
        raise SimulationError("it was not compiled when the package was installed")
    return str(found)


def _unpacked() -> str:
    """Return the side module as a file: the package may be in an archive."""
    from pkgutil import get_data

    copy = Path("/tmp") / _SIDE_MODULE
    copy.write_bytes(get_data(__package__, _SIDE_MODULE) or b"")
    return str(copy)
