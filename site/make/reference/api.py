"""The Python package: the public names of its modules, from their docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from make.reference.docstrings import rendered, sources, summary
from make.reference.markup import Content, Html, anchor, code, link, table, tag, together

#: Packages in the order of the page, with their purposes.
PACKAGES = (
    "izhikevich",
    "izhikevich.dynamics",
    "izhikevich.analysis",
    "izhikevich.comparison",
    "izhikevich.network",
    "izhikevich.networks",
    "izhikevich.nef",
    "izhikevich.learning",
    "izhikevich.fitting",
    "izhikevich.export",
    "izhikevich.imports",
    "izhikevich.links",
    "izhikevich.engine",
    "izhikevich.tours",
)
#: Modules of algorithms with more than their package lists.
FURTHER = {
    "izhikevich.dynamics": (
        "maps.basins",
        "maps.regime_map",
        "maps.regimes",
        "maps.reset_map",
        "responses.impedance",
        "responses.phase_response",
        "responses.strength_duration",
    )
}
#: Algorithms to list, with their sources.
ALGORITHMS = ("izhikevich.dynamics", "izhikevich.analysis", "izhikevich.comparison")
_LONG_DEFAULT = 40
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def members(package: str) -> Iterator[tuple[str, Any]]:
    """Yield the names that a package offers, each with its location, and the thing."""
    module = import_module(package)
    for name in module.__all__:
        yield f"{package}.{name}", getattr(module, name)
    for part in FURTHER.get(package, ()):
        inner = import_module(f"{package}.{part}")
        for name, thing in vars(inner).items():
            own = getattr(thing, "__module__", "") == inner.__name__ and name not in module.__all__
            if own and not name.startswith("_") and (inspect.isclass(thing) or callable(thing)):
                yield f"{package}.{part}.{name}", thing


def packages() -> Iterator[Html]:
    """Yield a section for each package."""
    for package in PACKAGES:
        entries = [entry(path, thing) for path, thing in members(package)]
        yield tag(
            "section",
            tag("h3", code(package)),
            rendered(import_module(package).__doc__),
            *(one for one in entries if one is not None),
            id=anchor(package),
        )


def entry(path: str, thing: Any) -> Html | None:
    """Return a function, a class or a constant; a module has its own section."""
    if isinstance(thing, ModuleType):
        return None
    name = path.rpartition(".")[2]
    if not (inspect.isclass(thing) or inspect.isroutine(thing)):
        return tag("p", code(name), " ", _kind(thing), id=anchor(path), class_="constant")
    parts: list[Content] = [tag("summary", code(name), " ", summary(inspect.getdoc(thing)))]
    parts.append(tag("p", code(f"{path}{signature(thing)}"), class_="signature"))
    parts.append(rendered(thing.__doc__, summed=True))
    if inspect.isclass(thing):
        parts += _methods(thing)
    return tag("details", *parts, id=anchor(path))


def _kind(thing: Any) -> str:
    """Describe the value of a constant."""
    if hasattr(thing, "keys"):
        names = ", ".join(str(key) for key in thing)
        return f"By name: {names}."
    return f"{thing!r}" if len(repr(thing)) <= _LONG_DEFAULT else ""


def signature(thing: Any) -> str:
    """Return the parameters of a function without their types, which its docstring gives."""
    try:
        found = inspect.signature(thing)
    except (TypeError, ValueError):
        return "(…)"
    plain = [_shortened(p) for p in found.parameters.values() if p.name != "self"]
    return str(inspect.Signature(plain))


def _shortened(parameter: inspect.Parameter) -> inspect.Parameter:
    parameter = parameter.replace(annotation=inspect.Parameter.empty)
    default = parameter.default
    if default is inspect.Parameter.empty:
        return parameter
    text = _ADDRESS.sub("", repr(default))
    if len(text) <= _LONG_DEFAULT and not text.startswith("<"):
        return parameter
    return parameter.replace(default=_Shown())


class _Shown:
    def __repr__(self) -> str:
        return "…"


def _methods(kind: type) -> Iterator[Html]:
    """Yield the public methods and properties that a class defines or inherits from ours."""
    rows: list[tuple[tuple[Content, ...], str]] = []
    for name, member in inspect.getmembers(kind):
        if name.startswith("_") or not _ours(kind, name):
            continue
        held = inspect.getattr_static(kind, name)
        inner = getattr(held, "func", None) or getattr(held, "fget", None)  # of properties
        function = inner or member
        if not inspect.isroutine(function):
            continue
        call = "" if inner else signature(member)
        rows.append(((code(f"{name}{call}"), summary(inspect.getdoc(function))), ""))
    if rows:
        yield tag("h5", "Methods and properties")
        yield table(("Name", "Description"), rows)


def _ours(kind: type, name: str) -> bool:
    owner = next((base for base in kind.__mro__ if name in vars(base)), None)
    return owner is not None and owner.__module__.startswith("izhikevich")


def algorithms() -> Html:
    """Return the quantities computed, and the sources of the methods."""
    rows: list[tuple[tuple[Content, ...], str]] = []
    for package in ALGORITHMS:
        for path, thing in members(package):
            if inspect.isroutine(thing):
                documentation = inspect.getdoc(thing)
                shown = link(f"#{anchor(path)}", code(path.removeprefix("izhikevich.")))
                module = inspect.getmodule(thing)
                source = sources(documentation) or sources(module.__doc__ if module else None)
                rows.append(((shown, summary(documentation), source), ""))
    return table(("Function", "Description", "Source"), rows)


def listed(package: str, names: tuple[str, ...]) -> Html:
    """Return functions and classes of a package with their parameters, in a table."""
    found = {path.rpartition(".")[2]: (path, thing) for path, thing in members(package)}
    rows: list[tuple[tuple[Content, ...], str]] = []
    for name in names:
        path, thing = found[name]
        documentation = inspect.getdoc(thing)
        source = sources(documentation)
        text = together(
            tag("p", summary(documentation)),
            *((tag("p", source, class_="hint"),) if source else ()),
        )
        rows.append(((link(f"#{anchor(path)}", code(f"{name}{signature(thing)}")), text), ""))
    return table(("Name", "Description"), rows)
