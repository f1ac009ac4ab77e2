"""The presets: their values, and what to look for in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from izhikevich import networks
from izhikevich.errors import ParameterError, TableError
from izhikevich.messages import msg
from izhikevich.network.network import Network
from izhikevich.networks.steps import PUBLISHED
from izhikevich.networks.weights import is_matrix
from izhikevich.progress import Steps, finish, with_progress
from izhikevich.views.network.declaration import (
    CONNECTIONS,
    PARAMETERS,
    PLACES,
    POPULATIONS,
    PROJECTIONS,
)
from izhikevich.views.network.studied import DEFAULTS
from izhikevich.views.network.templates import templates
from izhikevich.views.network.traced import EACH
from izhikevich.views.schema import Preset, Values
from izhikevich.views.table import Table

#: Values that every network has, in addition to its own.
RUN: Values = {
    "duration": 1000.0,
    "window": 1000.0,
    "seed": 0.0,
    "scheme": PUBLISHED,
    "neuron": 0.0,
    "traced": EACH,
    "changes": "",
    **DEFAULTS,
}
#: Parameters that have another name in the package.
NAMES = {"neurons": "size"}
_STEP = 1.0  # ms
#: Sizes of the large networks.
_LARGE = (10_000, 100_000)
_IN_PYTHON = "izh.networks.feedforward(connections=…)"
_TABLES = {table.name: table for table in (POPULATIONS, PROJECTIONS, CONNECTIONS)}
_WHOLE = frozenset(p.name for p in PARAMETERS if getattr(p, "whole", False))


def make_presets() -> tuple[Preset, ...]:
    """Return a preset for each network."""
    return (
        Preset(
            name="feedforward",
            title="feedforward layers",
            mark="A",
            group="networks",
            text="Noise drives the first layer, whose spikes drive the second, whose spikes drive "
            "the third. The effect of many weak inputs depends on how many coincide: weaken the "
            "weights, and activity dies out on its way.",
            values={
                "layers": "1000,200,10",
                "excitatory_fraction": 0.8,
                "connection_probability": 0.1,
                "weight_mean": 6.0,
                "weight_sd": 2.0,
                "inhibition": 1.0,
                "connections": "",
                "input_current": 3.0,
                "input_noise": 3.0,
                "background_noise": 3.0,
                **RUN,
            },
        ),
        Preset(
            name="cortical_2003",
            title="cortical network (2003)",
            mark="B",
            group="networks",
            text="1000 neurons, all connected to all with random weights and driven by noise: they "
            "synchronise in waves of about 10 Hz (alpha) with faster ripples of about 40 Hz "
            "(gamma) in between, though nothing in the network has these rhythms.",
            values={
                "excitatory": 800.0,
                "inhibitory": 200.0,
                "exc_weight": 0.5,
                "inh_weight": 1.0,
                "balance": 1.0,
                "thalamic_exc": 5.0,
                "thalamic_inh": 2.0,
                **RUN,
            },
        ),
        *(_sparse(size) for size in _LARGE),
        Preset(
            name="ring",
            title="waves on a ring",
            mark="C",
            group="networks",
            text="Each neuron excites its neighbours. Where noise makes a few fire together, a "
            "wave starts and spreads both ways: the slanted lines. Where two waves meet, both end, "
            "because the neurons behind each front are refractory.",
            values={
                "neurons": 400.0,
                "reach": 0.01,
                "weight": 12.0,
                "delay": 2.0,
                "noise": 3.0,
                **RUN,
            },
        ),
        Preset(
            name="polychronous_2006",
            title="polychronous network (2006)",
            mark="D",
            group="networks",
            text="Delays of 1 to 20 ms, and synapses that learn from the order of spikes. At first "
            "it fires in bursts a few times a second (delta). Continue for an hour of simulated "
            "time, or see the next network, which has learned for that long.",
            values={"excitatory": 800.0, "inhibitory": 200.0, **RUN},
        ),
        Preset(
            name="polychronous_trained",
            title="polychronous, after an hour",
            mark="E",
            group="networks",
            text="The same network after an hour of learning: most synapses are at one of their "
            "bounds. Between the slow bursts there is now a fast rhythm (gamma): see the spectrum, "
            "and compare it with that of the untrained network.",
            values={name: value for name, value in RUN.items() if name != "seed"},
        ),
        Preset(
            name="custom",
            title="build your own",
            mark="F",
            group="networks",
            text="Two populations that excite each other, one of them with inhibitory neurons. "
            "Change the tables: add a population, give it another cell type, connect it.",
            values={
                "populations": "name=A,size=200,inhibitory=0.2,noise=5;name=B,size=100,cell=CH",
                "projections": "pre=A,post=A,weight=uniform(0,3),weight_inh=uniform(0,6);"
                "pre=A,post=B,probability=0.2,weight=4,delay=5",
                **RUN,
                "dt": _STEP,
                PLACES: "",
            },
            templates=templates(),
        ),
    )


def _sparse(size: int) -> Preset:
    """Return the preset of a large network."""
    return Preset(
        name=f"cortical_{size // 1000}k",
        title=f"{size:,} neurons",
        mark=f"{size // 1000}k",
        group="large",
        text=f"{size:,} cells like those of the cortical network of 2003, each connected to 100 "
        "random others. They all start in the same state, which causes a few waves; then "
        "fluctuations average out over so many neurons, and the rates become steady: continue the "
        "run to see it.",
        values={
            "neurons": float(size),
            "out_degree": 100.0,
            "excitatory_fraction": 0.8,
            "exc_weight": 3.65,
            "inh_weight": 7.3,
            "balance": 1.0,
            "thalamic_exc": 5.0,
            "thalamic_inh": 2.0,
            **RUN,
            "duration": 500.0 if size < 50_000 else 200.0,
        },
        sliders={
            "neurons": (1000.0, 100_000.0, 1000.0),
            "exc_weight": (0.0, 10.0, 0.05),
            "inh_weight": (0.0, 20.0, 0.1),
        },
    )


def build(preset: str, values: Mapping[str, Any]) -> Network:
    """Make the network described by the values."""
    return finish(building(preset, values))


def building(preset: str, values: Mapping[str, Any]) -> Steps[Network]:
    """Make the network described by the values, with progress reports."""
    maker, arguments = recipe(preset, values)
    try:
        return (yield from with_progress(maker, **arguments))
    except TableError as error:
        raise _TABLES[error.parameter].named(error) from None


def recipe(preset: str, values: Mapping[str, Any]) -> tuple[Callable[..., Network], dict[str, Any]]:
    """Return the function of `izhikevich.networks` that makes the network, and its arguments."""
    own: dict[str, Any] = {
        NAMES.get(name, name): int(value) if name in _WHOLE else value
        for name, value in values.items()
        if name not in (*RUN, "dt", PLACES)
        or name == "seed"
        or (name == "scheme" and value != PUBLISHED)
        or (name == "dt" and value != _STEP)
    }
    for table in _TABLES.values():
        if table.name in own:
            rows = enumerate(table.rows(own[table.name]), start=1)
            own[table.name] = [_row(table, index, row) for index, row in rows]
    if "layers" in own:
        own["layers"] = read_layers(str(own["layers"]))
    makers: Mapping[str, Callable[..., Network]] = {
        "feedforward": networks.feedforward,
        "cortical_2003": networks.cortical_2003,
        **{f"cortical_{size // 1000}k": networks.cortical_sparse for size in _LARGE},
        "custom": networks.custom,
        "ring": networks.ring,
        "polychronous_2006": networks.polychronous_2006,
        "polychronous_trained": networks.polychronous_trained,
    }
    return makers[preset], own


def _row(table: Table, index: int, row: Values) -> dict[str, Any]:
    """Return a row of a table, with whole numbers as integers, and without empty cells."""
    found: dict[str, Any] = {}
    for column in table.columns:
        cell = row[column.name]
        if cell == column.default == "":
            continue
        if column.name == "weight" and is_matrix(cell):
            allowed = msg("is a file: only Python reads these, in {code}", code=_IN_PYTHON)
            raise table.fault(cell, allowed, index, column.name)
        found[column.name] = int(cell) if getattr(column, "whole", False) else cell
    return found


def read_layers(text: str) -> tuple[int, ...]:
    """Read "1000,200,10"."""
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise ParameterError("layers", text, "must be whole numbers, separated by commas") from None
