"""A recording from the signals of a file: which is voltage, which is current, in which units."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from izhikevich._typing import BoolArray, FloatArray
from izhikevich.errors import FileError, ParameterError
from izhikevich.fitting.files.options import SHOWN, Options, known_factor, name_of
from izhikevich.fitting.files.protocol import EXAMPLE
from izhikevich.fitting.files.signals import MissingError, Signal, Signals
from izhikevich.fitting.recording import MIN_SAMPLES, Recording
from izhikevich.headings import of_unit
from izhikevich.messages import Message, Number, joined, msg

_MIN_DT, _MAX_DT = 1e-3, 5.0  # ms
#: Currents (pA) of no electrode: the unit is another one.
_MIN_CURRENT, _MAX_CURRENT = 1e-3, 1e6


def assembled(found: Signals, options: Options, name: str) -> tuple[Recording, tuple[Message, ...]]:
    """Return the recording that signals are, and what was left out.

    Raises
    ------
    FileError
        If there is no voltage, or nothing says what was injected.
    ParameterError
        If an argument does not match the file.
    """
    notes = list(found.notes)
    voltage = _voltage(found.signals, options, notes)
    values = _scaled(voltage)
    times = _times(found, options, values.shape[1])
    recorded = None
    if options.protocol is None:
        recorded = _current(found.signals, values.shape, notes)
    last = _finite(values, recorded)
    if last < values.shape[1]:
        notes.append(
            msg(
                "The last {count} samples of each sweep are left out: some sweeps are shorter.",
                count=values.shape[1] - last,
            )
        )
        values, times = values[:, :last], times[:last]
    if options.protocol is not None:
        injected = options.protocol.current(times, len(values))
    else:
        assert recorded is not None
        injected = recorded[:, :last]
    return Recording(times, values, injected, name), tuple(notes)


def together(files: Sequence[Signals]) -> Signals:
    """Return the signals of several files of a cell, whose sweeps follow each other.

    Raises
    ------
    FileError
        If they differ in the number of samples or their interval.
    """
    if len(files) == 1:
        return files[0]
    spacings = {(None if one.dt is None else round(one.dt, 9)) for one in files}
    first = files[0]
    lengths = {signal.values.shape[1] for one in files for signal in one.signals}
    clocks = {(None if one.times is None else one.times.size) for one in files}
    if len(spacings) > 1 or len(lengths) > 1 or len(clocks) > 1:
        raise FileError(
            msg("The files differ in the number of samples or in their interval: open them singly.")
        )
    found = []
    for kind in ("voltage", "current"):
        # Of each file, the first is read.
        able = [next((s for s in one.signals if s.heading.kind == kind), None) for one in files]
        sweeps = [_scaled(signal) for signal in able if signal is not None]
        if sweeps:
            unit = "mV" if kind == "voltage" else "pA"
            found.append(Signal(of_unit(kind, unit), np.concatenate(sweeps)))
    notes = dict.fromkeys(note for one in files for note in one.notes)
    others = [s for one in files for s in one.signals if not s.heading.kind] if not found else []
    return Signals((*found, *others), first.times, first.dt, tuple(notes))


def _voltage(signals: Sequence[Signal], options: Options, notes: list[Message]) -> Signal:
    """Return the voltage: the one that was asked for, or the first."""
    able = [one for one in signals if one.heading.kind == "voltage"]
    unknown = [one for one in signals if not one.heading.kind]
    if options.channel is not None:
        return _asked(signals, able, options.channel)
    if not able:
        names = _names(signals)
        if unknown:
            text = msg(
                "It does not say what is a voltage, and in which unit, among {names}: give columns "
                "such as {example}.",
                names=names,
                example=SHOWN,
            )
            raise MissingError(text, "columns")
        text = msg(
            "It has no voltage, only {names}: of a voltage clamp, whose current is the response, "
            "there is no fit.",
            names=names,
        )
        raise FileError(text)
    if len(able) > 1:
        notes.append(
            msg(
                "It has {count} voltages ({names}); the first is read, and channel names another.",
                count=len(able),
                names=_names(able),
            )
        )
    return able[0]


def _asked(signals: Sequence[Signal], able: Sequence[Signal], channel: str | int) -> Signal:
    if isinstance(channel, str):
        chosen = [one for one in signals if name_of(one.heading) == channel.strip()]
    else:
        chosen = list(able[channel : channel + 1]) if channel >= 0 else []
    if not chosen:
        names = _names(able or signals)
        raise ParameterError("channel", channel, msg("must be one of {names}", names=names))
    return chosen[0]


def _current(signals: Sequence[Signal], shape: tuple[int, ...], notes: list[Message]) -> FloatArray:
    able = [one for one in signals if one.heading.kind == "current"]
    if not able:
        text = msg("It has no current: give protocol, such as {example}.", example=msg(EXAMPLE))
        raise MissingError(text, "protocol")
    if len(able) > 1:
        notes.append(
            msg(
                "It has {count} currents ({names}); the first is read.",
                count=len(able),
                names=_names(able),
            )
        )
    values = _scaled(able[0])
    if values.shape[1] != shape[1] or len(values) not in (1, shape[0]):
        text = msg(
            "Its current has {sweeps} sweeps of {samples} samples, and its voltage {others} of "
            "{more}.",
            sweeps=len(values),
            samples=Number(values.shape[1], form=","),
            others=shape[0],
            more=Number(shape[1], form=","),
        )
        raise FileError(text)
    largest = float(np.nanmax(np.abs(values), initial=0.0))
    if 0.0 < largest < _MIN_CURRENT or largest > _MAX_CURRENT:
        text = msg(
            "Its current reaches {value} pA: columns gives another unit, such as {example}.",
            value=Number(largest, form=".3g"),
            example="I (A)",
        )
        raise MissingError(text, "columns")
    return np.broadcast_to(values, shape)


def _scaled(signal: Signal) -> FloatArray:
    """Return the values in ms, mV or pA."""
    factor = known_factor(signal.heading)
    if factor is None:
        text = msg(
            "The unit of {name} is missing or unknown: give columns such as {example}.",
            name=signal.heading.text,
            example=SHOWN,
        )
        raise MissingError(text, "columns")
    values: FloatArray = signal.values.astype(np.float64)
    values *= signal.gain * factor
    values += signal.offset * factor
    return values


def _times(found: Signals, options: Options, count: int) -> FloatArray:
    """Return evenly spaced times, ms."""
    start = 0.0
    if options.dt is not None:
        dt = options.dt
    elif found.times is not None:
        start, dt = _spacing(found.times)
    elif found.dt is not None:
        dt = found.dt
    else:
        text = msg("It has no times: give dt, the interval between samples in ms.")
        raise MissingError(text, "dt")
    if not _MIN_DT <= dt <= _MAX_DT:
        text = msg(
            "Its samples would be {interval} ms apart, and {low} to {high} ms are possible: dt "
            "or columns such as {example} says otherwise.",
            interval=Number(dt, form=".3g"),
            low=_MIN_DT,
            high=_MAX_DT,
            example="t (s)",
        )
        raise MissingError(text, "dt")
    if count < MIN_SAMPLES:
        text = msg(
            "It has {count} samples; {min} or more are needed.", count=count, min=MIN_SAMPLES
        )
        raise FileError(text)
    times: FloatArray = start + np.arange(count, dtype=np.float64) * dt
    return times


def _spacing(times: FloatArray) -> tuple[float, float]:
    """Return start and interval of times that are even but for rounding."""
    if times.size < 2 or not np.isfinite(times).all():
        raise FileError(msg("Its times are not finite numbers."))
    start, dt = float(times[0]), float(times[-1] - times[0]) / (times.size - 1)
    even = start + np.arange(times.size) * dt
    if not dt > 0 or np.abs(times - even).max() > 0.51 * dt:
        raise FileError(
            msg("Its times are not evenly spaced: resample it, or give dt if they are wrong.")
        )
    return start, float(f"{dt:.9g}")


def _finite(voltage: FloatArray, current: FloatArray | None) -> int:
    """Return the number of samples that all sweeps have; what is missing within one is refused."""
    good: BoolArray = np.asarray(np.isfinite(voltage).all(axis=0))
    if current is not None:
        good &= np.isfinite(current).all(axis=0)
    missing = np.flatnonzero(~good)
    if not missing.size:
        return int(good.size)
    first = int(missing[0])
    if good[first:].any() or first < MIN_SAMPLES:
        raise FileError(msg("Its sample {number} is not a finite number.", number=first + 1))
    return first


def _names(signals: Sequence[Signal]) -> Message:
    return joined(", ", [one.heading.text for one in signals[:8]])
