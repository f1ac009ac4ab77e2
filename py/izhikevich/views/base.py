"""The definition of a view."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from izhikevich.errors import ParameterError, SimulationError
from izhikevich.messages import msg
from izhikevich.plots.spec import Plot, Thumbnail, empty
from izhikevich.progress import Progress
from izhikevich.views.part import Part
from izhikevich.views.schema import Continue, Group, Panel, Parameter, Preset, PresetGroup, Values

#: The result of a view's `prepare`, from which its `compute` starts.
Setup = TypeVar("Setup")


class View(Generic[Setup]):
    """A view declares what can be changed and computes what is displayed.

    A subclass sets the class attributes and defines `presets`, `prepare` and `compute`. `facts` are
    the numbers that its answers give by name, with the meaning of each, for the tasks of tours;
    `has_equations` tells whether its answers give equations to change numbers in. `finder` is in
    the field that finds presets, and `kept` the title of those that the reader saves.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    intro: ClassVar[str]
    groups: ClassVar[tuple[Group, ...]]
    parameters: ClassVar[tuple[Parameter, ...]]
    preset_groups: ClassVar[tuple[PresetGroup, ...]]
    default_preset: ClassVar[str]
    panels: ClassVar[tuple[Panel, ...]]
    continues: ClassVar[Continue | None] = None
    facts: ClassVar[Mapping[str, str]] = {}
    has_equations: ClassVar[bool] = False
    finder: ClassVar[str] = "Find by name"
    kept: ClassVar[str] = "Saved by me"

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

    def compute(self, prepared: Setup, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        """Yield what is quick, the summary last, then what takes longer."""
        raise NotImplementedError

    def preset(self, name: str) -> Preset | None:
        """Return the preset of that name."""
        return next((preset for preset in self.presets if preset.name == name), None)

    def thumbnail(self, preset: Preset) -> Thumbnail | None:
        """Return a small picture of a preset, if it has one."""
        return None


#: A view whose setup only it knows: the result of `prepare` is passed to its own `compute` only.
AnyView: TypeAlias = View[Any]


def quick_plots(panels: Iterable[Panel], asked: Collection[str], shown: Any) -> dict[str, Plot]:
    """Return the plots of the quick ones among the requested panels."""
    wanted = [panel for panel in panels if panel.quick and panel.name in asked]
    return {
        panel.name: plot
        for panel in wanted
        for plot in _building(panel, shown)
        if isinstance(plot, Plot)
    }


def later_plots(
    panels: Iterable[Panel], asked: Collection[str], shown: Any
) -> Iterator[Part | Progress]:
    """Yield progress and the plots of the others."""
    for panel in panels:
        if panel.quick or panel.name not in asked:
            continue
        for part in _building(panel, shown):
            yield part if isinstance(part, Progress) else Part(plots={panel.name: part})


def _building(panel: Panel, shown: Any) -> Iterator[Progress | Plot]:
    """Yield progress and plots of a panel; if it cannot be drawn, a plot that explains why."""
    if panel.build is None:
        return
    try:
        made = panel.build(shown)
        if isinstance(made, Plot):
            yield made
        else:
            yield from made
    except (ParameterError, SimulationError) as error:
        yield empty(msg("This cannot be drawn: {why}", why=str(error)))
