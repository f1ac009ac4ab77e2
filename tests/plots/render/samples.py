"""Plots of everything that a plot can have, some of it in awkward amounts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from izhikevich.plots.network.bands import band_ticks, make_bands
from izhikevich.plots.spec import (
    RATE,
    TIME,
    VOLTAGE,
    Area,
    Arrow,
    Axis,
    Bars,
    Curve,
    Field,
    Label,
    Loop,
    Map,
    Marker,
    Pane,
    Plot,
    Points,
    Quantity,
    Raster,
    Region,
    Rule,
    Strokes,
    empty,
    selected,
)
from izhikevich.plots.style import Role

_CURRENT = Quantity("I", "mV/ms")
_CELLS = [
    "Regelmäßige Entladungen",
    "Schnelle Entladungen",
    "Niedrigschwellige",
    "Thalamokortikale Relaisneurone",
    "Chattering",
    "Resonator",
]


def _random() -> np.random.Generator:
    return np.random.default_rng(1)


def stacked(count: int) -> list[Area]:
    """Return areas one below another."""
    each = 1.0 / count
    return [Area(bottom=1.0 - (k + 0.8) * each, top=1.0 - k * each) for k in range(count)]


def raster() -> Plot:
    """Return spikes of three populations, an axis that counts downwards, and their rates."""
    sizes = [800, 150, 50]
    bands = make_bands(sizes)
    names = ["excitatory", "inhibitory", "chandelier"]
    roles = [Role.EXCITATORY, Role.INHIBITORY, Role.DECODED]
    times = np.sort(_random().random(6000) * 1000.0)
    neurons = _random().integers(0, 1000, times.size)
    time = Axis(TIME, range=(0.0, 1000.0))
    spikes = Raster(
        name="spikes",
        role=Role.INK,
        x=times,
        y=neurons,
        groups=np.searchsorted(np.cumsum(sizes), neurons, side="right"),
        names=names,
        roles=roles,
        bands=bands,
    )
    labels = [
        Label(
            text=name,
            role=role,
            x=0.0,
            y=band["top"],
            x_in="pane",
            align="left",
            valign="bottom",
        )
        for name, role, band in zip(names, roles, bands, strict=True)
    ]
    t = np.arange(0.0, 1000.0, 5.0)
    count = Axis(Quantity("neuron"), range=(999.5, -0.5), ticks=band_ticks(bands))
    rates = [
        Curve(name="E", role=Role.EXCITATORY, x=t, y=10.0 + 5.0 * np.sin(t / 50.0)),
        Curve(name="I", role=Role.INHIBITORY, x=t, y=20.0 + 8.0 * np.cos(t / 60.0)),
    ]
    return Plot(
        panes=[
            Pane(
                x=time,
                y=count,
                series=[spikes],
                marks=[*labels, selected(500.0)],
                area=Area(bottom=0.32),
            ),
            Pane(
                x=time,
                y=Axis(RATE, from_zero=True, ticks=3),
                area=Area(top=0.2),
                heading="rate (Hz)",
                series=rates,
                notes=[("excitatory", Role.EXCITATORY), ("inhibitory", Role.INHIBITORY)],
            ),
        ]
    )


def curves() -> Plot:
    """Return curves with markers and dashes, a legend inside, rules and a boxed label."""
    x = np.linspace(0.0, 30.0, 40)
    y = np.sqrt(np.maximum(x - 4.0, 0.0)) * 22.0
    hollow = Marker(["diamond", "cross", "triangle-up"], 7.0, filled=False, edge=1.5)
    series = [
        Curve(name="steady", role=Role.VOLTAGE, x=x, y=y, marker=Marker(size=5.0)),
        Curve(name="first interval", role=Role.RECOVERY, x=x, y=1.4 * y, dash="dash"),
        Curve(name="steps", role=Role.CURRENT, x=x, y=0.5 * y, step="between", opacity=0.5),
        Points(name="measured", role=Role.INK, x=x[::4], y=y[::4] + 3.0, marker=hollow),
    ]
    rheobase = Label(
        text="rheobase",
        role=Role.MUTED,
        x=4.0,
        y=1.0,
        y_in="pane",
        align="left",
        valign="top",
        shift=(4.0, -2.0),
    )
    now = Label(text="now: 14", role=Role.ACCENT, x=14.0, y=70.0, boxed=True)
    return Plot(
        legend="inside",
        panes=[
            Pane(
                x=Axis(_CURRENT),
                y=Axis(RATE, from_zero=True, grid=True),
                series=series,
                marks=[Rule(role=Role.MUTED, x=4.0, dash="dot"), rheobase, now],
            )
        ],
    )


def logarithmic() -> Plot:
    """Return two logarithmic axes, a region, and long names."""
    f = np.logspace(0.0, 3.0, 200)
    z = 100.0 / np.sqrt(1.0 + (f / 40.0) ** 2)
    return Plot(
        legend="above",
        panes=[
            Pane(
                x=Axis(Quantity("frequency", "Hz"), kind="log"),
                y=Axis(Quantity("impedance", "MΩ"), kind="log", grid=True),
                series=[
                    Curve(name="impedance with its resonance", role=Role.VOLTAGE, x=f, y=z),
                    Curve(name="passive membrane", role=Role.MUTED, x=f, y=0.7 * z, dash="dot"),
                ],
                marks=[
                    Region(role=Role.REST, x=(20.0, 60.0)),
                    Label(text="Resonanzfrequenzbereich", role=Role.INK, x=35.0, y=50.0),
                ],
            )
        ],
    )


def less_than_a_decade() -> Plot:
    """Return a logarithmic axis that is short, and one with an end between powers of ten."""
    x = np.linspace(0.1, 50.0, 300)
    return Plot(
        panes=[
            Pane(
                x=Axis(Quantity("pulse", "ms"), kind="log", range=(0.1, 50.0)),
                y=Axis(_CURRENT, range=(3.0, 8.0), kind="log"),
                series=[Curve(name="c", role=Role.VOLTAGE, x=x, y=4.0 * (1.0 + 0.5 / x))],
            )
        ]
    )


def map_with_key() -> Plot:
    """Return a map of several colours with holes, and its key."""
    x, y = np.linspace(-80.0, -40.0, 60), np.linspace(0.0, 20.0, 50)
    z = np.sin(x[None] / 7.0) * y[:, None]
    z[:10, :10] = np.nan
    drawn = Map(
        name="map",
        role=Role.INK,
        x=x,
        y=y,
        z=z,
        measure=Quantity("firing rate", "Hz"),
        scale=[Role.NEGATIVE, Role.PAPER, Role.POSITIVE],
        z_range=(-20.0, 20.0),
        key=True,
    )
    return Plot(panes=[Pane(x=Axis(VOLTAGE), y=Axis(Quantity("u", "mV/ms")), series=[drawn])])


def small_map(z: list[list[float]]) -> Map:
    """Return a map of some values with a key."""
    values = np.array(z)
    return Map(
        name="map",
        role=Role.INK,
        x=np.arange(float(values.shape[1])),
        y=np.arange(float(values.shape[0])),
        z=values,
        measure=RATE,
        scale=[Role.PAPER, Role.INK],
        key=True,
    )


def many_panes() -> Plot:
    """Return three columns of two panes, each with axes of its own and some with long names."""
    t = np.arange(0.0, 100.0, 0.1)
    panes = [
        Pane(
            x=Axis(TIME, range=(0.0, 100.0)),
            y=Axis(Quantity("Membranpotential", "mV") if column == 0 else VOLTAGE, grid=True),
            heading=None if row else f"panel {column}",
            area=Area(
                left=0.36 * column,
                right=0.36 * column + 0.28,
                bottom=0.58 * (1 - row),
                top=0.58 * (1 - row) + 0.42,
            ),
            series=[Curve(name="v", role=Role.VOLTAGE, x=t, y=np.sin(t / 5.0) * 10.0 ** (4 * row))],
        )
        for row in range(2)
        for column in range(3)
    ]
    return Plot(panes=panes)


def many_rows() -> Plot:
    """Return five rows over one time axis, some with words above and some with titles."""
    t = np.arange(0.0, 100.0, 0.1)
    time = Axis(TIME, range=(0.0, 100.0))
    names = ["v", "Erholung", "synaptischer Strom der erregenden Zellen", "g", "Kalzium"]
    return Plot(
        panes=[
            Pane(
                x=time,
                y=Axis(Quantity(name, "mV/ms"), zero_line=True, ticks=3),
                heading=f"{name} (mV/ms)" if k % 2 else None,
                notes=[("vor dem Lernen", Role.MUTED), ("jetzt", Role.VOLTAGE)] if k % 2 else (),
                area=area,
                series=[Curve(name=name, role=Role.VOLTAGE, x=t, y=np.sin(t / 9.0) * 7.0**k)],
            )
            for k, (name, area) in enumerate(zip(names, stacked(5), strict=True))
        ]
    )


def bars() -> Plot:
    """Return two histograms on one another and a legend of long names below."""
    edges = np.linspace(0.0, 50.0, 21)
    return Plot(
        legend="below",
        panes=[
            Pane(
                x=Axis(Quantity("interval", "ms")),
                y=Axis(Quantity("count"), from_zero=True),
                series=[
                    Bars(
                        name="Erregende Pyramidenzellen der Schichten 2 und 3",
                        role=Role.EXCITATORY,
                        x=edges,
                        y=_random().integers(0, 30, 20),
                    ),
                    Bars(
                        name="Hemmende Interneurone mit schnellen Entladungen",
                        role=Role.INHIBITORY,
                        x=edges,
                        y=_random().integers(0, 10, 20),
                    ),
                    Curve(
                        name="Angepasste Gammaverteilung",
                        role=Role.INK,
                        x=edges,
                        y=20.0 * np.exp(-edges / 20.0),
                    ),
                ],
            )
        ],
    )


def named_ticks() -> Plot:
    """Return an axis of names that are too long to stand next to one another."""
    return Plot(
        panes=[
            Pane(
                x=Axis(Quantity("cell type"), range=(-0.5, 5.5), ticks=[*enumerate(_CELLS)]),
                y=Axis(Quantity("kleinster Strom, der eine Entladung auslöst", "mV/ms")),
                series=[
                    Points(
                        name="rheobase",
                        role=Role.INK,
                        x=np.arange(6.0),
                        y=_random().random(6) * 10.0,
                        roles=[Role.EXCITATORY, Role.INHIBITORY, Role.DECODED] * 2,
                    )
                ],
            )
        ]
    )


def graph() -> Plot:
    """Return nodes with arrows and a loop, and axes that are not seen."""
    nodes = {"E": (0.0, 1.0), "I": (1.0, 0.0), "X": (-1.0, 0.0)}
    x, y = np.array(list(nodes.values())).T
    across = Axis(Quantity("x"), range=(-1.6, 1.6), visible=False)
    up = Axis(Quantity("y"), range=(-0.6, 1.6), visible=False)
    drawn = Points(
        name="populations",
        role=Role.INK,
        x=x,
        y=y,
        marker=Marker("circle", [40.0, 24.0, 18.0]),
        roles=[Role.EXCITATORY, Role.INHIBITORY, Role.DECODED],
    )
    e, i = nodes["E"], nodes["I"]
    return Plot(
        panes=[
            Pane(
                x=across,
                y=up,
                series=[drawn],
                marks=[
                    Arrow(role=Role.EXCITATORY, start=e, end=i, gaps=(24.0, 16.0), width=3.0),
                    Arrow(role=Role.INHIBITORY, start=i, end=e, gaps=(16.0, 24.0)),
                    Loop(role=Role.EXCITATORY, centre=(0.0, 1.2), radius=0.2),
                    *(Label(text=k, role=Role.PAPER, x=p[0], y=p[1]) for k, p in nodes.items()),
                    Label(text="800", role=Role.INK, x=0.0, y=1.0, shift=(30.0, 0.0)),
                ],
            )
        ]
    )


def strokes() -> Plot:
    """Return few spikes on an axis with a step, names at the right, a rule and a field."""
    neurons = np.arange(8)
    across = np.array([0.0, 10.0, 7.0])
    arrows = [np.column_stack((across + 20.0 * k, [3.0, 3.0, 3.2])) for k in range(5)]
    names = [
        Label(
            text=f"neuron {k} ({'RS' if k % 2 else 'Niedrigschwellig'})",
            role=Role.INK,
            x=1.0,
            y=float(k),
            x_in="pane",
            align="left",
        )
        for k in neurons
    ]
    return Plot(
        panes=[
            Pane(
                x=Axis(TIME, range=(0.0, 200.0)),
                y=Axis(Quantity("trial"), range=(7.5, -0.5), tick_step=1.0),
                series=[
                    Strokes(
                        name="spikes",
                        role=Role.INK,
                        x=np.sort(_random().random(80) * 200.0),
                        y=_random().integers(0, 8, 80),
                    )
                ],
                marks=[
                    Rule(role=Role.ACCENT, x=(20.0, 180.0), y=(0.0, 7.0), width=1.5),
                    Field(name="field", role=Role.FIELD, arrows=np.array(arrows)),
                    *names,
                ],
            )
        ]
    )


def far_from_one() -> Plot:
    """Return very small and very large numbers, and signs that XML has for itself."""
    x = np.linspace(0.0, 1.0, 50)
    return Plot(
        panes=[
            Pane(
                x=Axis(Quantity("weight", "nS"), range=(1e-6, 3e-6)),
                y=Axis(Quantity("density <&>", "1/nS"), range=(0.0, 2.5e6)),
                series=[Curve(name="c", role=Role.VOLTAGE, x=1e-6 + 2e-6 * x, y=2e6 * x * x)],
            )
        ]
    )


def crowded_labels() -> Plot:
    """Return more labels at one place than there is room for."""
    x = np.linspace(0.0, 10.0, 100)
    names = [
        Label(text=f"eine Kurve mit langem Namen {k}", role=Role.VOLTAGE, x=9.9, y=9.5)
        for k in range(12)
    ]
    return Plot(
        panes=[
            Pane(
                x=Axis(_CURRENT, range=(10.0, 0.0)),
                y=Axis(VOLTAGE, range=(0.0, 10.0)),
                series=[Curve(name="c", role=Role.VOLTAGE, x=x, y=x)],
                marks=names,
            )
        ]
    )


def said() -> Plot:
    """Return a plot that says why there is nothing."""
    return empty("This run cannot be completed: v diverged at 12 ms; choose a smaller step.")


SAMPLES: dict[str, Callable[[], Plot]] = {
    made.__name__: made
    for made in (
        *(raster, curves, logarithmic, less_than_a_decade, map_with_key, many_panes, many_rows),
        *(bars, named_ticks, graph, strokes, far_from_one, crowded_labels, said),
    )
}
