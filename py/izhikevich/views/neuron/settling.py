"""Values of the view: those that states hold, and those that its controls show."""

from __future__ import annotations

from izhikevich.errors import ParameterError
from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.neuron.parameters import Parameters
from izhikevich.views.neuron.forms import (
    COEFFICIENTS,
    Form,
    converted,
    form_named,
    form_of,
    own_form,
)
from izhikevich.views.neuron.protocol import numbers, rewritten
from izhikevich.views.part import Notice
from izhikevich.views.schema import Preset, Value, Values
from izhikevich.views.state import refused


def settled(preset: Preset, given: Values) -> tuple[Values, tuple[Notice, ...]]:
    """Return the values that a state holds; see `View.settled`.

    The first coefficient decides in which form the others are. A later one of the other form, or
    another form, converts what was given before.
    """
    cell = _neuron(preset)
    notices: list[Notice] = []
    asked = next((form for name in given if (form := form_named(name))), own_form(cell))
    values = _beginning(preset, asked, given)
    if values is None:
        values = dict(preset.values)
    for name, value in given.items():
        try:
            wanted = form_named(name)
            if name == "form":
                wanted = "2007" if value == "2007" else "2003"
            if wanted is not None and wanted != form_of(values):
                found = converted(values, wanted, cell)
                values = found.values
                if found.note is not None:
                    notices.append(Notice("info", found.note, "form"))
            if name in values:
                values[name] = value
            elif name != "form" and isinstance(value, float):
                text, duration = str(values["stimulus"]), float(values["duration"])
                values["stimulus"] = rewritten(text, duration, name, value)
        except ParameterError as error:
            notices.append(refused(error, form_of(values) if error.parameter == "form" else None))
    return values, tuple(notices)


def default(preset: Preset, values: Values) -> Values:
    """Return the preset's values in the form of these values.

    If the preset has no such form, they are in its own.
    """
    cell = _neuron(preset)
    form = form_of(values)
    try:
        return converted(preset.values, form, cell).values
    except ParameterError:
        return preset.values


def differing(preset: Preset, values: Values) -> Values:
    """Return the values that tell a state from its preset.

    At least one coefficient is among them if they are in another form than the preset.
    """
    defaults = default(preset, values)
    found = {name: v for name, v in values.items() if name not in defaults or v != defaults[name]}
    form = form_of(values)
    names = COEFFICIENTS[form]
    if form == own_form(_neuron(preset)) or any(name in found for name in names):
        return found
    return {name: v for name, v in values.items() if name in found or name == names[0]}


def shown(preset: Preset, values: Values) -> Values:
    """Return the values of the controls: both forms if there are, and the numbers of a protocol."""
    cell = _neuron(preset)
    form = form_of(values)
    found: dict[str, Value] = {"form": form, **values}
    if form == "2007":
        expanded = converted(values, "2003", cell).values
        found |= {name: expanded[name] for name in COEFFICIENTS["2003"]}
    if form == "2003" and not cell.dimensional:
        del found["C"]
    return found | numbers(str(values["stimulus"]), float(values["duration"]))


def _beginning(preset: Preset, form: Form, given: Values) -> Values | None:
    """Return the preset's values in a form, or None if it has no such form, and none is given."""
    cell = _neuron(preset)
    names = COEFFICIENTS[form]
    try:
        return dict(converted(preset.values, form, cell).values)
    except ParameterError:
        if not all(name in given for name in names):
            return None
    found: Values = {}
    for name, value in preset.values.items():
        if form_named(name) is None:
            found[name] = value
        elif name not in found:
            found |= {own: given[own] for own in names}
    return found


def _neuron(preset: Preset) -> Parameters:
    return EXPERIMENTS[preset.name].parameters
