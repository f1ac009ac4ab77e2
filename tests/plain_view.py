"""A view without a panel: it answers in words and numbers alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

from izhikevich.progress import Progress
from izhikevich.views.base import AnyView, View
from izhikevich.views.part import Part, Readout
from izhikevich.views.schema import Group, Number, Panel, Preset, PresetGroup, Values


class PlainView(View[float]):
    """Adds two numbers, and says so in words."""

    name = "plain"
    title = "Sum"
    intro = "Two numbers."
    groups = (Group("all", "All", "All there is."),)
    parameters = tuple(
        Number(
            name=name,
            label=name,
            group="all",
            help="A number.",
            symbol=name,
            unit="mV",
            slider=(0.0, 10.0, 1.0),
        )
        for name in ("p", "q")
    )
    preset_groups = (PresetGroup("sums", "Sums"),)
    default_preset = "small"
    panels: ClassVar[tuple[Panel, ...]] = ()

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        values: Values = {"p": 1.0, "q": 2.0}
        small = Preset(name="small", title="Small", mark="S", group="sums", text="", values=values)
        return (small,)

    def prepare(self, preset: Preset, values: Values) -> float:
        return float(values["p"]) + float(values["q"])

    def compute(self, prepared: float, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        yield Part(
            readouts=(Readout("Sum", f"{prepared:g}", "mV"),),
            summary=f"The sum is {prepared:g} mV.",
            cursor=None,
        )


def make() -> AnyView:
    """Return the view."""
    return PlainView()
