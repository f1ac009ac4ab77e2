"""What a finer step would change is said, and is so."""

import pytest
from izhikevich.views.neuron.precision import precision
from izhikevich.views.part import Action, Notice
from izhikevich.views.schema import Values

from tests.views.runs import PRESETS, run_of


def notice_of(preset: str) -> Notice:
    notice = precision(run_of(preset))
    assert notice is not None
    return notice


def test_the_spikes_are_kept() -> None:
    notice = notice_of("tonic_spiking")
    assert notice.level == "info"
    assert "the same 5 spikes" in notice.text
    assert "4.1 ms earlier" in notice.text


def test_the_spikes_are_others() -> None:
    notice = notice_of("tonic_bursting")
    assert notice.level == "warning"
    assert "29 spikes, not 28" in notice.text


def test_the_run_has_no_end() -> None:
    run = run_of("inhibition_induced_bursting")
    notice = precision(run)
    assert notice is not None
    assert notice.level == "warning"
    assert "these 12 spikes" in notice.text
    assert "runs away" in notice.text
    assert len(notice.text) < 160  # two lines
    (finer,) = notice.actions
    assert finer.values == {"dt": run.dt / 10}


@pytest.mark.parametrize(("dt", "offered"), [(0.01, True), (0.009, False)])
def test_no_finer_step_is_offered_below_the_least(dt: float, offered: bool) -> None:
    notice = precision(run_of("tonic_spiking", I=1e5, dt=dt, duration=5.0))
    assert notice is not None
    assert notice.level == "warning"
    assert bool(notice.actions) is offered


def test_no_spike_either_way() -> None:
    notice = precision(run_of("tonic_spiking", stimulus="0"))
    assert notice is not None
    assert "no spike either" in notice.text


@pytest.mark.parametrize("name", PRESETS)
def test_claims(name: str) -> None:
    run = run_of(name)
    notice = precision(run)
    assert notice is not None
    assert notice.parameter == "dt"
    assert run.trace is not None
    if notice.actions and "method" in notice.actions[0].values:
        accurate = run_of(name, **notice.actions[0].values).trace
        assert accurate is not None
        assert (notice.level == "info") is (accurate.n_spikes == run.trace.n_spikes)
        assert f"{accurate.n_spikes} spike" in notice.text


def test_nothing_to_say() -> None:
    assert precision(run_of("tonic_spiking", method="accurate")) is None
    assert precision(run_of("tonic_spiking", duration=1e4, dt=0.1)) is None
    assert precision(run_of("tonic_spiking", I=-1e6)) is None


def test_spikes_that_the_step_makes_are_named() -> None:
    """Under strong inhibition the equations have no spike at all (Stimulus below rest)."""
    changes: Values = {"stimulus": "0", "I": -80.0, "dt": 1.0, "method": "forward"}
    notice = precision(run_of("RS", **changes))
    assert notice is not None
    assert notice.level == "warning"
    assert "Numerical artefacts: 75 of 75 spikes. With dt = 1 ms" in notice.text
    assert notice.actions == (Action("Show accurate solution", {"method": "accurate"}),)
    assert run_of("RS", **{**changes, "method": "accurate"}).trace.n_spikes == 0  # type: ignore[union-attr]
