"""The packages that read the formats of acquisition programs, each loaded when first needed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from izhikevich.errors import FileError
from izhikevich.messages import msg
from izhikevich.progress import Loading, Steps, Stopped


def loading(library: str, module: str, kind: str) -> Steps[Any]:
    """Return a module of a package, which is fetched where that is possible.

    Parameters
    ----------
    library : str
        Name of the package.
    module : str
        Its module that is imported.
    kind : str
        Name of the format that it reads.

    Raises
    ------
    FileError
        If it is not there.
    """
    if find_spec(library) is None:
        yield Loading(0.0, msg("Loading the reader of {kind} files", kind=kind), library)
    path = sys.path[:]
    try:
        return import_module(module)
    except ImportError as error:
        text = msg(
            "{kind} files are read by other packages: pip install igor2 pyabf pyfive",
            kind=kind,
        )
        raise FileError(text) from error
    finally:
        sys.path[:] = path  # pyabf changes it


@contextmanager
def reading(kind: str) -> Iterator[None]:
    """Turn whatever a package raises over a damaged file into one kind of error."""
    try:
        yield
    except (FileError, Stopped):
        raise
    except Exception as error:  # each kind of damage has its own kind of error
        why = f"{type(error).__name__}: {error}"
        text = msg("It cannot be read as {kind}: it is damaged ({why}).", kind=kind, why=why[:200])
        raise FileError(text) from error


def cut_off(kind: str) -> FileError:
    """Return what is raised if a file has fewer bytes than it says."""
    return FileError(msg("It cannot be read as {kind}: it is cut off or damaged.", kind=kind))
