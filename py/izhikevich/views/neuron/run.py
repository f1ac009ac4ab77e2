"""One run of the Neuron view, and everything derived from it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics import (
    Bifurcation,
    Excitability,
    FixedPoint,
    excitability,
    fixed_points,
    hopf,
    saddle_node,
)
from izhikevich.dynamics.equilibria.phase_plane import prevailing
from izhikevich.errors import ParameterError, SimulationError
from izhikevich.messages import Number, msg
from izhikevich.neuron.cells.lookup import EXPERIMENTS
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.schemes.table import DEFAULTS
from izhikevich.neuron.simulation import simulating
from izhikevich.neuron.stimuli.stimulus import Constant, Stimulus, Sum, parse
from izhikevich.neuron.trace import Trace
from izhikevich.progress import Progress, finish
from izhikevich.views.neuron.forms import neuron
from izhikevich.views.neuron.recorded import RECORDED, RecordedSweep
from izhikevich.views.neuron.spike_pattern import Firing, describe
from izhikevich.views.recordings import Unreadable
from izhikevich.views.schema import Preset, Values

if TYPE_CHECKING:  # imported when there is a recording
    from izhikevich.views.neuron.match import Match

MAX_SAMPLES = 500_000
#: Maximum number of values computed to sample the current, of all its parts together.
MAX_NUMBERS = 5_000_000
#: Many neurons are run with steps no shorter than this, ms.
_MIN_DT = 0.1
NOTHING = Constant(0.0)
#: Why panels are empty.
NO_RUN = msg("This run cannot be completed.")
NO_REST = msg("There is no stable rest, with or without the current of this run.")


@dataclass(frozen=True)
class Run:
    """A neuron with its protocol, as the reader set it.

    Parameters
    ----------
    parameters : Parameters
        The neuron.
    stimulus : Stimulus
        The whole injected current.
    duration, dt, v0, u0, scheme
        As for `simulate`.
    plane : str
        The plane of the regime map.
    added : float
        The part of the current set by the parameter I.
    given : Stimulus
        The rest, as written by the reader.
    preset : str
        Name of the preset from which it started.
    recorded : RecordedSweep or Unreadable, optional
        The recorded sweep with which it is compared, or why there is none.
    """

    parameters: Parameters
    stimulus: Stimulus
    duration: float
    dt: float
    v0: float
    u0: float
    scheme: str
    plane: str = "b_I"
    added: float = 0.0
    given: Stimulus = NOTHING
    preset: str = ""
    recorded: RecordedSweep | Unreadable | None = None

    def simulate(self, **changes: float | str) -> Trace:
        """Run it, with changes to the protocol."""
        return finish(self.simulating(**changes))

    @property
    def protocol(self) -> dict[str, Any]:
        """The arguments of `simulate` other than neuron and stimulus."""
        names = ("duration", "dt", "v0", "u0", "scheme")
        return {name: getattr(self, name) for name in names}

    def simulating(self, **changes: float | str) -> Generator[Progress, None, Trace]:
        """Run it as `simulate` does, with progress reports."""
        protocol = {**self.protocol, **changes}
        return (yield from simulating(self.parameters, self.stimulus, **protocol))

    @cached_property
    def outcome(self) -> Trace | SimulationError:
        """The trace, or why there is none."""
        return finish(self._running())

    def running(self) -> Generator[Progress, None, None]:
        """Compute the outcome before it is needed, with progress reports."""
        if "outcome" not in self.__dict__:
            self.__dict__["outcome"] = yield from self._running()

    def _running(self) -> Generator[Progress, None, Trace | SimulationError]:
        try:
            return (yield from self.simulating())
        except SimulationError as error:
            return error

    @property
    def trace(self) -> Trace | None:
        """The trace, if there is one."""
        return self.outcome if isinstance(self.outcome, Trace) else None

    @cached_property
    def firing(self) -> Firing | None:
        """How the trace fires, if there is one."""
        return None if self.trace is None else describe(self.trace)

    @property
    def sweep(self) -> RecordedSweep | None:
        """The recorded sweep, if there is one."""
        return self.recorded if isinstance(self.recorded, RecordedSweep) else None

    @cached_property
    def match(self) -> Match | None:
        """How far it agrees with the recorded sweep, if there are both."""
        from izhikevich.views.neuron.match import match

        return match(self.trace, self.sweep) if self.trace and self.sweep else None

    @cached_property
    def current(self) -> FloatArray:
        """Injected current at the samples."""
        if self.trace is not None:
            return self.trace.current
        steps = np.arange(round(self.duration / self.dt) + 1, dtype=np.float64)
        return self.stimulus.sample(steps * self.dt)

    @cached_property
    def shown_current(self) -> float:
        """Current used for the phase plane, equilibria and readouts."""
        return prevailing(self.current)

    @property
    def holds(self) -> bool:
        """Whether the displayed current lasts until the end of the run."""
        tail = self.current[-max(1, self.current.size // 10) :]
        return bool((tail == self.shown_current).all())

    @cached_property
    def equilibria(self) -> tuple[FixedPoint, ...]:
        """Equilibria at the displayed current."""
        return fixed_points(self.parameters, self.shown_current)

    @cached_property
    def reachable(self) -> tuple[FixedPoint, ...]:
        """Equilibria below the peak, where the reset does not interfere."""
        return tuple(p for p in self.equilibria if p.v <= self.parameters.peak(p.u))

    @cached_property
    def saddle_node(self) -> Bifurcation | None:
        """Saddle-node at which equilibria vanish."""
        return saddle_node(self.parameters)

    @cached_property
    def hopf(self) -> Bifurcation | None:
        """Hopf bifurcation at which rest starts to oscillate."""
        return hopf(self.parameters)

    @cached_property
    def excitability(self) -> Excitability:
        """How rest ends as the current grows."""
        return excitability(self.parameters)

    @property
    def explicit(self) -> tuple[str, float]:
        """An explicit scheme and its step (ms) for many neurons: that of the run, if explicit."""
        if self.scheme == "accurate":
            return DEFAULTS["map"], _MIN_DT
        return self.scheme, max(self.dt, _MIN_DT)

    @cached_property
    def current_range(self) -> tuple[float, float]:
        """Currents around the end of rest and the displayed one, with a margin."""
        marks = [self.shown_current, float(self.current[0])]
        marks += [b.current for b in (self.saddle_node, self.hopf) if b is not None]
        low, high = min(marks), max(marks)
        least = 50.0 if self.parameters.dimensional else 2.0
        margin = max(0.25 * (high - low), 0.5 * least)
        return low - margin, high + max(margin, least)

    @cached_property
    def rest_current(self) -> float | None:
        """A current at which the neuron rests: the displayed one, the first injected, or none."""
        from izhikevich.dynamics.responses.impedance import rest_of

        tried = (self.shown_current, float(self.current[0]), 0.0)
        return next((x for x in tried if rest_of(self.parameters, x) is not None), None)


def prepare(
    preset: Preset, values: Values, recorded: RecordedSweep | Unreadable | None = None
) -> Run:
    """Make a run of the values; the rules of the model come from the preset."""
    numbers = {name: v for name, v in values.items() if isinstance(v, float)}
    experiment = EXPERIMENTS[preset.name]
    parameters = neuron(values, experiment.parameters)
    if parameters.dimensional != experiment.parameters.dimensional:
        raise ParameterError("C", parameters.C, "this form of the model uses 1, without a unit")
    given = _given(str(values["stimulus"]), parameters, recorded)
    stimulus = given + numbers["I"] if numbers["I"] else given
    samples = numbers["duration"] / numbers["dt"]
    if samples > MAX_SAMPLES:
        raise ParameterError(
            "dt",
            numbers["dt"],
            msg(
                "{samples} samples are more than the {most} of this view; use a larger dt or a "
                "shorter duration",
                samples=Number(samples, form=",.0f"),
                most=Number(MAX_SAMPLES, form=","),
            ),
        )
    parts = len(stimulus.terms) if isinstance(stimulus, Sum) else 1
    if parts * samples > MAX_NUMBERS:
        raise ParameterError(
            "stimulus",
            values["stimulus"],
            msg(
                "{parts} currents at {samples} samples are too many; use fewer, a larger dt or a "
                "shorter duration",
                parts=Number(parts, form=","),
                samples=Number(samples, form=",.0f"),
            ),
        )
    return Run(
        parameters=parameters,
        stimulus=stimulus,
        duration=numbers["duration"],
        dt=numbers["dt"],
        v0=numbers["v0"],
        u0=numbers["u0"],
        scheme=str(values["method"]),
        plane=str(values["map_plane"]),
        added=numbers["I"],
        given=given,
        preset=preset.name,
        recorded=recorded,
    )


def _given(
    text: str, parameters: Parameters, recorded: RecordedSweep | Unreadable | None
) -> Stimulus:
    """Return the stimulus of a text: the recorded current, if that says so."""
    if text != RECORDED:
        return parse(text)
    if recorded is None:
        raise ParameterError("stimulus", text, "there is no recording: open one")
    if not parameters.dimensional:
        allowed = "a recorded current is in pA: choose a cell of the 2007 form"
        raise ParameterError("stimulus", text, allowed)
    return recorded.current if isinstance(recorded, RecordedSweep) else NOTHING
