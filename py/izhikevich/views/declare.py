"""Declarations: parameters, presets and panels of a view, and the schema the page is built from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from math import inf
from pkgutil import iter_modules
from typing import Any, ClassVar

from izhikevich.errors import ParameterError
from izhikevich.plots.spec import Plot
from izhikevich.progress import Progress
from izhikevich.text import is_whole
from izhikevich.units import number

#: Lowest value, highest value and step of a slider; the field beside it allows more.
Slider = tuple[float, float, float]
Value = float | str | bool
Values = dict[str, Value]

#: Help of what several views have.
SIMULATED = "Simulated time."
#: Said of a text with a lone surrogate.
HALVES = "must not hold half a character (a lone surrogate)"
NOISE = "Standard deviation of a normal current into each neuron, new in each ms."


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """What the reader can change.

    Parameters
    ----------
    name : str
        Name in links and code.
    label : str
        Name for the reader.
    group : str
        Name of the group it stands in.
    help : str
        One or two sentences.
    """

    KIND: ClassVar[str]

    name: str
    label: str
    group: str
    help: str

    def read(self, value: object) -> Value:
        """Return the value, checked; texts (from links) are read.

        Raises
        ------
        ParameterError
            If it is not allowed.
        """
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """Return the declaration as the page reads it."""
        return {
            "kind": self.KIND,
            "name": self.name,
            "label": self.label,
            "group": self.group,
            "help": self.help,
        }


@dataclass(frozen=True, kw_only=True)
class Number(Parameter):
    """A number, by field and slider.

    Parameters
    ----------
    symbol : str
        What stands before the field; what follows "_" is set as a subscript.
    unit : str
        Unit, in ASCII.
    slider : (low, high, step)
        Usual range.
    low, high : float
        What is allowed.
    low_open : bool
        Whether `low` itself is not.
    whole : bool
        Whether it is a whole number.
    """

    KIND = "number"

    symbol: str
    unit: str
    slider: Slider
    low: float = -inf
    high: float = inf
    low_open: bool = False
    whole: bool = False

    def read(self, value: object) -> float:
        """Return the number."""
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                allowed = f"must be a number{written_range(self.low, self.high)}"
                raise ParameterError(self.name, value, allowed) from None
        found = number(
            value, self.name, self.unit, low=self.low, high=self.high, low_open=self.low_open
        )
        if self.whole and found != int(found):
            allowed = f"must be a whole number{written_range(self.low, self.high)}"
            raise ParameterError(self.name, value, allowed)
        return found

    def schema(self) -> dict[str, Any]:
        """Return the declaration as the page reads it."""
        return {
            **super().schema(),
            "symbol": self.symbol,
            "unit": self.unit,
            "slider": list(self.slider),
            "low": self.low if self.low > -inf else None,
            "high": self.high if self.high < inf else None,
            "whole": self.whole,
        }


def amount(
    name: str,
    symbol: str,
    label: str,
    unit: str,
    slider: Slider,
    text: str,
    *,
    group: str,
    low: float = 0.0,
    high: float = 1000.0,
    whole: bool = False,
) -> Number:
    """Declare a number that is usually from 0 to 1000, in few words.

    Parameters
    ----------
    name, symbol, label, unit, slider, group, low, high, whole
        As of `Number`.
    text : str
        Its help.
    """
    return Number(
        name=name,
        symbol=symbol,
        label=label,
        unit=unit,
        slider=slider,
        group=group,
        help=text,
        low=low,
        high=high,
        whole=whole,
    )


@dataclass(frozen=True, kw_only=True)
class Choice(Parameter):
    """One of several named options.

    Parameters
    ----------
    options : mapping from str to (label, help)
        By value.
    brings : mapping from str to dict
        By value: what choosing it on the page sets, too, so that the reader starts from numbers
        that go with it.
    """

    KIND = "choice"

    options: Mapping[str, tuple[str, str]]
    brings: Mapping[str, Values] = field(default_factory=dict)

    def read(self, value: object) -> str:
        """Return the chosen value."""
        if not isinstance(value, str) or value not in self.options:
            raise ParameterError(self.name, value, f"must be one of {', '.join(self.options)}")
        return value

    def schema(self) -> dict[str, Any]:
        """Return the declaration as the page reads it."""
        options: list[dict[str, Any]] = [
            {"value": value, "label": label, "help": text}
            for value, (label, text) in self.options.items()
        ]
        for option in options:
            if option["value"] in self.brings:
                option["brings"] = dict(self.brings[option["value"]])
        return {**super().schema(), "options": options}


@dataclass(frozen=True, kw_only=True)
class Toggle(Parameter):
    """Yes or no. None of our views has one: it is there for views to come."""

    KIND = "toggle"

    def read(self, value: object) -> bool:
        """Return the truth value."""
        if isinstance(value, bool):
            return value
        if value in ("true", "false"):
            return value == "true"
        raise ParameterError(self.name, value, "must be true or false")


@dataclass(frozen=True, kw_only=True)
class Text(Parameter):
    """A short text with a meaning of its own.

    Parameters
    ----------
    examples : mapping from str to str
        Labels and texts that the reader can choose.
    """

    KIND = "text"

    examples: Mapping[str, str] = field(default_factory=dict)

    def read(self, value: object) -> str:
        """Return the text; the view reads its meaning."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = f"{value!r}"
        if not isinstance(value, str):
            raise ParameterError(self.name, value, "must be text")
        if not is_whole(value):
            raise ParameterError(self.name, value, HALVES)
        return value.strip()

    def schema(self) -> dict[str, Any]:
        """Return the declaration as the page reads it."""
        examples = [{"label": label, "value": text} for label, text in self.examples.items()]
        return {**super().schema(), "examples": examples}


def written_range(low: float, high: float) -> str:
    """Say what is allowed, at the end of "must be a number"."""
    if low == -inf:
        return "" if high == inf else f" up to {high:g}"
    return f" from {low:g}" if high == inf else f" from {low:g} to {high:g}"


@dataclass(frozen=True)
class Group:
    """Parameters that stand together; `is_open` if unfolded at first."""

    name: str
    title: str
    help: str
    is_open: bool = True


@dataclass(frozen=True)
class PresetGroup:
    """Presets that stand together: as "grid" of small pictures, as named "cards", or as "chips".

    Groups of chips with the same `heading` share one place, in which one of them is shown.
    """

    name: str
    title: str
    layout: str
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A complete set of values with a name.

    Parameters
    ----------
    name, title, mark : str
        Name in links; name for the reader; a letter or abbreviation.
    group : str
        Name of its group.
    text : str
        What to see.
    values : dict
        A value for every parameter that it has; the view's other parameters are not shown.
    sliders, units : dict
        Where they differ from the declared ones, by parameter.
    source : str
        Where it comes from, for the reference.
    """

    name: str
    title: str
    mark: str
    group: str
    text: str
    values: Values
    sliders: Mapping[str, Slider] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Draw:
    """How a parameter can be drawn with the pointer, as a curve over the first axes of a panel.

    Parameters
    ----------
    parameter : str
        Its name. It becomes a text of numbers, separated by commas, that stand at equal distances.
    trace : str
        The trace that is drawn anew: where the pointer was not, its values stay.
    points : int
        How many numbers.
    label, help : str
        What the button says, and what it does.
    """

    parameter: str
    trace: str
    points: int
    label: str
    help: str

    def schema(self) -> dict[str, Any]:
        """Return the declaration as the page reads it."""
        return {
            "parameter": self.parameter,
            "trace": self.trace,
            "points": self.points,
            "label": self.label,
            "help": self.help,
        }


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A place for a plot, and what builds it.

    Parameters
    ----------
    name, title, help : str
        Name in links; name for the reader; what it shows.
    place : str
        "main", "side", or "extra" for those of which one at a time is open.
    default : bool
        Whether it is shown at first.
    on_demand : bool
        Whether it is computed only when it is open.
    axis_group : str, optional
        Panels of one group share their horizontal axis.
    pick : (str or None, str or None), optional
        Parameters that a click in the panel sets to its coordinates. A figure whose axes change
        says so itself: its layout's meta has "pick" with "x", "y", and the "origin" of both, the
        coordinates at which the parameters are 0.
    draw : Draw, optional
        What can be drawn in it.
    tall : bool
        Whether it needs more height than other extra panels.
    order : int
        Panels of a view stand in ascending order.
    quick : bool
        Whether it is drawn with the first parts of an answer; others come afterwards.
    build : callable, optional
        Takes what the view has computed, and returns a plot, or yields progress and plots, each of
        which takes the place of the one before. None where the view does it by itself.
    """

    name: str
    title: str
    help: str
    place: str
    default: bool = False
    on_demand: bool = False
    axis_group: str | None = None
    pick: tuple[str | None, str | None] | None = None
    draw: Draw | None = None
    tall: bool = False
    order: int = 1000
    quick: bool = False
    build: Callable[[Any], Plot | Iterator[Progress | Plot]] | None = None

    def schema(self) -> dict[str, Any]:
        """Return the declaration as the page reads it."""
        pick = {"x": self.pick[0], "y": self.pick[1]} if self.pick else None
        return {
            "name": self.name,
            "title": self.title,
            "help": self.help,
            "place": self.place,
            "default": self.default,
            "on_demand": self.on_demand,
            "axis_group": self.axis_group,
            "pick": pick,
            "draw": self.draw.schema() if self.draw else None,
            "tall": self.tall,
        }


def panels_in(package: str) -> tuple[Panel, ...]:
    """Return the panels of a package: each of its modules declares one as `PANEL`.

    Parameters
    ----------
    package : str
        Its full name.
    """
    folder = import_module(package).__path__
    modules = (import_module(f"{package}.{module.name}") for module in iter_modules(folder))
    found: list[Panel] = [module.PANEL for module in modules]
    return tuple(sorted(found, key=lambda panel: (panel.order, panel.name)))


@dataclass(frozen=True)
class Continue:
    """How a run can go on: by making a parameter larger.

    Parameters
    ----------
    parameter : str
        Its name.
    by : float
        By how much.
    label : str
        What the button says.
    live : str
        What the button says that repeats it.
    """

    parameter: str
    by: float
    label: str
    live: str = "Live"

    def schema(self) -> dict[str, Any]:
        """Return the declaration as the page reads it."""
        return {
            "parameter": self.parameter,
            "by": self.by,
            "label": self.label,
            "live": self.live,
        }
