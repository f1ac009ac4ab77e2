"""The facts beside the plots."""

import pytest
from izhikevich.views.neuron.readouts import readouts
from izhikevich.views.schema import Value

from tests.views.runs import PRESETS, run_of


def read(name: str, **changes: Value) -> dict[str, str]:
    return {readout.label: readout.value for readout in readouts(run_of(name, **changes))}


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset(name: str) -> None:
    run = run_of(name)
    assert run.trace is not None
    facts = readouts(run)
    values = {readout.label: readout.value for readout in facts}
    assert all(readout.value and readout.help for readout in facts)
    assert values["Spikes"] == str(run.trace.n_spikes)
    unit = run.parameters.units["I"]
    assert {r.unit for r in facts if r.label.endswith("at I")} <= {unit}
    points = [r for r in facts if "eigenvalues" in r.help]
    assert len(points) == len(run.equilibria)
    for readout, point in zip(points, run.equilibria, strict=True):
        assert readout.value.startswith(point.kind)
    assert (f"Equilibria at I = {run.shown_current:.4g}", "none") in values.items() or points


def test_tonic_spiking() -> None:
    facts = read("tonic_spiking")
    assert facts["Spikes"] == "5"
    assert facts["Equilibria at I = 14"] == "none"
    assert facts["Saddle-node at I"] == "4"
    assert facts["Mean rate"] == "50.0"
    assert "Spikes per burst" not in facts


def test_bursts() -> None:
    facts = read("tonic_bursting")
    sizes = [int(size) for size in facts["Spikes per burst"].split(", ")]
    assert sum(sizes) == int(facts["Spikes"]) == 28
    assert "Adaptation index" not in facts


def test_adaptation() -> None:
    assert float(read("spike_frequency_adaptation")["Adaptation index"]) > 0
    assert float(read("class_1_excitable")["Adaptation index"]) < 0


def test_accommodation_has_no_bifurcation() -> None:
    facts = read("accommodation")
    assert facts["Bifurcations"] == "none at any I"
    assert "Excitability" not in facts
    assert not any(label.endswith("at I") for label in facts)


def test_silence() -> None:
    facts = read("tonic_spiking", stimulus="0")
    assert facts["Spikes"] == "0"
    assert "First spike" not in facts
    assert facts["Equilibria at I = 0"].startswith("stable node")


def test_one_spike_has_no_intervals() -> None:
    facts = read("phasic_spiking")
    assert "First spike" in facts
    assert not any("nterval" in label for label in facts)


def test_without_a_trace_the_equilibria_remain() -> None:
    facts = read("inhibition_induced_bursting", method="accurate")
    assert "Spikes" not in facts
    assert any(label.startswith("Equilibria") for label in facts)
