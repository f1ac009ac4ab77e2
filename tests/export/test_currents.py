"""Currents written as numpy source are those of the stimuli."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from izhikevich.export.currents import MAX_VALUES, current_source
from izhikevich.neuron.cells.patterns import PATTERNS
from izhikevich.neuron.stimuli.stimulus import Sampled, Stimulus, parse

from tests.neuron.any_stimulus import EXAMPLES

_TEXTS = [
    *(text for name, texts in EXAMPLES.items() if name != "noise" for text in texts),
    "white(6,step=0.5)+ou(4,3,10)",
    "2+step(1,5)+step(-1,10)",
    "2-step(1,5)-0.5*white(6,seed=3)-ou(4,3,10)",
    "-zap(2,1,40,5,80)-piecewise(1,10<t<=20:5,30<=t:0:0.5)-ramp(0.1,20,50)",
]


def _values(text: str, times: np.ndarray[Any, Any]) -> Any:
    source = current_source(parse(text), float(times[-1]))
    assert not source.notes
    names: dict[str, Any] = {"np": np, "times": times}
    exec(f"{source.before}current = {source.expression}", names)
    return names["current"]


@pytest.mark.parametrize("text", [*_TEXTS, *(p.stimulus.text for p in PATTERNS.values())])
@pytest.mark.parametrize("dt", [0.1, 1.0])
def test_values(text: str, dt: float) -> None:
    times = np.arange(int(100.0 / dt) + 1, dtype=np.float64) * dt
    np.testing.assert_allclose(
        _values(text, times), parse(text).sample(times), rtol=1e-12, atol=1e-9
    )


@pytest.mark.parametrize("text", ["white(2,step=0.1)", "ou(4,3,1,step=0.1)"])
def test_much_noise_is_drawn_anew(text: str) -> None:
    source = current_source(parse(text), 3000.0)
    assert source.notes
    assert len(source.before) < 1000 < MAX_VALUES
    times = np.arange(3000, dtype=np.float64)
    names: dict[str, Any] = {"np": np, "times": times}
    exec(f"{source.before}current = {source.expression}", names)
    ours = parse(text).sample(times)
    assert names["current"].mean() == pytest.approx(ours.mean(), abs=0.3)
    assert names["current"].std() == pytest.approx(ours.std(), rel=0.1)


@pytest.mark.parametrize("stimulus", [Sampled([1.0, 2.0], 1.0), parse("noise(2,40,3,100)")])
def test_some_have_no_form(stimulus: Stimulus) -> None:
    with pytest.raises(ValueError, match="no form"):
        current_source(stimulus, 10.0)
