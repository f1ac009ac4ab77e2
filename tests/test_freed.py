"""What is large is gone with its last reference, not with the next collection of garbage.

The collector counts objects and not their size: networks of megabytes would pile up in a page.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from weakref import ref

import numpy as np
import pytest
from izhikevich import Network, engine, learning, nef, networks
from izhikevich.errors import SimulationError
from izhikevich.network import STDP, FixedProbability, ShortTerm, Uniform
from izhikevich.views import preparation, registry

from tests import wire


@pytest.fixture(autouse=True)
def _no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def everything() -> Network:
    net = Network(seed=4, scheme="forward")
    first = net.population(20, "FS", i_offset=Uniform(0.0, 9.0), noise=2.0, name="first")
    second = net.population(10, name="second")
    source = net.poisson(5, 40.0)
    net.connect(source, first, FixedProbability(0.5), weights=3.0, delays=Uniform(1.0, 4.0))
    net.connect(first, second, weights=Uniform(0.0, 1.0), plasticity=STDP())
    net.connect(second, first, weights=0.5, short_term=ShortTerm(), target="exc")
    net.couple(first, first, FixedProbability(0.3), conductance=0.01)
    net.inject(first, second, "all_to_all", weights=0.1, variable="u", name="gap")
    net.monitor(second, ["v", "spike"], period=2.0)
    net.every(5.0, str)
    return net


def run(net: Network) -> object:
    return net.run(20.0), net.run(3.0)


def set_and_run(net: Network) -> object:
    population = net.populations[0]
    net.run(5.0)
    population.i_offset = 3.0
    population[2:4].v = -50.0
    net.projections[1].w = 0.25
    return population, net.run(5.0), net.monitors[0].rates


def in_pieces(net: Network) -> object:
    for progress in net.running(5.0):
        assert progress is not None
    net.step()
    return net.simulate_until(lambda: True, 5.0)


def failing(net: Network) -> object:
    net.populations[0].i_offset = -1e9
    with pytest.raises(SimulationError):
        net.run(5.0)
    return None


def left_half_way(net: Network) -> object:
    steps = net.running(500.0)
    next(steps)
    steps.close()
    return None


USES: tuple[Callable[[Network], object], ...] = (
    *(run, set_and_run, in_pieces, failing, left_half_way),
)


@pytest.mark.parametrize("which", engine.ENGINES)
@pytest.mark.parametrize("use", USES)
def test_networks(use: Callable[[Network], object], which: str) -> None:
    with engine.use(which):
        net = everything()
        kept = use(net)  # recordings and parts may outlive their network
        gone = ref(net)
        del net
    assert gone() is None
    del kept


READY: dict[str, Callable[[], Network]] = {
    "cortical": lambda: networks.cortical_2003(80, 20),
    "feedforward": networks.feedforward,
    "polychronous": lambda: networks.polychronous_2006(80, 20, out_degree=10, longest_delay=10),
    "ring": lambda: networks.ring(50),
}


@pytest.mark.parametrize("make", READY.values(), ids=READY)
def test_ready_made_networks(make: Callable[[], Network]) -> None:
    net = make()
    recording = net.run(3.0)
    gone = ref(net)
    del net
    assert gone() is None
    del recording


def test_networks_of_a_curve() -> None:
    made: list[ref[Network]] = []

    def network(dial: float) -> Network:
        assert all(one() is None for one in made)  # one at a time
        net = networks.cortical_2003(40, 10, balance=dial)
        made.append(ref(net))
        return net

    curve = networks.balance_curve(network, [0.5, 1.0, 2.0], duration=5.0, transient=2.0)
    assert len(made) == len(curve.rates) == 3
    assert made[-1]() is None


def test_models_of_ensembles() -> None:
    node = nef.Node(lambda t: np.sin(t / 50.0))
    ensemble = nef.Ensemble(20, seed=3)
    model = nef.Model([nef.Connection(node, ensemble)], {"decoded": nef.Probe(ensemble)})
    simulator = nef.Simulator(model)
    result = simulator.run(20.0)
    gone = ref(simulator), ref(model)
    del simulator, model, node, ensemble
    assert [one() for one in gone] == [None, None]
    del result


def test_layers() -> None:
    layer = learning.Izhikevich(5)
    layer.init_state()
    layer.update(np.ones(5))
    gone = ref(layer)
    del layer
    assert gone() is None


def test_classifiers() -> None:
    table = learning.EXAMPLES["penguins"].make()
    classifier = learning.Classifier(table, layers=(5, 4))
    classifier.fit(1)
    result = classifier.evaluate()
    gone = ref(classifier), ref(classifier.trainer), ref(classifier.model), ref(table)
    del classifier, table
    assert [one() for one in gone] == [None] * 4
    del result


def own_data(**values: object) -> dict[str, object]:
    asked = {"epochs": 1.0, **values}
    return {"view": "learning", "preset": "own_data", "values": asked, "panels": ["confusion"]}


def test_trainings_in_the_page() -> None:
    view = registry.VIEWS["learning"]()
    for seed in range(6):  # of which the last ones are kept
        wire.at_once(own_data(seed=seed))
    prepared = preparation.read(own_data(seed=0))[2]
    gone = ref(prepared.session), ref(prepared.session.trainer), ref(prepared.session.own)
    del prepared
    for seed in range(1, 6):
        wire.at_once(own_data(seed=seed))
    assert [one() for one in gone] == [None] * 3
    view.__dict__.pop("_sessions")


def test_files_that_were_opened() -> None:
    view = registry.VIEWS["learning"]()
    kept: list[ref[object]] = []
    for k in range(5):
        text = "x,y,label\n" + f"{k},1,a\n2,5,b\n" * 3000
        found = wire.opened(text, "own.csv")
        value = str(found.state["values"]["data"])
        kept.append(ref(view.__dict__["_sessions"].own_data.samples(value)))
    assert [one() is None for one in kept] == [True, True, False, False, False]
    view.__dict__.pop("_sessions")


def test_parts_say_that_their_network_is_gone() -> None:
    population = everything().populations[0]
    with pytest.raises(SimulationError, match="no longer exists: keep the network"):
        population.v.max()
