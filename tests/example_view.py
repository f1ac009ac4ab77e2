"""A view for the browser tests: a long run, a table, a click that sets one coordinate."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
from izhikevich.errors import ParameterError
from izhikevich.plots.spec import Axis, Curve, Pane, Pick, Plot, Quantity
from izhikevich.plots.style import Role
from izhikevich.progress import Progress, Stopped
from izhikevich.views.base import AnyView, View
from izhikevich.views.part import Notice, Part, Readout
from izhikevich.views.schema import (
    Choice,
    Continue,
    Group,
    Number,
    Option,
    Panel,
    Preset,
    PresetGroup,
    Values,
)
from izhikevich.views.table import ChoiceColumn, NumberColumn, Table, TextColumn

STEP = 0.005  # s that one simulated ms takes

PARTS = Table(
    name="parts",
    label="Parts",
    group="all",
    help="Its parts.",
    columns=(
        TextColumn(
            name="part",
            label="name",
            help="Its name.",
            default="E",
            width=5,
            unique=True,
            required=True,
        ),
        NumberColumn(
            name="count",
            label="size",
            help="How many.",
            default=100.0,
            low=1.0,
            high=1e5,
            whole=True,
            width=6,
        ),
        ChoiceColumn(
            name="kind",
            label="cell",
            help="Which kind.",
            default="RS",
            options=(Option("RS", "regular"), Option("FS", "fast")),
            width=9,
        ),
        TextColumn(name="law", label="weight", help="A distribution.", default="", width=14),
    ),
    least=1,
    most=4,
)


def _number(name: str, high: float, text: str) -> Number:
    return Number(
        name=name,
        symbol=name[0],
        label=text,
        unit="ms",
        slider=(0.0, 100.0, 1.0),
        group="all",
        help=text,
        low=0.0,
        high=high,
        whole=True,
    )


def _yes_or_no(name: str, text: str) -> Choice:
    options = (Option("no", "no"), Option("yes", "yes"))
    return Choice(name=name, label=name, group="all", help=text, options=options)


#: The values, and the rows of the table.
Prepared: TypeAlias = tuple[Values, tuple[Values, ...]]


class ExampleView(View[Prepared]):
    """A run that takes a while for each simulated ms."""

    name = "example"
    title = "Example"
    intro = "For tests."
    groups = (Group("all", "All", "All there is."),)
    parameters = (
        _number("length", 2000.0, "how long it runs"),
        _number("row", 20.0, "which row is looked at"),
        PARTS,
        _yes_or_no("broken", "Whether it fails."),
        _yes_or_no("hangs", "Whether it never ends."),
    )
    preset_groups = (PresetGroup("shapes", "Shapes"),)
    default_preset = "short"
    panels = (
        Panel(
            name="shape",
            title="Shape",
            help="It.",
            place="main",
            default=True,
            axis_group="time",
            pick=Pick(None, "row"),
        ),
        Panel(name="more", title="More", help="More of it.", place="extra", on_demand=True),
    )
    continues = Continue("length", 20.0, "Go on for 20 ms")

    @cached_property
    def presets(self) -> tuple[Preset, ...]:
        """A short one and another."""
        values: Values = {
            "length": 0.0,
            "row": 3.0,
            "parts": "part=E,count=800;part=I,count=200,kind=FS",
            "broken": "no",
            "hangs": "no",
        }
        short = Preset(
            name="short", title="Short", mark="S", group="shapes", text="It.", values=values
        )
        return (
            short,
            replace(
                short,
                name="other",
                title="Other",
                mark="O",
                values={**values, "parts": "part=A,law=normal(5,1)"},
            ),
        )

    def prepare(self, preset: Preset, values: Values) -> Prepared:
        """Refuse what is broken."""
        if values["broken"] == "yes":
            raise RuntimeError("broken on purpose")
        rows = PARTS.rows(values["parts"])
        if rows[0]["part"] == "forbidden":
            raise ParameterError("parts", values["parts"], "row 1, name: is forbidden")
        return values, rows

    def compute(self, prepared: Prepared, panels: tuple[str, ...]) -> Iterator[Part | Progress]:
        """Run, and tell how far."""
        values, rows = prepared
        while values["hangs"] == "yes":
            pass
        length = int(values["length"])
        reached = 0
        notices: tuple[Notice, ...] = ()
        try:
            while reached < length:
                time.sleep(STEP)
                reached += 1
                yield Progress(reached / length, f"{reached} ms of {length} ms")
        except Stopped:
            notices = (Notice("info", f"Stopped at {reached} ms."),)
        line = Curve(name="line", role=Role.INK, x=np.arange(3.0), y=np.arange(3.0))
        across, up = Axis(Quantity("x"), range=(0.0, 2.0)), Axis(Quantity("y"), range=(-5.0, 20.0))
        plot = Plot(panes=[Pane(x=across, y=up, series=[line])])
        yield Part(
            plots={"shape": plot},
            cursor=None,
            readouts=tuple(
                Readout(str(row["part"]), f"{row['count']:g} {row['kind']} {row['law']}".strip())
                for row in rows
            ),
            summary=f"{reached} of {length} ms, row {values['row']:g}.",
            notices=notices,
        )
        if "more" in panels:
            for step in range(400):  # which does not mind being stopped
                time.sleep(STEP)
                yield Progress(step / 400, "More")
            yield Part(plots={"more": plot})


def make() -> AnyView:
    """Return the view."""
    return ExampleView()
