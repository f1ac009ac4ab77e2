"""The run of a state as arrays: spikes, and recorded quantities."""

from __future__ import annotations

from collections.abc import Generator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from numpy.typing import NDArray

from izhikevich.export.formats import ExportRequest
from izhikevich.progress import Progress

Arrays = dict[str, NDArray[Any]]


def run_arrays(asked: ExportRequest) -> Generator[Progress, None, Arrays]:
    """Return the arrays of a run that its view has computed.

    Those of each view are described in its module of `izhikevich.export.arrays`. A view without
    such a module has none.
    """
    name = f"izhikevich.export.arrays.{asked.view}"
    if find_spec(name) is None:
        return {}
    found: Arrays = yield from import_module(name).arrays(asked)
    return found


def course(trace: Any) -> Arrays:
    """Return the time course of one neuron."""
    return {"t": trace.t, "v": trace.v, "u": trace.u, "I": trace.current}
