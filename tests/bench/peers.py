"""The same networks in other simulators, natively: ``python build.py bench peers``.

Each has an environment of its own, made below .build/peers when it is first asked for. It is given
the neurons, synapses and initial states of the network, and steps it alike; its noise is its own.
The compiled engine is measured right before and after the others, for machines change their pace.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from izhikevich.network.synapses.receptors import RECEPTORS

from . import engines, workloads

FOLDER = Path(__file__).parents[2] / ".build" / "peers"
#: What is installed for each, and what it needs beside Python.
PEERS = {
    # Brian2 2.9 needs numpy < 2.4.
    "brian2": (("brian2==2.9.0", "numpy<2.4", "setuptools"), ("g++", "make")),
    "brainpy": (("brainpy[cpu]==2.8.2",), ()),
    "annarchy": (("ANNarchy==5.0.4.1", "nanobind==2.7.0"), ("g++", "make", "cmake")),
    "nest": (("nest-simulator==3.10.0", "numpy"), ()),
}
#: Those that do not compute in every precision.
ONLY = {"nest": ("float64",)}
#: Those that have no neuron for receptors, and why.
NO_RECEPTORS = {"nest": "NEST's izhikevich neuron has no conductances"}
LONGEST = 600  # s that a run may take, with what it compiles before


def write(name: str, file: Path) -> Any:
    """Write a network for the peers, and return it: arrays by neuron, synapses by source."""
    net = workloads.make(name, "float64")
    state = net.state()
    own = {"offset": "i_offset"} | {key: key for key in ("a", "b", "c", "d", "noise")}
    arrays: dict[str, Any] = {
        key: np.concatenate([p.values[v] for p in net.populations]) for key, v in own.items()
    }
    acting = receptors(net)
    if acting:
        for k, receptor in enumerate(acting):
            own_synapses = synapses(net, {receptor.name: 1.0})
            arrays |= {f"{key}_{k}": values for key, values in own_synapses.items()}
    else:
        arrays |= synapses(net, {"exc": 1.0, "inh": -1.0})
    np.savez(
        file,
        v=state.v,
        u=state.u,
        reversal=[receptor.reversal for receptor in acting],
        decay=[np.exp(-net.dt / receptor.tau) for receptor in acting],
        milliseconds=workloads.SECOND,
        **arrays,
    )
    return net


def receptors(net: Any) -> list[Any]:
    """Return the receptors that synapses of a network act on; none if they act for one step."""
    targets = dict.fromkeys(p.target for p in net.projections)
    return [RECEPTORS[target] for target in targets if target in RECEPTORS]


def synapses(net: Any, signs: dict[str, float]) -> dict[str, Any]:
    """Return the synapses onto some targets, by source, with the signs of their weights."""
    sources, targets, weights = [np.empty(0, np.int32)], [np.empty(0, np.int32)], [np.empty(0)]
    for p in net.projections:
        if p.target in signs:
            sources.append(p.synapses.sources() + np.int32(p.pre.start))
            targets.append(p.synapses.targets + np.int32(p.post.start))
            weights.append(p.synapses.weights * signs[p.target])
    pre = np.concatenate(sources)
    order = np.argsort(pre, kind="stable")
    return {
        "starts": np.concatenate([[0], np.cumsum(np.bincount(pre, minlength=net.n_neurons))]),
        "targets": np.concatenate(targets)[order],
        "weights": np.concatenate(weights)[order],
    }


def environment(peer: str, requirements: Sequence[str], programs: Sequence[str] = ()) -> Path | str:
    """Return the Python of a peer's environment, which is made if need be; or why there is none."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        return f"{' and '.join(missing)} not found"
    folder = FOLDER / peer
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = folder / "installed"
    wanted = "\n".join(requirements)
    if python.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    print(f"Installing {', '.join(requirements)} …", flush=True)
    made = run([sys.executable, "-m", "venv", "--clear", str(folder)])
    made = made or run([str(python), "-m", "pip", "install", "--quiet", *requirements])
    if made:
        return f"could not be installed: {made}"
    stamp.write_text(wanted, encoding="utf-8")
    return python


def run(command: list[str]) -> str:
    """Run a program; return the last line of what went wrong, or nothing."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stderr.strip().splitlines() or ["it failed"]
    return lines[-1] if done.returncode else ""


def measure(peer: str, python: Path, name: str, net: Any, file: Path, precision: str) -> Any:
    """Time a network in a peer; return a row as of `engines`, or what went wrong."""
    script = Path(__file__).with_name(f"peer_{peer}.py")
    # Its tools are those of its environment, too.
    path = f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        done = subprocess.run(
            [python, script, file, precision],
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return f"took longer than {LONGEST} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["it failed"])[-1]
    found = json.loads(done.stdout.strip().splitlines()[-1])
    took = statistics.median(found["times"])
    updates = net.n_neurons * workloads.SECOND / net.dt
    fired = np.array(found["fired"])
    events = workloads.events(net, fired)
    return {
        "workload": name,
        "place": "native",
        "engine": found["name"],
        "precision": precision,
        "simulated, ms": workloads.SECOND,
        "runs": len(found["times"]),
        "ms": round(took * 1e3, 3),
        "ns/update": round(took * 1e9 / updates, 2),
        "ns/event": round(took * 1e9 / events, 2) if events else None,
        "Hz": round(float(fired.mean()), 2),
        "build, s": None,
    }


def rows(executable: str, report: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Measure all, ours before and after the others; `report` gets what could not be measured."""
    pythons = {peer: environment(peer, *needed) for peer, needed in PEERS.items()}
    report.update({peer: found for peer, found in pythons.items() if isinstance(found, str)})
    with tempfile.TemporaryDirectory() as folder, engines.chromium(executable) as in_page:
        file = Path(folder) / "network.npz"
        for name in workloads.NETWORKS:
            net = write(name, file)
            lacking = NO_RECEPTORS if receptors(net) else {}
            report.update({f"{peer}, {name}": why for peer, why in lacking.items()})
            for precision in engines.PRECISIONS:
                own = (name, "compiled", precision, workloads.SECOND)
                yield from (engines.natively(own), in_page(own))
                for peer, python in pythons.items():
                    known = precision in ONLY.get(peer, engines.PRECISIONS)
                    if not known or peer in lacking or not isinstance(python, Path):
                        continue
                    row = measure(peer, python, name, net, file, precision)
                    if isinstance(row, str):
                        report[f"{peer}, {name}, {precision}"] = row
                    else:
                        yield row
                yield from (engines.natively(own), in_page(own))


def compare(executable: str) -> dict[str, Any]:
    """Measure all; rows are printed as they come."""
    print(f"\n{engines.heading()}", flush=True)
    missing: dict[str, str] = {}
    found = []
    for row in rows(executable, missing):
        found.append(row)
        print(engines.line(row), flush=True)
    return {"rows": found, "not measured": missing, "ratios": ratios(found)}


def ratios(found: list[dict[str, Any]]) -> dict[str, float]:
    """How many times as long a peer takes as the compiled engine did around it, on average."""
    times: dict[tuple[str, ...], list[float]] = {}
    for row in found:
        key = (row["engine"], row["place"], row["workload"], row["precision"])
        times.setdefault(key, []).append(row["ms"])
    ours = {key: statistics.mean(ms) for key, ms in times.items() if key[0] == "compiled"}
    return {
        f"{peer} / {place}, {name}, {precision}": round(ms / ours["compiled", place, *work], 2)
        for (peer, _, *work), (ms, *_) in times.items()
        if peer != "compiled"
        for place in ("CPython", "Chromium")
        for name, precision in [work]
    }


def show(report: dict[str, Any]) -> None:
    """Print what the rows do not say."""
    for what, why in report["not measured"].items():
        print(f"  {what}: not measured, {why}")
    print("\nPeers, natively, take so many times as long as the compiled engine")
    for name, ratio in report["ratios"].items():
        print(f"  {name:<64}{ratio:>9}")
