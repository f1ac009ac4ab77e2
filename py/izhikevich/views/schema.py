"""Declarations: parameters, presets and panels of a view, from which the page is built."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from math import inf
from pkgutil import iter_modules
from typing import Annotated, Any, Literal, TypeAlias

from izhikevich.errors import ParameterError, choices
from izhikevich.messages import Message, msg, written
from izhikevich.plots.spec import Pick, Plot, Thumbnail
from izhikevich.progress import Progress
from izhikevich.text import is_whole
from izhikevich.transport import LOCAL, UNSET, SentAs, Unset
from izhikevich.units import number

#: Lowest value, highest value and step of a slider; the field next to it allows more.
Slider: TypeAlias = tuple[float, float, float]
Value: TypeAlias = float | str
Values: TypeAlias = dict[str, Value]
#: What builds the plot of a panel from what a view has computed.
Build: TypeAlias = Callable[[Any], Plot | Iterator[Progress | Plot]]
#: A number that may be infinite, which is null in messages.
Limit: TypeAlias = Annotated[float, SentAs(float | None)]

#: Message about a text with a lone surrogate.
HALVES = "must not hold half a character (a lone surrogate)"


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter that the reader can change.

    Parameters
    ----------
    name : str
        Name in links and code.
    label : str
        Name for the reader.
    group : str
        Name of its group.
    help : str
        One or two sentences.
    derived : bool
        Whether it follows from others, which a change of it rewrites: states and links hold those.
    looks : bool
        Whether it only chooses what is looked at, and changes nothing in the model.
    aliases : tuple of str
        Other names under which links may have it.
    """

    kind: str = field(init=False)
    name: str
    label: str
    group: str
    help: str
    derived: bool = False
    looks: bool = field(default=False, metadata=LOCAL)
    aliases: tuple[str, ...] = field(default=(), metadata=LOCAL)

    def read(self, value: object) -> Value:
        """Return the value, checked; texts (from links) are read.

        Raises
        ------
        ParameterError
            If it is not allowed.
        """
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Number(Parameter):
    """A number, with a field and a slider.

    Parameters
    ----------
    symbol : str
        Symbol in front of the field; what follows "_" is set as a subscript. If empty, the label
        is there.
    unit : str
        Unit, in ASCII.
    slider : (low, high, step)
        Range of the slider, and its step.
    low, high : float
        Limits of the allowed values.
    low_open : bool
        Whether `low` itself is excluded.
    whole : bool
        Whether it is an integer.
    """

    kind: Literal["number"] = field(default="number", init=False)
    symbol: str
    unit: str
    slider: Slider
    low: Limit = -inf
    high: Limit = inf
    low_open: bool = field(default=False, metadata=LOCAL)
    whole: bool = False

    def read(self, value: object) -> float:
        """Return the number."""
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                allowed = a_number(self.low, self.high)
                raise ParameterError(self.name, value, allowed) from None
        found = number(
            value, self.name, self.unit, low=self.low, high=self.high, low_open=self.low_open
        )
        if self.whole and found != int(found):
            raise ParameterError(self.name, value, a_number(self.low, self.high, whole=True))
        return found


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
    looks: bool = False,
) -> Number:
    """Declare a number concisely; by default it is between 0 and 1000.

    Parameters
    ----------
    name, symbol, label, unit, slider, group, low, high, whole, looks
        As for `Number`.
    text : str
        Its help text.
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
        looks=looks,
    )


@dataclass(frozen=True)
class Option:
    """An option to choose.

    Parameters
    ----------
    value : str
        Value in links and code.
    label, help : str
        Texts for the reader.
    brings : dict, optional
        Values that are also set when the reader chooses it on the page, so that they start from
        numbers that match.
    """

    value: str
    label: str
    help: str = ""
    brings: Values | Unset = UNSET


@dataclass(frozen=True, kw_only=True)
class Choice(Parameter):
    """One of several named options."""

    kind: Literal["choice"] = field(default="choice", init=False)
    options: tuple[Option, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The values of the options."""
        return tuple(option.value for option in self.options)

    def read(self, value: object) -> str:
        """Return the selected value."""
        if not isinstance(value, str) or value not in self.values:
            raise ParameterError(self.name, value, choices(self.values))
        return value


@dataclass(frozen=True)
class Example:
    """A text that the reader can choose, by its label."""

    label: str
    value: str


def examples(texts: Mapping[str, str]) -> tuple[Example, ...]:
    """Return texts by their labels as examples."""
    return tuple(Example(label, text) for label, text in texts.items())


@dataclass(frozen=True, kw_only=True)
class Text(Parameter):
    """A short text with its own meaning.

    Parameters
    ----------
    examples : tuple of Example
    check : callable, optional
        Raises a `ParameterError` for a text that is not allowed, whatever the other values are.
    """

    kind: Literal["text"] = field(default="text", init=False)
    examples: tuple[Example, ...] = ()
    check: Callable[[str], object] | None = field(default=None, metadata=LOCAL)

    def read(self, value: object) -> str:
        """Return the text; the view interprets it."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = f"{value!r}"
        if not isinstance(value, str):
            raise ParameterError(self.name, value, "must be text")
        if not is_whole(value):
            raise ParameterError(self.name, value, HALVES)
        if self.check is not None:
            self.check(value)
        return value.strip()


def a_number(low: float, high: float, *, whole: bool = False) -> Message:
    """State that a number is needed, and which ones are allowed."""
    within = written_range(low, high)
    if not within:
        return msg("must be a whole number") if whole else msg("must be a number")
    if whole:
        return msg("must be a whole number {range}", range=within)
    return msg("must be a number {range}", range=within)


def written_range(low: float, high: float) -> Message | None:
    """State which numbers are allowed; None if all are."""
    least, most = written(low, "g"), written(high, "g")
    if low == -inf:
        return None if high == inf else msg("up to {most}", most=most)
    if high == inf:
        return msg("from {least}", least=least)
    return msg("from {least} to {most}", least=least, most=most)


@dataclass(frozen=True)
class Group:
    """A group of parameters; `open` if unfolded at first."""

    name: str
    title: str
    help: str
    open: bool = True


@dataclass(frozen=True)
class PresetGroup:
    """A group of presets; `heading` stands before a title that alone says too little."""

    name: str
    title: str
    heading: str = ""


@dataclass(frozen=True)
class Template:
    """Values to begin from, of a preset whose reader makes something of their own.

    Parameters
    ----------
    label, text : str
        Name, and a few sentences about it.
    values : dict
        Values that it sets; all others are those of the preset.
    """

    label: str
    text: str
    values: Values


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
        What to look for.
    keywords : str
        Further words by which the reader may look for it.
    values : dict
        A value for each of its parameters; the view's other parameters are hidden.
    opens : tuple of str
        Panels that are opened with it when the reader chooses it, besides those that are open.
    sliders, units : dict
        Sliders and units by parameter, where they differ from the declared ones.
    source : str
        Source, for the reference.
    thumbnail : Thumbnail, optional
        A small picture.
    templates : tuple of Template
        What the reader can begin from.
    """

    name: str
    title: str
    mark: str
    group: str
    text: str
    keywords: str = ""
    values: Values
    opens: tuple[str, ...] = ()
    sliders: Mapping[str, Slider] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    source: str = field(default="", metadata=LOCAL)
    thumbnail: Thumbnail | None = None
    templates: tuple[Template, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Draw:
    """How a parameter can be drawn with the pointer over the first axes of a panel.

    Parameters
    ----------
    parameter : str
        Name of the parameter, a text. A curve becomes equally spaced numbers, separated by commas;
        strokes become points as x and y in percent from the upper left corner, such as
        "12,3 14,8;40,9" for two strokes.
    trace : str
        Trace that is redrawn as a curve: where the pointer was not, its values are kept. Empty for
        strokes.
    points : int
        Number of values of a curve; of points of all strokes, at most.
    label, help : str
        Label of the button, and what it does.
    clear : str
        Label of the button that takes strokes away.
    """

    parameter: str
    trace: str = ""
    points: int
    label: str
    help: str
    clear: str = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A panel: a place for a plot, and the function that builds it.

    Parameters
    ----------
    name, title, help : str
        Name in links; name for the reader; what it displays.
    place : {"main", "side", "extra"}
        "main", "side", or "extra" for those below the first screen.
    default : bool
        Whether it is open at first.
    on_demand : bool
        Whether it is computed only when open.
    axis_group : str, optional
        Panels of one group share their horizontal axis.
    pick : Pick, optional
        Parameters that a click in the panel sets to its coordinates. A plot whose axes change
        declares this itself.
    draw : Draw, optional
        What can be drawn in it.
    tall : bool
        Whether it needs more height than other extra panels.
    order : int
        Position: panels of a view are in ascending order.
    quick : bool
        Whether it is drawn with the first parts of an answer; others follow later.
    build : callable, optional
        Takes what the view has computed, and returns a plot, or yields progress and plots, each of
        which replaces the one before. None if the view builds it itself.
    coarse : callable, optional
        The same with fewer points: what is shown while a value is being changed, when no time is
        left for `build`, whose plot replaces it. It is omitted if it takes long.
    """

    name: str
    title: str
    help: str
    place: Literal["main", "side", "extra"]
    default: bool = False
    on_demand: bool = False
    axis_group: str | None = None
    pick: Pick | None = None
    draw: Draw | None = None
    tall: bool = False
    order: int = field(default=1000, metadata=LOCAL)
    quick: bool = field(default=False, metadata=LOCAL)
    build: Build | None = field(default=None, metadata=LOCAL)
    coarse: Build | None = field(default=None, metadata=LOCAL)


def panels_in(package: str) -> tuple[Panel, ...]:
    """Return the panels of a package: each of its modules declares one as `PANEL`.

    Parameters
    ----------
    package : str
        Full name of the package.
    """
    folder = import_module(package).__path__
    modules = (import_module(f"{package}.{module.name}") for module in iter_modules(folder))
    found: list[Panel] = [module.PANEL for module in modules]
    return tuple(sorted(found, key=lambda panel: (panel.order, panel.name)))


@dataclass(frozen=True, kw_only=True)
class Changing:
    """How values are changed while a run continues: by rows of a table, which the state holds.

    Parameters
    ----------
    table : str
        Name of the table.
    at, set, of, to : str
        Its columns: the time; the name of a parameter or an action; what that is done to, empty for
        a parameter; and the value.
    parameters : tuple of str
        Parameters that act on the run while it continues.
    display : tuple of str
        Parameters that only change what is shown. All others are for a run from the beginning.
    drive, silence : str
        The actions for which there are buttons: a current, and holding neurons as they are.
    current : float
        The current at first.
    unit : str
        Its unit.
    """

    table: str
    at: str
    set: str
    of: str
    to: str
    parameters: tuple[str, ...]
    display: tuple[str, ...]
    drive: str
    silence: str
    current: float
    unit: str


@dataclass(frozen=True)
class Continue:
    """How a run can be continued: by increasing a parameter.

    Parameters
    ----------
    parameter : str
        Name of the parameter.
    by : float
        Increment.
    label : str
        Label of the button.
    live : str
        Label of the button that repeats it.
    pace : float
        Increase in a second of real time at speed 1. If it is 0, there is no choice of speeds: each
        run follows the last one immediately.
    changes : Changing or None
        How values are changed meanwhile.
    scrolls, window : str
        Panel whose time axis moves smoothly while it runs live, if any, and the parameter that says
        how much of the run it shows.
    sets : dict
        Values that are set when it is continued, such as those that show its end.
    ended : str
        What the page says when the parameter has reached its highest value; "" for runs, which
        have to be started over.
    """

    parameter: str
    by: float
    label: str
    live: str = "Live"
    pace: float = 0.0
    changes: Changing | None = None
    scrolls: str = ""
    window: str = ""
    sets: Values = field(default_factory=dict)
    ended: str = ""


@dataclass(frozen=True)
class LiveMode:
    """How a view runs without an end, while the reader acts on it.

    Parameters
    ----------
    label, help : str
        Label of the switch, and what it does.
    """

    label: str
    help: str
