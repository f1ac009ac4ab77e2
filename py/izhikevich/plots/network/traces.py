"""The membrane potentials of several neurons, one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.dynamics.equilibria.fixed_points import fixed_points
from izhikevich.errors import ParameterError
from izhikevich.messages import Message, marked, msg
from izhikevich.network.simulation.traces import TracedNeuron
from izhikevich.plots.network.raster import lit_roles
from izhikevich.plots.network.recorded import title_of
from izhikevich.plots.spec import (
    TIME,
    VOLTAGE,
    Area,
    Axis,
    Curve,
    Dots,
    Marker,
    Pane,
    Plot,
    Rule,
    SpikeTimes,
    empty,
)
from izhikevich.plots.style import Role

#: Traces that fit into one plot.
MAX_TRACES = 20
_HEADING = 0.3  # fraction of a row for its heading ...
_MAX_HEADING = 0.09  # ... and of the plot
_RESET = Marker(size=4.0)


def traces_plot(neurons: Sequence[TracedNeuron], span: tuple[float, float]) -> Plot:
    """Describe the voltages of several neurons, one above the other, on one time axis.

    Every spike reaches the peak, which is a broken line; a dot is at the voltage after each reset.
    A dotted line is the threshold at the neuron's mean current, the unstable equilibrium that
    voltages above rest have to cross, where there is one.

    Parameters
    ----------
    neurons : sequence of TracedNeuron
        From top to bottom; their colours are those of lit neurons in a raster.
    span : (float, float)
        Ends of the time axis, ms.

    Raises
    ------
    ParameterError
        If there are more than `MAX_TRACES`.
    """
    if len(neurons) > MAX_TRACES:
        raise ParameterError(
            "neurons",
            msg("{count} neurons", count=len(neurons)),
            msg(
                "must be at most {most} to be drawn: choose some with {code}",
                most=MAX_TRACES,
                code="recording.traces({population: [0, 1]})",
            ),
        )
    if not any(one.course.t.size for one in neurons):
        return empty("No neuron was traced.")
    time = Axis(TIME, range=span)
    return Plot(
        panes=[
            _row(one, role, time, k, len(neurons))
            for k, (one, role) in enumerate(zip(neurons, lit_roles(len(neurons)), strict=True))
        ],
        spikes=[
            SpikeTimes(quantity=TIME, values=one.fired, of=title_of_traced(one)) for one in neurons
        ],
    )


def title_of_traced(one: TracedNeuron) -> Message:
    """Return the name of a neuron for readers: its population, and both its numbers."""
    return msg(
        "{population}, no. {number} (neuron {neuron})",
        population=title_of(one.population),
        number=one.index,
        neuron=one.number,
    )


def _row(one: TracedNeuron, role: Role, time: Axis, k: int, count: int) -> Pane:
    course, name = one.course, title_of_traced(one)
    reset = np.flatnonzero(course.v_before != course.v)
    peaks = one.parameters.peak(course.u_before[reset])
    top = np.minimum(course.v_before[reset], peaks)
    peak = float(peaks.max()) if reset.size else one.parameters.v_peak
    height = 1.0 / count
    bottom = 1.0 - (k + 1) * height
    marks: list[Rule | Dots] = [
        Rule(role=Role.FAINT, y=peak, dash="dash", below=True),
        Dots(role=role, x=course.t[reset], y=course.v[reset], marker=_RESET),
    ]
    threshold = _threshold(one)
    if threshold is not None:
        marks.append(Rule(role=Role.MUTED, y=threshold, dash="dot", below=True))
    return Pane(
        x=time,
        y=Axis(VOLTAGE, range=_range(course.v, peak, one.parameters.c), ticks=3),
        area=Area(bottom=bottom, top=bottom + height - min(_HEADING * height, _MAX_HEADING)),
        heading=name,
        notes=[(VOLTAGE.heading, Role.MUTED)] if k == 0 else (),
        series=[
            Curve(
                name=name,
                role=role,
                x=np.insert(course.t, reset, course.t[reset]),
                y=np.insert(course.v, reset, top),
                point=marked("{name}: {y} at {x}"),
                data=(course.t, course.v),
                width=1.25,
            )
        ],
        marks=marks,
    )


def _threshold(one: TracedNeuron) -> float | None:
    """Return the highest unstable equilibrium at the mean current, if the neuron can rest."""
    if not one.course.t.size:
        return None
    points = fixed_points(one.parameters, float(one.course.current.mean()))
    if not any(point.stable for point in points):
        return None
    above = [point.v for point in points if not point.stable]
    return max(above, default=None)


def _range(v: FloatArray, peak: float, reset: float) -> tuple[float, float]:
    """Return a range from below the lowest voltage to above the peak, in steps of 10 mV."""
    low = min(float(v.min(initial=reset)), reset)
    return 10.0 * floor(low / 10.0 - 0.2), 10.0 * ceil(peak / 10.0 + 0.2)
