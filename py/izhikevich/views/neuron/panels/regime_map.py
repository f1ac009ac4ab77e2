"""The regime map: computed from coarse to fine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from izhikevich.messages import msg
from izhikevich.neuron.parameter_table import LIMITS
from izhikevich.plots.spec import Pick, Plot
from izhikevich.progress import Progress, part_of, with_progress
from izhikevich.views.neuron.run import Run
from izhikevich.views.schema import Panel

Range = tuple[float, float]

#: Number of cells along each axis, and the progress when they are done.
_LEVELS = ((16, 0.06), (32, 0.25), (64, 1.0))
_COARSE = ((8, 1.0),)
_DURATION = 1000.0  # ms
#: Default ranges, in the 2003/2004 form and in the 2007 form.
_DEFAULTS: dict[str, tuple[Range, Range]] = {
    "a": ((0.0, 0.2), (0.0, 0.2)),
    "b": ((-0.15, 0.35), (-15.0, 15.0)),
    "c": ((-70.0, -40.0), (-70.0, -30.0)),
    "d": ((0.0, 10.0), (0.0, 300.0)),
}


def build(run: Run) -> Iterator[Progress | Plot]:
    """Compute the map of the selected plane around the current neuron."""
    yield from _drawn(run, _LEVELS)


def coarse(run: Run) -> Iterator[Progress | Plot]:
    """Compute it for few neurons."""
    yield from _drawn(run, _COARSE)


def _drawn(run: Run, levels: Sequence[tuple[int, float]]) -> Iterator[Progress | Plot]:
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.dynamics.maps.regime_map import PLANES, Protocol, borders, regime_map
    from izhikevich.plots.neuron.regime_map import regime_map_plot

    names = PLANES[run.plane]
    ranges = _range(run, names[0]), _range(run, names[1])
    scheme, dt = run.explicit
    rest = float(run.current[0])
    protocol = Protocol(rest, run.v0, run.u0, _DURATION, dt, scheme)
    curves = borders(run.parameters, run.shown_current, run.plane, ranges)
    done = 0.0
    for cells, then in levels:
        work = with_progress(
            regime_map, run.parameters, run.shown_current, run.plane, ranges, protocol, cells
        )
        found = yield from part_of(work, done, then, msg("{cells} × {cells} neurons", cells=cells))
        done = then
        yield regime_map_plot(found, curves, _pick(run, names))


def _value(run: Run, name: str) -> float:
    """Return the position of the current neuron along an axis."""
    return run.shown_current if name == "I" else float(getattr(run.parameters, name))


def _range(run: Run, name: str) -> Range:
    """Return the range of an axis: the default, or as wide a one around the current neuron."""
    value = _value(run, name)
    low, high = (
        run.current_range if name == "I" else _DEFAULTS[name][int(run.parameters.dimensional)]
    )
    if low < value < high:
        return low, high
    half = max(0.5 * (high - low), 0.25 * abs(value))
    least, most = LIMITS.get(name, (-inf, inf))
    return max(value - half, least), min(value + half, most)


def _pick(run: Run, names: tuple[str, str]) -> Pick:
    """Return what a click sets: the current is the sum of the stimulus and the added current."""
    x, y = (run.shown_current - run.added if name == "I" else 0.0 for name in names)
    return Pick(*names, origin=(x, y))


PANEL = Panel(
    name="regime_map",
    title="Regime map",
    help="What the neuron does across a plane of two parameters (chosen under Regime map), "
    "classified by its intervals after a step of current from rest, with the bifurcations of the "
    "equilibria. A click sets both parameters.",
    place="extra",
    on_demand=True,
    tall=True,
    pick=Pick("b", "I"),
    order=120,
    build=build,
    coarse=coarse,
)
