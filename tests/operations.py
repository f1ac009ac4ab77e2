"""Counts what Python, numpy and the engine do: work in operations, which no other load changes."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from izhikevich.nef import rates
from izhikevich.nef.native import EnsembleRunner
from izhikevich.network.simulation import backend
from izhikevich.neuron.native import runs

# About how long each takes, in ns: the unit of what is counted.
CALL, ELEMENT, SORTED, STEP = 100, 2, 5, 10
SERIES = 40  # of a step of the accurate scheme, in steps of the explicit ones


class Operations:
    """A count of operations, each weighed by about how many ns it takes.

    Calls of Python and C are counted, the elements of the arrays that are made, those of arrays
    whose methods are called (such as sorting in place), and the steps of neurons in the engine.
    """

    def __init__(self) -> None:
        self.count = 0
        self._held = 0

    def take(self) -> int:
        """Return the count, and begin anew."""
        found, self.count = self.count, 0
        return found

    def _event(self, frame: Any, event: str, called: Any) -> None:
        held, most = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        self.count += CALL + ELEMENT * max(0, most - self._held) // 8
        self._held = held
        if event == "c_call" and isinstance(getattr(called, "__self__", None), np.ndarray):
            self.count += SORTED * called.__self__.size

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count what is done within."""
        tracemalloc.start(1)
        sys.setprofile(self._event)
        try:
            yield
        finally:
            sys.setprofile(None)
            tracemalloc.stop()

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Count the steps of neurons in the compiled engine, too."""
        functions: dict[Any, tuple[str, Callable[..., int]]] = {
            runs: ("run_trace", lambda p, current, *_: current.size),
            rates: ("count_spikes", lambda p, currents, dt, steps: currents.size * steps),
        }
        for module, (name, size) in functions.items():
            monkeypatch.setattr(module, name, self._adding(getattr(module, name), size))
        methods: dict[type, tuple[str, Callable[..., int]]] = {
            runs.BatchRunner: ("run", lambda runner, first, steps: runner._n * steps),
            runs.AccurateRun: ("go", lambda run, most: SERIES * most),
            EnsembleRunner: ("run", lambda runner, currents, *_: currents.size),
        }
        for made, (name, size) in methods.items():
            monkeypatch.setattr(made, name, self._adding(getattr(made, name), size))
        make = backend.stepper

        def stepper(plan: Any, *rest: Any) -> Any:
            made = make(plan, *rest)
            run = made.run

            def counted(steps: int) -> None:
                self.count += STEP * steps * plan.n
                run(steps)

            monkeypatch.setattr(made, "run", counted)
            return made

        monkeypatch.setattr(backend, "stepper", stepper)

    def _adding(self, run: Callable[..., Any], size: Callable[..., int]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self.count += STEP * size(*arguments)
            return run(*arguments, **named)

        return counted
