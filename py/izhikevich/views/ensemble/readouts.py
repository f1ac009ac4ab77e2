"""The facts next to the plots of the Ensemble view, and its summary sentence."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi

import numpy as np
from numpy.typing import NDArray

from izhikevich.messages import (
    Message,
    Number,
    counted,
    joined,
    listed_numbers,
    marked,
    msg,
    written,
)
from izhikevich.views import synchrony as unison
from izhikevich.views.ensemble.setup import ENSEMBLES, SETTLING, neurons
from izhikevich.views.ensemble.snapshot import Snapshot
from izhikevich.views.part import Action, Notice, Readout
from izhikevich.views.schema import Values

#: Errors, in radii, below which an output follows closely, and above which it does not follow.
_CLOSE, _FAR = 0.06, 0.2
#: A delay that explains this much of the error is reported, as is one of this length, ms.
_EXPLAINED, _LATE = 0.6, 8.0
_RACING = 20  # intervals of two steps
_NO_BIOLOGY = marked(
    "That is not biology but a numerical artefact: u has grown so large that v overshoots in steps "
    "of 1 ms. Nengo's neurons do the same."
)


def readouts(shown: Snapshot) -> list[Readout]:
    """Return the facts about the displayed run."""
    return [*_errors(shown), *_turning(shown), *_spikes(shown), *_ensemble(shown), *_neuron(shown)]


def summary(shown: Snapshot) -> Message:
    """Describe the output of the ensemble, or of the chain, in a sentence or two."""
    setup = shown.setup
    if not shown.spikes[0].size:
        return msg("No neuron fires: nothing can be decoded.")
    last = len(setup.ensembles) - 1
    error = shown.rmse(last)
    found = _turn(shown)
    if found is not None:
        return _turned(found, float(setup.values["frequency"]))
    largest = float(np.abs(shown.targets[last]).max(initial=0.0)) or 1.0
    if not shown.settled:
        return _begun(shown, last)
    follows = _follows(shown, error, error / largest)
    lag, left = shown.lag(last)
    if abs(lag) >= _LATE and left < _EXPLAINED * error:
        by = Number(abs(lag), "ms", ".0f")
        if lag > 0:
            return msg("{follows}; most of the error is a delay of {lag}.", follows=follows, lag=by)
        return msg("{follows}; most of the error is a lead of {lag}.", follows=follows, lag=by)
    synchrony = _synchrony(shown)
    if synchrony > unison.IN_STEP:
        return msg(
            "{follows}; the neurons fire in step (synchrony {synchrony}), and the output ripples.",
            follows=follows,
            synchrony=unison.shown(synchrony),
        )
    return msg("{follows}.", follows=follows)


def notices(shown: Snapshot) -> Iterator[Notice]:
    """Yield what matters most to the reader, and what they may want to try."""
    values = shown.setup.values
    radius = float(values["radius"])
    largest = float(np.hypot.reduce(shown.targets[0], axis=1).max(initial=0.0))
    racing = _racing(shown)
    if largest > 1.05 * radius:
        text: str = msg(
            "The ensemble should represent up to {largest}, but its radius is {radius}: beyond "
            "it, its neurons saturate.",
            largest=Number(largest, form=".2g"),
            radius=Number(radius, form="g"),
        )
        fitting: Values = {"radius": float(f"{largest:.2g}")}
        fit = Action("Fit the radius", fitting)
        yield Notice("warning", text, "radius", (fit,), msg("the radius is too small"))
    elif shown.setup.function is not None and values["recovery_b"] == 1.0:
        text = (
            "Adaptation spoils what computing a function needs: the same spikes for the same value."
        )
        quick: Values = {"recovery": 10.0, "recovery_b": 10.0}
        fast = Action("Fast recovery in both", quick)
        yield Notice("info", text, actions=(fast,), badge=msg("adaptation spoils the function"))
    elif racing.size:
        rows = ", ".join(map(str, racing[:4])) + (" …" if racing.size > 4 else "")
        found = msg(
            "{count} of {all} neurons (rows {rows}) run away at 500 Hz when their input falls.",
            count=racing.size,
            all=shown.n,
            rows=rows,
        )
        badge = counted("{count} neuron runs away", "{count} neurons run away", racing.size)
        yield Notice("info", joined(" ", [found, msg(_NO_BIOLOGY)]), badge=badge)


def _begun(shown: Snapshot, last: int) -> Message:
    """State where a short run begins and ends; its errors are those of the beginning."""
    decoded, target = shown.decoded[last][:, 0], shown.targets[last][:, 0]
    tail = max(1, decoded.size // 5)
    early = np.mean(shown.spikes[0] <= 0.1 * shown.setup.duration)
    facts = {
        "decoded": Number(decoded[-tail:].mean(), form=".2f"),
        "target": Number(target[-tail:].mean(), form=".2f"),
        "early": Number(100.0 * float(early), "%", ".0f"),
    }
    function = shown.setup.function
    if function is None:
        return msg(
            "In the last fifth of the run the output is {decoded} instead of {target}; {early} of "
            "the spikes fall in its first tenth.",
            **facts,
        )
    return msg(
        "In the last fifth of the run the second ensemble's {function} is {decoded} instead of "
        "{target}; {early} of the spikes fall in its first tenth.",
        **facts,
        function=function.text,
    )


def _follows(shown: Snapshot, error: float, part: float) -> Message:
    """Describe how closely the output follows, from its error, also relative to its maximum."""
    rmse = Number(error, form=".2g")
    function = shown.setup.function
    if function is None:
        if part < _CLOSE:
            return msg("The output follows its target (RMSE {rmse})", rmse=rmse)
        if part > _FAR:
            return msg("The output does not follow its target (RMSE {rmse})", rmse=rmse)
        return msg("The output roughly follows its target (RMSE {rmse})", rmse=rmse)
    facts = {"function": function.text, "rmse": rmse}
    if part < _CLOSE:
        return msg("The second ensemble's {function} follows its target (RMSE {rmse})", **facts)
    if part > _FAR:
        return msg(
            "The second ensemble's {function} does not follow its target (RMSE {rmse})", **facts
        )
    return msg("The second ensemble's {function} roughly follows its target (RMSE {rmse})", **facts)


def _errors(shown: Snapshot) -> Iterator[Readout]:
    several = len(shown.setup.ensembles) > 1
    text: str = (
        msg(
            "Root mean square difference between the output and its target, from {time} on.",
            time=Number(SETTLING, "ms", ".0f"),
        )
        if shown.settled
        else "Root mean square difference between the output and its target, over the whole run."
    )
    for k, name in enumerate(ENSEMBLES[: len(shown.setup.ensembles)]):
        label = msg("RMSE of {ensemble}", ensemble=name) if several else "RMSE"
        yield Readout(label, written(shown.rmse(k), ".3f"), help=text)
    if shown.setup.loop or not shown.settled:
        return
    lag, left = shown.lag(k)
    text = (
        "How far the output lags behind its target, at the best fit. The synapse delays; neurons "
        "that adapt respond to changes, and so come early."
    )
    yield Readout("Lag", written(lag, ".0f"), "ms", text)
    yield Readout(
        "RMSE without lag", written(left, ".3f"), help="For the output shifted by the lag."
    )


def _turning(shown: Snapshot) -> Iterator[Readout]:
    found = _turn(shown)
    if found is None:
        return
    text = "How many times per second the decoded state circles, after 200 ms."
    yield Readout("Frequency", written(found[0], ".2f"), "Hz", text)
    text = "Mean distance of the decoded state from 0, in the last 500 ms."
    yield Readout("Amplitude", written(found[1], ".2f"), help=text)


def _turn(shown: Snapshot) -> tuple[float, float] | None:
    """Return frequency (Hz) and amplitude of an oscillator; None if the model is not one."""
    if "frequency" not in shown.setup.values or not shown.settled:
        return None
    path = shown.decoded[0][shown.t > shown.settled]
    angle = np.unwrap(np.arctan2(path[:, 1], path[:, 0]))
    frequency = (angle[-1] - angle[0]) / (2.0 * pi) / (0.001 * (shown.t[-1] - shown.settled))
    return float(frequency), float(np.hypot(*path[-500:].T).mean())


def _turned(found: tuple[float, float], asked: float) -> Message:
    frequency, amplitude = found
    if amplitude < 0.15:
        return msg("The oscillation dies out: the loop returns less than it receives.")
    return msg(
        "The state circles at {frequency}, at a distance of {amplitude} from 0; the loop was "
        "designed for {asked}.",
        frequency=Number(frequency, "Hz", ".2f"),
        amplitude=Number(amplitude, form=".2f"),
        asked=Number(asked, "Hz", "g"),
    )


def _spikes(shown: Snapshot) -> Iterator[Readout]:
    text = "Over all neurons of the selected ensemble and the whole run."
    yield Readout("Mean rate", written(shown.rates.mean(), ".0f"), "Hz", text)
    silent = int((shown.rates == 0.0).sum())
    if silent:
        yield Readout("Silent neurons", _part(silent, shown), help="Neurons that never fired.")
    counts = shown.result.artefact_counts
    if counts:
        text = "Spikes produced by the steps, not the equations. They are decoded like all others."
        yield Readout("Numerical artefacts", f"{sum(counts.values())}", help=text)
    racing = _racing(shown)
    if racing.size:
        they = msg("Neurons that run away at 500 Hz when their input falls.")
        why = joined(" ", [they, msg(_NO_BIOLOGY)])
        yield Readout("Runaway neurons", _part(racing.size, shown), help=why)
    yield unison.readout(_synchrony(shown))


def _part(count: int, shown: Snapshot) -> Message:
    return msg("{count} of {all}", count=count, all=shown.n)


def _ensemble(shown: Snapshot) -> Iterator[Readout]:
    values = shown.setup.values
    suffix = ("", "_b")[shown.setup.looked_at]
    kind = neurons(str(values[f"cell{suffix}"]), float(values[f"recovery{suffix}"]))
    text = (
        "In 1/ms, 1/ms, mV and mV/ms (in Nengo tau_recovery, coupling, reset_voltage and "
        "reset_recovery)."
    )
    numbers = (kind.tau_recovery, kind.coupling, kind.reset_voltage, kind.reset_recovery)
    yield Readout("a, b, c, d", listed_numbers(written(value, "g") for value in numbers), help=text)
    text = "What the error would be if each neuron fired steadily at the rate of its tuning curve."
    yield Readout("RMSE of the tuning curves", written(shown.decoders.rmse, ".4f"), help=text)


def _neuron(shown: Snapshot) -> Iterator[Readout]:
    built, chosen = shown.built, shown.order[shown.chosen]
    encoder = listed_numbers(written(value, ".2f") for value in built.encoders[chosen])
    text = "Its preferred direction. Click a neuron in the raster to select it."
    label = msg("Neuron {number}: encoder", number=shown.chosen)
    yield Readout(label, encoder, help=text)
    text = "Where along its encoder it begins to fire, in radii, and its rate at the edge."
    highest = msg("{rate}", rate=Number(built.max_rates[chosen], "Hz", ".0f"))
    facts = listed_numbers([written(built.intercepts[chosen], ".2f"), highest])
    yield Readout("Intercept, maximum rate", facts, help=text)
    text = "The current into it is its gain times its encoder times the input, plus its bias."
    facts = listed_numbers([written(built.gain[chosen], ".0f"), written(built.bias[chosen], ".0f")])
    yield Readout("Gain, bias", facts, "mV/ms", text)
    text = "Over the whole run."
    label = msg("Neuron {number}: mean rate", number=shown.chosen)
    yield Readout(label, written(shown.rates[shown.chosen], ".0f"), "Hz", text)


def _racing(shown: Snapshot) -> NDArray[np.intp]:
    """Return the neurons with many consecutive intervals of two steps."""
    times, indices = shown.spikes
    by_neuron = np.argsort(indices, kind="stable")
    t, owner = times[by_neuron], indices[by_neuron]
    close = (np.diff(t) <= 2.0 * shown.result.dt) & (np.diff(owner) == 0)
    until = np.concatenate([[0], np.cumsum(close)])
    begins = np.flatnonzero(until[_RACING:] - until[:-_RACING] == _RACING)
    counts = np.bincount(owner[begins].astype(np.intp), minlength=shown.n)
    return np.flatnonzero(counts)


def _synchrony(shown: Snapshot) -> float:
    times, indices = shown.spikes
    return unison.synchrony(times, indices, shown.n, 0.0, shown.setup.duration)
