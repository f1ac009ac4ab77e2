"""One name for one thing in all public calls: a cell, the state at the start, the scheme."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import ParameterError, dynamics, learning, nef, networks
from izhikevich.dynamics.maps.basins import basins
from izhikevich.dynamics.maps.regime_map import Protocol, borders, regime_map
from izhikevich.dynamics.maps.reset_map import reset_map
from izhikevich.dynamics.responses.impedance import (
    linear_impedance,
    resonance,
    rest_of,
    zap_impedance,
)
from izhikevich.dynamics.responses.phase_response import phase_response
from izhikevich.dynamics.responses.strength_duration import strength_duration
from izhikevich.network.values import Settable
from izhikevich.networks.steps import PUBLISHED
from izhikevich.neuron.cells.lookup import EXPERIMENTS, parameters_of
from izhikevich.neuron.schemes.table import DEFAULTS, EXPLICIT, NETWORK_SCHEMES

CELL = izh.CELL_TYPES["RS"]
WINDOW = dynamics.Window(-80.0, 30.0, -20.0, 20.0)
RANGES = ((0.15, 0.25), (0.0, 10.0))
PROTOCOL = Protocol(0.0, -65.0, -13.0, 50.0, 0.5, "euler")
_FOUND = rest_of(CELL, 0.0)
assert _FOUND is not None
REST = _FOUND
TRAINS = np.ones((40, 1, 3))


def network_of(cell: Any) -> Any:
    net = izh.Network(seed=1, scheme="forward")
    population = net.population(3, cell, i_offset=10.0)
    return net.run(100.0), population.values


def changed_to(cell: Any) -> Any:
    neuron = izh.LiveNeuron("CH", 10.0)
    neuron.change(cell)
    return neuron.advance(400)


def layer_of(layer: Any) -> Any:
    return layer.forward(20.0 * TRAINS, 0.5, learn=False), layer.a, layer.b, layer.c, layer.d


#: Every public call that takes a cell, by the names of module and function.
CALLS: dict[str, Callable[[Any], Any]] = {
    "simulate": lambda cell: izh.simulate(cell, 10.0, 100.0),
    "phase_plane": lambda cell: izh.phase_plane(cell, 3.0, 50.0),
    "LiveNeuron": lambda cell: izh.LiveNeuron(cell, 10.0).advance(400),
    "LiveNeuron.change": changed_to,
    "Network.population": network_of,
    "networks.custom": lambda cell: networks.custom([{"name": "E", "size": 5, "cell": cell}]).run(
        9
    ),
    "nef.Ensemble": lambda cell: nef.build_ensemble(nef.Ensemble(4, neurons=cell, seed=1)).gain,
    "nef.as_neurons": nef.as_neurons,
    "nef.settled_rates": lambda cell: nef.settled_rates(cell, np.array([5.0, 10.0])),
    "learning.Neurons": lambda cell: layer_of(learning.Neurons(3, cell)),
    "learning.Izhikevich": lambda cell: layer_of(learning.Izhikevich(3, cell=cell)),
    "learning.IzhikevichRef": lambda cell: layer_of(learning.IzhikevichRef(3, cell=cell)),
    "learning.Recurrent": lambda cell: layer_of(learning.Recurrent(3, cell)),
    "dynamics.fixed_points": lambda cell: dynamics.fixed_points(cell, 1.0),
    "dynamics.equilibrium_branches": lambda c: dynamics.equilibrium_branches(c, (0.0, 5.0), 5),
    "dynamics.saddle_nodes": dynamics.saddle_nodes,
    "dynamics.saddle_node": dynamics.saddle_node,
    "dynamics.hopf": dynamics.hopf,
    "dynamics.saddle_manifolds": lambda c: dynamics.saddle_manifolds(c, 1.0, WINDOW),
    "dynamics.v_nullcline": lambda cell: dynamics.v_nullcline(cell, 1.0, (-80.0, 30.0), 5),
    "dynamics.u_nullcline": lambda c: dynamics.u_nullcline(c, (-80.0, 30.0), (-20.0, 20.0), 5),
    "dynamics.excitability": dynamics.excitability,
    "dynamics.frequency_current": lambda cell: dynamics.frequency_current(
        cell, [0.0, 10.0], transient=50.0, duration=100.0
    ),
    "dynamics.bifurcation_diagram": lambda cell: dynamics.bifurcation_diagram(
        cell, [0.0, 10.0], transient=50.0, duration=100.0
    ),
    "dynamics.basins": lambda cell: basins(cell, 3.0, WINDOW, duration=50.0, columns=3, rows=2),
    "dynamics.regime_map": lambda cell: regime_map(cell, 3.0, "b_I", RANGES, PROTOCOL, 2),
    "dynamics.borders": lambda cell: borders(cell, 3.0, "b_I", RANGES),
    "dynamics.reset_map": lambda cell: reset_map(cell, 10.0, (-10.0, 10.0), points=5),
    "dynamics.rest_of": lambda cell: rest_of(cell, 0.0),
    "dynamics.linear_impedance": lambda cell: linear_impedance(cell, REST, np.array([1.0, 9.0])),
    "dynamics.resonance": lambda cell: resonance(cell, REST),
    "dynamics.zap_impedance": lambda cell: zap_impedance(cell, 0.0, duration=100.0),
    "dynamics.phase_response": lambda cell: phase_response(cell, 10.0, points=3),
    "dynamics.strength_duration": lambda c: strength_duration(c, 0.0, np.array([1.0, 5.0])),
}


def plain(thing: Any) -> Any:
    """Return what can be compared: dataclasses as their fields, parts of networks as theirs."""
    if is_dataclass(thing) and not isinstance(thing, type) and not hasattr(thing, "dimensional"):
        return {f.name: plain(getattr(thing, f.name)) for f in fields(thing) if f.name[0] != "_"}
    if isinstance(thing, Settable):
        return {name: plain(value) for name, value in vars(thing).items() if name[0] != "_"}
    if isinstance(thing, Mapping):
        return {str(name): plain(value) for name, value in thing.items()}
    if isinstance(thing, (tuple, list)):
        return [plain(value) for value in thing]
    return thing


def public() -> Iterator[tuple[str, Any]]:
    """Yield what the packages export, and the functions of analyses, by name."""
    own = [getattr(izh, name) for name in izh.__all__]
    for module in (izh, *filter(inspect.ismodule, own)):
        short = "" if module is izh else f"{module.__name__.rpartition('.')[2]}."
        for name in getattr(module, "__all__", ()):
            if not inspect.ismodule(thing := getattr(module, name)):
                yield f"{short}{name}", thing
    for folder in ("maps", "responses"):
        for module in modules(import_module(f"izhikevich.dynamics.{folder}")):
            for name, thing in vars(module).items():
                if getattr(thing, "__module__", "") == module.__name__ and name[0] != "_":
                    yield f"{folder}.{name}", thing


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(found.name)


def calls() -> dict[str, inspect.Signature]:
    """Return the signatures of all public functions, classes and their methods."""
    found: dict[str, inspect.Signature] = {}
    seen: list[Any] = []
    for name, thing in public():
        if not callable(thing) or any(thing is one for one in seen):
            continue
        seen.append(thing)
        found[name] = inspect.signature(thing)
        if inspect.isclass(thing):
            for inner, method in inspect.getmembers(thing, callable):
                if inner[0] != "_" and "izhikevich" in (getattr(method, "__module__", "") or ""):
                    found[f"{name}.{inner}"] = inspect.signature(method)
    return found


SIGNATURES = calls()
#: Names that others have for a cell, the state at the start, or the scheme.
OTHER_NAMES = {
    *("method", "integrator", "solver", "parameters", "model_parameters", "cell_type"),
    *("start", "v_start", "u_start", "init_v", "init_u", "v_init", "u_init", "initial_state"),
    *("initial_v", "initial_u", "initial_voltage", "V", "V0", "U0", "state0"),
}
#: What those names mean where they are right.
RIGHT = {
    **{
        ("parameters", name): "a field, which holds `Parameters`"
        for name in (
            *("CellType", "Pattern", "Experiment", "Trace", "dynamics.FrequencyCurve"),
            "fitting.Fit",
            *("dynamics.BifurcationDiagram", "dynamics.StrengthDuration", "dynamics.Impedance"),
            *("dynamics.Basins", "dynamics.RegimeMap", "dynamics.ResetMap"),
            "dynamics.PhasePlane",
        )
    },
    **{
        ("start", name): "a time, ms"
        for name, signature in SIGNATURES.items()
        if "start" in signature.parameters
        and not name.startswith(("maps", "responses", "dynamics"))
    },
    ("start", "analysis.Peak.index"): "of tuples",
    **{
        ("V", f"learning.{name}.get_spike"): "any voltage, as in BrainPy"
        for name in ("Izhikevich", "IzhikevichRef")
    },
    **{
        ("solver", f"nef.{name}"): "what solves for decoders, as in Nengo"
        for name in (
            *("Connection", "Probe", "FromSpikes"),
            *("BuiltEnsemble.solve", "spike_activities"),
        )
    },
}


def test_nothing_has_another_name() -> None:
    found = {
        (parameter, name)
        for name, signature in SIGNATURES.items()
        for parameter in OTHER_NAMES & signature.parameters.keys()
    }
    assert found <= RIGHT.keys()


def test_every_call_that_takes_a_cell_is_here() -> None:
    taking = {
        name
        for name, signature in SIGNATURES.items()
        if "cell" in signature.parameters
        or any(
            "Cell" in str(each.annotation).split(" | ") for each in signature.parameters.values()
        )
    }
    named = {"imports.read", "imports.Imported"}  # there it is a name in a file
    assert taking - named <= CALLS.keys()


def test_none_takes_parameters_alone() -> None:
    for name, signature in SIGNATURES.items():
        for each in signature.parameters.values():
            if each.annotation in ("Parameters", izh.Parameters):
                assert (each.name, name) in RIGHT, (name, each.name)


@pytest.mark.parametrize("name", CALLS)
def test_a_cell_in_each_of_its_forms(name: str) -> None:
    """Parameters, the cell type, and its key, name and titles give the same answer."""
    call = CALLS[name]
    first = plain(call(CELL.parameters))
    for form in (CELL, "RS", "regular spiking", "RS (2003)", "regular spiking (2003)"):
        np.testing.assert_equal(plain(call(form)), first)


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("wrong", ["RSS", "", 3, None, ("RS",), izh.Parameters])
def test_no_cell(name: str, wrong: Any) -> None:
    parameter = "neurons" if name.startswith(("nef.E", "nef.as")) else "cell"
    with pytest.raises(ParameterError, match=f"{parameter}( = |: )") as caught:
        CALLS[name](wrong)
    assert wrong != "RSS" or "did you mean RS" in str(caught.value)


class TestNames:
    @pytest.mark.parametrize("key", EXPERIMENTS)
    def test_a_key_is_that_cell(self, key: str) -> None:
        assert parameters_of(key) is EXPERIMENTS[key].parameters

    @pytest.mark.parametrize("key", izh.CELL_TYPES)
    def test_titles_are_of_one_cell(self, key: str) -> None:
        cell = izh.CELL_TYPES[key]
        assert parameters_of(cell.title) is parameters_of(cell.full_name) is cell.parameters

    @pytest.mark.parametrize("key", EXPERIMENTS)
    def test_a_name_is_that_of_the_first(self, key: str) -> None:
        name = EXPERIMENTS[key].name
        if name not in EXPERIMENTS:
            named = [one for one in EXPERIMENTS.values() if one.name == name]
            assert parameters_of(name) is named[0].parameters

    def test_what_is_called_fast_spiking(self) -> None:
        assert parameters_of("fast spiking").d == 2.0
        assert parameters_of("FS (Nengo)").d == 8.0

    def test_the_pattern_before_the_cell_that_is_called_so(self) -> None:
        """As in links: preset=resonator is the pattern."""
        assert parameters_of("resonator") is izh.PATTERNS["resonator"].parameters


class TestPatterns:
    @pytest.mark.parametrize("key", izh.PATTERNS)
    def test_by_its_names(self, key: str) -> None:
        pattern = izh.PATTERNS[key]
        first = izh.simulate_pattern(pattern)
        for name in (key, pattern.name, pattern.letter):
            np.testing.assert_array_equal(izh.simulate_pattern(name).v, first.v)

    def test_another_step_and_scheme(self) -> None:
        trace = izh.simulate_pattern("A", dt=0.05, scheme="half_step")
        assert (trace.dt, trace.scheme) == (0.05, "half_step")
        published = izh.simulate_pattern("A")
        assert (published.dt, published.scheme) == (0.25, "euler")

    @pytest.mark.parametrize("wrong", ["RS", "tonic_spikng", 3, None, izh.CELL_TYPES["RS"]])
    def test_none(self, wrong: Any) -> None:
        with pytest.raises(ParameterError, match=r"pattern = .*must be one of tonic_spiking"):
            izh.simulate_pattern(wrong)

    def test_a_wrong_scheme(self) -> None:
        with pytest.raises(ParameterError, match=r"scheme = 'rk4' .*euler, forward"):
            izh.simulate_pattern("A", scheme="rk4")


class TestSchemes:
    def test_defaults_are_those_of_the_table(self) -> None:
        own = {
            name: s.parameters["scheme"]
            for name, s in SIGNATURES.items()
            if "scheme" in s.parameters
        }
        chosen = {
            name: each.default for name, each in own.items() if each.default is not each.empty
        }
        made = [name for name in chosen if name.startswith("networks.")]
        assert {chosen.pop(name) for name in made} == {PUBLISHED}
        assert chosen == {
            "simulate": DEFAULTS["neuron"],
            "LiveNeuron": DEFAULTS["neuron"],
            "LiveNeuron.change": None,
            "simulate_pattern": None,
            "Network": DEFAULTS["network"],
            "dynamics.frequency_current": DEFAULTS["analysis"],
            "dynamics.bifurcation_diagram": DEFAULTS["analysis"],
            "dynamics.basins": DEFAULTS["map"],
            "phase_plane": DEFAULTS["analysis"],
        }

    def test_those_that_have_to_be_explicit_are(self) -> None:
        assert DEFAULTS["map"] in EXPLICIT
        assert DEFAULTS["network"] in NETWORK_SCHEMES
        assert {DEFAULTS["map"], DEFAULTS["analysis"]} <= set(izh.SCHEMES)

    def test_the_documents_say_the_same(self) -> None:
        text = (Path(__file__).parents[1] / "site" / "docs" / "numerics.md").read_text("utf-8")
        _, said = text.split("Where none is given, ", 1)
        places = [
            said.index(f"`{DEFAULTS[kind]}`") for kind in ("neuron", "network", "analysis", "map")
        ]
        assert places == sorted(places)
