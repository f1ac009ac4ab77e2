"""The choice of the engine that runs a network."""

from __future__ import annotations

from typing import Protocol

from izhikevich.messages import msg
from izhikevich.native import backend
from izhikevich.network.simulation.native.program import compiled
from izhikevich.network.simulation.numpy import Stepper
from izhikevich.network.simulation.plan import Plan
from izhikevich.network.simulation.recording import Recorder
from izhikevich.network.simulation.state import State


class Steps(Protocol):
    """An engine that steps a network, at most `most` steps per call."""

    most: int

    def run(self, count: int) -> None:
        """Take some steps."""


def why_not(plan: Plan) -> str | None:
    """Return why the compiled engine does not run a network; None if it does."""
    if backend.problem() is not None:
        return backend.problem()
    for block in plan.blocks:
        if compiled(block.conductance, plan.targets, block.decaying) is None:
            expression = block.conductance.text
            return msg(
                "{expression} is nested too deeply for the compiled engine", expression=expression
            )
    return None


def stepper(plan: Plan, state: State, recorder: Recorder, steps: int) -> Steps:
    """Return a stepper for so many steps of a network: compiled if possible."""
    backend.selected(plan.n * steps)  # warns if it will take long
    if why_not(plan) is not None:
        return Stepper(plan, state, recorder)
    from izhikevich.network.simulation.native.stepper import CompiledStepper

    return CompiledStepper(plan, state, recorder)
