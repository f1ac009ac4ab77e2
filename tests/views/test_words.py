"""What the summary claims is so."""

import numpy as np
import pytest
from izhikevich.views.neuron.facts import facts
from izhikevich.views.neuron.readouts import readouts
from izhikevich.views.neuron.run import Run
from izhikevich.views.neuron.spike_pattern import describe
from izhikevich.views.neuron.summary import summary
from izhikevich.views.schema import Value

from tests.views.runs import PRESETS, run_of

RUNS: list[tuple[str, dict[str, Value]]] = [
    *((name, {}) for name in PRESETS),
    ("tonic_spiking", {"stimulus": "0"}),
    ("tonic_spiking", {"stimulus": "3.7"}),
    ("tonic_spiking", {"stimulus": "3.9"}),
    ("tonic_spiking", {"stimulus": "4.01", "duration": 20.0}),
    ("tonic_spiking", {"stimulus": "4.01", "duration": 5.0}),
    ("tonic_spiking", {"stimulus": "4.5", "duration": 300.0}),
    ("tonic_spiking", {"v_peak": -64.0, "stimulus": "3.0"}),
    ("tonic_spiking", {"c": -90.0, "v_peak": -75.0, "stimulus": "0"}),
    ("tonic_spiking", {"stimulus": "0", "v0": 0.0}),
    # The limit cycle of pattern P surrounds its stable focus: inside and outside.
    ("bistability", {"stimulus": "0.24", "v0": -61.5, "u0": -15.9}),
    ("bistability", {"stimulus": "0.24", "v0": -61.5, "u0": -6.0}),
    ("bistability", {"stimulus": "0.3", "v0": -40.0}),
    ("FS_2007", {"stimulus": "0"}),
    ("accommodation", {"stimulus": "0"}),
    ("inhibition_induced_bursting", {"method": "accurate"}),
]
each_run = pytest.mark.parametrize(("name", "changes"), RUNS)


def check_claims(run: Run, text: str) -> None:
    assert text.endswith(".")
    assert text[0].isupper()
    assert "\n" not in text
    assert f"{run.shown_current:.4g}" in text
    if run.trace is None:
        return
    firing = describe(run.trace)
    stable = [point for point in run.reachable if point.stable]
    left = bool(run.equilibria) and not stable
    assert ("no equilibrium is left" in text) is (not run.equilibria)
    assert ("no equilibrium is stable" in text) is (left and bool(run.reachable))
    assert ("equilibria lie above the peak" in text) is (left and not run.reachable)
    assert ("Stays silent" in text) is (firing.count == 0)
    assert ("Fires once" in text) is (firing.count == 1)
    assert ("bursts" in text) is bool(firing.bursts)
    assert ("pA" in text) is run.parameters.dimensional
    if stable:
        assert f"{stable[0].v:.1f} mV" in text
    if "and stops" in text:
        assert not firing.goes_on
    if "coexist" in text:
        assert stable
        assert firing.goes_on
        assert run.holds
    if "saddle-node at" in text:
        assert run.saddle_node is not None
        assert run.shown_current > run.saddle_node.current
    if "the Andronov–Hopf point at" in text:
        assert run.hopf is not None
        assert ("above the Andronov" in text) is (run.shown_current >= run.hopf.current)
    if "fires repeatedly" in text or "cannot rest" in text:
        assert firing.goes_on or not run.holds


@each_run
def test_claims(name: str, changes: dict[str, Value]) -> None:
    run = run_of(name, **changes)
    check_claims(run, summary(run))


@pytest.mark.parametrize("name", ["tonic_spiking", "mixed_mode"])
def test_neurons_that_cannot_rest(name: str) -> None:
    text = summary(run_of(name))
    assert "no equilibrium is left" in text
    assert "saddle-node at I = 4)" in text
    assert "fires repeatedly" in text


def test_phasic_spiking() -> None:
    text = summary(run_of("phasic_spiking"))
    assert text.startswith("Fires once")
    assert "change in current" in text
    assert "focus" in text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tonic_bursting", "Fires 4 bursts of 6 to 10 spikes: at I = 15 no"),
        ("CH", "Fires 3 bursts of 4 to 7 spikes: at I = 10 no"),
        ("CH_2007", "Fires 6 bursts of 3 to 7 spikes: at I = 600 pA no"),
    ],
)
def test_why_bursts_end(name: str, said: str) -> None:
    """The first reset of each burst lands where v rises, and the last one where it falls."""
    run = run_of(name)
    assert run.trace is not None
    text = summary(run)
    assert text.startswith(said)
    assert f"until a reset (to {run.parameters.c:g} mV) lands where v falls" in text
    assert f"raises the recovery u by {run.parameters.d:g}" in text
    after = np.searchsorted(run.trace.t, run.trace.spike_times, side="right")
    slopes = np.diff(run.trace.v)[after]
    lasts = np.cumsum(describe(run.trace).bursts)[:-1] - 1
    assert (slopes[lasts] < 0.0).all()
    assert (slopes[lasts + 1] > 0.0).all()


def test_mixed_mode_is_not_explained_as_bursts() -> None:
    assert "the burst ends" not in summary(run_of("mixed_mode"))


def test_mixed_mode_is_no_bursting() -> None:
    assert "a burst of 3 spikes, then fires one every 32.2 ms" in summary(run_of("mixed_mode"))


def test_rest_after_a_pulse() -> None:
    text = summary(run_of("subthreshold_oscillations"))
    assert "returns to the focus at -62.5 mV, stable at I = 0" in text


def test_bistability() -> None:
    inside = summary(run_of("bistability", stimulus="0.24", v0=-61.5, u0=-15.9))
    assert inside.startswith("Stays silent")
    assert "stays in its basin" in inside
    outside = summary(run_of("bistability", stimulus="0.24", v0=-61.5, u0=-6.0))
    assert outside.startswith("Keeps firing")
    assert "rest and firing coexist, depending on the start" in outside
    switched = summary(run_of("bistability"))
    assert switched.startswith("Fires 5 spikes and stops")
    assert "coexist" not in switched


def test_accommodation() -> None:
    text = summary(run_of("accommodation"))
    assert text.startswith("Fires once")
    assert "focus at -65.0 mV" in text


def test_inhibition_induced_spiking() -> None:
    text = summary(run_of("inhibition_induced_spiking"))
    assert "no equilibrium is stable" in text
    assert "while this current lasts" in text


def test_a_start_beyond_the_threshold() -> None:
    text = summary(run_of("tonic_spiking", stimulus="0", v0=0.0))
    assert "the start was beyond the threshold" in text


def test_a_run_without_end() -> None:
    run = run_of("inhibition_induced_bursting", method="accurate")
    assert run.trace is None
    assert "Fires" not in summary(run)


def test_spikes_that_the_step_makes_are_no_firing() -> None:
    run = run_of("RS", stimulus="0", I=-80.0, dt=1.0, method="forward")
    words = summary(run)
    assert words.startswith("Numerical artefact: 75 of 75 spikes come from steps of 1 ms")
    assert "Fires" not in words
    assert "coexist" not in words
    assert run.trace is not None
    firing = describe(run.trace)
    assert (firing.count, firing.artefacts, firing.regime.name) == (0, 75, "artefact")
    shown = {readout.label: readout.value for readout in readouts(run)}
    assert shown["Spikes"] == "0"
    assert shown["Numerical artefacts"] == "75"
    assert shown["Regime"] == "numerical artefact"
    assert "Mean rate" not in shown
    assert facts(run)["spikes"] == facts(run)["rate"] == 0.0
