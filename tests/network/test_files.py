"""A network that is saved and built again: the same values, and the same spikes."""

from __future__ import annotations

import inspect
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from izhikevich import CELL_TYPES, Network, ParameterError, SimulationError, engine, networks
from izhikevich.nef.signals import Product
from izhikevich.network import (
    STDP,
    Alpha,
    CorrelatedRate,
    DopamineSTDP,
    DoubleExponential,
    Expression,
    FixedProbability,
    FromMatrix,
    HomeostaticScaling,
    InhibitorySTDP,
    Normal,
    PoissonInput,
    Polychronous,
    ShortTerm,
    Synapses,
    TimedArray,
    TripletSTDP,
    Uniform,
)
from izhikevich.network.distributions import Distribution
from izhikevich.network.inputs import Function, Input, Samples, Timed
from izhikevich.network.monitors import Monitor
from izhikevich.network.populations import Group
from izhikevich.network.projections import Projection
from izhikevich.network.values import Settable
from izhikevich.neuron.recovery import Drive
from izhikevich.neuron.stimuli.base import KINDS
from izhikevich.neuron.stimuli.stimulus import Constant, Sampled, Stimulus, parse
from izhikevich.views.neuron.recorded import RecordedCurrent

from ..neuron.any_stimulus import EXAMPLES
from .test_interruptions import assert_alike, joined

ENGINES = pytest.mark.parametrize("which", engine.ENGINES)


def everything(short_term: bool = True, **options: Any) -> Network:
    """A network with all that a file can have."""
    net = Network(seed=7, **{"scheme": "forward", **options})
    cells = net.population(
        9,
        name="cells",
        i_offset=8.0,
        noise=3.0,
        a=Uniform(0.02, 0.03),
        d=np.linspace(6.0, 8.0, 9),
        u0=-12.0,
        tau={"exc": 5.0},
        tau_refrac=3.0,
    )
    source = net.spike_times([[1.0, 1.1, 1.2, 30.0, 55.0], [2.0]], name="given")
    net.connect(
        cells,
        cells,
        FixedProbability(0.5),
        weights=Normal(0.5, 0.1),
        delays=Uniform(1.0, 6.0),
        plasticity=STDP(w_min=-1.0),
    )
    others = net.population(
        4, "LTS", name="others", conductance="g_exc * (1 + g_nmda) - g_inh", stimulus="sine(4,20)"
    )
    series = net.population(
        3,
        CELL_TYPES["RS_2007"],
        name="series",
        stimulus=np.arange(90.0) * 4,
        tau={"exc": Alpha(2.0), "inh": DoubleExponential(1.0, 9.0)},
    )
    poisson = net.poisson(5, np.linspace(10.0, 90.0, 5), name="poisson")
    steady, rising = net.poisson(2, 50.0, name="steady"), net.poisson(2, "step(90,30)", name="r")
    net.connect(cells, others, weights=0.5, delays=3.0, plasticity=Polychronous())
    net.connect(source, cells, weights=1.0, delays=2.0, plasticity=STDP())
    net.connect(poisson, others, FromMatrix(np.arange(20.0).reshape(4, 5) / 9), target="nmda")
    net.connect(steady, series, weights=40.0, excitatory_fraction=0.5)
    net.connect(rising, cells, weights=2.0)
    if short_term:
        net.connect(source, others, weights=1.0, delays=4.0, short_term=ShortTerm())
    net.random_pulses(3.0)
    late = net.population(3, name="late", stimulus=Expression("a + i", a=Uniform(0.0, 9.0)))
    rows = TimedArray([[30.0, 0.0, 9.0], [0.0, 20.0, 5.0]], [0.0, 7.0], period=20.0, start=2.0)
    waves = net.poisson(3, Expression("top * (1 + sin(t / 9)) / 2", top=[20.0, 60.0, 90.0]))
    common = net.poisson(4, CorrelatedRate(50.0, 0.3, 8.0), name="common")
    net.connect(waves, late, weights=5.0)
    net.inject(rows, late, weights=Uniform(0.5, 1.5), name="rows")
    net.inject(late, series, "all_to_all", weights=0.25, variable="u", target="inh", name="gap")
    net.inject(Expression("b * t", b=Uniform(0.0, 0.2)), others, target="nmda", name="drawn")
    net.connect(common, cells, weights=Normal(2.0, 0.5))
    net.couple(cells, cells, FixedProbability(0.5), conductance=Uniform(0.0, 0.05), name="within")
    net.couple(cells, late, conductance=0.01, name="between")
    net.monitor(cells[[5, 2]], ["v", "spike", "g_exc"], period=3.0, offset=1.0)
    clocks = net.regular(3, Uniform(20.0, 90.0), phase=0.5, jitter=1.0, name="clocks")
    net.connect(clocks, series, weights=90.0)
    net.monitor(cells)
    return net


def written(net: Network) -> bytes:
    file = io.BytesIO()
    net.save(file)
    return file.getvalue()


def again(net: Network, **options: Any) -> Network:
    return Network.from_file(io.BytesIO(written(net)), **options)


#: Attributes of parts that are not compared: what they are bound to, or have worked out.
BOUND = {
    *("_live", "_seed", "_slot", "_taken", "_own_weights", "_incoming", "_places"),
    "rule",  # it is not written
}
#: What synapses were made from, of which one number for all, or a distribution, is kept.
MADE_FROM = {"weights": "w", "delays": "delay"}


def plain(thing: Any, within: bool = False) -> Any:
    """Return what can be compared: parts of networks as all of their attributes."""
    if isinstance(thing, Group) and within:
        return thing.name
    if isinstance(thing, (Settable, Monitor)):
        kept = {name: value for name, value in vars(thing).items() if name not in BOUND}
        if isinstance(thing, Monitor):  # what was recorded is kept in pieces
            kept |= {f"_{name}": array for name, array in thing.kept().items()}
        for name, key in MADE_FROM.items():
            if name in kept and not isinstance(kept[name], Distribution):
                values: Any = getattr(thing, key)
                kept[name] = values.shared, values.tolist()
        return {name: plain(value, True) for name, value in kept.items()}
    if isinstance(thing, Samples):
        return thing.width, thing.at(np.arange(90.0)).tolist()
    if isinstance(thing, Expression):
        return thing.text, {
            name: value if isinstance(value, Distribution) else np.array(value, float).tolist()
            for name, value in thing.values.items()
        }
    if isinstance(thing, (Input, Sampled, Synapses)):
        return type(thing), plain(vars(thing))
    if isinstance(thing, np.ndarray):
        return thing.dtype.kind, thing.tolist()
    if isinstance(thing, Mapping):
        return {name: plain(value) for name, value in thing.items()}
    if isinstance(thing, (tuple, list)):
        return [plain(value) for value in thing]
    return thing


def parts_of(net: Network) -> list[Any]:
    return [
        *net.populations,
        *net.sources,
        *net.projections,
        *net.injections,
        *net.couplings,
        *net.monitors,
    ]


@ENGINES
@pytest.mark.filterwarnings("ignore")
@settings(max_examples=15, deadline=None)
@given(
    cut=st.integers(0, 80),
    options=st.fixed_dictionaries(
        {
            "precision": st.sampled_from(["float64", "float32"]),
            "scheme": st.sampled_from(["forward", "half_step", "euler"]),
            "scaling": st.sampled_from(["step", "charge"]),
            "short_term": st.booleans(),
        }
    ),
)
def test_it_continues_as_if_it_had_not_been_interrupted(
    which: str, cut: int, options: dict[str, Any]
) -> None:
    whole, first = everything(**options), everything(**options)
    with engine.use(which):
        one = whole.run(90.0)
        part = first.run(float(cut))
        second = again(first)
        assert second.time == cut
        rest = second.run(90.0 - cut)
    assert_alike(joined(one), joined(part, rest))
    assert_alike(whole.state().arrays(), second.state().arrays())
    second.reset()
    with engine.use(which):
        assert_alike(joined(one), joined(second.run(90.0)))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("run", [0.0, 30.0])
def test_values_are_kept_as_they_were_given(run: float) -> None:
    net = everything()
    cells, others = net["cells"], net["others"]
    cells.noise = 2.0
    others.c = Uniform(-60.0, -50.0)
    cells.b[3] = 0.25
    net.run(run)
    back = again(net)
    assert plain(parts_of(back)) == plain(parts_of(net))
    assert back["cells"].given["a"] == Uniform(0.02, 0.03)
    assert back["others"].stimulus == parse("sine(4,20)")
    assert back["late"].stimulus.values == {"a": Uniform(0.0, 9.0)}
    # What is drawn or added from now on is the same as well.
    for each in (net, back):
        each.reset()
        each["cells"].noise = Uniform(1.0, 3.0)
        each.projections[0].w = Uniform(0.0, 1.0)
        each["cells"].b = 0.22  # v0 follows where it was not given
        each["late"].stimulus = Expression("a", a=Normal(8.0, 2.0))
        each["drawn"].w = Uniform(0.0, 2.0)
        each.poisson(3, Uniform(1.0, 50.0), name="added")
        each.connect(each["added"], each["cells"], FixedProbability(0.5))
    assert_alike(joined(net.run(60.0)), joined(back.run(60.0)))
    assert_alike(net.state().arrays(), back.state().arrays())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("make", [networks.cortical_2003, networks.ring, networks.feedforward])
def test_ready_made_networks(make: Callable[..., Network], tmp_path: Path) -> None:
    net = make(seed=3)
    net.run(20.0)
    net.save(tmp_path / "net.npz")
    back = Network.from_file(tmp_path / "net.npz")
    assert_alike(joined(net.run(50.0)), joined(back.run(50.0)))
    assert_alike(net.state().arrays(), back.state().arrays())


def test_delays_that_were_longer() -> None:
    net = everything()
    net.run(20.0)
    net.projections[3].delay = 40.0
    net.run(5.0)
    net.projections[3].delay = 2.0
    back = again(net)
    assert_alike(joined(net.run(60.0)), joined(back.run(60.0)))


def test_a_state_is_taken_by_an_equal_network() -> None:
    net, other = everything(), everything()
    net.run(20.0)
    other.load(io.BytesIO(written(net)))
    assert_alike(joined(net.run(40.0)), joined(other.run(40.0)))


def small(**changes: Any) -> Network:
    options: dict[str, Any] = {
        "dt": 1.0,
        "first": 3,
        "name": "a",
        "p": 1.0,
        "times": 2,
    }
    options.update(changes)
    net = Network(options["dt"], scaling="charge", scheme="forward")
    first = net.population(options["first"], name=options["name"])
    second = net.population(5 - options["first"], name="b")
    net.spike_times([[1.0]] * options["times"], name="given")
    net.connect(first, second, FixedProbability(options["p"]), weights=1.0)
    return net


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"dt": 0.5}, r"dt 1\.0' .*another network: this one has dt 0\.5"),
        ({"first": 2}, r"populations a \(3\), b \(2\)' .*has populations a \(2\), b \(3\)"),
        ({"name": "c"}, r"populations a \(3\), b \(2\)' .*has populations c \(3\)"),
        ({"times": 3}, r"sources given \(2\)' .*has sources given \(3\)"),
        ({"p": 0.0}, r"projections a to b \(6\)' .*has projections a to b \(0\)"),
    ],
)
@pytest.mark.parametrize("state_only", [False, True])
def test_a_state_of_another_network_is_refused_by_name(
    changes: dict[str, Any], words: str, state_only: bool
) -> None:
    """Even where all arrays have the same shapes, as of 3 and 2 neurons, and of 2 and 3."""
    net, file = small(), io.BytesIO()
    net.run(5.0)
    net.save(file, state_only=state_only)
    file.seek(0)
    other = small(**changes)
    with pytest.raises(ParameterError, match=f"^file = '{words}"):
        other.load(file)
    file.seek(0)
    equal = small()
    equal.load(file)
    assert equal.time == 5.0


def test_a_state_of_an_earlier_version_is_taken() -> None:
    """It does not say of which network it is: its arrays are checked alone."""
    net, file = small(), io.BytesIO()
    net.run(5.0)
    net.save(file, state_only=True)
    arrays = arrays_of(file.getvalue())
    for content, words in ((None, ""), (b"{}", "version None"), (b"[", "version None")):
        changed_file = io.BytesIO()
        kept = {name: array for name, array in arrays.items() if name != "identity"}
        if content is not None:
            kept["identity"] = np.frombuffer(content, np.uint8)
        np.savez(changed_file, **kept)
        changed_file.seek(0)
        other = small()
        if content is None:
            other.load(changed_file)
            assert other.time == 5.0
            continue
        with pytest.raises(ParameterError, match=words):
            other.load(changed_file)


def kinds(base: type[Any]) -> Iterator[type[Any]]:
    """Yield the kinds of this package that are made of a base."""
    for kind in base.__subclasses__():
        if kind.__module__.startswith("izhikevich.") and not inspect.isabstract(kind):
            yield kind
        yield from kinds(kind)


def _own() -> dict[str, Timed]:
    """Return an input of each kind that a file can have, by what it is called here."""
    texts = {text: parse(text) for texts in EXAMPLES.values() for text in texts}
    rows = [[20.0, 90.0, 0.0], [70.0, 5.0, 30.0]]
    return {
        **texts,
        "sum": parse("step(4,20)+2"),
        "scaled": parse("-2*white(3)"),
        "sampled": Sampled(np.arange(60.0), 1.5),
        "row": TimedArray([10.0, 50.0, 20.0]),
        "rows": TimedArray(rows, 12.5, period=30.0),
        "rows late": TimedArray(rows, [1.0, 20.0], start=5.0),
        "expression": Expression("20 + 10 * sin(t / 9) + i"),
        "number": Expression(" 30 "),
        "parameters": Expression(
            "a + b * i + c * d", a=4, b=np.array([1, 2, 3]), c=Uniform(0.0, 9.0), d=[1.0, 2.0, 0.5]
        ),
        "correlated": CorrelatedRate(60.0, 0.4, 6.0),
        "steady": CorrelatedRate(60.0, 0.0, 6.0),
        "outside": PoissonInput(20.0, 10),
    }


INPUTS = _own()
#: Kinds that no file can have.
REFUSED: set[type] = {Function, Product, RecordedCurrent}
#: Where an input over time may stand.
PLACES: dict[str, Callable[[Network, Any], Any]] = {
    "stimulus": lambda net, x: net.population(3, name="driven", stimulus=x),
    "rate": lambda net, x: net.connect(
        net.poisson(3, x, name="driving"), net["cells"], weights=9.0
    ),
    "pre": lambda net, x: net.inject(x, net["cells"], name="injected"),
}


def test_every_kind_of_input_can_be_written_or_is_refused() -> None:
    """A new kind needs a form in files/inputs.py and an example here, or a reason to refuse it."""
    examples = {type(value) for value in INPUTS.values()}
    assert examples.isdisjoint(REFUSED)
    assert {type(value) for value in CANNOT} >= REFUSED
    assert {*kinds(Input), *kinds(Stimulus)} - REFUSED == examples
    own = {kind for kind in KINDS.values() if kind.__module__.startswith("izhikevich.")}
    assert own <= examples


def test_every_place_of_an_input_is_known() -> None:
    """Whatever takes an `Input` is to be written, and to be tried here."""
    found = set()
    for _, method in inspect.getmembers(Network, inspect.isfunction):
        parameters = inspect.signature(method).parameters.values()
        found |= {one.name for one in parameters if "Input" in str(one.annotation)}
    assert found == set(PLACES)


def with_input(place: str, value: Any) -> Network:
    net = Network(seed=5, scheme="forward")
    net.poisson(2, 5.0)
    net.population(3, name="cells", i_offset=4.0, noise=2.0)
    PLACES[place](net, value)
    net.connect(net.sources[0], net["cells"])  # it is in the file before what was added earlier
    return net


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", INPUTS)
def test_every_kind_of_input_in_every_place(name: str, place: str) -> None:
    value = INPUTS[name]
    if place == "rate" and isinstance(value, Stimulus):
        samples = value.sample(np.arange(70.0))
        if samples.min() < 0.0 or samples.max() > 1000.0:
            pytest.skip("it is no rate")
    net = with_input(place, value)
    net.run(30.0)
    back = again(net)
    assert plain(parts_of(back)) == plain(parts_of(net))
    assert_alike(joined(net.run(40.0)), joined(back.run(40.0)))
    assert_alike(net.state().arrays(), back.state().arrays())


def test_every_kind_of_rule_can_be_written() -> None:
    parts = get_type_hints(Projection)
    rules = [get_args(part) for part in (Drive, parts["plasticity"], parts["short_term"])]
    net = Network(seed=2, scheme="forward")
    for name in CELL_TYPES:
        net.population(2, name, name=name, i_offset=Normal(9.0, 1.0, low=0.0))
    first, last = net.populations[0], net.populations[-1]
    for rule in (
        STDP(a_plus=0.3, pairs="nearest"),
        Polychronous(),
        InhibitorySTDP(eta=0.2),
        TripletSTDP.hippocampus(),
        HomeostaticScaling(7.0, rule=TripletSTDP()),
    ):
        net.connect(first, last, plasticity=rule)
    net.connect(first, last, plasticity=DopamineSTDP(), dopamine=last)
    net.projections[-1].learning = False
    net.connect(first, last, short_term=ShortTerm())
    net.run(5.0)
    assert plain(parts_of(again(net))) == plain(parts_of(net))
    used: set[type[Any]] = {type(p.parameters.drive) for p in net.populations}
    used |= {type(p.plasticity) for p in net.projections}
    used |= {type(p.short_term) for p in net.projections}
    assert {kind for kinds in rules for kind in kinds} <= used


class Strange(Stimulus):
    def sample(self, t: Any) -> Any:
        return 0.0 * t


class Rows(TimedArray):
    """A kind that may do anything."""


CANNOT: list[Any] = [
    Function(lambda t: 5.0 * (t > 20.0)),
    Product((Constant(2.0), parse("step(4,20)"))),
    Strange(),
    Rows([1.0]),
    RecordedCurrent([1.0], 1.0),
    Sampled([1.0], 1.0) + Constant(1.0),
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", CANNOT, ids=lambda value: type(value).__name__)
def test_inputs_that_cannot_be_written(place: str, value: Any, tmp_path: Path) -> None:
    net, other = with_input(place, value), with_input(place, value)
    net.run(30.0)
    where = {"stimulus": "stimulus of driven", "rate": "rate of driving", "pre": "pre of injected"}
    with pytest.raises(ParameterError, match=f"^{where[place]} = .*state_only=True"):
        net.save(tmp_path / "net.npz")
    assert not list(tmp_path.iterdir())
    net.save(tmp_path / "state.npz", state_only=True)
    other.load(tmp_path / "state.npz")
    assert_alike(joined(net.run(40.0)), joined(other.run(40.0)))
    with pytest.raises(ParameterError, match="'network' is not allowed: is missing"):
        Network.from_file(tmp_path / "state.npz")


def test_functions_that_are_called_cannot_be_written() -> None:
    net = everything()
    net.every(5.0, abs)
    with pytest.raises(ParameterError, match=r"^callbacks = .*remove them .*state_only=True"):
        written(net)
    net.save(io.BytesIO(), state_only=True)
    net.callbacks.clear()
    assert written(net)


def test_every_attribute_of_a_network_is_written_or_refused() -> None:
    """A new one is to be written, and named here."""
    options = {"dt", "seed", "scheme", "scaling", "precision"}
    parts = {"populations", "sources", "projections", "injections", "couplings", "monitors"}
    left = {"memory_limit", "callbacks", "_live", "_plan", "_state"}
    net = Network(0.5, 9, scheme="euler", scaling="charge", precision="float32")
    net.population(2)
    net.random_pulses(4.0)
    assert vars(net).keys() == {*options, *parts, *left, "pulse"}
    back = again(net)
    for name in (*options, "pulse"):
        assert getattr(back, name) == getattr(net, name)


@ENGINES
@pytest.mark.filterwarnings("ignore")
def test_sources_that_have_started_again(which: str) -> None:
    net = Network(seed=3, scheme="forward")
    cells = net.population(4, i_offset=3.0)
    given = net.spike_times([[3.0, 3.1, 3.2, 30.0], [3.5]], name="given")
    rising = net.poisson(2, "step(200,10)", name="rising")
    net.connect(given, cells, weights=2.0, delays=12.0, plasticity=STDP())
    net.connect(rising, cells, weights=3.0)
    with engine.use(which):
        net.run(10.0)
        given.times = [[4.0], []]  # several spikes of a step are still on their way
        given.restart()
        rising.restart()
        net.run(2.0)
        back = again(net)
        assert (back["given"].origin, back["rising"].origin) == (10, 10)
        assert plain(parts_of(back)) == plain(parts_of(net))
        assert_alike(joined(net.run(60.0)), joined(back.run(60.0)))
        assert_alike(net.state().arrays(), back.state().arrays())
        for each in (net, back):
            each.reset()
        assert_alike(joined(net.run(60.0)), joined(back.run(60.0)))


@pytest.mark.filterwarnings("ignore")
def test_monitors_go_on() -> None:
    net = everything()
    net.run(20.0)
    net.monitors[0].stop()
    net.run(10.0)
    net.monitors[0].start()
    net.monitors[1].stop()
    back = again(net)
    for each in (net, back):
        each.run(25.0)
    assert net.monitors[0].spans.tolist() == [[0.0, 20.0], [30.0, 55.0]]
    assert net.monitors[0].t.size > 10
    assert net.monitors[1].duration == 30.0
    assert net.monitors[1].spike_times.size > 0
    assert plain(back.monitors) == plain(net.monitors)


def arrays_of(content: bytes) -> dict[str, Any]:
    with np.load(io.BytesIO(content)) as found:
        return dict(found)


@cache
def _whole() -> bytes:
    net = everything()
    net.run(10.0)
    return written(net)


def changed(edit: Callable[[dict[str, Any], dict[str, Any]], object]) -> io.BytesIO:
    """A file whose description and arrays were edited."""
    arrays = arrays_of(_whole())
    description = json.loads(arrays["network"].tobytes())
    edit(description, arrays)
    if "network" in arrays:
        arrays["network"] = np.frombuffer(json.dumps(description).encode(), np.uint8)
    file = io.BytesIO()
    np.savez(file, **arrays)
    file.seek(0)
    return file


def put(path: str, value: Any) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    def edit(description: dict[str, Any], arrays: dict[str, Any]) -> None:
        *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
        at: Any = description
        for step in way:
            at = at[step]
        at[last] = value

    return edit


def put_array(name: str, value: Any) -> Callable[[dict[str, Any], dict[str, Any]], None]:
    return lambda description, arrays: arrays.update({name: value})


HOSTILE: list[Any] = [
    None, -1, 0, 1e300, 1 << 70, "", "x", "__import__('os').system('echo')", [], [1], {}, {"a": 1},
    True, [[[]]],
]  # fmt: skip
PATHS = [
    "format", "version", "dt", "seed", "scheme", "scaling", "precision", "pulse", "longest",
    "populations", "sources", "projections", "populations/0", "populations/0/name",
    "populations/0/size", "populations/0/parameters", "populations/0/parameters/a",
    "populations/0/parameters/drive", "populations/0/parameters/drive/kind",
    "populations/0/conductance", "populations/0/tau", "populations/0/tau/exc",
    "populations/1/stimulus", "populations/2/stimulus/dt", "populations/0/values",
    "populations/0/values/noise", "populations/0/given", "populations/0/given/a",
    "populations/0/stream", "sources/0/size", "sources/0/repeats", "sources/1/rate",
    "sources/2/rate", "sources/3/over_time", "sources/0/stream", "projections/0/pre",
    "projections/0/post", "projections/0/target", "projections/0/weights", "projections/0/delays",
    "projections/0/plasticity", "projections/0/plasticity/kind", "projections/0/plasticity/w_max",
    "projections/4/excitatory_fraction", "projections/0/stream", "projections/6/short_term",
    "populations/3/stimulus", "populations/3/stimulus/kind", "populations/3/stimulus/text",
    "populations/3/stimulus/parameters", "populations/3/stimulus/parameters/a",
    "sources/0/origin", "sources/0/most", "sources/4/over_time/parameters/top",
    "sources/5/over_time/rate", "sources/5/over_time/tau", "injections", "injections/0/post",
    "injections/0/over_time", "injections/0/over_time/scheduled", "injections/0/over_time/period",
    "injections/0/over_time/start", "injections/0/stream", "injections/0/target",
    "injections/1/pre", "injections/1/variable", "injections/1/name", "monitors",
    "couplings", "couplings/0/pre", "couplings/1/post", "couplings/0/name", "couplings/0/stream",
    "couplings/0/one_weight", "injections/0/one_weight", "monitors/0/population",
    "monitors/0/spikes", "monitors/0/recording",
    "monitors/0/variables", "monitors/0/period", "monitors/0/first",
    "sources/6/jitter", "sources/6/phase", "sources/6/most", "populations/2/tau/exc",
    "populations/2/tau/exc/kind", "populations/2/tau/exc/tau", "populations/2/tau/inh/rise",
]  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", PATHS)
def test_a_hostile_description_is_refused_or_harmless(path: str) -> None:
    refused = 0
    for value in HOSTILE:
        try:
            net = Network.from_file(changed(put(path, value)), memory_limit=50_000_000)
            net.run(5.0)
        except SimulationError:  # a network that diverges is one
            continue
        except ParameterError as error:
            assert str(error)  # noqa: PT017
            refused += 1
    assert refused > 4


ARRAYS = sorted(set(arrays_of(_whole())) - {"network"})
#: Arrays of any length, and those that earlier versions did not have.
ANY_LENGTH, OPTIONAL = {"populations.2.stimulus.values", "past"}, {"thrown", "identity"}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ARRAYS)
def test_a_hostile_array_is_refused_or_harmless(name: str) -> None:
    array = arrays_of(_whole())[name]
    changes: list[Any] = [
        array.astype("U8"),
        array.astype(complex),
        array.reshape((1, *array.shape)),
    ]
    if name not in ANY_LENGTH and array.size:
        changes += [np.zeros(5_000_000), np.concatenate([array.ravel(), array.ravel()])]
    for value in changes:
        with pytest.raises(ParameterError):
            Network.from_file(changed(put_array(name, value)))
    if name not in OPTIONAL:
        with pytest.raises(ParameterError):
            Network.from_file(changed(lambda d, a: a.pop(name)))
    for value in (-1, 1e9, np.nan, np.inf, -(1 << 62)):
        worse = array.astype(np.float64) if array.dtype.kind == "b" else array.copy()
        with np.errstate(all="ignore"):
            worse.reshape(-1)[-1:] = np.array(value).astype(worse.dtype)
        try:
            Network.from_file(changed(put_array(name, worse))).run(5.0)
        except (ParameterError, SimulationError) as error:
            assert str(error)  # noqa: PT017


def test_files_that_are_no_networks(tmp_path: Path) -> None:
    whole = _whole()
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("network.npy", bytes(40_000_000))
    for content in (b"", b"PK\x03\x04", b"text", whole[:-40], whole[: len(whole) // 2]):
        with pytest.raises(ParameterError, match="file = "):
            Network.from_file(io.BytesIO(content))
    with pytest.raises(ParameterError, match=r"of 40,000,000 bytes' .*at most 16,000,000"):
        Network.from_file(io.BytesIO(bomb.getvalue()))
    with pytest.raises(ParameterError, match=r"version 2' .*reads version 1"):
        Network.from_file(changed(put("version", 2)))
    with pytest.raises(FileNotFoundError):
        Network.from_file(tmp_path / "none.npz")
    with pytest.raises(ParameterError, match="file = 5"):
        Network.from_file(5)  # type: ignore[arg-type]


def test_a_network_for_which_there_is_no_room() -> None:
    with pytest.raises(ParameterError, match="MB"):
        again(everything(), memory_limit=2_000)
