"""Handles of the injected current: the levels and edges of simple stimuli."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from izhikevich.neuron.stimuli.stimulus import (
    Constant,
    Piecewise,
    Pulse,
    PulseTrain,
    Ramp,
    Step,
    Stimulus,
)
from izhikevich.plots.handles import Handle, Move, Parts, Slot, round_step, template
from izhikevich.views.neuron.protocol import controls
from izhikevich.views.neuron.run import Run

# Placeholders for dragged numbers until the text is parsed: no protocol has such numbers, and each
# is allowed in combination with any others.
_LEVEL, _START, _STOP, _TINY = 939393.25, -717171.25, 828282.25, 1.2345678e-07
#: A narrower pulse, as a fraction of the run, has room for two handles, not for three.
_NARROW = 0.06

Stretch = tuple[float, float]
Written = tuple[Stimulus, Mapping[float, Slot]]
_NO_NUMBERS: Mapping[str, Slot] = MappingProxyType({})


def current_handles(run: Run) -> list[Handle]:
    """Return the handles of the current in the trace panel.

    Constants, steps, pulses, trains, ramps and pieces are dragged directly; for any other stimulus
    the offset is.
    """
    grip = _Grip.of(run)
    stimulus = run.given
    found: list[Handle] = []
    if isinstance(stimulus, Constant):
        found = [grip.level("level", run.duration / 2, stimulus.level, Constant(_LEVEL), "height")]
    elif isinstance(stimulus, Step):
        found = list(_step(grip, stimulus))
    elif isinstance(stimulus, Pulse):
        found = list(_pulse(grip, stimulus))
    elif isinstance(stimulus, PulseTrain):
        found = list(_train(grip, stimulus))
    elif isinstance(stimulus, Ramp):
        found = list(_ramp(grip, stimulus))
    elif isinstance(stimulus, Piecewise):
        found = list(_pieces(grip, stimulus))
    return found or [grip.added(run.shown_current)]


@dataclass(frozen=True)
class _Grip:
    """Properties that the handles of a run share: length, offset, steps, units."""

    duration: float
    offset: float
    time_step: float
    level_step: float
    unit: str
    controls: Collection[str]

    @classmethod
    def of(cls, run: Run) -> _Grip:
        extent = float(np.ptp(run.current)) or abs(float(run.current[0])) or 10.0
        unit = run.parameters.units["I"]
        return cls(
            run.duration,
            run.added,
            round_step(run.duration / 10.0),
            round_step(extent),
            unit,
            controls(run.given, run.duration),
        )

    def handle(
        self,
        name: str,
        label: str,
        at: tuple[float, float],
        written: Written,
        *,
        room: Stretch | None = None,
        upright: bool = False,
        numbers: Mapping[str, Slot] = _NO_NUMBERS,
    ) -> Handle:
        """Return a handle that moves within a stretch of time, up and down, or both.

        It sets `numbers` of the protocol if these are controls, otherwise the stimulus.
        """
        stimulus, slots = written
        sets: Mapping[str, Parts] = {"stimulus": template(stimulus.text, slots)}
        if numbers and all(name in self.controls for name in numbers):
            sets = {name: (slot,) for name, slot in numbers.items()}
        t, level = at
        sideways = None
        if room is not None:
            low, high = min(max(room[0], 0.0), t), max(min(room[1], self.duration), t)
            sideways = Move(self.time_step, low, high, "ms")
        return Handle(
            name=name,
            label=label,
            x=t,
            y=level + self.offset,
            pane=1,
            along_x=sideways,
            along_y=Move(self.level_step, unit=self.unit) if upright else None,
            sets=sets,
        )

    def level(
        self, name: str, t: float, level: float, written: Stimulus, number: str = ""
    ) -> Handle:
        """Return a handle that moves a level up and down: a number of the protocol, if named."""
        slot = Slot(level, y=1.0)
        return self.handle(
            name,
            "Level of the current",
            (t, level),
            (written, {_LEVEL: slot}),
            upright=True,
            numbers={number: slot} if number else {},
        )

    def end(
        self, name: str, start: float, written: Written, width: Slot, foot: float = 0.0
    ) -> Handle:
        """Return a handle at the end of the run that ends a current which lasts until then."""
        return self.handle(
            name,
            "End of the current",
            (self.duration, foot),
            written,
            room=(start + self.time_step, self.duration),
            numbers={"width": width},
        )

    def added(self, current: float) -> Handle:
        """Return a handle that moves the whole current up and down."""
        return Handle(
            name="added",
            label="Offset of the current",
            x=self.duration / 2,
            y=current,
            pane=1,
            along_y=Move(self.level_step, unit=self.unit),
            sets={"I": (Slot(self.offset, y=1.0),)},
        )


def _step(grip: _Grip, step: Step) -> Iterator[Handle]:
    if not 0.0 <= step.start < grip.duration:
        return
    middle = (step.start + grip.duration) / 2
    yield grip.level("level", middle, step.level, replace(step, level=_LEVEL), "height")
    yield grip.handle(
        "start",
        "Onset of the current",
        (step.start, step.level / 2),
        (replace(step, start=_START), {_START: Slot(step.start, x=1.0)}),
        room=(0.0, grip.duration - grip.time_step),
        numbers={"onset": Slot(step.start, x=1.0)},
    )
    rest = Slot(grip.duration - step.start, x=1.0)
    yield grip.end("stop", step.start, (Pulse(step.level, step.start, _STOP), {_STOP: rest}), rest)


def _pulse(grip: _Grip, pulse: Pulse) -> Iterator[Handle]:
    start, width, level = pulse.start, pulse.width, pulse.level
    if start < 0.0 or start + width > grip.duration:
        return
    moved = {_START: Slot(start, x=1.0)}
    yield from _box(
        grip,
        "",
        (start, start + width, level),
        (0.0, 0.0),
        (0.0, grip.duration),
        top=(
            Pulse(level=_LEVEL, start=_START, width=width),
            {**moved, _LEVEL: Slot(level, y=1.0)},
        ),
        left=(Pulse(level, _START, _STOP), {**moved, _STOP: Slot(width, x=-1.0)}),
        right=(Pulse(level, start, _STOP), {_STOP: Slot(width, x=1.0)}),
    )


def _train(grip: _Grip, train: PulseTrain) -> Iterator[Handle]:
    start, stop, second = train.start, train.start + train.width, train.start + train.period
    if start < 0.0 or stop > grip.duration:
        return
    moved = {_START: Slot(start, x=1.0), _LEVEL: Slot(train.level, y=1.0)}
    middle = (start + stop) / 2
    yield grip.handle(
        "pulse",
        "Pulses: onset and level",
        (middle, train.level),
        (replace(train, level=_LEVEL, start=_START), moved),
        room=(middle - start, grip.duration - (stop - middle)),
        upright=True,
        numbers={"height": moved[_LEVEL], "onset": moved[_START]},
    )
    yield grip.handle(
        "stop",
        "Width of the pulses",
        (stop, 0.0),
        (replace(train, width=_TINY), {_TINY: Slot(train.width, x=1.0)}),
        room=(start + grip.time_step, second),
        numbers={"width": Slot(train.width, x=1.0)},
    )
    if train.count > 1 and second < grip.duration:
        yield grip.handle(
            "period",
            "Period of the pulses",
            (second, train.level / 2),
            (replace(train, period=_STOP), {_STOP: Slot(train.period, x=1.0)}),
            room=(stop, grip.duration - grip.time_step),
            numbers={"period": Slot(train.period, x=1.0)},
        )


def _ramp(grip: _Grip, ramp: Ramp) -> Iterator[Handle]:
    end = grip.duration if ramp.stop is None else min(ramp.stop, grip.duration)
    if not 0.0 <= ramp.start < end:
        return
    span = end - ramp.start
    yield grip.handle(
        "start",
        "Onset of the ramp",
        (ramp.start, 0.0),
        (replace(ramp, start=_START), {_START: Slot(ramp.start, x=1.0)}),
        room=(0.0, end - grip.time_step),
        numbers={"onset": Slot(ramp.start, x=1.0)},
    )
    yield grip.handle(
        "slope",
        "Slope of the current",
        (end, ramp.slope * span),
        (replace(ramp, slope=_LEVEL), {_LEVEL: Slot(ramp.slope, y=1.0 / span)}),
        upright=True,
        numbers={"slope": Slot(ramp.slope, y=1.0 / span)},
    )


def _pieces(grip: _Grip, stimulus: Piecewise) -> Iterator[Handle]:
    """Return the handles of the baseline and of each piece, where they can be seen."""
    bounds = {b for piece in stimulus.pieces for b in (piece.start, piece.stop) if b is not None}
    inner = sorted(b for b in bounds if 0.0 < b < grip.duration)
    owned: dict[int | None, list[Stretch]] = {}
    for stretch in pairwise([0.0, *inner, grip.duration]):
        middle = np.array([sum(stretch) / 2])
        holding = (i for i, piece in enumerate(stimulus.pieces) if piece.holds(middle)[0])
        owned.setdefault(next(holding, None), []).append(stretch)
    for index, stretches in owned.items():
        longest = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
        if index is None:
            written = replace(stimulus, baseline=_LEVEL)
            at, level = sum(longest) / 2, stimulus.baseline
            yield grip.level("baseline", at, level, written, "baseline")
        else:
            yield from _piece(grip, stimulus, index, stretches, longest)


def _piece(
    grip: _Grip, stimulus: Piecewise, index: int, stretches: list[Stretch], longest: Stretch
) -> Iterator[Handle]:
    piece = stimulus.pieces[index]
    prefix = f"piece {index + 1} "
    others = [
        bound
        for other in (*stimulus.pieces[:index], *stimulus.pieces[index + 1 :])
        for bound in (other.start, other.stop)
        if bound is not None
    ]

    def room(start: float, stop: float) -> Stretch:
        """Return how far both can move before they meet another piece."""
        before = [b for b in others if b <= start]
        after = [b for b in others if b >= stop]
        return max([0.0, *before]), min([grip.duration, *after])

    def written(**changes: float) -> Piecewise:
        changed = dict(changes)
        if "start" in changes and piece.t_ref == piece.default_reference:
            changed["t_ref"] = changes["start"]  # the slope moves with the start
        pieces = list(stimulus.pieces)
        pieces[index] = replace(piece, **changed)  # type: ignore[arg-type]
        return replace(stimulus, pieces=tuple(pieces))

    def outside(t: float) -> float:
        return float(stimulus.sample(np.array([t]))[0])

    start, stop = piece.start, piece.stop
    single = len(stimulus.pieces) == 1
    nothing = 1e-6 * grip.duration
    if piece.slope:
        end = longest[1]
        since = end - (piece.t_ref or 0.0)
        level = piece.level + piece.slope * since
        slots = {_LEVEL: Slot(piece.slope, y=1.0 / since)}
        label = "Slope of the current"
        yield grip.handle(
            f"{prefix}slope",
            label,
            (end, level),
            (written(slope=_LEVEL), slots),
            upright=True,
            numbers={"slope": slots[_LEVEL]} if single else {},
        )
        middle_level = piece.level
    elif start is not None and stop is not None and stretches == [(start, stop)]:
        moved = {_START: Slot(start, x=1.0), _STOP: Slot(stop, x=1.0)}
        yield from _box(
            grip,
            prefix,
            (start, stop, piece.level),
            (outside(start - nothing), outside(stop + nothing)),
            room(start, stop),
            top=(
                written(start=_START, stop=_STOP, level=_LEVEL),
                {**moved, _LEVEL: Slot(piece.level, y=1.0)},
            ),
            left=(written(start=_START), {_START: moved[_START]}),
            right=(written(stop=_STOP), {_STOP: moved[_STOP]}),
            single=single,
        )
        return
    else:
        middle, changed = sum(longest) / 2, written(level=_LEVEL)
        number = "height" if single else ""
        yield grip.level(f"{prefix}level", middle, piece.level, changed, number)
        middle_level = piece.level
    if start is not None and any(start == begin for begin, _ in stretches):
        ends = room(start, start + nothing)
        yield grip.handle(
            f"{prefix}start",
            "Onset of the current",
            (start, (middle_level + outside(start - nothing)) / 2),
            (written(start=_START), {_START: Slot(start, x=1.0)}),
            room=(ends[0], min(ends[1], stop or ends[1]) - grip.time_step),
            numbers={"onset": Slot(start, x=1.0)} if single and stop is None else {},
        )
    if stop is None and single and not piece.slope:
        rest = Slot(grip.duration - (start or 0.0), x=1.0)
        ended = (written(stop=_STOP), {_STOP: Slot(grip.duration, x=1.0)})
        yield grip.end(f"{prefix}stop", start or 0.0, ended, rest, stimulus.baseline)
    if stop is not None and any(stop == end for _, end in stretches):
        ends = room(stop - nothing, stop)
        last = piece.level + piece.slope * (stop - (piece.t_ref or 0.0))
        yield grip.handle(
            f"{prefix}stop",
            "End of the current",
            (stop, (last + outside(stop + nothing)) / 2),
            (written(stop=_STOP), {_STOP: Slot(stop, x=1.0)}),
            room=(max(ends[0], start or ends[0]) + grip.time_step, ends[1]),
            numbers={"width": Slot(stop - (start or 0.0), x=1.0)} if single else {},
        )


def _box(
    grip: _Grip,
    prefix: str,
    shape: tuple[float, float, float],
    feet: tuple[float, float],
    room: Stretch,
    *,
    top: Written,
    left: Written,
    right: Written,
    single: bool = True,
) -> Iterator[Handle]:
    """Return the handles of a pulse: its top moves it, its sides change its length.

    Parameters
    ----------
    shape : (start, stop, level)
        Times, ms, and current.
    feet : (float, float)
        Current before and after it.
    room : (float, float)
        How far it may extend, ms.
    top, left, right : Written
        The stimulus with placeholders for what each handle drags.
    single : bool
        Whether it is the only one.
    """
    start, stop, level = shape
    middle = (start + stop) / 2
    height, onset = Slot(level, y=1.0), Slot(start, x=1.0)
    yield grip.handle(
        f"{prefix}level",
        "Pulse: time and level",
        (middle, level),
        top,
        room=(room[0] + (middle - start), room[1] - (stop - middle)),
        upright=True,
        numbers={"height": height, "onset": onset} if single else {},
    )
    yield grip.handle(
        f"{prefix}stop",
        "End of the pulse",
        (stop, feet[1]),
        right,
        room=(start + grip.time_step, room[1]),
        numbers={"width": Slot(stop - start, x=1.0)} if single else {},
    )
    least = _NARROW * grip.duration
    if stop - start > least:
        yield grip.handle(
            f"{prefix}start",
            "Onset of the pulse",
            (start, feet[0]),
            left,
            room=(room[0], stop - least - grip.time_step),
            numbers={"onset": onset, "width": Slot(stop - start, x=-1.0)} if single else {},
        )
