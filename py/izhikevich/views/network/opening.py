"""The state of this view that displays a network made by code."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature
from typing import Any

import numpy as np

from izhikevich import networks
from izhikevich.errors import ParameterError
from izhikevich.network.network import Network
from izhikevich.networks.description import describe
from izhikevich.networks.interventions import planned
from izhikevich.networks.weights import is_matrix
from izhikevich.views.network.declaration import CHANGES
from izhikevich.views.network.presets import NAMES, recipe
from izhikevich.views.network.templates import tables
from izhikevich.views.opening import least, normal
from izhikevich.views.registry import VIEWS
from izhikevich.views.schema import Value, Values
from izhikevich.views.state import State


def opened(net: Network) -> State | None:
    """Start from the most similar preset among those made by the same function."""
    if not net.origin:
        return _described(net)
    maker, arguments = net.origin
    view = VIEWS["network"]()
    default = signature(getattr(networks, maker)).parameters
    names = {argument: name for name, argument in NAMES.items()}
    interventions: tuple[Values, ...] = tuple(
        {"at": one.at, "set": one.set, "of": str(one.of), "to": one.to} for one in planned(net)
    )
    found = []
    for preset in view.presets:
        if recipe(preset.name, preset.values)[0].__name__ != maker:
            continue
        values = {names.get(key, key): value for key, value in arguments.items()}
        others = [key for key in arguments if names.get(key, key) not in preset.values]
        if all(arguments[key] == default[key].default for key in others):
            own = {name: _value(v) for name, v in values.items() if name in preset.values}
            if maker == "custom":
                own |= tables(arguments["populations"], arguments["projections"])
            if interventions:
                own[CHANGES.name] = CHANGES.text(interventions)
            found.append(normal(view, preset.name, own))
    return least(found) or _described(net)


def _described(net: Network) -> State | None:
    """Start from an empty network, if this one was built from laws."""
    from izhikevich.views.network.described import described

    view = VIEWS["network"]()
    given = described(describe(net))
    return normal(view, given["preset"], dict(given["values"]))


def _value(argument: Any) -> Value:
    """Write an argument as the value of a parameter: sequences as text, rows as in tables."""
    if isinstance(argument, str):
        return argument
    if isinstance(argument, float | int | np.number):
        return float(argument)
    if isinstance(argument, Mapping):
        return ",".join(f"{name}={_text(cell)}" for name, cell in argument.items())
    rows = [_value(one) if isinstance(one, Mapping) else _text(one) for one in argument]
    return (";" if any(isinstance(one, Mapping) for one in argument) else ",").join(map(str, rows))


def _text(item: Any) -> str:
    """Write a number or a distribution; matrices and files have no place in a link."""
    if is_matrix(item):
        raise ParameterError("weight", item, "cannot be part of a link")
    return str(getattr(item, "text", item))
