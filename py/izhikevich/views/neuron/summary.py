"""One sentence that describes the regime of a run, and the reason for it."""

from __future__ import annotations

from functools import reduce

import numpy as np

from izhikevich.dynamics import FixedPoint
from izhikevich.messages import Message, Number, marked, msg
from izhikevich.views.neuron.run import Run
from izhikevich.views.neuron.spike_pattern import Firing

_NAMES = {
    "stable focus": marked("focus at {v}"),
    "stable node": marked("node at {v}"),
    "unstable focus": marked("unstable focus at {v}"),
    "unstable node": marked("unstable node at {v}"),
    "saddle": marked("saddle at {v}"),
    "degenerate (saddle-node)": marked("merging node and saddle at {v}"),
    "degenerate (Hopf)": marked("focus just losing its stability at {v}"),
    "degenerate (Bogdanov-Takens)": marked("Bogdanov-Takens point at {v}"),
    "degenerate (u constant)": marked("point on a line of equilibria at {v}"),
}


def summary(run: Run) -> Message:
    """Describe what the neuron does and why, from its spikes and its equilibria."""
    firing = run.firing
    if run.trace is None or firing is None:
        return msg(
            "This run cannot be completed; the phase plane shows what holds at I = {current}.",
            current=_shown(run),
        )
    if firing.artefacts:
        return msg(
            "Numerical artefact: {artefacts} of {spikes} spikes come from steps of {dt}, which "
            "carry v across the threshold; the equations do not.",
            artefacts=firing.artefacts,
            spikes=run.trace.n_spikes,
            dt=Number(run.dt, "ms", "g"),
        )
    return _what(
        firing, _why_of_bursts(run, firing) or _why_faster(run, firing) or _why(run, firing)
    )


def _what(firing: Firing, why: Message) -> Message:
    if not firing.count:
        return msg("Stays silent: {why}.", why=why)
    if firing.count == 1:
        return msg("Fires once: {why}.", why=why)
    if firing.bursts:
        low, high = min(firing.bursts), max(firing.bursts)
        count = len(firing.bursts)
        if low == high:
            return msg(
                "Fires {count} bursts of {size} spikes: {why}.", count=count, size=low, why=why
            )
        return msg(
            "Fires {count} bursts of {low} to {high} spikes: {why}.",
            count=count,
            low=low,
            high=high,
            why=why,
        )
    if not firing.goes_on:
        return msg("Fires {count} spikes and stops: {why}.", count=firing.count, why=why)
    first, last = firing.intervals[0], firing.intervals[-1]
    ends = {"first": Number(first, "", ".3g"), "last": Number(last, "ms", ".3g")}
    if firing.slows:
        return msg(
            "Keeps firing; intervals lengthen from {first} to {last}: {why}.",
            **ends,
            why=why,
        )
    if firing.speeds_up:
        return msg(
            "Fires faster and faster; intervals shorten from {first} to {last}: {why}.",
            **ends,
            why=why,
        )
    return _steady(firing, why)


def _steady(firing: Firing, why: Message) -> Message:
    """Describe firing that neither slows down nor speeds up, and how it begins."""
    first, last = (Number(firing.intervals[i], "ms", ".3g") for i in (0, -1))
    count = firing.onset.count
    if firing.onset.burst:
        return msg(
            "Begins with a burst of {spikes} spikes, then fires one every {last}: {why}.",
            spikes=count + 1,
            last=last,
            why=why,
        )
    if firing.fast and count:
        return msg(
            "Fires fast and hardly adapts: after a first interval of {first}, one spike every "
            "{last}: {why}.",
            first=first,
            last=last,
            why=why,
        )
    if firing.fast:
        return msg(
            "Fires fast, without adapting, one spike every {last}: {why}.", last=last, why=why
        )
    if count == 1:
        return msg(
            "Keeps firing: after a first interval of {first}, one spike every {last}: {why}.",
            first=first,
            last=last,
            why=why,
        )
    if count:
        return msg(
            "Keeps firing: after {count} shorter intervals, one spike every {last}: {why}.",
            count=count,
            last=last,
            why=why,
        )
    return msg("Keeps firing, settling to one spike every {last}: {why}.", last=last, why=why)


def _why(run: Run, firing: Firing) -> Message:
    stable = [point for point in run.reachable if point.stable]
    if stable:
        return _beside_rest(run, firing, _named(stable[0]))
    current = _shown(run)
    then = _then(run, firing)
    if not run.equilibria:
        lost = _lost(run)
        if lost is None:
            return msg(
                "at I = {current} no equilibrium is left, {then}", current=current, then=then
            )
        return msg(
            "at I = {current} no equilibrium is left ({lost}), {then}",
            current=current,
            lost=lost,
            then=then,
        )
    if not run.reachable:
        return msg(
            "at I = {current} the equilibria lie above the peak, {then}", current=current, then=then
        )
    kinds = reduce(
        lambda first, second: msg("{first} and {second}", first=first, second=second),
        map(_named, run.reachable),
    )
    if run.hopf is None:
        return msg(
            "at I = {current} no equilibrium is stable ({kinds}), {then}",
            current=current,
            kinds=kinds,
            then=then,
        )
    hopf = Number(run.hopf.current, "", ".3g")
    if run.shown_current >= run.hopf.current:
        return msg(
            "at I = {current} no equilibrium is stable ({kinds}), above the Andronov–Hopf point at "
            "{hopf}, {then}",
            current=current,
            kinds=kinds,
            hopf=hopf,
            then=then,
        )
    return msg(
        "at I = {current} no equilibrium is stable ({kinds}), below the Andronov–Hopf point at "
        "{hopf}, {then}",
        current=current,
        kinds=kinds,
        hopf=hopf,
        then=then,
    )


def _why_of_bursts(run: Run, firing: Firing) -> Message | None:
    """Explain bursts by the side of the nullcline of v on which resets land, if that is why."""
    trace = run.trace
    if trace is None or trace.n_artefacts or run.equilibria:
        return None
    if not firing.bursts or not run.parameters.d > 0.0:
        return None
    v, u = run.parameters.reset(trace.spike_u)
    current = np.interp(trace.spike_times, trace.t, trace.current)
    rises = np.asarray(run.parameters.dv(v, u, current)) > 0.0
    ends = np.cumsum(firing.bursts)
    firsts, lasts = ends - firing.bursts, ends[:-1] - 1  # the run may cut off the last burst
    if not lasts.size or not rises[firsts].all() or rises[lasts].any():
        return None
    return msg(
        "at I = {current} no equilibrium is left; each spike raises the recovery u by {d}, until a "
        "reset (to {c}) lands where v falls, and the burst ends; the next one begins when u has "
        "decayed",
        current=_shown(run),
        c=Number(run.parameters.c, "mV", ".4g"),
        d=Number(run.parameters.d, "", ".4g"),
    )


def _why_faster(run: Run, firing: Firing) -> Message | None:
    """Explain intervals that shorten by jumps of u to the wrong side, if that is why."""
    if not (firing.speeds_up and run.parameters.d < 0.0):
        return None
    return msg(
        "each spike lowers the recovery u by {d} instead of raising it",
        d=Number(-run.parameters.d, "", ".4g"),
    )


def _then(run: Run, firing: Firing) -> Message:
    """Describe the consequence for a neuron that cannot rest."""
    if not firing.count:
        return msg("but no spike occurs within this run")
    if run.holds and not firing.goes_on:
        return msg("but no further spike occurs within this run")
    if not run.equilibria:
        then = msg("so the neuron fires repeatedly")
    elif not run.reachable:
        then = msg("so v is reset before it can come to rest")
    else:
        then = msg("so the neuron cannot rest")
    return then if run.holds else msg("{then} while this current lasts", then=then)


def _beside_rest(run: Run, firing: Firing, rest: Message) -> Message:
    """Explain the firing, or the silence, of a neuron that could rest."""
    facts = {"rest": rest, "current": _shown(run)}
    if not firing.count:
        return msg(
            "the {rest} is stable at I = {current}, and the trajectory stays in its basin", **facts
        )
    if not firing.goes_on:
        if (run.current == run.current[0]).all():
            return msg(
                "the start was beyond the threshold, then it returns to the {rest}, stable at I = "
                "{current}",
                **facts,
            )
        return msg(
            "the change in current carried the trajectory beyond the threshold, then it returns to "
            "the {rest}, stable at I = {current}",
            **facts,
        )
    if run.holds:
        return msg(
            "the {rest} is also stable at I = {current}, so rest and firing coexist, depending on "
            "the start",
            **facts,
        )
    return msg(
        "the {rest} is stable at I = {current}, but the current keeps driving it past the "
        "threshold",
        **facts,
    )


def _shown(run: Run) -> Number:
    """Return the current at which equilibria are displayed."""
    return Number(run.shown_current, "pA" if run.parameters.dimensional else "", ".4g")


def _named(point: FixedPoint) -> Message:
    return msg(_NAMES[point.kind], v=Number(point.v, "mV", ".1f"))


def _lost(run: Run) -> Message | None:
    """State at which currents rest and equilibria end; these may differ."""
    if run.saddle_node is None:
        return None
    fold = Number(run.saddle_node.current, "", ".3g")
    if run.hopf is not None and run.parameters.a > 0.0:
        return msg(
            "the resting state loses stability at I = {hopf} (Hopf), saddle-node at I = {fold}",
            hopf=Number(run.hopf.current, "", ".3g"),
            fold=fold,
        )
    return msg("saddle-node at {fold}", fold=fold)
