"""Spikes that a step makes, not the equations: what is right, the equations themselves say."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import (
    CELL_TYPES,
    PATTERNS,
    NumericalArtefactWarning,
    Parameters,
    SimulationError,
    engine,
)
from izhikevich.dynamics import bifurcation_diagram, frequency_current
from izhikevich.dynamics.equilibria.manifolds import Window
from izhikevich.dynamics.maps.basins import OUTCOMES, basins
from izhikevich.dynamics.maps.regime_map import Protocol, regime_map
from izhikevich.dynamics.maps.regimes import NAMES
from izhikevich.learning import neurons as learned
from izhikevich.network import Network
from izhikevich.neuron.schemes.artefacts import StableRange
from izhikevich.neuron.schemes.batch import spike_batch
from izhikevich.neuron.schemes.constant_currents import varied_batch
from izhikevich.neuron.schemes.table import EXPLICIT
from izhikevich.progress import finish
from scipy.integrate import solve_ivp

pytestmark = pytest.mark.filterwarnings("ignore::izhikevich.NumericalArtefactWarning")

RS = CELL_TYPES["RS"].parameters
CELLS = ("RS", "FS", "CH", "LTS", "TC", "RS_2007", "LTS_2007", "TC_2007")


def exact_spikes(p: Parameters, current: float, duration: float) -> int:
    """Count the spikes at a constant current, by scipy."""

    def slope(_: float, y: Any) -> list[float]:
        return [p.dv(y[0], y[1], current), p.du(y[0], y[1])]

    def peak(_: float, y: Any) -> float:
        return float(y[0] - p.peak(y[1]))

    peak.terminal, peak.direction = True, 1  # type: ignore[attr-defined]
    t, state, count = 0.0, list(p.initial_state()), 0
    while t < duration and count < 1000:
        found = solve_ivp(slope, (t, duration), state, "DOP853", events=peak, rtol=1e-8, atol=1e-8)
        t, state = float(found.t[-1]), list(found.y[:, -1])
        if found.status == 1:
            state, count = list(p.reset(state[1])), count + 1
    return count


class TestOneStep:
    """With u and I frozen, C v' = k2 (v - v_low) (v - v_high): scipy does a step of it."""

    @pytest.mark.parametrize("cell", ["RS", "RS_2007", "FS_2007"])
    @pytest.mark.parametrize("step", [1.0, 0.5])
    def test_agrees_with_the_equation(self, cell: str, step: float) -> None:
        p = CELL_TYPES[cell].parameters
        stable = StableRange.of(p, step)
        rng = np.random.default_rng(1)
        unit = p.C / (step * p.k2)
        told = crossed = 0
        for _ in range(300):
            # How far apart the equilibria are, and where v begins, in mV.
            half = rng.uniform(0.0, 2.0) * unit
            before = stable.vertex - rng.uniform(0.0, 3.0) * unit

            def slope(v: float, half: float = half) -> float:
                return float(p.k2 * ((v - stable.vertex) ** 2 - half * half) / p.C)

            after = before + step * slope(before)
            exact = solve_ivp(
                lambda _, y: [slope(y[0])], (0.0, step), [before], rtol=1e-9, atol=1e-9
            ).y[0, -1]
            thrown = bool(stable.thrown(np.array([before]), np.array([after]))[0])
            assert thrown == (after > stable.vertex > exact)
            told += thrown
            crossed += after > stable.vertex
        assert 30 < told == crossed < 270

    def test_the_bound_is_that_of_the_issue(self) -> None:
        assert StableRange.of(RS, 1.0).lowest == pytest.approx(-87.5)
        assert StableRange.of(RS, 0.25).lowest == pytest.approx(-(8.0 + 5.0) / 0.08)

    def test_without_equilibria_the_equation_fires(self) -> None:
        stable = StableRange.of(RS, 1.0)
        before = np.array([-95.0])
        for current, expected in ((0.0, True), (60.0, False)):
            after = before + RS.dv(before, np.array([-14.0]), current)
            assert after > stable.vertex
            assert stable.thrown(before, after)[0] == expected


@pytest.mark.parametrize("scheme", EXPLICIT)
@pytest.mark.parametrize("cell", CELLS)
def test_no_spike_of_a_constant_inhibition_is_genuine(cell: str, scheme: str) -> None:
    """Scipy and the accurate scheme have none; every spike of a coarse step is an artefact."""
    p = CELL_TYPES[cell].parameters
    strong = 40.0 if p.dimensional else 1.0
    made = 0
    for current in (-40.0 * strong, -62.0 * strong, -80.0 * strong, -150.0 * strong):
        assert exact_spikes(p, current, 200.0) == 0
        assert izh.simulate(p, current, 200.0, scheme="accurate").n_spikes == 0
        for dt in (1.0, 0.5):
            for which in engine.ENGINES:
                with engine.use(which):
                    try:
                        trace = izh.simulate(p, current, 200.0, dt=dt, scheme=scheme)
                    except SimulationError:  # that the voltage diverged, so it is not silent
                        continue
                assert trace.artefacts.all()
                made += trace.n_artefacts
    assert made > 0 or p.dimensional or scheme != "forward"


@pytest.mark.parametrize("scheme", EXPLICIT)
@pytest.mark.parametrize(
    "stimulus",
    [
        "pulse(-40, 100, 1)",
        "pulse(-60, 20, 15) + pulse(-90, 80, 3)",
        "sine(30, 25) - 30",
        "ramp(-1, 20)",
        "white(15, seed=3) - 40",
    ],
)
def test_other_ways_of_inhibition(stimulus: str, scheme: str) -> None:
    for dt in (1.0, 0.5):
        trace = izh.simulate(RS, stimulus, 150.0, dt=dt, scheme=scheme)
        accurate = izh.simulate(RS, stimulus, 150.0, dt=dt, scheme="accurate")
        assert trace.n_spikes - trace.n_artefacts <= accurate.n_spikes


@pytest.mark.parametrize("key", [*PATTERNS, *CELL_TYPES])
def test_what_was_published_has_none(key: str) -> None:
    experiment: Any = PATTERNS.get(key) or CELL_TYPES[key]
    with warnings.catch_warnings():
        warnings.simplefilter("error", NumericalArtefactWarning)
        assert not experiment.simulate().artefacts.any()


@pytest.mark.parametrize(
    "name", ["cortical_2003", "polychronous_2006", "feedforward", "ring", "cortical_sparse"]
)
def test_published_networks_have_none(name: str) -> None:
    arguments = (1000,) if name == "cortical_sparse" else ()
    recording = getattr(izh.networks, name)(*arguments).run(500.0)
    assert recording.times.size > 100
    assert not recording.artefacts.any()


@pytest.mark.parametrize("scheme", EXPLICIT)
@pytest.mark.parametrize("cell", [*CELLS, "FS_2007", "RTN_2007", "MSN_2007"])
def test_both_engines_and_all_ways_to_run_tell_the_same(cell: str, scheme: str) -> None:
    p = CELL_TYPES[cell].parameters
    strong = 40.0 if p.dimensional else 1.0
    currents = np.linspace(-100.0, 30.0, 150) * strong
    v0, u0 = p.initial_state()
    start = np.full(150, v0), np.full(150, u0)
    found = []
    for which in engine.ENGINES:
        with engine.use(which):
            batch = finish(spike_batch(p, currents, 250.0, dt=1.0, scheme=scheme))
            trains = finish(varied_batch(p, {}, currents, start, 250.0, dt=1.0, scheme=scheme))
            traces = [
                izh.simulate(p, current, 250.0, dt=1.0, scheme=scheme).artefacts
                for current in currents[::15].tolist()
                if np.isnan(batch.failed_at[np.searchsorted(currents, current)])
            ]
        found.append((batch, trains, traces))
    (one, some, few), (other, more, many) = found
    np.testing.assert_array_equal(one.artefact_counts, other.artefact_counts)
    np.testing.assert_array_equal(some.artefact_counts, more.artefact_counts)
    np.testing.assert_array_equal(one.artefact_counts, some.artefact_counts)
    sound = np.flatnonzero(np.isnan(one.failed_at))
    for k, here, there in zip(sound[np.isin(sound, np.arange(0, 150, 15))], few, many, strict=True):
        np.testing.assert_array_equal(here, there)
        assert one.artefact_counts[k] == here.sum()


class TestNetworks:
    @pytest.mark.parametrize("which", engine.ENGINES)
    def test_one_inhibitory_spike(self, which: str) -> None:
        with engine.use(which):
            net = Network(scheme="forward")
            cells = net.population(1, name="cells")
            source = net.spike_times([[100.0]])
            net.connect(source, cells, weights=40.0, target="inh")
            with pytest.warns(
                NumericalArtefactWarning, match=r"1 of 1 spikes \(cells: 1\).*dt = 1"
            ):
                recording = net.run(300.0)
        assert recording.times.tolist() == [103.0]
        assert recording.artefacts.tolist() == [True]

    @pytest.mark.parametrize("which", engine.ENGINES)
    def test_the_same_in_runs_of_one_step(self, which: str) -> None:
        with engine.use(which):
            net = Network(scheme="forward")
            net.population(1, stimulus=-60.0, name="held down")
            net.population(3, i_offset=10.0, name="driven")
            whole = net.run(200.0)
            net.reset()
            parts = [net.run(1.0) for _ in range(200)]
        assert whole.artefact_counts == {"held down": 98}
        assert sum(int(part.artefacts.sum()) for part in parts) == 98
        assert whole.of(net.populations[1])[0].size > 0

    @pytest.mark.parametrize("which", engine.ENGINES)
    def test_refractory_neurons_are_not_thrown(self, which: str) -> None:
        with engine.use(which):
            net = Network(scheme="forward")
            net.population(5, i_offset=-60.0, tau_refrac=5.0)
            recording = net.run(200.0)
        assert recording.times.size
        assert recording.artefacts.all()

    def test_a_finer_step_has_none(self) -> None:
        net = Network(dt=0.1, scaling="charge", scheme="forward")
        net.population(1, stimulus=-60.0)
        assert not net.run(1000.0).times.size

    def test_a_state_of_an_earlier_version_has_no_marks(self) -> None:
        net = Network(scheme="forward")
        net.population(3, i_offset=5.0)
        net.run(50.0)
        arrays = net.state().arrays()
        del arrays["thrown"]
        file = BytesIO()
        np.savez(file, **arrays)
        file.seek(0)
        net.load(file)
        assert not net.state().thrown.any()


class TestAnalyses:
    """A neuron under inhibition rests, whatever the steps make of it."""

    def test_the_f_i_curve_begins_where_the_equations_begin(self) -> None:
        currents = np.linspace(-200.0, 20.0, 23)
        with pytest.warns(NumericalArtefactWarning, match="At I = -200 to -"):
            coarse = frequency_current(RS, currents, scheme="forward", dt=1.0)
        right = frequency_current(RS, currents)
        np.testing.assert_array_equal(coarse.up > 0.0, right.up > 0.0)
        np.testing.assert_array_equal(coarse.down > 0.0, right.down > 0.0)
        assert coarse.bistable == right.bistable
        assert coarse.artefacts[0] > 0
        assert not right.artefacts.any()

    def test_the_bifurcation_diagram(self) -> None:
        currents = np.linspace(-150.0, 20.0, 18)
        coarse = bifurcation_diagram(RS, currents, scheme="forward", dt=1.0)
        right = bifurcation_diagram(RS, currents)
        np.testing.assert_array_equal(coarse.firing, right.firing)
        assert coarse.reset_currents.min() > 0.0

    def test_the_regime_map(self) -> None:
        protocol = Protocol(0.0, -70.0, -14.0, 300.0, 1.0, "forward")
        found = regime_map(RS, 0.0, "b_I", ((0.1, 0.25), (-150.0, -100.0)), protocol, 6)
        assert {NAMES[k] for k in found.regimes.ravel()} == {"artefact"}
        fine = Protocol(0.0, -70.0, -14.0, 300.0, 0.1, "half_step")
        found = regime_map(RS, 0.0, "b_I", ((0.1, 0.25), (-150.0, -100.0)), fine, 6)
        assert {NAMES[k] for k in found.regimes.ravel()} == {"rest"}

    def test_basins(self) -> None:
        window = Window(-110.0, -80.0, -30.0, -10.0)
        coarse = basins(RS, -90.0, window, scheme="forward", dt=1.0, columns=5, rows=4)
        assert {OUTCOMES[k] for k in coarse.outcome.ravel()} == {"numerical artefact"}
        assert coarse.artefacts
        assert not coarse.bistable
        assert not coarse.spikes.any()
        fine = basins(RS, -90.0, window, columns=5, rows=4)
        assert {OUTCOMES[k] for k in fine.outcome.ravel()} == {"rest"}


class TestEnsembles:
    @pytest.mark.parametrize("cell", ["RS", "FS", "RS_2007", "FS_2007"])
    def test_both_engines_count_the_same(self, cell: str) -> None:
        counts = []
        for which in engine.ENGINES:
            with engine.use(which):
                kind = cell if len(cell) == 2 else CELL_TYPES[cell]
                ensemble = izh.nef.Ensemble(150, neurons=kind, seed=1)
                node = izh.nef.Node(izh.Sine(1.0, 1.0))
                model = izh.nef.Model([izh.nef.Connection(node, ensemble, synapse=None)], {})
                result = model.run(700.0)
            counts.append(result.artefacts[ensemble])
            assert 0 <= result.artefacts[ensemble].sum() <= result.n_spikes
        np.testing.assert_array_equal(counts[0], counts[1])
        assert counts[0].any() == (cell in ("RS", "FS_2007"))

    def test_the_warning_names_the_ensemble(self) -> None:
        ensemble = izh.nef.Ensemble(150, neurons="RS", seed=1, name="memory")
        node = izh.nef.Node(izh.Sine(1.0, 1.0))
        model = izh.nef.Model([izh.nef.Connection(node, ensemble, synapse=None)], {})
        with pytest.warns(NumericalArtefactWarning, match=r"spikes \(memory: \d+\)"):
            model.run(700.0)


def test_learned_neurons_cannot_be_thrown() -> None:
    """Their exponential steps stay below the lower equilibrium, as the equation does."""
    layer = learned.Neurons(20)
    current = np.repeat(np.linspace(-300.0, -20.0, 20)[None, None, :], 300, axis=0)
    assert not layer.forward(current, 1.0, learn=False).any()


def test_the_warning_says_what_helps() -> None:
    with pytest.warns(NumericalArtefactWarning) as caught:
        izh.simulate(RS, -1000.0, 1000.0, dt=0.25)
    assert len(caught) == 1
    assert caught[0].filename == __file__
    text = str(caught[0].message)
    assert "2000 of 2000 spikes" in text
    assert "smaller dt, the accurate scheme, or weaker inhibition" in text
