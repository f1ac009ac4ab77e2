"""Any C compiler takes the source without a warning, and makes of it what gives the same bits."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from izhikevich.native import library

pytestmark = pytest.mark.engine

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "py" / "izhikevich" / "native" / "engine.c"
with ROOT.joinpath("pyproject.toml").open("rb") as file:
    (MODULE,) = tomllib.load(file)["tool"]["setuptools"]["ext-modules"]
FLAGS = [*MODULE["extra-compile-args"], "-fPIC"]
WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-Werror"]
CLANG = [sys.executable, "-m", "ziglang", "cc"]
COMPILERS = {
    "gcc": ["gcc"],
    "clang": CLANG,
    "clang for WebAssembly": [*CLANG, "-target", "wasm32-emscripten", "-msimd128"],
}

# What comes of everything in C, as bits, with the library that the argument names.
PROGRAM = """
import hashlib, sys
import numpy as np
from izhikevich import CELL_TYPES, engine, networks, simulate
from izhikevich.native import library
from izhikevich.nef.rates import settled_rates
from izhikevich.neuron.schemes.batch import spike_batch
from izhikevich.progress import finish

library._find = lambda: sys.argv[1]
found = hashlib.sha256()

def add(*arrays):
    for array in arrays:
        found.update(np.ascontiguousarray(array).tobytes())

with engine.use("compiled"):
    for make in (networks.cortical_2003, networks.polychronous_2006, networks.ring):
        for precision in ("float64", "float32"):
            net = make(seed=2)
            net.precision = precision
            spikes = net.run(200.0)
            state = net.state().arrays()
            add(spikes.times, spikes.indices, *(state[name] for name in sorted(state)))
    for cell in CELL_TYPES.values():
        for scheme in ("euler", "forward", "half_step", "accurate"):
            trace = simulate(cell.parameters, "sine(100, 5) + 20", 300.0, scheme=scheme)
            add(trace.v, trace.u, trace.spike_times)
            currents = np.linspace(-50.0, 400.0, 150)
            batch = finish(spike_batch(cell.parameters, currents, 100.0, scheme=scheme))
            add(batch.times, batch.u_after, batch.v, batch.u)
        add(settled_rates(cell.parameters, np.linspace(-50.0, 400.0, 150)))
print(found.hexdigest())
"""


def compile_with(compiler: str, *options: str | Path) -> None:
    command = COMPILERS[compiler]
    if shutil.which(command[0]) is None:
        pytest.skip(f"no {compiler} here")
    done = subprocess.run(
        [*command, *FLAGS, *map(str, options), str(SOURCE)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr


@pytest.mark.parametrize("compiler", COMPILERS)
def test_there_is_no_warning(compiler: str, tmp_path: Path) -> None:
    compile_with(compiler, *WARNINGS, "-c", "-o", tmp_path / "engine.o")


def test_gcc_and_clang_give_the_same_bits(tmp_path: Path) -> None:
    own = tmp_path / "own.so"
    compile_with("gcc", "-shared", "-o", own)
    found = set()
    for built in (str(own), library._find()):
        command = [sys.executable, "-W", "ignore", "-c", PROGRAM, built]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found.add(done.stdout)
    assert len(found) == 1
