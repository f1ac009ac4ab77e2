"""The numbers of simple protocols: onset, height and duration of a step, and the like.

They are read from the stimulus and written back into it; states and links hold the stimulus alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from izhikevich.errors import ParameterError
from izhikevich.messages import msg
from izhikevich.neuron.stimuli.stimulus import (
    Constant,
    Piece,
    Piecewise,
    Pulse,
    PulseTrain,
    Ramp,
    Sine,
    Step,
    Stimulus,
    Sum,
    parse,
)
from izhikevich.views.schema import Number, amount

_LIMIT, _LONGEST = 1e6, 1e5


@dataclass(frozen=True)
class Control:
    """A number of a stimulus, and the stimulus with another one in its place."""

    now: float
    changed: Callable[[float], Stimulus]


def _time(name: str, label: str, help: str, *, low: float = 0.0) -> Number:
    slider = (1.0 if low else 0.0, 1000.0, 1.0)
    return amount(name, "", label, "ms", slider, help, group="input", low=low, high=_LONGEST)


def _level(name: str, label: str, help: str, unit: str = "mV/ms") -> Number:
    slider = (-20.0, 40.0, 0.05)
    return amount(name, "", label, unit, slider, help, group="input", low=-_LIMIT, high=_LIMIT)


#: Parameters that follow from the stimulus. A protocol has some of them, which are then shown.
CONTROLS = tuple(
    replace(parameter, derived=True)
    for parameter in (
        _level("height", "height", "Current during the step or the pulses."),
        _time("onset", "onset", "When the current begins."),
        _time(
            "width",
            "duration",
            "How long the step or each pulse lasts. A step that lasts to the end of the run goes "
            "on beyond it.",
            low=1e-3,
        ),
        _time("period", "period", "Interval between the onsets of two pulses.", low=1e-3),
        replace(
            _level("slope", "slope", "Growth of the current over time.", "mV/ms²"),
            slider=(-1.0, 1.0, 0.005),
        ),
        _level("amplitude", "amplitude", "Peak of the sine."),
        amount(
            "frequency",
            "",
            "frequency",
            "Hz",
            (0.0, 100.0, 0.5),
            "Frequency of the sine.",
            group="input",
            high=1e4,
        ),
        _level("baseline", "baseline", "Current outside the step or the pulses."),
    )
)


def numbers(text: str, duration: float) -> dict[str, float]:
    """Return the numbers of a stimulus by the names in `CONTROLS`, those that it has.

    Parameters
    ----------
    text : str
        The stimulus.
    duration : float
        Length of the run, ms.
    """
    return dict(_numbers(text, duration))


@lru_cache(maxsize=64)
def _numbers(text: str, duration: float) -> Mapping[str, float]:
    try:
        stimulus = parse(text)
    except ParameterError:  # `prepare` reports it
        return {}
    return {name: control.now for name, control in controls(stimulus, duration).items()}


def rewritten(text: str, duration: float, name: str, value: float) -> str:
    """Return a stimulus with one of its numbers changed.

    Raises
    ------
    ParameterError
        If it has no such number, or not with this value.
    """
    found = controls(parse(text), duration)
    if name not in found:
        raise ParameterError(name, value, msg("the stimulus {text} has no such number", text=text))
    if value == found[name].now:
        return text
    try:
        return found[name].changed(value).text
    except ParameterError as error:
        raise ParameterError(name, value, error.allowed) from None


def controls(stimulus: Stimulus, duration: float) -> Mapping[str, Control]:
    """Return the numbers of a stimulus that can be changed alone.

    Of a sum they are those of its only simple term, such as of a step with noise.

    Parameters
    ----------
    stimulus : Stimulus
    duration : float
        Length of the run, ms.
    """
    if isinstance(stimulus, Sum):
        return _of_sum(stimulus, duration)
    if isinstance(stimulus, Constant):
        return {"height": Control(stimulus.level, Constant)}
    if isinstance(stimulus, Step):
        return _step(stimulus, duration)
    if isinstance(stimulus, Pulse):
        return _pulse(stimulus, duration)
    if isinstance(stimulus, Piecewise):
        return _pieces(stimulus, duration)
    names: Mapping[str, str] = {}
    if isinstance(stimulus, PulseTrain):
        names = {"height": "level", "onset": "start", "width": "width", "period": "period"}
    elif isinstance(stimulus, Ramp):
        names = {"onset": "start", "slope": "slope"}
    elif isinstance(stimulus, Sine):
        names = {"amplitude": "amplitude", "frequency": "frequency"}
    return {name: _field(stimulus, field) for name, field in names.items()}


def _field(stimulus: Stimulus, field: str) -> Control:
    def changed(value: float) -> Stimulus:
        return replace(stimulus, **{field: value})  # type: ignore[type-var]

    return Control(getattr(stimulus, field), changed)


def _of_sum(stimulus: Sum, duration: float) -> Mapping[str, Control]:
    simple = [
        (index, found)
        for index, term in enumerate(stimulus.terms)
        if not isinstance(term, Constant) and (found := controls(term, duration))
    ]
    if len(simple) != 1:
        return {}
    index, found = simple[0]

    def within(control: Control) -> Control:
        def changed(value: float) -> Stimulus:
            terms = list(stimulus.terms)
            terms[index] = control.changed(value)
            return Sum(tuple(terms))

        return Control(control.now, changed)

    return {name: within(control) for name, control in found.items()}


def _step(step: Step, duration: float) -> Mapping[str, Control]:
    rest = _tidy(duration - step.start)

    def lasting(width: float) -> Stimulus:
        return step if width >= rest else Pulse(step.level, step.start, width)

    found = {"height": _field(step, "level"), "onset": _field(step, "start")}
    return {**found, "width": Control(rest, lasting)} if rest > 0.0 else found


def _pulse(pulse: Pulse, duration: float) -> Mapping[str, Control]:
    def lasting(width: float) -> Stimulus:
        if pulse.start + width >= duration:
            return Step(pulse.level, pulse.start)
        return replace(pulse, width=width)

    return {
        "height": _field(pulse, "level"),
        "onset": _field(pulse, "start"),
        "width": Control(pulse.width, lasting),
    }


def _pieces(stimulus: Piecewise, duration: float) -> Mapping[str, Control]:
    """Return the numbers of pieces with one level, and the times of a single piece."""
    pieces, baseline = stimulus.pieces, stimulus.baseline
    levels = {piece.level for piece in pieces}
    if len(levels) != 1:
        return {}

    def each(**changes: float) -> Piecewise:
        return replace(stimulus, pieces=tuple(replace(piece, **changes) for piece in pieces))  # type: ignore[arg-type]

    found: dict[str, Control] = {}
    if not any(piece.slope for piece in pieces):
        found["height"] = Control(pieces[0].level, lambda value: each(level=value))
        found |= _times(stimulus, duration) if len(pieces) == 1 else {}
        if baseline:
            found["baseline"] = _field(stimulus, "baseline")
    elif len(pieces) == 1 and pieces[0].level == baseline:
        found = dict(_times(stimulus, duration))
        found["slope"] = Control(pieces[0].slope, lambda value: each(slope=value))
        if baseline:
            found["baseline"] = Control(
                baseline, lambda value: replace(each(level=value), baseline=value)
            )
    return found


def _times(stimulus: Piecewise, duration: float) -> Mapping[str, Control]:
    """Return onset and duration of the only piece."""
    (piece,) = stimulus.pieces
    start, stop = piece.start, piece.stop

    def moved(**changes: float | None) -> Stimulus:
        if "start" in changes and piece.t_ref == piece.default_reference:
            changes["t_ref"] = changes["start"]  # the slope moves with the onset
        changed: Piece = replace(piece, **changes)  # type: ignore[arg-type]
        return replace(stimulus, pieces=(changed,))

    def beginning(at: float) -> Stimulus:
        if start is None or stop is None:
            return moved(start=at)
        return moved(start=at, stop=_tidy(at + (stop - start)))

    def lasting(width: float) -> Stimulus:
        end = _tidy((start or 0.0) + width)
        return moved(stop=None, includes_stop=False) if end >= duration else moved(stop=end)

    found = {} if start is None else {"onset": Control(start, beginning)}
    last = _tidy((duration if stop is None else stop) - (start or 0.0))
    return {**found, "width": Control(last, lasting)} if last > 0.0 else found


def _tidy(time: float) -> float:
    """Return a sum of times without the noise of its last digits."""
    return float(f"{time:.12g}")
