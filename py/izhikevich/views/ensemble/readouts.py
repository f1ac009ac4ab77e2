"""The facts next to the plots of the Ensemble view, and its summary sentence."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi

import numpy as np
from numpy.typing import NDArray

from izhikevich.views import unison
from izhikevich.views.declare import Values
from izhikevich.views.ensemble.setup import ENSEMBLES, SETTLING, neurons
from izhikevich.views.ensemble.shown import Shown
from izhikevich.views.part import Action, Notice, Readout

#: Errors, in radii, below which an output follows closely, and above which it does not follow.
_CLOSE, _FAR = 0.06, 0.2
#: A delay that explains this much of the error is reported, as is one of this length, ms.
_EXPLAINED, _LATE = 0.6, 8.0
_RACING = 20  # intervals of two steps
_RACE = (
    "race on at 500 Hz when their input falls. That is not biology but a numerical artefact: u has "
    "grown so large that v overshoots in steps of 1 ms. Nengo's neurons do the same."
)


def readouts(shown: Shown) -> list[Readout]:
    """Return the facts about the displayed run."""
    return [*_errors(shown), *_turning(shown), *_spikes(shown), *_ensemble(shown), *_neuron(shown)]


def summary(shown: Shown) -> str:
    """Describe the output of the ensemble, or of the chain, in a sentence or two."""
    setup = shown.setup
    if not shown.spikes[0].size:
        return "No neuron fires: nothing can be decoded."
    last = len(setup.ensembles) - 1
    what = (
        "The output" if setup.function is None else f"The second ensemble's {setup.function.text}"
    )
    error = shown.rmse(last)
    found = _turn(shown)
    if found is not None:
        return _turned(found, float(setup.values["frequency"]))
    largest = float(np.abs(shown.targets[last]).max(initial=0.0)) or 1.0
    if not shown.settled:
        return _begun(shown, what.lower(), last)
    words = f"{what} {_follows(error / largest)} its target (RMSE {error:.2g})"
    lag, left = shown.lag(last)
    if abs(lag) >= _LATE and left < _EXPLAINED * error:
        side = "late" if lag > 0 else "early"
        return f"{words}: most of it because it comes {abs(lag):.0f} ms {side}."
    synchrony = _synchrony(shown)
    if synchrony > unison.IN_STEP:
        return f"{words}; {unison.in_step(synchrony)}, and it ripples."
    return f"{words}."


def notices(shown: Shown) -> Iterator[Notice]:
    """Yield what matters most to the reader, and what they may want to try."""
    values = shown.setup.values
    radius = float(values["radius"])
    largest = float(np.hypot.reduce(shown.targets[0], axis=1).max(initial=0.0))
    racing = _racing(shown)
    if largest > 1.05 * radius:
        text = (
            f"The ensemble should represent up to {largest:.2g}, but its radius is {radius:g}: "
            "beyond it, its neurons saturate."
        )
        fitting: Values = {"radius": float(f"{largest:.2g}")}
        yield Notice("warning", text, "radius", Action("Fit the radius", fitting))
    elif shown.setup.function is not None and values["recovery_b"] == 1.0:
        text = "Adaptation spoils what a function needs: the same spikes for the same value."
        quick: Values = {"recovery": 10.0, "recovery_b": 10.0}
        yield Notice("info", text, action=Action("Quick recovery in both", quick))
    elif racing.size:
        rows = ", ".join(map(str, racing[:4])) + (" …" if racing.size > 4 else "")
        yield Notice("info", f"{racing.size} of {shown.n} neurons (rows {rows}) {_RACE}")


def _begun(shown: Shown, what: str, last: int) -> str:
    """State where a short run begins and ends; its errors are those of the beginning."""
    decoded, target = shown.decoded[last][:, 0], shown.targets[last][:, 0]
    tail = max(1, decoded.size // 5)
    ends = f"{decoded[-tail:].mean():.2f}, where it should be {target[-tail:].mean():.2f}"
    early = np.mean(shown.spikes[0] <= 0.1 * shown.setup.duration)
    return (
        f"In the last fifth of the run {what} is {ends}; {100.0 * early:.0f} % of the spikes fall "
        "into its first tenth."
    )


def _follows(part: float) -> str:
    if part < _CLOSE:
        return "follows"
    return "does not follow" if part > _FAR else "follows roughly"


def _errors(shown: Shown) -> Iterator[Readout]:
    several = len(shown.setup.ensembles) > 1
    since = f"from {SETTLING:.0f} ms on" if shown.settled else "over the whole run"
    for k, name in enumerate(ENSEMBLES[: len(shown.setup.ensembles)]):
        of = f" of {name}" if several else ""
        text = f"Root of the mean squared distance of the output from its target, {since}."
        yield Readout(f"RMSE{of}", f"{shown.rmse(k):.3f}", help=text)
    if shown.setup.loop or not shown.settled:
        return
    lag, left = shown.lag(k)
    text = (
        "By how much the output comes after its target, as far as it fits best. The synapse "
        "delays; neurons that adapt answer to changes, and so come early."
    )
    yield Readout("Lag", f"{lag:.0f}", "ms", text)
    yield Readout("RMSE without lag", f"{left:.3f}", help="Of the output moved by the lag.")


def _turning(shown: Shown) -> Iterator[Readout]:
    found = _turn(shown)
    if found is None:
        return
    text = "How often the decoded state goes around per second, after 200 ms."
    yield Readout("Frequency", f"{found[0]:.2f}", "Hz", text)
    text = "Mean distance of the decoded state from 0, in the last 500 ms."
    yield Readout("Amplitude", f"{found[1]:.2f}", help=text)


def _turn(shown: Shown) -> tuple[float, float] | None:
    """Return frequency (Hz) and amplitude of an oscillator; None if the model is not one."""
    if "frequency" not in shown.setup.values or not shown.settled:
        return None
    path = shown.decoded[0][shown.t > shown.settled]
    angle = np.unwrap(np.arctan2(path[:, 1], path[:, 0]))
    frequency = (angle[-1] - angle[0]) / (2.0 * pi) / (0.001 * (shown.t[-1] - shown.settled))
    return float(frequency), float(np.hypot(*path[-500:].T).mean())


def _turned(found: tuple[float, float], asked: float) -> str:
    frequency, amplitude = found
    if amplitude < 0.15:
        return "The oscillation dies out: the loop gives back less than it gets."
    return (
        f"The state goes around at {frequency:.2f} Hz, at a distance of {amplitude:.2f} from 0; "
        f"the loop was made for {asked:g} Hz."
    )


def _spikes(shown: Shown) -> Iterator[Readout]:
    text = "Of all neurons of the selected ensemble, over the whole run."
    yield Readout("Mean rate", f"{shown.rates.mean():.0f}", "Hz", text)
    silent = int((shown.rates == 0.0).sum())
    if silent:
        yield Readout("Silent neurons", f"{silent} of {shown.n}", help="They never fired.")
    counts = shown.result.artefact_counts
    if counts:
        text = "Spikes that the steps make, not the equations. They are decoded as all others."
        yield Readout("Numerical artefacts", f"{sum(counts.values())}", help=text)
    racing = _racing(shown)
    if racing.size:
        yield Readout("Racing neurons", f"{racing.size} of {shown.n}", help=f"They {_RACE}")
    yield unison.readout(_synchrony(shown))


def _ensemble(shown: Shown) -> Iterator[Readout]:
    values = shown.setup.values
    suffix = ("", "_b")[shown.setup.looked_at]
    kind = neurons(str(values[f"cell{suffix}"]), float(values[f"recovery{suffix}"]))
    text = (
        "Of its neurons, in 1/ms, 1/ms, mV and mV/ms (in Nengo tau_recovery, coupling, "
        "reset_voltage and reset_recovery)."
    )
    numbers = (kind.tau_recovery, kind.coupling, kind.reset_voltage, kind.reset_recovery)
    yield Readout("a, b, c, d", ", ".join(f"{value:g}" for value in numbers), help=text)
    text = "What the error would be if each neuron fired steadily at the rate of its tuning curve."
    function = shown.setup.function if shown.setup.looked_at == 0 else None
    found = shown.fit.solve(function)
    yield Readout("RMSE of the tuning curves", f"{found.rmse:.4f}", help=text)


def _neuron(shown: Shown) -> Iterator[Readout]:
    built, chosen = shown.built, shown.order[shown.chosen]
    encoder = ", ".join(f"{value:.2f}" for value in built.encoders[chosen])
    text = "Its preferred direction. Click a neuron in the raster to look at it."
    yield Readout(f"Neuron {shown.chosen}: encoder", encoder, help=text)
    text = "Where along its encoder it begins to fire, in radii, and its rate at the edge."
    facts = f"{built.intercepts[chosen]:.2f}, {built.max_rates[chosen]:.0f} Hz"
    yield Readout("Intercept, highest rate", facts, help=text)
    text = "The current into it is gain times its encoder times the input, and its bias."
    facts = f"{built.gain[chosen]:.0f}, {built.bias[chosen]:.0f}"
    yield Readout("Gain, bias", facts, "mV/ms", text)
    text = "Over the whole run."
    rate = f"{shown.rates[shown.chosen]:.0f}"
    yield Readout(f"Neuron {shown.chosen}: mean rate", rate, "Hz", text)


def _racing(shown: Shown) -> NDArray[np.intp]:
    """Return the neurons with many consecutive intervals of two steps."""
    times, indices = shown.spikes
    by_neuron = np.argsort(indices, kind="stable")
    t, owner = times[by_neuron], indices[by_neuron]
    close = (np.diff(t) <= 2.0 * shown.result.dt) & (np.diff(owner) == 0)
    until = np.concatenate([[0], np.cumsum(close)])
    begins = np.flatnonzero(until[_RACING:] - until[:-_RACING] == _RACING)
    counts = np.bincount(owner[begins].astype(np.intp), minlength=shown.n)
    return np.flatnonzero(counts)


def _synchrony(shown: Shown) -> float:
    times, indices = shown.spikes
    return unison.synchrony(times, indices, shown.n, 0.0, shown.setup.duration)
