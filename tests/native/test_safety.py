"""The C code does nothing undefined, writes within its buffers, and gets what it expects."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich import Parameters, engine, networks
from izhikevich.native import library, structures
from izhikevich.native.structures import N_MODEL, TILE, Buffers
from izhikevich.nef import native as nef_runs
from izhikevich.network.plasticity import dopamine
from izhikevich.network.simulation.native import description, program
from izhikevich.network.simulation.native import stepper as stepping
from izhikevich.network.simulation.numpy import CHECKED
from izhikevich.neuron.native import block, runs
from izhikevich.neuron.parameter_table import MODEL
from izhikevich.neuron.schemes import adaptive, batch_accurate, tolerances
from izhikevich.neuron.schemes.arrays import NeuronArray
from izhikevich.neuron.schemes.explicit import V_LIMIT
from izhikevich.neuron.schemes.table import EXPLICIT, NETWORK_SCHEMES

pytestmark = pytest.mark.engine

# What is done with the library that the first argument names: each part with both engines.
PROGRAM = """
import sys
import numpy as np
from izhikevich import CELL_TYPES, SimulationError, engine, networks, simulate
from izhikevich.native import library
from izhikevich.network import (
    STDP, Alpha, DopamineSTDP, FixedProbability, HomeostaticScaling, InhibitorySTDP, Network,
    Receptor, ShortTerm, TripletSTDP, Uniform, magnesium_block,
)
from izhikevich.network.simulation.state import State
from izhikevich.neuron.schemes.batch import spike_batch
from izhikevich.progress import finish

library._find = lambda: sys.argv[1]

def mixed(scheme="adaptive"):
    net = Network(dt=0.5, seed=3, scheme=scheme, scaling="charge")
    first = net.population(130, CELL_TYPES["TC_2007"], noise=200.0, tau_refrac=2.0)
    second = net.population(
        37, conductance="sqrt(abs(g_exc)) * (0 - v) / 60 - clip(g_inh, 0, 5) ** 2",
        tau={"exc": 5.0}, stimulus="sine(10, 30)", i_offset=8.0,
    )
    pulses = net.poisson(20, 80.0)
    given = net.spike_times([[1.0, 7.0, 7.1, 7.2, 7.3], [], [20.0]])
    net.connect(given, first, weights=9.0, delays=2.5, plasticity=STDP())
    net.connect(pulses, second, weights=2.0, delays=Uniform(0.5, 9.0))
    net.connect(second, second, FixedProbability(0.3), target="inh", plasticity=STDP())
    net.connect(second, first, FixedProbability(0.1), weights=50.0)
    net.connect(given, second, weights=3.0, short_term=ShortTerm(0.4, 60.0, 30.0))
    net.connect(second, second, delays=Uniform(0.5, 4.0), short_term=ShortTerm(), name="tiring")
    net.couple(first, first, FixedProbability(0.1), conductance=0.5)
    net.couple(second, second, conductance=0.01)
    net.random_pulses(5.0)
    own = Receptor("own", Alpha(4.0), 0.0, magnesium_block())
    third = net.population(61, receptors=("AMPA", own, "NMDA", "GABA_B"), i_offset=5.0)
    text = "tanh(g_exc) * 9 - log(1 + g_inh**2) + abs(v)**0.7 - exp(u / 9) + tan(g_inh)"
    net.population(61, conductance=f"clip({text}, -9, 9)", tau={"inh": Alpha(3.0)})
    clocks = net.regular(30, Uniform(0.0, 900.0), phase=Uniform(0.0, 1.0), jitter=9.0)
    for target in ("AMPA", "own", "NMDA", "GABA_B"):
        net.connect(clocks, third, FixedProbability(0.2), weights=0.05, target=target)
    for rule in (
        TripletSTDP.hippocampus("nearest"), InhibitorySTDP(),
        HomeostaticScaling(period=5.0, rule=DopamineSTDP(tau_c=9.0)),
    ):
        by = pulses if isinstance(rule, HomeostaticScaling) else None
        net.connect(
            given, second, weights=0.5, delays=Uniform(0.5, 9.0), plasticity=rule, dopamine=by
        )
    return net

made = [mixed, lambda: mixed("forward"), networks.cortical_2003, networks.polychronous_2006,
        networks.feedforward, lambda: networks.cortical_sparse(1000)]
for make in made:
    spikes = []
    for name in engine.ENGINES:
        with engine.use(name):
            net = make()
            record = {net.populations[0]: [0, 5]}
            spikes.append(net.run(120.0, record).indices)
    assert np.array_equal(*spikes), make
for seed in range(160):  # states that were tampered with: refused, or within the memory
    rng, net = np.random.default_rng(seed), mixed(("adaptive", "half_step")[seed % 2])
    net.run(20.0)
    state = net.state()
    arrays = {name: array.copy() for name, array in state.arrays().items() if array.size}
    name = sorted(arrays)[seed % len(arrays)]
    flat = arrays[name].reshape(-1)
    wild = [-(10**6), 10**6, 2**62, -1, 3, 70]
    flat[rng.integers(flat.size)] = wild[rng.integers(len(wild))]
    try:
        net.restore(State.read({**state.arrays(), **arrays}))
        net.run(20.0)
    except (ValueError, SimulationError):
        pass
for cell in CELL_TYPES.values():
    for scheme in ("euler", "forward", "half_step", "accurate"):
        simulate(cell.parameters, 20.0, 300.0, scheme=scheme)
        finish(spike_batch(cell.parameters, np.linspace(-50.0, 400.0, 150), 100.0, scheme=scheme))
    simulate(cell.parameters, "sine(100, 5) + 20", 300.0, scheme="accurate")
print("done", library.load() is not None)
"""


def c_source() -> Path:
    source = Path(library.__file__).parent / "engine.c"
    if source.is_file():
        return source
    # The package that is tested is installed without its source.
    return Path(__file__).parents[2] / "py" / "izhikevich" / "native" / "engine.c"


def test_python_and_c_have_the_same_constants() -> None:
    source = c_source().read_text(encoding="utf-8")
    assert f"#define TILE {TILE}\n" in source
    assert f"#define CHECKED {CHECKED}\n" in source
    assert f"#define V_LIMIT {V_LIMIT:.0e}".replace("+0", "") in source
    near = c_source().with_name("batch_accurate.h").read_text(encoding="utf-8")
    assert float(re.findall(r"#define NEAR (\S+)", near)[0]) == batch_accurate._NEAR
    rules, places = (
        re.findall(rf"^enum \{{ ({first}, .*?) \}};", source, re.MULTILINE)[0]
        for first in ("FIXED", "LEVEL")
    )
    assert rules.split(", ") == list(description.RULES)
    for number, name in enumerate(places.split(", ")):
        assert getattr(dopamine, name) == number
    numbers, schemes, drives = (
        re.findall(rf"^enum \{{ ({first}, .*?)(?:, N_MODEL)? \}};", source, re.MULTILINE)[0]
        for first in ("A", "EULER", "LINEAR")
    )
    assert len(MODEL) == N_MODEL
    names = numbers.replace("CAPACITANCE", "C").replace("C_", "c").split(", ")
    assert [name if name == "C" else name.lower() for name in names] == list(MODEL)
    assert schemes.lower().split(", ") == list(NETWORK_SCHEMES)
    assert list(NETWORK_SCHEMES)[: len(EXPLICIT)] == list(EXPLICIT)
    for constant in (
        *("FINE", "FINER", "COARSE", "STEADY", "NEAREST", "FARTHEST", "SWAYED", "HALVED"),
        *("MOST_PARTS", "LOCATED"),
    ):
        assert f"#define {constant} {getattr(adaptive, constant)}\n" in source
    kinds = [f"{name.capitalize()}Drive" for name in drives.split(", ")]
    assert kinds == [drive.__name__ for drive in block.DRIVES]
    (operations,) = re.findall(r"^enum \{\s+(PUSH_G[^}]*?)\s+\};", source, re.MULTILINE)
    order = re.split(r",\s+", operations)
    for name in ("POWER", "REAL_POWER", "PUSH_UNSCALED", "DRIVE", "ADD_DRIVE"):
        assert order.index(name) == getattr(program, name)
    for function, number in program.OPERATIONS.items():
        name = {"fabs": "absolute", "sqrt": "root", "true_divide": "divide", "negative": "negate"}
        called = str(getattr(function, "__name__", ""))
        operation = (name.get(called) or called).removesuffix("ped")
        assert order[number] == operation.upper(), function
    accurate = c_source().with_name("accurate.h").read_text(encoding="utf-8")
    defined = dict(re.findall(r"^#define (\w+) (0x\w+|[\d.e-]+)", accurate, re.MULTILINE))
    assert len(defined) == 9
    for name, value in defined.items():
        found = int(value, 16) if value.startswith("0x") else float(value)
        assert found == getattr(tolerances, name), name
    (outcomes,) = re.findall(r"^enum \{ (ARRIVED.*) \};", accurate, re.MULTILINE)
    for number, name in enumerate(outcomes.split(", ")):
        assert getattr(tolerances, name) == number


class TestLayout:
    """Structures that Python has not as C has them: found when the library is loaded."""

    @pytest.fixture(autouse=True)
    def loaded_anew(self) -> Iterator[None]:
        library._loaded.cache_clear()
        yield
        library._loaded.cache_clear()

    def tampered(self, structure: Any, fields: list[Any]) -> Any:
        return type(structure.__name__, (ctypes.Structure,), {"_fields_": fields})

    @pytest.mark.parametrize("precision", structures.PRECISIONS)
    def test_they_are_the_same(self, precision: str) -> None:
        assert structures.difference(library.load(), precision) is None

    @pytest.mark.parametrize("structure", structures._STRUCTURES, ids=lambda one: one.__name__)
    @pytest.mark.parametrize("way", ["swapped", "missing", "narrow", "added"])
    def test_one_that_differs(
        self, structure: Any, way: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fields = list(structure._fields_)
        first, kind = fields[0]
        if way == "swapped":
            fields[:2] = fields[1::-1]
        elif way == "missing":
            del fields[1]
        elif way == "narrow":
            fields[0] = (first, ctypes.c_int16)
        else:
            fields.append(("more", kind))
        others = [one for one in structures._STRUCTURES if one is not structure]
        changed = (*others, self.tampered(structure, fields))
        monkeypatch.setattr(structures, "_STRUCTURES", changed)
        assert library.load() is None
        expected = rf"does not fit this package: {structure.__name__}[.a-z_]* is .* in C, .* in Py"
        assert re.search(expected, library.problem()), library.problem()
        assert engine.selected() == "numpy"
        assert networks.ring().run(20.0).stop == 20.0

    def test_what_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kept = self.tampered(structures.Input, structures.Input._fields_[:1])
        monkeypatch.setattr(structures, "_STRUCTURES", (kept,))
        pointer = ctypes.sizeof(ctypes.c_void_p)
        assert library.problem() == (
            "the compiled engine does not fit this package: "
            f"Input is {24 + max(pointer, 8)} bytes at 0 in C, 8 bytes at 0 in Python"
        )


def test_nothing_undefined_is_done(tmp_path: Path) -> None:
    built = tmp_path / "checked.so"
    zig = [sys.executable, "-m", "ziglang", "cc", "-shared", "-fPIC", "-O1", "-std=c11"]
    checks = ["-fsanitize=undefined", "-fsanitize-trap=all", "-ffp-contract=off"]
    subprocess.run([*zig, *checks, "-o", str(built), str(c_source())], check=True)
    command = [sys.executable, "-c", PROGRAM, str(built)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "done True"


def test_nothing_is_read_or_written_outside(tmp_path: Path) -> None:
    """The same with every access to memory checked, where there is a compiler that can."""
    compiler = shutil.which("gcc")
    found = compiler and subprocess.run(
        [compiler, "-print-file-name=libasan.so"], capture_output=True, text=True, check=False
    )
    if not found or not Path(found.stdout.strip()).is_absolute():
        pytest.skip("no compiler that checks addresses")
    built = tmp_path / "checked.so"
    checks = ["-fsanitize=address", "-ffp-contract=off", "-fno-omit-frame-pointer"]
    command = [str(compiler), "-shared", "-fPIC", "-O1", "-std=c11", *checks]
    subprocess.run([*command, "-o", str(built), str(c_source())], check=True)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(built)],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "LD_PRELOAD": found.stdout.strip(),
            "ASAN_OPTIONS": "detect_leaks=0",
            "PYTHONMALLOC": "malloc",
        },
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "done True"


class Guarded:
    """Stands for numpy where buffers are made: writes beyond them are noticed."""

    def __init__(self) -> None:
        self.made: list[tuple[np.ndarray[Any, Any], int]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)

    def empty(self, shape: Any, dtype: Any = np.float64) -> np.ndarray[Any, Any]:
        size = int(np.prod(shape))
        whole = np.full(size + 2000, 7, dtype)
        self.made.append((whole, size))
        return whole[1000 : 1000 + size].reshape(shape)

    def intact(self) -> bool:
        edges = (np.r_[whole[:1000], whole[1000 + size :]] for whole, size in self.made)
        return all((edge == 7).all() for edge in edges)


def test_writes_stay_within_the_buffers(monkeypatch: pytest.MonkeyPatch) -> None:
    guarded = Guarded()
    monkeypatch.setattr(runs, "np", guarded)
    monkeypatch.setattr(stepping, "np", guarded)
    monkeypatch.setattr(nef_runs, "np", guarded)
    v, u = guarded.empty(300), guarded.empty(300)
    v[:], u[:] = -65.0, -13.0
    failed = guarded.empty(300, np.int64)
    failed[:] = -1
    current = np.linspace(0.0, 400.0, 300)
    neurons = NeuronArray.of(Parameters())
    runner = runs.BatchRunner(neurons, current, 0.5, "euler", v, u, failed)
    for first in range(0, 900, 300):
        runner.run(first, 300)
    lost = guarded.empty(128)
    monkeypatch.setattr(runs, "_LIKELY", 0.0)  # so that the room does not do at first
    for p in (Parameters(), Parameters(c=29.0, c_slope=5.0)):
        few = v[:128], u[:128], lost
        runs.run_batch_accurate(p, -600.0, current[:128], 9.5, 10_000, *few)
    runs.run_trace(Parameters(), np.full(5000, 30.0), 0.5, -65.0, -13.0, "forward")
    runs.run_trace(Parameters(), np.full(5000, -1000.0), 0.5, -65.0, -13.0, "half_step")
    runs.BatchRunner(NeuronArray.of(Parameters()), -current, 0.5, "half_step", v, u, failed).run(
        0, 300
    )
    nef_runs.count_spikes(Parameters(), current, 1.0, 200)
    spikes = guarded.empty((50, 300), np.uint8).view(np.bool_)
    thrown, artefacts = guarded.empty(300, np.uint8).view(np.bool_), guarded.empty(300, np.int64)
    thrown[:], artefacts[:] = False, 0
    currents = np.tile(current, (50, 1))
    ensemble = nef_runs.EnsembleRunner(Parameters(), 1.0, v, u, thrown, artefacts)
    ensemble.run(currents, spikes, record=True)
    with engine.use("compiled"):
        networks.polychronous_2006().run(200.0)
    assert len(guarded.made) > 10
    assert guarded.intact()


class TestWhatIsRefused:
    def test_another_type(self) -> None:
        with pytest.raises(TypeError, match="the engine needs contiguous float64, not float32"):
            Buffers().at(np.zeros(3, np.float32), np.float64)

    def test_gaps(self) -> None:
        with pytest.raises(TypeError, match="contiguous"):
            Buffers().at(np.zeros(8)[::2], np.float64)

    def test_more_neurons_than_are_run_together(self) -> None:
        many = np.zeros(TILE + 1)
        with pytest.raises(ValueError, match="at most 128 neurons together, not 129"):
            runs.run_batch_accurate(Parameters(), -600.0, many, 1.0, 100, many, many, many)

    def test_an_older_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(library, "source_digest", lambda: "0123456789abcdef")
        monkeypatch.setattr(library, "_digest_of", lambda _: "fedcba9876543210")
        library._loaded.cache_clear()
        try:
            assert library.load() is None
            assert "older than its source" in library.problem()
            assert engine.selected() == "numpy"
            net = networks.ring()
            assert engine.why_not(net) == library.problem()
            assert net.run(20.0).stop == 20.0
        finally:
            library._loaded.cache_clear()

    def test_no_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def missing() -> str:
            raise OSError("no such file")

        monkeypatch.setattr(library, "_find", missing)
        library._loaded.cache_clear()
        try:
            assert "no such file" in library.problem()
            with pytest.raises(ValueError, match="engine = 'compiled' is not allowed"):
                engine.use("compiled").__enter__()
        finally:
            library._loaded.cache_clear()
