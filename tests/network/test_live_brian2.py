"""The mechanisms of networks next to Brian2, which runs here: voltages and inputs step by step."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import numpy as np
import pytest
from izhikevich import Network, engine
from izhikevich.network import FixedProbability, ShortTerm, Uniform

from ..export.environments import python_of

ENGINES = pytest.mark.parametrize("which", engine.ENGINES)

_HEAD = """
import json, sys
import numpy as np
from brian2 import *

prefs.codegen.target = "numpy"
defaultclock.dt = 1 * ms
given = json.load(sys.stdin)
"""
#: v and u step from their old values, once all currents are known.
_COUPLED = r"""
defaultclock.dt = given["dt"] * ms
cells = NeuronGroup(
    given["n"],
    "v : 1\nu : 1\noffset : 1\ngap : 1",
    threshold="v > 30",
    reset="v = -65\nu += 8",
)
cells.run_regularly(
    "dv = 0.04 * v**2 + 5 * v + 140 - u + offset + gap\n"
    "du = 0.02 * (0.2 * v - u)\n"
    "v += dv * {dt!r}\nu += du * {dt!r}",
    when="after_groups",
)
cells.v, cells.u, cells.offset = given["v"], given["u"], given["offset"]
gaps = Synapses(cells, cells, "g : 1\ngap_post = g * (v_pre - v_post) : 1 (summed)")
pre, post = np.array(given["pre"]), np.array(given["post"])
gaps.connect(i=np.concatenate([pre, post]), j=np.concatenate([post, pre]))
gaps.g = np.concatenate([given["g"], given["g"]])
states = StateMonitor(cells, "v", record=True, when="end")
run(given["steps"] * defaultclock.dt)
json.dump(np.array(states.v).tolist(), sys.stdout)
"""
_TIRING = r"""
sources = SpikeGeneratorGroup(2, given["who"], given["times"] * ms)
cell = NeuronGroup(1, "g : 1")
cell.run_regularly("g = 0", when="before_synapses")
synapses = Synapses(
    sources,
    cell,
    "dx/dt = (1 - x) / (given_rec * ms) : 1 (event-driven)\n"
    "du/dt = -u / (given_facil * ms) : 1 (event-driven)\nw : 1",
    on_pre="u += U * (1 - u)\ng_post += w * u * x\nx -= u * x",
    namespace=dict(given_rec=given["rec"], given_facil=given["facil"], U=given["U"]),
    delay=given["delay"] * ms,
)
synapses.connect()
synapses.x, synapses.w = 1, given["w"]
states = StateMonitor(cell, "g", record=True, when="end")
run(given["steps"] * defaultclock.dt)
json.dump(np.array(states.g)[0].tolist(), sys.stdout)
"""


def brian2(script: str, **given: Any) -> Any:
    """Return what a script of Brian2 makes of what it is given."""
    done = subprocess.run(
        [python_of("brian2"), "-c", _HEAD + script],
        input=json.dumps(given, default=lambda array: array.tolist()),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@ENGINES
def test_gap_junctions(which: str) -> None:
    """Ten cells that fire, coupled at random: the voltages of every step, to 1e-6 mV."""
    net = Network(dt=0.25, seed=8, scaling="charge", scheme="forward")
    cells = net.population(10, i_offset=Uniform(2.0, 12.0), v0=Uniform(-75.0, -55.0))
    coupling = net.couple(cells, cells, FixedProbability(0.4), conductance=Uniform(0.02, 0.2))
    pre, post, g, _ = coupling.synapses.triples()
    steps = 800
    found = brian2(
        _COUPLED.replace("{dt!r}", "0.25"),
        n=10, dt=0.25, v=np.array(cells.v0), u=np.array(cells.u0), offset=np.array(cells.i_offset),
        pre=pre, post=post, g=g, steps=steps,
    )  # fmt: skip
    with engine.use(which):
        recording = net.run(0.25 * steps, {cells: range(10)})
    own = np.array([recording.course(cells, k).v for k in range(10)])
    assert recording.times.size > 20
    np.testing.assert_allclose(own, found, rtol=0, atol=1e-6)


@ENGINES
@pytest.mark.parametrize("rule", [ShortTerm(0.2, 300.0, 80.0), ShortTerm(0.05, 50.0, 700.0)])
def test_short_term_plasticity(which: str, rule: ShortTerm) -> None:
    """Two synapses that are used at random: what arrives in every step."""
    rng = np.random.default_rng(3)
    trains = [np.flatnonzero(rng.random(500) < p).astype(float) for p in (0.03, 0.1)]
    steps = 520
    found = brian2(
        _TIRING,
        who=np.repeat([0, 1], [train.size for train in trains]), times=np.concatenate(trains),
        rec=rule.tau_rec, facil=rule.tau_facil, U=rule.U, delay=3.0, w=[2.0, 5.0], steps=steps,
    )  # fmt: skip
    net = Network(scheme="forward")
    cell = net.population(1)
    source = net.spike_times(trains)
    net.connect(source, cell, weights=[2.0, 5.0], delays=3.0, short_term=rule)
    with engine.use(which):
        arrived = net.run(float(steps), {cell: [0]}).course(cell, 0).g["exc"]
    assert np.count_nonzero(arrived) > 50
    np.testing.assert_allclose(arrived, found, rtol=1e-10, atol=1e-12)
