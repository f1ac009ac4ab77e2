"""Nengo scripts of ensembles fire in Nengo as they do here."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from izhikevich import nef
from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.export import export
from izhikevich.views import preparation, registry
from izhikevich.views.ensemble.declaration import FUNCTIONS, SIGNALS
from izhikevich.views.ensemble.setup import Setup

from .tools import run

State = dict[str, Any]
PRESETS = [preset.name for preset in registry.VIEWS["ensemble"]().presets]
#: Input and neurons of every kind, one- and two-dimensional.
MORE: list[tuple[str, State]] = [
    *(
        ("RS", {"signal": text, "neurons": 30, "seed": k})
        for k, text in enumerate(SIGNALS.values())
    ),
    ("IB", {"signal": "white(0.3,seed=4)+ou(0.5,3,10)*ramp(1,0,200)", "neurons": 7}),
    ("CH", {"signal": "noise(0.5,3)*sine(1,2)+noise(0.5,5)*0.7", "noise": 5.0, "duration": 400}),
    ("plane", {"signal": "noise(0.5,3)", "signal_y": "noise(0.7,5)", "neurons": 41}),
    ("plane", {"signal_y": "1,-1,0.5", "noise": 3.0, "radius": 0.8, "duration": 500}),
    ("square", {"cell": "CH", "cell_b": "RZ", "seed": 7, "recovery_b": 3.0, "noise": 2.0}),
    ("square", {"function": "x**3 - 2*x, sin(pi*x)", "synapse": 7.0}),
    ("product", {"function": "clip(8*x0,-1,1) + sqrt(abs(x1))", "duration": 300}),
    ("integrator", {"gain": 0.9, "neurons": 60, "rate_low": 100, "intercept_high": 0.5}),
    ("oscillator", {"signal": "pulse(10,0,100)", "frequency": 2.0, "duration": 600}),
    ("RS", {"seed": 2**32 - 1, "neurons": 1, "duration": 100}),
    ("FS", {"second": "on", "neurons": 40, "neurons_b": 25, "function": "abs(x) - 0.5"}),
    ("plane", {"second": "on", "neurons": 60, "neurons_b": 30, "duration": 500}),
]
STATES = [(name, State()) for name in PRESETS] + MORE
#: States in which currents are sums.
SUMS = ("communication", "squaring", "square", "product", "integrator", "oscillator", "plane")


def state_of(preset: str, values: State) -> State:
    return {"view": "ensemble", "preset": preset, "values": values}


def prepared(state: State) -> Setup:
    setup: Setup = preparation.read(state)[2]
    return setup


def script(state: State) -> str:
    """The script, which leaves the decoded output as well, dimension by dimension."""
    return (
        f"{export(state, 'nengo').content!s}\n"
        f"for k, column in enumerate(sim.data[decoded_{prepared(state).ensembles[-1].name}].T):\n"
        f'    spikes[f"decoded {{k}}"] = times, column\n'
    )


@pytest.mark.filterwarnings("ignore::izhikevich.NumericalArtefactWarning")
def test_spikes_and_decoded_values_are_the_same(tmp_path: Path) -> None:
    states = [state_of(*given) for given in STATES]
    found = run("nengo", [(script(state), []) for state in states], tmp_path)
    for state, theirs in zip(states, found, strict=True):
        setup = prepared(state)
        result = setup.model(traced=False).run(setup.duration)
        for ensemble in setup.ensembles:
            steps, neurons = np.nonzero(result[f"{ensemble.name} spikes"])
            assert steps.size > 0, state
            np.testing.assert_array_equal(theirs[ensemble.name]["times"], result.t[steps])
            np.testing.assert_array_equal(theirs[ensemble.name]["neurons"], neurons)
        decoded = result[f"{setup.ensembles[-1].name} decoded"]
        for k, column in enumerate(decoded.T):
            np.testing.assert_allclose(theirs[f"decoded {k}"]["neurons"], column, atol=1e-9)


@pytest.mark.filterwarnings("ignore::izhikevich.NumericalArtefactWarning")
def test_nengo_can_draw_and_solve_on_its_own(tmp_path: Path) -> None:
    states = [state_of(name, {}) for name in ("RS", "FS", "product", "oscillator")]
    jobs = [(script(state).replace("SAME = True", "SAME = False"), list[str]()) for state in states]
    for state, theirs in zip(states, run("nengo", jobs, tmp_path), strict=True):
        setup = prepared(state)
        result = setup.model(traced=False).run(setup.duration)
        name = setup.ensembles[-1].name
        count = int(result[f"{name} spikes"].sum())
        assert len(theirs[name]["times"]) == pytest.approx(count, rel=0.15)
        assert len(theirs[name]["times"]) != count
        target = setup.targets(result.t)[-1]
        found = np.column_stack([theirs[f"decoded {k}"]["neurons"] for k in range(target.shape[1])])
        ours = nef.rmse(result[f"{name} decoded"], target, result.t, 200.0)
        assert nef.rmse(found, target, result.t, 200.0) == pytest.approx(ours, rel=0.4)


@pytest.mark.parametrize(("preset", "values"), STATES)
def test_the_file_says_if_rounding_may_move_spikes(preset: str, values: State) -> None:
    written = export(state_of(preset, values), "nengo", address="https://example.org/")
    text = str(written.content)
    head = text.partition("import ")[0]
    assert "\n# https://example.org/#ensemble" in head
    assert "pip install nengo" in head
    summed = preset in SUMS or "noise" in values or values.get("second") == "on"
    assert len(written.notes) == summed
    for note in written.notes:
        assert note in head.replace("\n# ", " ")


def call_of(text: str) -> Any:
    """The function of the connection in a script."""
    state = state_of("product" if "x1" in text else "square", {"function": text})
    assert not [note for note in export(state, "nengo").notes if text in note]
    tree = ast.parse(str(export(state, "nengo").content))
    (found,) = (node for node in ast.walk(tree) if isinstance(node, ast.Lambda))
    return eval(ast.unparse(found), {"np": np})


@pytest.mark.parametrize(
    "text",
    [
        *FUNCTIONS.values(),
        "0.5",
        "-x",
        "-(x**2)**3",
        "(-x)**2",
        "2 - (x - 1) - x/(3/x)",
        "x**-1 + x**0",
        "abs(x)**1.5",
        "max(x, 0.1) * min(x, -0.1) + pos(x) - neg(x)",
        "ln(abs(x)+1) + tanh(x)*exp(-x) + log2(2+x)",
        "x0*x1, x1, 1",
        "x*x0 - x1",
    ],
)
def test_functions_are_those_here(text: str) -> None:
    call, own = call_of(text), nef.Function(text)
    points: FloatArray = np.random.default_rng(1).uniform(-1.0, 1.0, (50, 1 + ("x1" in text)))
    found = [np.broadcast_to(call(point), own(points).shape[1]) for point in points]
    np.testing.assert_allclose(found, own(points), rtol=1e-14)


def test_only_ensembles_are_written() -> None:
    with pytest.raises(ParameterError, match="Nengo script is available for ensemble"):
        export({"view": "network"}, "nengo")
