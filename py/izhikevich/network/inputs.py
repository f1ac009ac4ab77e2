"""Inputs over time, for each neuron: rows that are held, expressions and functions of time."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from keyword import iskeyword
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import counted, msg
from izhikevich.network.arrays import reals
from izhikevich.network.distributions import (
    Distribution,
    is_one_number,
    values,
)
from izhikevich.network.synapses.expression_text import (
    FUNCTION_NAMES,
    Compiler,
    Language,
    evaluate,
)
from izhikevich.neuron.stimuli.base import EDGE, KINDS, Stimulus, is_series
from izhikevich.neuron.stimuli.stimulus import as_stimulus
from izhikevich.neuron.stimuli.text import parse
from izhikevich.units import number

#: Maximum number of parameters of an expression: each has its own stream of random numbers.
MAX_PARAMETERS = 16
_OWN_NAMES = ("t", "i", "pi")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_CALLED = re.compile(r"([A-Za-z_]\w*)\s*\(", re.ASCII)


class Samples(NamedTuple):
    """Values over time, of some neurons.

    Parameters
    ----------
    width : int
        How many values there are at a time: one for all neurons, or one for each.
    at : callable
        Returns them at given times (ms), shape (n_times, width).
    """

    width: int
    at: Callable[[FloatArray], FloatArray]


class Input(ABC):
    """Values for each neuron of a population or source, as a function of time."""

    @abstractmethod
    def _bound(self, name: str, unit: str, size: int, dt: float, seed: int, stream: int) -> Samples:
        """Return what samples the values for some neurons; see `bound`."""


class TimedArray(Input):
    """Values that are held until the next ones: the rows of an array.

    Parameters
    ----------
    values : array, shape (n_rows,) or (n_rows, size)
        A row for all neurons, or a value for each: currents as a `stimulus`, or rates in Hz. Before
        the first row they are 0; the last one is held.
    schedule : float or array of shape (n_rows,), optional
        Times at which the rows begin, ms, rising from 0 or later; or for how long each is held.
        Default: one time step each.
    period : float, optional
        Time after which the schedule begins again, ms; a later row than that is never reached, and
        the last one is held until the first begins. Default: never.
    start : float
        Time at which the schedule begins, ms, such as the network's `time`.

    Raises
    ------
    ParameterError
        If the numbers do not fit together.
    """

    def __init__(
        self,
        values: ArrayLike,
        schedule: float | ArrayLike | None = None,
        period: float | None = None,
        start: float = 0.0,
    ) -> None:
        """Initialise from the parameters that the class describes."""
        array = reals(values, "values", _dimensions(values))
        if not array.size:
            raise ParameterError("values", values, msg("must have at least one row"))
        array.flags.writeable = False
        self.values = array
        self.schedule = None if schedule is None else _schedule(schedule, len(array))
        self.period = (
            None if period is None else number(period, "period", "ms", low=0.0, low_open=True)
        )
        self.start = number(start, "start", "ms")

    def __repr__(self) -> str:
        """Return a short summary."""
        width = f" of {self.width:,}" if self.width > 1 else ""
        again = "" if self.period is None else f", every {self.period:g} ms"
        return f"<TimedArray: {len(self.values):,} rows{width}{again}>"

    @property
    def width(self) -> int:
        """Number of values in each row."""
        return int(self.values.shape[1]) if self.values.ndim == 2 else 1

    def _bound(self, name: str, unit: str, size: int, dt: float, seed: int, stream: int) -> Samples:
        """Return what samples the rows; see `bound`."""
        if self.values.ndim == 2 and self.width != size:
            allowed = msg(
                "each row has {width} values, but there are {size} neurons",
                width=self.width,
                size=size,
            )
            raise ParameterError(name, repr(self), allowed)
        if self.period is not None and self.period < dt:
            raise ParameterError("period", self.period, msg("must be at least one step"))
        rows = self.values.reshape(len(self.values), -1)
        rows = np.concatenate([np.zeros((1, rows.shape[1])), rows])
        begins = np.arange(len(self.values)) * dt if self.schedule is None else self.schedule

        def sample(t: FloatArray) -> FloatArray:
            since = t - self.start + EDGE
            turn = np.zeros(t.size) if self.period is None else np.floor(since / self.period)
            phase = since if self.period is None else since - turn * self.period
            row = np.searchsorted(begins, phase, "right")
            if self.period is not None:  # the last row of a turn is held into the next one
                last = np.searchsorted(begins, self.period - EDGE, "right")
                row = np.where((row == 0) & (turn > 0.0), last, row)
            found: FloatArray = rows[np.where(since < 0.0, 0, row)]
            return found

        return Samples(self.width, sample)


class Expression(Input):
    """An expression of time, as text: ``20 * (1 + sin(2*pi*t / 1000))``.

    It may contain the time ``t`` (ms), the index ``i`` of the neuron in its population, numbers,
    ``pi``, ``+ - * /``, ``**``, the functions of `Conductance`, and parameters of its own. The text
    is never executed.

    Parameters
    ----------
    text : str
    **values : float, array of shape (size,) or Distribution
        Its parameters by name, for all neurons or for each.

    Raises
    ------
    ParameterError
        If the text is not such an expression, or a name is not allowed.
    """

    def __init__(self, text: str, /, **values: float | ArrayLike | Distribution) -> None:
        """Initialise from the parameters that the class describes."""
        for name, value in values.items():
            plain = _NAME.fullmatch(name) and not iskeyword(name)
            if not plain or name in (*_OWN_NAMES, *FUNCTION_NAMES):
                allowed = msg("cannot be the name of a parameter of an expression")
                raise ParameterError(name, value, allowed)
        if len(values) > MAX_PARAMETERS:
            allowed = msg("an expression has at most {most}", most=MAX_PARAMETERS)
            raise ParameterError("parameters", ", ".join(values), allowed)
        names = "|".join(("t", "i", *values))
        language = Language(
            "expression",
            "20*(1+sin(2*pi*t/1000))",
            ", ".join(("t (ms)", "i", *values)),
            re.compile(names, re.ASCII),
        )
        self.text = text
        self.values: Mapping[str, Any] = values
        self._program = tuple(Compiler(text, language).program)

    def __repr__(self) -> str:
        """Return the expression."""
        return f"<Expression {self.text.strip()!r}>"

    def _bound(self, name: str, unit: str, size: int, dt: float, seed: int, stream: int) -> Samples:
        """Return what computes the expression; see `bound`."""
        own: dict[str, FloatArray] = {"i": np.arange(size, dtype=np.float64)}
        for k, (parameter, value) in enumerate(self.values.items()):
            found = values(value, size, parameter, "", seed, stream + k)
            own[parameter] = found[:1] if is_one_number(value) else found

        used = {step.name for step in self._program}
        width = max([1, *(array.size for name, array in own.items() if name in used)])

        def sample(t: FloatArray) -> FloatArray:
            column = t[:, None]
            found = evaluate(self._program, lambda name: own.get(name, column))
            return np.broadcast_to(found, (t.size, width))

        return Samples(width, sample)


class Function(Input):
    """A function of the time, ms, that returns a number, or one for each neuron.

    Parameters
    ----------
    call : callable
        It is called with a float for each step, sometimes more than once, and must return the same
        then.
    """

    def __init__(self, call: Callable[[float], ArrayLike]) -> None:
        """Initialise from the parameters that the class describes."""
        self.call = call

    def __repr__(self) -> str:
        """Return the name of the function."""
        return f"<function {getattr(self.call, '__qualname__', type(self.call).__name__)}>"

    def _bound(self, name: str, unit: str, size: int, dt: float, seed: int, stream: int) -> Samples:
        """Return what calls the function; see `bound`."""

        def one(t: float) -> FloatArray:
            try:
                returned: Any = self.call(t)
            except TypeError as reason:
                allowed = msg("must be a function of the time, ms ({reason})", reason=str(reason))
                raise ParameterError(name, self.call, allowed) from reason
            return values(returned, size, name, unit, 0, 0)

        one(0.0)
        return Samples(
            size, lambda t: np.array([one(time) for time in t.tolist()]).reshape(t.size, size)
        )


#: What can vary over time.
Timed = Stimulus | Input


def as_input(value: object, name: str, unit: str = "", dt: float | None = None) -> Timed:
    """Return `value` as something that varies over time.

    Parameters
    ----------
    value : Stimulus, TimedArray, Expression, callable, str, number or array
        A text is a stimulus, such as ``step(20,100)``, or else an expression of time; a callable
        is a function of time. Otherwise as for `as_stimulus`.
    name : str
        Name of the parameter, for errors.
    unit : str
        Unit to which a quantity with a unit is converted.
    dt : float, optional
        Time step of an array, ms; by default no array is accepted.

    Raises
    ------
    ParameterError
        If the value is none of these.
    """
    if isinstance(value, Input):
        return value
    if isinstance(value, str):
        return _read(value, name)
    if callable(value) and not isinstance(value, (Stimulus, Distribution)) and not is_series(value):
        return Function(value)
    try:
        return as_stimulus(value, unit, dt)
    except ParameterError as fault:
        raise ParameterError(name, value, fault.allowed) from None


def bound(
    value: Timed, name: str, unit: str, size: int, dt: float, seed: int, stream: int
) -> Samples:
    """Return what samples a stimulus or an input for some neurons.

    Parameters
    ----------
    value : Stimulus or Input
    name, unit : str
        Name of the parameter, for errors, and its unit.
    size : int
        Number of neurons.
    dt : float
        Time step, ms.
    seed, stream : int
        Seed and first stream of the random numbers.

    Raises
    ------
    ParameterError
        If the values do not fit.
    """
    if isinstance(value, Input):
        return value._bound(name, unit, size, dt, seed, stream)
    return Samples(1, lambda t: value.sample(t)[:, None])


def sources_of(value: Timed, size: int) -> int:
    """Return how many values there are at a time: one, or those of a row, or `size`."""
    if isinstance(value, TimedArray):
        return value.width
    return 1 if isinstance(value, Stimulus) else size


def _read(text: str, name: str) -> Timed:
    """Return the stimulus or the expression that a text describes."""
    if not text.strip() or any(called in KINDS for called in _CALLED.findall(text)):
        return parse(text)
    try:
        return parse(text)  # a number
    except ParameterError:
        pass
    try:
        return Expression(text)
    except ParameterError as fault:
        allowed = msg(
            "{fault}; or a stimulus: {stimuli}",
            fault=fault.allowed,
            stimuli=", ".join(f"{kind}(…)" for kind in KINDS),
        )
        raise ParameterError(name, text, allowed) from None


def _dimensions(values: Any) -> int:
    """Return 2 for rows, 1 for anything else."""
    try:
        return 2 if np.ndim(values) > 1 else 1
    except (TypeError, ValueError):  # rows of different lengths
        return 2


def _schedule(schedule: Any, n_rows: int) -> FloatArray:
    """Return the times at which rows begin, ms."""
    if np.ndim(schedule) == 0:
        each = number(schedule, "schedule", "ms", low=0.0, low_open=True)
        return np.arange(n_rows, dtype=np.float64) * each
    times = reals(schedule, "schedule")
    if times.size != n_rows:
        allowed = counted(
            "must have a time for each row, of which there is {count}",
            "must have a time for each row, of which there are {count}",
            n_rows,
        )
        raise ParameterError("schedule", schedule, allowed)
    if times[0] < 0.0 or (np.diff(times) <= 0.0).any():
        raise ParameterError("schedule", schedule, msg("must rise, from 0 ms or later"))
    return times
