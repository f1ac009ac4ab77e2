"""The bifurcation diagram: spikes per cycle and iterates of the reset map."""

from __future__ import annotations

import numpy as np
from izhikevich._typing import FloatArray
from izhikevich.dynamics import BifurcationDiagram, bifurcation_diagram
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import LinearDrive
from izhikevich.neuron.simulate import simulate


def diagram(parameters: Parameters, currents: FloatArray) -> BifurcationDiagram:
    """Compute a diagram to its end."""
    return bifurcation_diagram(parameters, currents)


def test_tonic_spiking_has_one_spike_per_cycle() -> None:
    """Tonic spiking repeats after every spike; u at the reset is that of a long run."""
    parameters = Parameters(d=6.0)
    found = diagram(parameters, np.array([0.0, 3.0, 5.0, 14.0]))
    assert found.firing.tolist() == [False, False, True, True]
    assert found.spikes_per_cycle.tolist() == [0, 0, 1, 1]
    assert [b.kind for b in found.bifurcations] == ["Andronov-Hopf", "saddle-node"]
    assert {branch.kind for branch in found.equilibria} == {"stable", "unstable", "saddle"}
    trace = simulate(parameters, 14.0, duration=1500.0, scheme="accurate")
    last = trace.spike_u[-1] + parameters.d
    at_14 = found.reset_u[found.reset_currents == 14.0]
    assert 2 <= at_14.size <= 96
    assert np.abs(at_14 - last).max() < 1e-2


def test_tonic_bursting_counts_the_spikes_of_a_burst() -> None:
    """Tonic bursting repeats after one burst, whose spikes a single run shows."""
    parameters = Parameters(c=-50.0, d=2.0)
    found = diagram(parameters, np.array([10.0, 15.0]))
    for current, spikes in zip((10.0, 15.0), found.spikes_per_cycle, strict=True):
        trace = simulate(parameters, current, duration=2000.0, scheme="accurate")
        gaps = np.flatnonzero(np.diff(trace.spike_times) > 15.0)
        assert np.diff(gaps)[-1] == spikes
        assert spikes > 2
        values = found.reset_u[found.reset_currents == current]
        assert np.unique(values.round(1)).size == spikes


def test_bistability_shows_rest_and_firing() -> None:
    """Where both exist the diagram holds the stable equilibrium and the firing."""
    found = diagram(Parameters(a=0.1, b=0.26, c=-60.0, d=0.0), np.linspace(0.1, 0.4, 13))
    at = int(np.argmin(np.abs(found.currents - 0.225)))
    assert found.firing[at]
    assert found.rate[at] > 15.0
    assert found.spikes_per_cycle[at] == 1
    stable = next(branch for branch in found.equilibria if branch.kind == "stable")
    assert stable.current.min() <= 0.225 <= stable.current.max()


def test_accommodation_has_one_straight_branch_and_no_firing() -> None:
    """Pattern R: one stable equilibrium at every current, nothing else."""
    parameters = Parameters(b=1.0, c=-55.0, d=4.0, drive=LinearDrive(-65.0, leak=False))
    found = diagram(parameters, np.linspace(0.0, 10.0, 4))
    assert found.bifurcations == ()
    assert [branch.kind for branch in found.equilibria] == ["stable"]
    assert not found.firing.any()
    assert found.reset_u.size == 0


def test_a_neuron_that_runs_away_is_not_called_firing() -> None:
    """Pattern T integrated accurately fires ever faster: no rate, no cycle."""
    found = diagram(Parameters(a=-0.026, b=-1.0, c=-45.0, d=-2.0), np.array([70.0, 75.0]))
    assert not found.firing.any()
    assert found.rate.tolist() == [0.0, 0.0]
