"""One sentence that says what regime a run is in, and why."""

from __future__ import annotations

from izhikevich.dynamics import FixedPoint
from izhikevich.views.neuron.firing import Firing, describe
from izhikevich.views.neuron.run import Run


def summary(run: Run) -> str:
    """Return what the neuron does and why, from its spikes and its equilibria."""
    if run.trace is None:
        return f"This run cannot be completed; the phase plane shows what holds at {_at(run)}."
    firing = describe(run.trace)
    if firing.artefacts:
        return (
            f"Numerical artefact: {firing.artefacts} of {run.trace.n_spikes} spikes come from "
            f"steps of {run.dt:g} ms, which throw v over the threshold; the equations do not."
        )
    return f"{_what(firing)}: {_why(run, firing)}."


def _what(firing: Firing) -> str:
    if not firing.count:
        return "Stays silent"
    if firing.count == 1:
        return "Fires once"
    if firing.bursts:
        low, high = min(firing.bursts), max(firing.bursts)
        sizes = f"{low}" if low == high else f"{low} to {high}"
        return f"Fires {len(firing.bursts)} bursts of {sizes} spikes"
    first, last = firing.intervals[0], firing.intervals[-1]
    if not firing.goes_on:
        return f"Fires {firing.count} spikes and stops"
    if firing.slows:
        return f"Fires on and slows down, its intervals grow from {first:.3g} to {last:.3g} ms"
    if first > 1.3 * last:
        return f"Fires faster and faster, its intervals shrink from {first:.3g} to {last:.3g} ms"
    return f"Fires on, in the end every {last:.3g} ms"


def _why(run: Run, firing: Firing) -> str:
    stable = [point for point in run.reachable if point.stable]
    if stable:
        return _beside_rest(run, firing, _named(stable[0]))
    lasting = "" if run.holds else " while this current lasts"
    if not run.equilibria:
        reason = f"at {_at(run)} no equilibrium is left{_lost(run)}"
        then = f"so the trajectory comes back to the reset again and again{lasting}"
    elif not run.reachable:
        reason = f"at {_at(run)} the equilibria lie above the peak"
        then = f"so the reset comes before any rest{lasting}"
    else:
        kinds = " and ".join(_named(point) for point in run.reachable)
        reason = f"at {_at(run)} no equilibrium is stable ({kinds}){_beside_hopf(run)}"
        then = f"so the neuron cannot rest{lasting}"
    if not firing.count:
        return f"{reason}, but no spike comes within this run"
    if run.holds and not firing.goes_on:
        return f"{reason}, but no further spike comes within this run"
    return f"{reason}, {then}"


def _beside_rest(run: Run, firing: Firing, rest: str) -> str:
    """Explain the firing, or the silence, of a neuron that could rest."""
    at = _at(run)
    if not firing.count:
        return f"the {rest} is stable at {at}, and the trajectory stays in its basin"
    if not firing.goes_on:
        steady = (run.current == run.current[0]).all()
        cause = "the start lay" if steady else "the change of the current brought the trajectory"
        return f"{cause} beyond the threshold, then it returns to the {rest}, stable at {at}"
    if run.holds:
        return f"the {rest} is stable at {at} too, so rest and firing coexist; the start decides"
    return f"the {rest} is stable at {at}, but the current keeps driving it past the threshold"


def _at(run: Run) -> str:
    unit = " pA" if run.parameters.dimensional else ""
    return f"I = {run.shown_current:.4g}{unit}"


def _named(point: FixedPoint) -> str:
    names = {
        "degenerate (saddle-node)": "merging node and saddle",
        "degenerate (Hopf)": "focus just losing its stability",
        "degenerate (Bogdanov-Takens)": "Bogdanov-Takens point",
        "degenerate (u constant)": "point on a line of equilibria",
    }
    return f"{names.get(point.kind, point.kind.removeprefix('stable '))} at {point.v:.1f} mV"


def _lost(run: Run) -> str:
    """Say at which currents rest and equilibria end; not always at the same."""
    if run.saddle_node is None:
        return ""
    ends = f"saddle-node at {run.saddle_node.current:.3g}"
    if run.hopf is not None and run.parameters.a > 0.0:
        ends = f"rest lost at the Andronov–Hopf point {run.hopf.current:.3g}, {ends}"
    return f" ({ends})"


def _beside_hopf(run: Run) -> str:
    if run.hopf is None:
        return ""
    side = "above" if run.shown_current >= run.hopf.current else "below"
    return f", {side} the Andronov–Hopf point at {run.hopf.current:.3g}"
