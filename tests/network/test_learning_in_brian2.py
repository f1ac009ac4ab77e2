"""Weights that learn, against Brian2 run live: from the same spikes, the same weights.

In both, spikes that arrive come first within a step, then postsynaptic spikes follow.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich import Network
from izhikevich.network import (
    STDP,
    DopamineSTDP,
    FixedProbability,
    HomeostaticScaling,
    InhibitorySTDP,
    TripletSTDP,
    Uniform,
)

from ..export.environments import python_of

BOUNDS: dict[str, Any] = {"w_min": 0.1, "w_max": 3.0}
FREE: dict[str, Any] = {"w_min": -1e3, "w_max": 1e3}  # Brian2 has no bounds between spikes
PAIRS = """
    w : 1
    dx/dt = -x / tau_plus : 1 (event-driven)
    dy/dt = -y / tau_minus : 1 (event-driven)
"""
TRIPLETS = f"""{PAIRS}
    dx2/dt = -x2 / tau_x : 1 (event-driven)
    dy2/dt = -y2 / tau_y : 1 (event-driven)
"""
DOPAMINE = f"""{PAIRS.replace("w : 1", "dw/dt = c * (d + tonic) / second : 1 (clock-driven)")}
    dc/dt = -c / tau_c : 1 (clock-driven)
    dd/dt = -d / tau_d : 1 (clock-driven)
"""


def changes(by: str, *traces: str) -> str:
    """What a spike does: it changes the weight within its bounds, and then its traces."""
    return "\n".join([f"w = clip(w + {by}, w_min, w_max)", *traces])


BY_PAIRS = "-a_minus * y", "a_plus * x"
BY_TRIPLETS = "-y * (a2_minus + a3_minus * x2)", "x * (a2_plus + a3_plus * y2)"
BY_INHIBITION = "eta * (y - 2 * rate * Hz * tau_plus)", "eta * x"
EACH = STDP(0.1, 0.12, 15.0, 25.0, **BOUNDS)
SCALING: dict[str, Any] = {"rate": 30.0, "beta": 0.1, "tau": 100.0, "period": 20.0, **BOUNDS}
#: Each rule, its model in Brian2, and what arriving and postsynaptic spikes do there.
RULES: dict[str, tuple[Any, str, str, str]] = {
    "all pairs": (
        EACH,
        PAIRS,
        changes(BY_PAIRS[0], "x += 1"),
        changes(BY_PAIRS[1], "y += 1"),
    ),
    "nearest pairs": (
        replace(EACH, pairs="nearest"),
        PAIRS,
        changes(BY_PAIRS[0], "x = 1"),
        changes(BY_PAIRS[1], "y = 1"),
    ),
    "inhibition": (
        InhibitorySTDP(15.0, 0.1, 20.0, **BOUNDS),
        PAIRS,
        changes(BY_INHIBITION[0], "x += 1"),
        changes(BY_INHIBITION[1], "y += 1"),
    ),
    "triplets": (
        TripletSTDP.visual_cortex(full=True, scale=5.0, **BOUNDS),
        TRIPLETS,
        changes(BY_TRIPLETS[0], "x += 1", "x2 += 1"),
        changes(BY_TRIPLETS[1], "y += 1", "y2 += 1"),
    ),
    "nearest triplets": (
        TripletSTDP.hippocampus("nearest", full=True, scale=5.0, **BOUNDS),
        TRIPLETS,
        changes(BY_TRIPLETS[0], "x = 1", "x2 = 1"),
        changes(BY_TRIPLETS[1], "y = 1", "y2 = 1"),
    ),
    "dopamine": (
        DopamineSTDP(0.5, 0.6, 15.0, 25.0, 300.0, 80.0, tonic=0.1, **FREE),
        DOPAMINE,
        "c -= a_minus * y\nx += 1",
        "c += a_plus * x\ny += 1",
    ),
    "scaling": (HomeostaticScaling(**SCALING), "w : 1", "w += 0", ""),
    "scaled pairs": (
        HomeostaticScaling(**SCALING, rule=EACH),
        PAIRS,
        changes(BY_PAIRS[0], "x += 1"),
        changes(BY_PAIRS[1], "y += 1"),
    ),
}
DTS = (1.0, 0.5)
STEPS = 400


def run(rule: Any, dt: float) -> tuple[dict[str, Any], np.ndarray[Any, Any]]:
    """Run here; return what Brian2 needs to know, and the weights at the end."""
    net = Network(seed=5, dt=dt, scaling="charge", scheme="forward")
    rng = np.random.default_rng(1)
    last = STEPS - round(12 / dt)  # what leaves later might arrive in the last step
    fires = rng.random((last, 8)) < 0.05 * dt
    pre = np.nonzero(fires)
    source = net.spike_times([np.flatnonzero(one) * dt for one in fires.T])
    cells = net.population(10, i_offset=Uniform(8.0, 15.0), noise=4.0)
    rewards = np.array([100, 140, 141, 300])
    dopamine = net.spike_times([rewards * dt])
    projection = net.connect(
        source,
        cells,
        FixedProbability(0.6),
        weights=Uniform(1.0, 2.0),
        delays=Uniform(1.0, 9.0),
        plasticity=rule,
        dopamine=dopamine if isinstance(rule, DopamineSTDP) else None,
    )
    job: dict[str, Any] = {}
    if isinstance(rule, DopamineSTDP):
        job["rewards"] = [rewards.tolist(), [0] * rewards.size]
    times, who = net.run(STEPS * dt).of(cells)
    synapses = projection.synapses
    job |= {
        "dt": dt,
        "steps": STEPS,
        "n_pre": 8,
        "n_post": 10,
        "pre": [part.tolist() for part in pre],
        "post": [np.round(times / dt).astype(int).tolist(), who.tolist()],
        "i": synapses.sources().tolist(),
        "j": synapses.targets.tolist(),
        "delays": synapses.delays.tolist(),
        "w": synapses.weights.tolist(),
    }
    return job, np.array(projection.w)


def fields(rule: Any) -> dict[str, float]:
    found = {name: value for name, value in vars(rule).items() if isinstance(value, float)}
    if isinstance(rule, InhibitorySTDP):
        found["tau_plus"] = found["tau_minus"] = found.pop("tau")
    if isinstance(rule, HomeostaticScaling):
        inner = {} if rule.rule is None else fields(rule.rule)
        found["low"], found["high"] = found["w_min"], found["w_max"]
        found = {**found, **inner}
    return found


@cache
def jobs() -> dict[tuple[str, float], Any]:
    found = {}
    for name, (rule, model, on_pre, on_post) in RULES.items():
        for dt in DTS:
            job, weights = run(rule, dt)
            own = fields(rule)
            job |= {
                "model": model,
                "on_pre": on_pre,
                "on_post": on_post,
                "method": "rk4",
                "times": {k: v for k, v in own.items() if k.startswith("tau")},
                "names": {k: v for k, v in own.items() if not k.startswith("tau")},
            }
            if isinstance(rule, HomeostaticScaling):
                job["scaling"] = round(rule.period / dt)
            found[name, dt] = job, weights
    return found


@pytest.fixture(scope="module")
def brian2(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, float], Any]:
    """The weights at which Brian2 arrives."""
    folder = tmp_path_factory.mktemp("brian2")
    given, result = folder / "given.json", folder / "result.json"
    given.write_text(json.dumps([job for job, _ in jobs().values()]))
    script = Path(__file__).with_name("brian2_learning.py")
    done = subprocess.run(
        [python_of("brian2"), script, given, result],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(zip(jobs(), json.loads(result.read_text()), strict=True))


@pytest.mark.filterwarnings("ignore:Numerical artefacts")
@pytest.mark.parametrize("dt", DTS)
@pytest.mark.parametrize("name", RULES)
def test_weights_are_those_of_brian2(name: str, dt: float, brian2: Any) -> None:
    job, weights = jobs()[name, dt]
    assert len(job["post"][0]) > 50
    assert np.abs(weights - job["w"]).max() > 0.05
    np.testing.assert_allclose(weights, brian2[name, dt], rtol=1e-9)
