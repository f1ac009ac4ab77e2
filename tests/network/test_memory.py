"""What a network says that it takes is what a process grows by."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from izhikevich import Network, ParameterError
from izhikevich.network import FixedProbability, Uniform

STATUS = Path("/proc/self/statm")

PROGRAM = """
import sys
from izhikevich.network import *

def used():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096

def make(kind, n, k, precision, **options):
    net = Network(seed=1, precision=precision)
    pre, post = net.population(n, i_offset=5.0, noise=2.0), net.population(k, noise=5.0)
    weights, rule = Uniform(0.0, 0.01), FixedProbability(0.5)
    if kind == "same delay":
        net.connect(pre, post, rule, weights=weights)
    elif kind == "one weight":
        net.connect(pre, post, rule, weights=0.01)
    elif kind == "delays":
        net.connect(pre, post, rule, weights=weights, delays=Uniform(1.0, 10.0))
    elif kind == "all to all":
        net.connect(pre, post, weights=weights)
    elif kind == "degree":
        net.connect(pre, post, FixedInDegree(n // 2), weights=weights)
    elif kind == "learning":
        net.connect(pre, post, rule, weights=weights, delays=3.0, plasticity=STDP())
    elif kind == "tiring":
        net.connect(pre, post, rule, weights=weights, short_term=ShortTerm())
    net.run(30.0)
    return net

kind, n, k, precision = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
make(kind, 100, 10, precision)  # what is loaded once does not count
before = used()
net = make(kind, n, k, precision)
print(used() - before, net.memory)
"""


@pytest.mark.skipif(not STATUS.is_file(), reason="the system does not say what a process takes")
@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize(
    ("kind", "n", "k"),
    [
        ("neurons", 400_000, 1),
        ("same delay", 20_000, 500),
        ("same delay", 40_000, 1000),
        ("one weight", 20_000, 500),
        ("delays", 20_000, 500),
        ("all to all", 10_000, 500),
        ("degree", 20_000, 500),
        ("learning", 10_000, 200),
        ("tiring", 20_000, 500),
    ],
)
def test_memory_is_what_a_process_grows_by(kind: str, n: int, k: int, precision: str) -> None:
    command = [sys.executable, "-c", PROGRAM, kind, str(n), str(k), precision]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    grown, said = (int(word) for word in done.stdout.split())
    assert said == pytest.approx(grown, rel=0.25)


def test_what_fits_is_not_refused() -> None:
    """Two million synapses in single precision take 16 MB, and 24 MB while they are made."""
    net = Network(precision="float32", memory_limit=30_000_000, scheme="forward")
    pre, post = net.population(20_000), net.population(1000)
    net.connect(pre, post, FixedProbability(0.1), weights=Uniform(0.0, 1.0))
    assert net.n_synapses > 1_990_000
    assert net.memory < 25_000_000


def test_what_was_refused_takes_nothing() -> None:
    net = Network(memory_limit=10_000_000, scheme="forward")
    net.population(1000)
    before = net.memory
    with pytest.raises(ParameterError, match="memory_limit"):
        net.population(1_000_000)
    with pytest.raises(ParameterError, match="a = "):
        net.population(1000, a=float("nan"))
    assert net.memory == before
    assert len(net.populations) == 1
    net.run(1.0)
    with pytest.raises(ParameterError, match="reset"):
        net.population(5)
    assert len(net.populations) == 1
