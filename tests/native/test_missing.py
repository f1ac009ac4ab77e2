"""The package where no engine was compiled."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import izhikevich as izh
import numpy as np
import pytest
from izhikevich.errors import SlowRunWarning
from izhikevich.native import backend, library
from izhikevich.neuron.schemes.batch import spike_batch
from izhikevich.progress import finish


@pytest.fixture(autouse=True)
def _no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "load", lambda: None)
    monkeypatch.setattr(library, "problem", lambda: "it was not compiled")
    monkeypatch.setattr(backend, "_warned", False)
    monkeypatch.setattr(backend, "_LONG_RUN", 4_000)
    monkeypatch.setattr(backend, "_MIN_SLOW_STEPS", 100)


def _network(duration: float) -> None:
    net = izh.Network(scheme="forward")
    net.population(40)
    net.run(duration)


def _batch(duration: float) -> None:
    finish(spike_batch(izh.Parameters(), np.full(40, 10.0), duration, dt=1.0, scheme="euler"))


def _trace(duration: float) -> None:
    izh.simulate(izh.Parameters(), 10.0, duration * 8.0, dt=1.0)


def _accurate(duration: float) -> None:
    izh.simulate(izh.Parameters(), 10.0, duration * 2.0, dt=1.0, scheme="accurate")


def _ensemble(duration: float) -> None:
    ensemble = izh.nef.Ensemble(40, seed=1, gain=np.ones(40), bias=np.full(40, 10.0))
    signal = izh.nef.Node(1.0)
    izh.nef.Model([izh.nef.Connection(signal, ensemble, synapse=None)]).run(duration)


@pytest.mark.parametrize("run", [_network, _batch, _trace, _accurate, _ensemble])
def test_the_first_long_run_warns_once(run: Callable[[float], None]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", SlowRunWarning)
        run(50.0)
    with pytest.warns(SlowRunWarning, match="it was not compiled. Install a wheel"):
        run(120.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error", SlowRunWarning)
        run(120.0)


def test_whoever_chose_numpy_is_not_warned() -> None:
    with izh.engine.use("numpy"), warnings.catch_warnings():
        warnings.simplefilter("error", SlowRunWarning)
        _network(120.0)
