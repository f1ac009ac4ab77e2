"""Defaults of `nef` and `learning` next to those of Nengo and BrainPy, argument by argument.

Their values were read in the published wheels: Nengo 4.1.0 (`Connection`, `Ensemble`, `Node`,
`Probe`, `Simulator`, `PES`, `BCM`, `Oja`, `Izhikevich`, `LstsqL2`, `WhiteSignal`, `Lowpass`,
`Alpha`), BrainPy 2.8.2, brainpy-state 0.1.0 (`Izhikevich`, `IzhikevichRef`, `LeakyRateReadout`) and
braintools 0.3.0 (`surrogate`, `optim`). Seconds are written as ms here, and kHz as 1/ms.
"""

from __future__ import annotations

import inspect
from dataclasses import MISSING, dataclass, fields, is_dataclass
from math import inf
from typing import Any

import pytest
from izhikevich import learning, nef
from izhikevich.network.distributions import Uniform


@dataclass(frozen=True)
class Differs:
    """An intended difference."""

    ours: Any
    theirs: Any
    reason: str


@dataclass(frozen=True)
class Own:
    """What the other package does not have."""

    ours: Any


REQUIRED = "required"
LABEL = Differs("", None, "a text in every case")
SEED = Differs(0, None, "a run is the same each time unless another seed is asked for")
DECAYS = Own(0.0)
RATE = Differs(0.01, 0.001, "weights are currents, some mV/ms, ten times those of BrainPy's layers")
WEIGHTS = Differs(None, "KaimingNormal", "None: normal, standard deviation 1 / sqrt(in_size)")
FACTORY = "made anew"
SOLVER = Differs(None, "LstsqL2()", "None means the same, with the connection's regularisation")
REG, WHOLE = {"reg": 0.1, "weights": False}, {"weights": False}

#: By class and argument: the default that both have, or why it differs.
NENGO: dict[str, dict[str, Any]] = {
    "Node": {
        "dimensions": Differs(0, None, "0 asks the output, as None does"),
        "size_in": Differs(0, None, "0 means none, as None does"),
        "time_unit": Own("ms"),
        "name": LABEL,
    },
    "Ensemble": {
        "dimensions": Differs(1, REQUIRED, "most signals have one"),
        "neurons": Differs("RS", "LIF", "there are no neurons of other models here"),
        "radius": 1.0,
        "encoders": Differs(None, "ScatteredHypersphere(surface=True)", "None means the same"),
        "max_rates": Uniform(200.0, 400.0),
        "intercepts": Uniform(-1.0, 0.9),
        "gain": None,
        "bias": None,
        "eval_points": Differs(None, "ScatteredHypersphere()", "None means the same"),
        "n_eval_points": None,
        "v0": Uniform(0.0, 1.0),
        "u0": 0.0,
        "noise": Differs(0.0, None, "a standard deviation, where Nengo has a process"),
        "seed": None,
        "name": LABEL,
    },
    "IzhikevichNeurons": {
        "tau_recovery": 0.02,
        "coupling": 0.2,
        "reset_voltage": -65.0,
        "reset_recovery": 8.0,
    },
    "Connection": {
        "function": None,
        "transform": Differs(1.0, None, "both leave the function as it is"),
        "synapse": nef.Lowpass(5.0),
        "regularisation": 0.1,
        "decoders": Own(None),
        "weights": False,
        "learning_rule": None,
        "solver": SOLVER,
        "name": LABEL,
    },
    "Probe": {
        "of": Differs("decoded", None, "None is Nengo's first attribute, decoded_output"),
        "function": Own(None),
        "synapse": None,
        "neurons": Own(None),
        "regularisation": 0.1,
        "decoders": Own(None),
        "sample_every": None,
        "solver": SOLVER,
    },
    "Solver": WHOLE,
    "Lstsq": {"rcond": 0.01, **WHOLE},
    "LstsqL2": REG,
    "LstsqL2nz": REG,
    "LstsqNoise": {"noise": 0.1, **WHOLE},
    "LstsqMultNoise": {"noise": 0.1, **WHOLE},
    "LstsqL1": {"l1": 1e-4, "l2": 1e-6, "max_iter": 1000, **WHOLE},
    "LstsqDrop": {
        "drop": 0.25,
        "solver1": nef.LstsqL2(reg=0.001),
        "solver2": nef.LstsqL2(reg=0.1),
        **WHOLE,
    },
    "Nnls": WHOLE,
    "NnlsL2": REG,
    "NnlsL2nz": REG,
    "FromSpikes": {
        "solver": Own(FACTORY),
        "duration": Own(10_000.0),
        "sample_every": Own(5.0),
        "settle": Own(200.0),
        "signal": Own(None),
        "synapse": Own(30.0),
    },
    "spike_activities": {"solver": Own(None), "function": Own(None), "dt": 1.0},
    "PES": {"learning_rate": 1e-4, "pre_synapse": nef.Lowpass(5.0)},
    "BCM": {
        "learning_rate": 1e-9,
        "pre_synapse": nef.Lowpass(5.0),
        "post_synapse": nef.Lowpass(5.0),
        "theta_synapse": nef.Lowpass(1000.0),
    },
    "Oja": {
        "learning_rate": 1e-6,
        "pre_synapse": nef.Lowpass(5.0),
        "post_synapse": nef.Lowpass(5.0),
        "beta": 1.0,
    },
    "tuning_curves": {"model": Own(None), "points": None},
    "Lowpass": {"tau": REQUIRED},
    "Alpha": {"tau": REQUIRED},
    "Model": {
        "connections": Own(()),
        "probes": Own(FACTORY),
        "ensembles": Own(()),
        "dt": 1.0,
        "seed": SEED,
    },
    "BandLimitedNoise": {
        "rms": 0.5,
        "cutoff": Differs(5.0, REQUIRED, "every field of a signal of the page has a default"),
        "period": Differs(4000.0, REQUIRED, "every field of a signal of the page has a default"),
        "seed": SEED,
        "low": Own(0.0),
    },
    "build_ensemble": {"seed": SEED},
    "least_squares": {"regularisation": 0.1},
    "rmse": {"t": Own(None), "after": Own(0.0)},
}
#: BrainPy's neuron is the regular spiking one.
REGULAR = {"a": 0.02, "b": 0.2, "c": -65.0, "d": 8.0, "V_th": 30.0}
#: The arguments of its layers.
STATEFUL: dict[str, Any] = {
    **{name: Differs(None, own, "None: that of the cell") for name, own in REGULAR.items()},
    "V_initializer": -65.0,
    "u_initializer": 0.0,
    "spk_fun": Differs(None, "ReluGrad()", "None means the same"),
    "spk_reset": "hard",
    "name": None,
    "cell": Own("RS"),
    "dt": Differs(0.25, REQUIRED, "BrainPy's is that of its environment; this is that of `Model`"),
    "scale": Own(None),
    "seed": SEED,
}
BRAINPY: dict[str, dict[str, Any]] = {
    "converged": {"patience": Own(5), "stalled": Own(40)},
    "Neurons": {
        "cell": Own("RS"),
        **{name: Differs(None, own, "None: that of the cell") for name, own in REGULAR.items()},
        "v0": -65.0,
        "u0": 0.0,
        "surrogate": Differs(None, "ReluGrad()", "None means the same"),
        "scale": Differs(None, "V_th", "None means the same"),
        "reset": Differs("brainpy", "hard", "what BrainPy calls hard is called brainpy here"),
        "tau_ref": 0.0,
    },
    "Izhikevich": STATEFUL,
    "IzhikevichRef": {**STATEFUL, "tau_ref": 0.0},
    "Normal": {"low": Own(-inf), "high": Own(inf)},
    "Recurrent": {"cell": Own("RS"), "recurrent": Own(None), "tau": Own(None)},
    "Input": {"weights": Own(1.0), "tau": Own(None)},
    "Dense": {"weights": WEIGHTS, "bias": Own(None), "tau": Own(None)},
    "Readout": {
        "weights": WEIGHTS,
        "bias": Own(0.0),
        "tau": Differs(20.0, 5.0, "spikes of these neurons are often more than 5 ms apart"),
    },
    "Model": {
        "dt": Differs(0.25, REQUIRED, "the time step of the 2004 paper for most patterns"),
        "seed": SEED,
    },
    "Surrogate": {"alpha": Own(1.0), "width": Own(1.0)},
    "ReluGrad": {"alpha": 0.3, "width": 1.0},
    "Sigmoid": {"alpha": 4.0, "width": Own(1.0)},
    "Arctan": {
        "alpha": Differs(2.0, 1.0, "2 is that of the paper, Fang et al. (2021)"),
        "width": Own(1.0),
    },
    "Gaussian": {"alpha": 0.5, "width": 0.5},
    "MultiGaussian": {"alpha": 0.5, "width": 0.5, "h": 0.15, "s": 6.0},
    "FastSigmoid": {
        "alpha": Differs(10.0, 100.0, "with 100 it ends within one step of V from the threshold"),
        "width": Own(1.0),
    },
    "StraightThrough": {"alpha": Own(1.0), "width": Own(inf)},
    "TrueStep": {"alpha": Own(1.0), "width": Own(1.0)},
    "SGD": {"rate": RATE, "decay": DECAYS, "momentum": 0.0},
    "Adam": {"rate": RATE, "decay": DECAYS, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8},
    "SpikeCount": {"classify": Own(False)},
    "VanRossum": {"tau": Own(10.0), "tolerance": Own(2.0)},
    "CrossEntropy": {"reading": Own("mean"), "start": Own(0.0)},
    "RateRegularisation": {"lowest": Own(1.0), "highest": Own(100.0), "strength": Own(1.0)},
    "Trainer": {
        "test": Own(None),
        "optimiser": Own(None),
        "batch_size": Own(32),
        "longest": Own(inf),
        "regularisation": Own(None),
        "seed": SEED,
    },
    "Classifier": {
        "encoding": Own("current"),
        "layers": Own((20,)),
        "test": Own(0.25),
        "duration": Own(None),
        "seed": SEED,
    },
    "FeatureTable": {"names": Own(None)},
    "SpikeTrains": {"n_channels": Own(None), "duration": Own(None)},
    "read_csv": {"label": Own(None)},
    "read_samples": {"label": Own(None)},
    "Settings": {
        "surrogate": Own(FACTORY),
        "scale": Own(95.0),
        "reset": Own("soft"),
        "rate": Own(0.02),
        "dt": Own(0.5),
        "tau_ref": Own(0.0),
    },
}
ROWS = [
    (package, name, argument, row)
    for package, table in ((nef, NENGO), (learning, BRAINPY))
    for name, arguments in table.items()
    for argument, row in arguments.items()
]


def defaults(made: Any) -> dict[str, Any]:
    """Return the defaults of what a class or function takes; required arguments of `tau`, too."""
    if is_dataclass(made):
        own = {f.name: f for f in fields(made) if f.init}
        return {
            name: FACTORY if f.default_factory is not MISSING else f.default
            for name, f in own.items()
            if f.default is not MISSING or f.default_factory is not MISSING
        }
    known = inspect.signature(made).parameters.items()
    return {name: p.default for name, p in known if p.default is not p.empty}


@pytest.mark.parametrize(("package", "name", "argument", "row"), ROWS)
def test_a_default_is_theirs_or_differs_for_a_reason(
    package: Any, name: str, argument: str, row: Any
) -> None:
    ours = defaults(getattr(package, name)).get(argument, REQUIRED)
    if (name, argument) == ("Connection", "synapse"):
        ours = nef.Connection(nef.Node(1.0), nef.Ensemble(2)).synapse
    if name in ("PES", "BCM", "Oja"):
        ours = getattr(getattr(nef, name)(), argument)
    expected = row.ours if isinstance(row, Differs | Own) else row
    assert ours == expected
    if isinstance(row, Differs):
        assert row.reason
        assert row.theirs != row.ours


@pytest.mark.parametrize(("package", "table"), [(nef, NENGO), (learning, BRAINPY)])
def test_no_default_is_left_out(package: Any, table: dict[str, dict[str, Any]]) -> None:
    for name in package.__all__:
        made = getattr(package, name)
        if callable(made):
            assert set(defaults(made)) <= set(table.get(name, {})), name
