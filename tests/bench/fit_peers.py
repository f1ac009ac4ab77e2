"""Fits of recorded cells by other programs: ``python build.py bench fits``.

BluePyOpt and brian2modelfitting have environments of their own. They are given the sweeps that our
search sees, its box and the peak of spikes, and as many evaluations; all are judged by the held-out
sweeps, solved accurately. What they do not get are first guesses: they have none.

``python -m tests.bench.fit_peers [EVALUATIONS [PEER …]]`` prints them alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from izhikevich.fitting import Recording, SweepVerdict, read_recording
from izhikevich.fitting.descent import POPULATION
from izhikevich.fitting.fit import Fitting
from izhikevich.fitting.model_search import GENERATIONS
from izhikevich.fitting.steps import find_step
from izhikevich.fitting.verdict import error, judged, solver
from izhikevich.progress import finish

from ..export.environments import python_of
from ..fitting.files import real

LOCKS = Path(__file__).parent
#: What each minimises: features, or one of the errors that it has.
PEERS = {"bluepyopt": ("features",), "brian2modelfitting": ("spikes", "voltage")}
CELLS = ("B8", "B6")
#: So many take BluePyOpt half a minute; the 39,000 of a whole search of ours, a quarter of an hour.
EVALUATIONS = 1500
SEEDS = (0, 1, 2)
LONGEST = 3600  # s


def write(search: Fitting, evaluations: int, seed: int, measure: str, file: Path) -> None:
    """Write what a search sees for a peer."""
    recording, box = search.recording, search.box
    seen = [k for k in range(recording.n_sweeps) if k not in search.kept | search.unanswered]
    step = find_step(recording)
    assert step is not None
    np.savez(
        file,
        voltage=recording.voltage[seen],
        current=recording.current[seen],
        v0=recording.v0[seen],
        dt=recording.dt,
        spikes=np.concatenate([search.spikes[k].times for k in seen]),
        counts=[len(search.spikes[k]) for k in seen],
        measure=measure,
        start=step.start,
        stop=step.stop,
        names=box.NAMES,
        low=box.low,
        high=box.high,
        v_peak=box.v_peak,
        evaluations=evaluations,
        seed=seed,
    )


def row(cell: str, found: dict[str, Any], sweeps: Sequence[SweepVerdict]) -> dict[str, Any]:
    """Return a row of the table; an error of 1 is just good enough."""
    held = [one for one in sweeps if one.held_out]
    return {
        "cell": cell,
        "program": found["name"],
        "seed": found["seed"],
        "evaluations": found["evaluations"],
        "s": round(found["s"], 2),
        "error": round(float(np.mean([error(one, steady=True) for one in held])), 2),
        "spikes": " ".join(f"{one.model.size}/{one.recorded.size}" for one in held),
        "first, ms": " ".join(f"{one.first:+.1f}" for one in held),
        "intervals, %": " ".join(f"{100 * one.interval:+.0f}" for one in held),
    }


def ours(cell: str, recording: Recording, evaluations: int | None, seed: int) -> dict[str, Any]:
    """Fit, with the whole search or one that is as short."""
    generations = GENERATIONS if evaluations is None else evaluations // POPULATION - 1
    begun = time.process_time()
    search = Fitting(recording, seed=seed, generations=generations)
    finish(search.advancing(search.generations))
    took = time.process_time() - begun
    counted = {"name": "izhikevich", "seed": seed, "evaluations": search.evaluations, "s": took}
    return row(cell, counted, search.result().sweeps)


def theirs(
    cell: str, recording: Recording, evaluations: int, seed: int, peer: str, measure: str
) -> dict[str, Any]:
    """Fit by a peer."""
    search = Fitting(recording, seed=seed)
    script = Path(__file__).with_name(f"peer_{peer}.py")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cell.npz"
        write(search, evaluations, seed, measure, file)
        done = subprocess.run(
            [python_of(peer, LOCKS), script, file],
            capture_output=True,
            text=True,
            check=True,
            timeout=LONGEST,
        )
    found = json.loads(done.stdout.strip().splitlines()[-1])
    neuron = search.box.parameters(np.array(found["values"]))
    verdicts = judged(
        solver(neuron, recording), recording, search.spikes, search.kept, search.unanswered
    )
    return row(cell, {**found, "seed": seed}, verdicts)


def rows(evaluations: int, peers: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Fit all cells by all programs."""
    for cell in CELLS:
        recording = read_recording([*real.waves(cell)])
        for seed in SEEDS:
            for peer in peers:
                for measure in PEERS[peer]:
                    yield theirs(cell, recording, evaluations, seed, peer, measure)
            yield ours(cell, recording, evaluations, seed)
        yield ours(cell, recording, None, SEEDS[0])


def compare(
    evaluations: int = EVALUATIONS, peers: Sequence[str] = tuple(PEERS)
) -> list[dict[str, Any]]:
    """Return all rows; they are printed as they come."""
    print("\nFits of recorded cells: held-out sweeps, model/cell (an error of 1 is good enough)")
    found = []
    for one in rows(evaluations, peers):
        found.append(one)
        print("  " + ", ".join(f"{name} {value}" for name, value in one.items()), flush=True)
    return found


if __name__ == "__main__":
    number, *names = sys.argv[1:] or [str(EVALUATIONS)]
    compare(int(number), names or tuple(PEERS))
