"""Lazy imports: names of a package that are imported on first use, for a quick start."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

Lazy = tuple[Callable[[str], Any], Callable[[], list[str]]]


def lazy(package: str, public: Iterable[str], sources: Mapping[str, str]) -> Lazy:
    """Return the functions `__getattr__` and `__dir__` of a package.

    Parameters
    ----------
    package : str
        Name of the package.
    public : iterable of str
        All public names, for completion.
    sources : mapping
        Module that provides each name; one whose last part is the name itself is the module.
    """
    offered = sorted(public)

    def find(name: str) -> Any:
        source = sources.get(name)
        if source is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = import_module(source)
        found = module if source == f"{package}.{name}" else getattr(module, name)
        setattr(sys.modules[package], name, found)  # found without this function from now on
        return found

    return find, lambda: offered
