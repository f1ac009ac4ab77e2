"""The definition of a view."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeAlias, TypeVar

from izhikevich.errors import ParameterError, SimulationError
from izhikevich.messages import msg
from izhikevich.plots.spec import Plot, Thumbnail, empty
from izhikevich.progress import Progress
from izhikevich.views.file import Taken
from izhikevich.views.graph import Graph
from izhikevich.views.part import Notice, Part
from izhikevich.views.schema import (
    Build,
    Continue,
    Group,
    LiveMode,
    Panel,
    Parameter,
    Preset,
    PresetGroup,
    Values,
)

if TYPE_CHECKING:  # imported when a view first runs live
    from izhikevich.views.live import LiveModel

#: Time for all coarse plots of an answer together, s: what takes longer is left out.
MAX_COARSE = 0.1
#: The result of a view's `prepare`, from which its `compute` starts.
Setup = TypeVar("Setup")


class View(Generic[Setup]):
    """A view declares what can be changed and computes what is displayed.

    A subclass sets the class attributes and defines `presets`, `prepare` and `compute`. `facts` are
    the numbers that its answers give by name, with the meaning of each, for the tasks of tours.
    Links that name no preset have the `default_preset`, for ever; `first_preset` is what the view
    opens with where there is no link, if another. `has_equations` tells whether its answers give
    equations to change numbers in. `finder` is in the field that finds presets, and `kept` is the
    title of those that the reader saves. `graphs` are pairs of its tables that are drawn.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    intro: ClassVar[str]
    groups: ClassVar[tuple[Group, ...]]
    parameters: ClassVar[tuple[Parameter, ...]]
    preset_groups: ClassVar[tuple[PresetGroup, ...]]
    default_preset: ClassVar[str]
    first_preset: ClassVar[str] = ""
    panels: ClassVar[tuple[Panel, ...]]
    continues: ClassVar[Continue | None] = None
    live: ClassVar[LiveMode | None] = None
    facts: ClassVar[Mapping[str, str]] = {}
    has_equations: ClassVar[bool] = False
    finder: ClassVar[str] = "Find by name"
    kept: ClassVar[str] = "Saved by me"
    graphs: ClassVar[tuple[Graph, ...]] = ()

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        """The presets."""
        raise NotImplementedError

    def prepare(self, preset: Preset, values: Values) -> Setup:
        """Check the values for consistency and return what `compute` starts from.

        Raises
        ------
        ParameterError
            The message names the parameter at fault.
        """
        raise NotImplementedError

    def preparing(self, preset: Preset, values: Values) -> Generator[Progress, None, Setup]:
        """Do what `prepare` does, with progress reports: for views in which it takes long."""
        yield from ()
        return self.prepare(preset, values)

    def takes(self, parameter: str, content: str | bytes) -> bool:
        """Tell whether a parameter takes what was dropped on the page: it is no link or model."""
        return True

    def taking(
        self, parameter: str, content: str | bytes, filename: str, values: Values
    ) -> Generator[Progress, None, Taken]:
        """Read the content of a file for a parameter that takes files, with progress reports.

        Parameters
        ----------
        parameter : str
            A parameter of the kind `File`.
        content : str or bytes
            Bytes of an archive.
        filename : str
            Its name, if it has one.
        values : dict
            Values of the state that is to take it.

        Raises
        ------
        ParameterError, FileError
            If it cannot be read. The message says what, and where.
        """
        raise NotImplementedError

    def settled(self, preset: Preset, given: Values) -> tuple[Values, tuple[Notice, ...]]:
        """Return a value for every parameter that states hold, and what was wrong.

        Parameters
        ----------
        preset : Preset
        given : dict
            Checked values, of derived parameters as well, in the order in which they are applied.
        """
        return {**preset.values, **given}, ()

    def default(self, preset: Preset, values: Values) -> Values:
        """Return the values from which a state with these values tells the differences."""
        return preset.values

    def differing(self, preset: Preset, values: Values) -> Values:
        """Return what a state holds: the values that differ from the preset's."""
        default = self.default(preset, values)
        return {name: v for name, v in values.items() if name not in default or v != default[name]}

    def shown(self, preset: Preset, values: Values) -> Values:
        """Return the values that controls show: those of derived parameters as well."""
        return values

    def compute(self, prepared: Setup, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        """Yield what is quick, the summary last, then what takes longer."""
        raise NotImplementedError

    def go_live(self, prepared: Setup) -> LiveModel:
        """Return a live run that starts from what was prepared, for views that declare `live`."""
        raise NotImplementedError

    def preset(self, name: str) -> Preset | None:
        """Return the preset of that name."""
        return next((preset for preset in self.presets if preset.name == name), None)

    def thumbnail(self, preset: Preset) -> Thumbnail | None:
        """Return a small picture of a preset, if it has one."""
        return None


#: In the name of a declared fact, the part that varies, such as the name of a population.
VARIES = "NAME"


def fact_of(view: View[Any], name: str) -> tuple[str, str] | None:
    """Return the label of a fact of a view and what fills its slot; None if it is no fact.

    The label of "rate NAME" is "rate {name}", which "rate Exc" fills with "Exc".
    """
    if name in view.facts:
        return label_of(name), ""
    for fact in view.facts:
        begin, mark, _ = fact.partition(VARIES)
        if mark and name.startswith(begin) and len(name) > len(begin):
            return label_of(fact), name.removeprefix(begin)
    return None


def label_of(fact: str) -> str:
    """Return the label of a declared fact, with a slot for what varies."""
    return fact.replace(VARIES, "{name}")


#: A view whose setup only it knows: the result of `prepare` is passed to its own `compute` only.
AnyView: TypeAlias = View[Any]


def quick_plots(panels: Iterable[Panel], asked: Collection[str], shown: Any) -> dict[str, Plot]:
    """Return the plots of the quick ones among the requested panels."""
    wanted = [panel for panel in panels if panel.quick and panel.name in asked]
    return {
        panel.name: plot
        for panel in wanted
        for plot in _building(panel.build, shown)
        if isinstance(plot, Plot)
    }


def coarse_plots(panels: Iterable[Panel], asked: Collection[str], shown: Any) -> dict[str, Plot]:
    """Return coarse plots of those among the requested panels that have them, if there is time."""
    plots: dict[str, Plot] = {}
    end = perf_counter() + MAX_COARSE
    for panel in panels:
        if panel.coarse is None or panel.name not in asked:
            continue
        for part in _building(panel.coarse, shown):
            if perf_counter() > end:
                break
            if isinstance(part, Plot):
                plots[panel.name] = part
    return plots


def later_plots(
    panels: Iterable[Panel], asked: Collection[str], shown: Any
) -> Iterator[Part | Progress]:
    """Yield progress and the plots of the others."""
    for panel in panels:
        if panel.quick or panel.name not in asked:
            continue
        for part in _building(panel.build, shown):
            yield part if isinstance(part, Progress) else Part(plots={panel.name: part})


def _building(build: Build | None, shown: Any) -> Iterator[Progress | Plot]:
    """Yield progress and plots of a panel; if it cannot be drawn, a plot that explains why."""
    if build is None:
        return
    try:
        made = build(shown)
        if isinstance(made, Plot):
            yield made
        else:
            yield from made
    except (ParameterError, SimulationError) as error:
        yield empty(msg("This cannot be drawn: {why}", why=str(error)))
