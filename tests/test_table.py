"""Public tables: what is not there is said like every other mistake, with what is meant."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable, Mapping
from typing import Any

import izhikevich as izh
import pytest
from izhikevich import ParameterError
from izhikevich.comparison.operations import OPERATIONS
from izhikevich.dynamics.maps.regime_map import PLANES
from izhikevich.learning.classification.encodings import ENCODINGS
from izhikevich.learning.classification.examples import EXAMPLES
from izhikevich.learning.resets import RESETS
from izhikevich.learning.surrogates import SURROGATES
from izhikevich.learning.tasks import TASKS
from izhikevich.nef.functions import FUNCTIONS
from izhikevich.nef.neurons import CELLS, NEURONS
from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.neuron.parameter_table import LIMITS
from izhikevich.neuron.schemes.table import DEFAULTS
from izhikevich.table import Table, UnknownNameError
from izhikevich.tours.catalogue import TOURS
from izhikevich.views import registry

TABLES: dict[str, Mapping[str, Any]] = {
    "CELL_TYPES": izh.CELL_TYPES,
    "PATTERNS": izh.PATTERNS,
    "SCHEMES": izh.SCHEMES,
    "DEFAULTS": DEFAULTS,
    "FORMATS": izh.export.FORMATS,
    "LIMITS": LIMITS,
    "units": izh.Parameters().units,
    "units of 2007": izh.CELL_TYPES["RS_2007"].parameters.units,
    "PLANES": PLANES,
    "OPERATIONS": OPERATIONS,
    "TASKS": TASKS,
    "RESETS": RESETS,
    "SURROGATES": SURROGATES,
    "ENCODINGS": ENCODINGS,
    "EXAMPLES": EXAMPLES,
    "FUNCTIONS": FUNCTIONS,
    "CELLS": CELLS,
    "NEURONS": NEURONS,
    "TOURS": TOURS,
    "VIEWS": registry.VIEWS,
    "EXPERIMENTS": EXPERIMENTS,
}


@pytest.mark.parametrize("name", TABLES)
def test_an_unknown_name_is_an_error_that_names_the_others(name: str) -> None:
    table = TABLES[name]
    first = next(iter(table))
    with pytest.raises(ParameterError, match=r"must be one of") as caught:
        table["nothing of the kind"]
    assert first in str(caught.value)
    assert isinstance(caught.value, KeyError)  # for who expects that of a mapping
    assert table.get("nothing of the kind") is None
    assert "nothing of the kind" not in table
    assert table[first] is not None
    with pytest.raises(TypeError, match="cannot be changed"):
        table["more"] = 1  # type: ignore[index]


@pytest.mark.parametrize(
    ("table", "name", "meant"),
    [
        (izh.CELL_TYPES, "regular spiking", "RS"),
        (izh.CELL_TYPES, "rs", "RS"),
        (izh.CELL_TYPES, "RS-2007", "RS_2007"),
        (izh.PATTERNS, "tonic spiking", "tonic_spiking"),
        (izh.PATTERNS, "A", "tonic_spiking"),
        (izh.PATTERNS, "spike_latncy", "spike_latency"),
        (izh.SCHEMES, "Euler", "euler"),
        (izh.SCHEMES, "half step", "half_step"),
        (izh.export.FORMATS, "Brian2 script", "brian2"),
        (izh.export.FORMATS, "NeuroML", "neuroml"),
    ],
)
def test_what_is_meant(table: Mapping[str, Any], name: str, meant: str) -> None:
    with pytest.raises(UnknownNameError, match=rf"did you mean {meant}\b"):
        table[name]


@pytest.mark.parametrize("what", [3, None, 1.5, ("RS",), "x" * 100_000])
def test_what_is_no_name(what: Any) -> None:
    with pytest.raises(ParameterError, match="must be one of"):
        izh.CELL_TYPES[what]


def test_copies_and_pickles() -> None:
    table = Table("letter", {"a": 1, "b": 2})
    for other in (copy.copy(table), copy.deepcopy(table), pickle.loads(pickle.dumps(table))):
        assert other == table
        with pytest.raises(UnknownNameError, match="letter = 'c'"):
            other["c"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("k", "belongs to the 2007 form"),
        ("vr", "belongs to the 2007 form"),
        ("vt", "belongs to the 2007 form"),
        ("v_thresh", "did you mean v_peak"),
        ("tau_recovery", "did you mean a"),
        ("vpeak", "did you mean v_peak"),
        ("K2", "did you mean k2"),
        ("nothing", "only a, b, c, d"),
    ],
)
def test_names_that_are_no_parameters(name: str, hint: str) -> None:
    makers: tuple[Callable[..., izh.Parameters], ...] = (
        izh.Parameters,
        izh.Parameters().replace,
    )
    for make in makers:
        with pytest.raises(ParameterError, match=hint) as caught:
            make(**{name: 1.0})
        assert caught.value.parameter == name


def test_the_signature_is_that_of_the_fields() -> None:
    assert list(inspect.signature(izh.Parameters).parameters) == [
        *izh.Parameters.__dataclass_fields__
    ]
