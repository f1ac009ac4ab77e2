"""The registered views, and which of them a state requests.

Our own are the packages next to this file. Those of others register as entry points:

.. code-block:: toml

    [project.entry-points."izhikevich.views"]
    resonate = "their_package.resonate"

Either way a view is a module whose ``make()`` returns it. If it can display things made by code,
the module also has ``opens(thing)`` (see `izhikevich.views.opening`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from izhikevich.errors import ParameterError, did_you_mean, one_of, shown
from izhikevich.messages import joined, msg
from izhikevich.table import Table
from izhikevich.views import __path__ as folders
from izhikevich.views.base import AnyView
from izhikevich.views.part import Notice
from izhikevich.views.state import Request, State, check_version, read_state

#: The group of entry points by which other packages register their views.
ENTRY_POINTS = "izhikevich.views"
#: The views that the page lists first; others follow by name.
_FIRST = ("neuron", "network", "ensemble", "learning", "fit")
#: The keys of a state; "type" is that of a saved one.
_KEYS = ("type", "version", "view", "preset", "values", "panels", "goal")


@dataclass(frozen=True)
class Registered:
    """A view that is imported when first used, to keep the start quick in the browser.

    Parameters
    ----------
    name : str
        Name of the view.
    module : str
        Module with ``make()`` and, optionally, ``opens(thing)``.
    """

    name: str
    module: str

    def __call__(self) -> AnyView:
        """Return the view, always the same object."""
        return self._view

    def opens(self, thing: Any) -> State | None:
        """Return the state in which the view displays something made by code; None if it cannot."""
        opens = getattr(import_module(self.module), "opens", None)
        state: State | None = opens(thing) if opens else None
        return state

    @cached_property
    def _view(self) -> AnyView:
        view: AnyView = import_module(self.module).make()
        return view


def _found() -> dict[str, Registered]:
    """Return our views and those of other packages; our names cannot be taken over."""
    found = dict(_registered())
    for module in iter_modules(folders):
        if module.ispkg:
            found[module.name] = Registered(module.name, f"izhikevich.views.{module.name}")
    ordered = [*_FIRST, *sorted(found.keys() - set(_FIRST))]
    return {name: found[name] for name in ordered}


def _registered() -> Iterator[tuple[str, Registered]]:
    if sys.platform == "emscripten":  # the page has only its own packages, and must start quickly
        return
    from importlib.metadata import entry_points

    for point in entry_points(group=ENTRY_POINTS):
        yield point.name, Registered(point.name, point.value)


#: All views by name, in the order in which the page lists them.
VIEWS: Mapping[str, Registered] = Table("view", _found())


def views() -> tuple[AnyView, ...]:
    """Return all views."""
    return tuple(make() for make in VIEWS.values())


def view_of(state: object) -> AnyView:
    """Return the view of a state that has one, for callers that must not answer with another model.

    Raises
    ------
    ParameterError
        If it is not a state, or its view or preset does not exist.
    """
    if not isinstance(state, Mapping):
        allowed = (
            'must be the state of a view, a dictionary with "view", "preset", "values" and '
            '"panels" as izhikevich.links.read_link returns it'
        )
        raise ParameterError("state", state, allowed)
    for key in state:
        if key not in _KEYS:
            allowed = msg(
                "a state has no {key}, only {names}", key=shown(key), names=", ".join(_KEYS)
            )
            raise ParameterError("state", state, allowed)
    name, preset = state.get("view"), state.get("preset")
    if "view" in state and not (isinstance(name, str) and name in VIEWS):
        raise ParameterError("view", name, one_of(name, VIEWS))
    view, _, _ = _view(state)
    if "preset" in state and not (isinstance(preset, str) and view.preset(preset)):
        raise ParameterError("preset", preset, one_of(preset, (p.name for p in view.presets)))
    if not isinstance(state.get("values", {}), Mapping):
        raise ParameterError("values", state["values"], "must give values by name")
    return view


def request_of(state: object) -> tuple[AnyView, Request]:
    """Return the view that a state requests, and the state as read: each value by itself."""
    view, state, notices = _view(state)
    request = read_state(view, state)
    return view, replace(request, notices=(*notices, *request.notices))


def _view(state: object) -> tuple[AnyView, Mapping[str, object], tuple[Notice, ...]]:
    """Find the view that a state requests; a state of an unknown view counts as empty."""
    default = next(iter(VIEWS.values()))()
    instead = msg("{view} is shown instead.", view=msg(default.title))
    if not isinstance(state, Mapping):
        no_state = msg("{state} is not the state of a view.", state=shown(state))
        return default, {}, (Notice("error", joined(" ", [no_state, instead])),)
    old = check_version(state)
    name = state.get("view", default.name)
    if isinstance(name, str) and name in VIEWS:
        view, moved = _where(VIEWS[name](), state.get("preset"), named="view" in state)
        return view, state, (*old, *moved)
    hint = did_you_mean(name, VIEWS)
    unknown = msg(
        "There is no view called {name}, only {known}.",
        name=shown(name),
        known=", ".join(VIEWS),
    )
    view, moved = _where(default, state.get("preset"), named=False)
    if view is not default:
        instead = msg(
            "{view}, to which the preset belongs, is shown instead.", view=msg(view.title)
        )
    text = joined(" ", filter(None, (unknown, hint, instead)))
    return view, {} if view is default else state, (*old, Notice("error", text))


def _where(view: AnyView, preset: object, *, named: bool) -> tuple[AnyView, tuple[Notice, ...]]:
    """Return the view to which a preset belongs: the given one, or the first of the others.

    If the given one was named in the state, a notice reports where the preset was found.
    """
    if not isinstance(preset, str) or view.preset(preset):
        return view, ()
    for other in views():
        if other.preset(preset):
            text = msg(
                "{preset} is a preset of {view}, not of {other}. It is shown there.",
                preset=preset,
                view=msg(other.title),
                other=msg(view.title),
            )
            return other, (Notice("warning", text),) if named else ()
    return view, ()
