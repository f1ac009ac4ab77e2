"""What a view is."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from izhikevich.errors import ParameterError, SimulationError
from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress
from izhikevich.views.declare import Continue, Group, Panel, Parameter, Preset, PresetGroup, Values

#: Part of an answer, by name: figures, cursor, tones, readouts, summary, facts, spikes, about,
#: notices.
Part = dict[str, Any]


@dataclass(frozen=True)
class Notice:
    """A message to the reader.

    Parameters
    ----------
    level : str
        "info", "warning" or "error".
    text : str
        One or two sentences.
    parameter : str, optional
        The parameter beside which it belongs.
    action : (str, dict), optional
        A label, and the values that a click on it sets.
    """

    level: str
    text: str
    parameter: str | None = None
    action: tuple[str, Values] | None = None

    def schema(self) -> dict[str, Any]:
        """Return the notice as the page reads it."""
        action = {"label": self.action[0], "values": self.action[1]} if self.action else None
        return {
            "level": self.level,
            "text": self.text,
            "parameter": self.parameter,
            "action": action,
        }


@dataclass(frozen=True)
class Readout:
    """A fact about what is shown: a label, its value as written, unit and explanation."""

    label: str
    value: str
    unit: str = ""
    help: str = ""

    def schema(self) -> dict[str, Any]:
        """Return the readout as the page reads it."""
        return {"label": self.label, "value": self.value, "unit": self.unit, "help": self.help}


class View:
    """A view declares what can be changed and computes what is shown.

    A subclass sets the class attributes and writes `presets`, `prepare` and `compute`. Where
    notices are rare, `keeps_room` is false: the page then keeps no room free for one. `facts` are
    the numbers that its answers give by name, and what each is, for the tasks of tours.
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
    keeps_room: ClassVar[bool] = True
    facts: ClassVar[Mapping[str, str]] = {}

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        """The presets."""
        raise NotImplementedError

    def prepare(self, preset: Preset, values: Values) -> Any:
        """Check the values against each other and return what `compute` starts from.

        Raises
        ------
        ParameterError
            With the name of the parameter at fault.
        """
        raise NotImplementedError

    def preparing(self, preset: Preset, values: Values) -> Generator[Progress, None, Any]:
        """Do what `prepare` does, with progress: for views in which it takes long."""
        yield from ()
        return self.prepare(preset, values)

    def compute(self, prepared: Any, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        """Yield what is quick, the summary last, then what takes longer."""
        raise NotImplementedError

    def preset(self, name: str) -> Preset | None:
        """Return the preset of that name."""
        return next((preset for preset in self.presets if preset.name == name), None)

    def schema(self) -> dict[str, Any]:
        """Return the declaration as the page reads it, with the presets' small pictures."""
        return {
            "name": self.name,
            "title": self.title,
            "intro": self.intro,
            "groups": [
                {"name": g.name, "title": g.title, "help": g.help, "open": g.is_open}
                for g in self.groups
            ],
            "parameters": [parameter.schema() for parameter in self.parameters],
            "preset_groups": [
                {"name": g.name, "title": g.title, "layout": g.layout, "heading": g.heading}
                for g in self.preset_groups
            ],
            "presets": [self._preset_schema(preset) for preset in self.presets],
            "default_preset": self.default_preset,
            "panels": [panel.schema() for panel in self.panels],
            "keeps_room": self.keeps_room,
            "continue": self.continues.schema() if self.continues else None,
        }

    def thumbnail(self, preset: Preset) -> dict[str, Any] | None:
        """Return a small picture of a preset, where its group shows one."""
        return None

    def _preset_schema(self, preset: Preset) -> dict[str, Any]:
        return {
            "name": preset.name,
            "title": preset.title,
            "mark": preset.mark,
            "group": preset.group,
            "text": preset.text,
            "values": preset.values,
            "sliders": {name: list(slider) for name, slider in preset.sliders.items()},
            "units": dict(preset.units),
            "thumbnail": self.thumbnail(preset),
        }


def quick_plots(panels: Iterable[Panel], asked: Collection[str], shown: Any) -> dict[str, Plot]:
    """Return the plots of the quick ones among the panels that are asked for."""
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
            yield part if isinstance(part, Progress) else {"figures": {panel.name: part}}


def _building(panel: Panel, shown: Any) -> Iterator[Progress | Plot]:
    """Yield progress and plots of a panel; if it cannot be drawn, a plot that says why."""
    if panel.build is None:
        return
    try:
        made = panel.build(shown)
        if isinstance(made, Plot):
            yield made
        else:
            yield from made
    except (ParameterError, SimulationError) as error:
        yield empty(f"This cannot be drawn: {error}")


def nothing() -> Part:
    """Return the whole answer to what was stopped before there was any."""
    stopped = Notice("info", "Stopped before anything was computed.")
    return {"figures": {}, "notices": [stopped.schema()], "summary": "", "cursor": None}
