"""Fits: parameters that are known are found again, and what cannot be fitted is refused."""

from __future__ import annotations

import re
from functools import cache

import izhikevich as izh
import numpy as np
import pytest
from izhikevich import ParameterError
from izhikevich.fitting import Fit, Recording, fit, step_current
from izhikevich.fitting.guesses import guesses, spike_shape
from izhikevich.fitting.weights import weights_of
from izhikevich.progress import Progress, Stopped

from .recordings import answered, b8, fluctuating, planted

RS = {
    "C": 100.0,
    "k": 0.7,
    "v_r": -60.0,
    "v_t": -40.0,
    "a": 0.03,
    "b": -2.0,
    "c": -50.0,
    "d": 100.0,
}


@cache
def fitted() -> Fit:
    return fit(planted(amplitudes=(60.0, 90.0, 130.0, 200.0, 300.0)), generations=120)


def test_first_guesses_are_close() -> None:
    recording = planted(amplitudes=(60.0, 100.0, 200.0))
    spikes = recording.spikes()
    shape = spike_shape(recording, spikes)
    assert shape is not None
    best = guesses(recording, spikes, shape)[0]
    for name, value in RS.items():
        assert best[name] == pytest.approx(value, rel=0.2), name


def test_known_parameters_are_found_again() -> None:
    found = fitted()
    p = found.parameters
    assert p.dimensional
    v_t = p.k1 / -p.k2 - p.drive.origin
    values = (p.C, p.k2, p.drive.origin, v_t, p.a, p.b, p.c, p.d)
    for value, (name, known) in zip(values, RS.items(), strict=True):
        assert value == pytest.approx(known, rel=0.1), name
    assert found.loss < 0.3
    lacking = ("bends more", "sags back", "burst", "fires")
    assert not any(word in text for word in lacking for text in found.warnings())
    for one in found.sweeps:
        assert one.model.size == one.recorded.size
        if one.recorded.size:
            assert abs(one.first) < 1.0
    assert [one.held_out for one in found.sweeps] == [False, True, False, True, False]


def test_the_cloud_surrounds_what_was_found() -> None:
    found = fitted()
    low, high = found.cloud.min(axis=0), found.cloud.max(axis=0)
    assert np.all(low <= high)
    assert found.ranges()["C"] == (low[0], high[0])
    assert low[0] <= found.parameters.C * (1 + 1e-5)
    assert high[0] >= found.parameters.C * (1 - 1e-5)
    assert all(len(group) > 1 for group in found.ties())


def test_a_fit_as_table_and_plot() -> None:
    found = fitted()
    frame = found.to_pandas()
    assert list(frame["recorded_spikes"]) == [one.recorded.size for one in found.sweeps]
    plot = found.plot().plot
    assert len(plot.panes) == 5
    assert "held out" in str(plot.panes[1].title)
    assert repr(found).startswith("<Fit: model/recorded spikes")
    for events, one in zip(found.spikes, found.sweeps, strict=True):
        np.testing.assert_array_equal(events.times, one.recorded)


def test_the_seed_decides() -> None:
    one, again, other = (fit(planted(), generations=4, seed=seed) for seed in (1, 1, 2))
    assert one.parameters == again.parameters
    np.testing.assert_array_equal(one.cloud, again.cloud)
    assert one.parameters != other.parameters


def test_a_fluctuating_current() -> None:
    found = fit(fluctuating(), held_out=[1], generations=60)
    assert found.sweeps[0].recorded.size > 10
    assert found.sweeps[1].held_out
    assert found.sweeps[1].coincidence > 0.5


def test_what_a_fit_is_compared_by() -> None:
    by_steps = fit(planted(), generations=3)
    assert by_steps.objective == "features"
    assert set(by_steps.weights) == {"count", "latency", "intervals", "times", "voltage"}
    by_noise = fit(fluctuating(), generations=2, weights={"voltage": 3.0})
    assert by_noise.objective == "coincidence"
    assert by_noise.weights == {"coincidence": 4.0, "voltage": 3.0}
    other = fit(planted(), generations=3, objective="coincidence")
    assert other.objective == "coincidence"
    assert other.parameters != by_steps.parameters
    with pytest.raises(ParameterError, match=r"^objective = 'gamma'.*features"):
        fit(planted(), generations=3, objective="gamma")


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("", {}),
        ("count 2", {"count": 2.0}),
        (" count=2 , voltage: .5;times 1e1", {"count": 2.0, "voltage": 0.5, "times": 10.0}),
    ],
)
def test_weights_as_text(text: str, weights: dict[str, float]) -> None:
    assert weights_of(text) == weights


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("count 2, times", r"'times' .* must be a term and a number"),
        ("2", "must be a term and a number"),
        ("count -1", "must be a term and a number"),
        ("count 1, count 2", "gives count twice"),
        ("spikes 2", "has no term spikes, only count, latency"),
        ("count 1e999", "must be finite"),
    ],
)
def test_texts_that_are_no_weights(text: str, message: str) -> None:
    with pytest.raises(ParameterError, match=rf"^weights = .*{message}"):
        weights_of(text)


def test_how_far_spikes_depend_on_the_step() -> None:
    found = fitted().sensitivity(steps=(0.02, 1.0), schemes=("half_step", "euler"))
    frame = found.to_pandas()
    assert len(frame) == 4 * 5
    short = frame[(frame["dt"] == 0.02) & (frame["accurate"] > 0)]
    long = frame[(frame["dt"] == 1.0) & (frame["accurate"] > 0)]
    assert (abs(short["spikes"] - short["accurate"]) <= 1).all()
    assert long["last"].abs().mean() > 5 * short["last"].abs().mean()
    assert min(found.longest().values()) >= 0.02
    seen: list[float] = []
    fitted().sensitivity((0.5, 1.0), ("euler",), progress=lambda one: seen.append(one.fraction))
    assert seen == [0.0, 0.5]
    with pytest.raises(ParameterError, match=r"^steps = "):
        fitted().sensitivity(steps=(0.0,))


def test_a_real_cell() -> None:
    found = fit(b8(), generations=40)
    seen = [one for one in found.sweeps if not one.held_out]
    for one in seen:
        assert one.model.size == pytest.approx(one.recorded.size, rel=0.2)
    assert any("shrink" in text for text in found.warnings())
    assert any("f–I curve bends more" in text for text in found.warnings())


def test_it_can_be_stopped() -> None:
    texts = []

    def stop(now: Progress) -> None:
        texts.append(now.text)
        if len(texts) == 5:
            raise Stopped

    found = fit(planted(), generations=1000, progress=stop)
    assert found.evaluations < 5000
    assert any(re.match(r"Fitting: loss [\d.]+", text) for text in texts)


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("passive", "(?s)^voltage = .* has no spikes"),
        ("noise", "(?s)^voltage = .* has no spikes"),
        ("loud noise", "(?s)^voltage = .* peaks as often before and after the step"),
        ("slow noise", "(?s)^voltage = .* peaks as often before and after the step"),
        ("integrate and fire", "(?s)^voltage = .* has no spikes"),
        ("clamp", "(?s)^voltage = .* as in a voltage clamp: current clamp is needed"),
        ("no current", "^current = .* never changes"),
    ],
)
def test_what_cannot_be_fitted(kind: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        fit(hopeless(kind))


def hopeless(kind: str) -> Recording:
    t = np.arange(0.0, 500.0, 0.1)
    current = step_current(t, 100.0, 400.0, [100.0, 200.0])
    rng = np.random.default_rng(2)
    v = np.full(current.shape, -65.0)
    if kind == "passive":
        for k in range(1, t.size):
            v[:, k] = v[:, k - 1] + 0.1 * (-(v[:, k - 1] + 65.0) / 20.0 + current[:, k] / 200.0)
    elif kind == "noise":
        v += rng.normal(0.0, 3.0, v.shape)
    elif kind == "loud noise":
        v += rng.normal(0.0, 12.0, v.shape)
    elif kind == "slow noise":  # below 300 Hz
        slow = np.fft.rfft(rng.normal(0.0, 1.0, v.shape))
        slow[:, np.fft.rfftfreq(t.size, 1e-4) > 300.0] = 0.0
        v += 20.0 * np.fft.irfft(slow, t.size) / np.fft.irfft(slow, t.size).std()
    elif kind == "integrate and fire":  # neither rises nor peaks
        for k in range(1, t.size):
            v[:, k] = v[:, k - 1] + 0.1 * (-(v[:, k - 1] + 65.0) / 20.0 + current[:, k] / 50.0)
            v[v[:, k] > -50.0, k] = -65.0
    elif kind == "clamp":
        v = np.where(current > 0, -20.0, -65.0)
    elif kind == "no current":
        return Recording(t, izh.simulate("RS", 10.0, t[-1], 0.1).v, np.zeros(t.size))
    return Recording(t, v, current)


def test_a_cell_that_fires_on_its_own_is_no_noise() -> None:
    t = np.arange(0.0, 1500.0, 0.1)
    current = 120.0 + step_current(t, 500.0, 1000.0, [-20.0, 20.0, 40.0])
    cell = answered("RS_2007", t, current, noise=0.2)
    assert min(len(events) for events in cell.spikes()) > 10
    assert fit(cell, generations=2).recording is cell


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"held_out": [0, 1, 2]}, "^held_out = .* must leave a sweep to fit"),
        ({"held_out": [3]}, "^held_out = 3"),
        ({"generations": 0}, "^generations = 0"),
        ({"seed": -1}, "^seed = -1"),
        ({"weights": {"spikes": 1.0}}, "^weights = .* has no term spikes"),
        ({"weights": {"count": -1.0}}, "^weights = .* must be finite and not negative"),
    ],
)
def test_arguments_that_are_not_allowed(options: dict[str, object], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        fit(planted(), **options)  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match=r"^recording = .* must be a Recording"):
        fit("cell.abf")  # type: ignore[arg-type]
