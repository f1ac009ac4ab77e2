"""The response of other models to the same current."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.plots.spec import Plot, empty
from izhikevich.progress import Progress, with_progress
from izhikevich.views.neuron.run import NO_RUN, Run
from izhikevich.views.schema import Panel

if TYPE_CHECKING:
    from izhikevich.comparison import VoltageTrace

_LONGEST = 1000.0  # ms of a run that are computed with the other models


def build(run: Run) -> Iterator[Progress | Plot]:
    """Apply the current to the other models."""
    # Imported when first needed, to keep the start quick in the browser.
    from izhikevich.comparison import (
        AdaptiveExponential,
        HodgkinHuxley,
        IntegrateAndFire,
        VoltageTrace,
        adaptive_exponential,
        hodgkin_huxley,
        integrate_and_fire,
    )
    from izhikevich.plots.neuron.models_compared import models_compared_plot

    trace = run.trace
    if trace is None:
        yield empty(NO_RUN)
        return
    count = int(np.searchsorted(trace.t, _LONGEST, side="right"))
    t, current = trace.t[:count], trace.current[:count] / run.parameters.C
    small = IntegrateAndFire()
    simple = integrate_and_fire(small, t, current)
    line = _with_spikes(simple, run.parameters.v_peak, small.reset)
    middle = AdaptiveExponential()
    adapting = adaptive_exponential(middle, t, current)
    own_t, own_v = trace.with_peaks()
    shown = own_t <= t[-1]
    spikes = trace.genuine_times[trace.genuine_times <= t[-1]]
    large = yield from with_progress(hodgkin_huxley, HodgkinHuxley(), t, current)
    courses = [
        ("integrate-and-fire", simple, line),
        (
            "izhikevich",
            VoltageTrace(t, trace.v[:count], spikes),
            (own_t[shown], own_v[shown]),
        ),
        (
            "adaptive-exponential",
            adapting,
            _with_spikes(adapting, middle.v_peak, middle.reset),
        ),
        ("hodgkin-huxley", large, (large.t, large.v)),
    ]
    yield models_compared_plot(courses, t, current, run.dt)


def _with_spikes(course: VoltageTrace, peak: float, reset: float) -> tuple[FloatArray, FloatArray]:
    """Draw each spike up to the peak: the samples have none, only the reset."""
    where = np.searchsorted(course.t, course.spike_times)
    times = np.repeat(course.spike_times, 2)
    peaks = np.tile([peak, reset], course.spike_times.size)
    at = np.repeat(where, 2)
    return np.insert(course.t, at, times), np.insert(course.v, at, peaks)


PANEL = Panel(
    name="models_compared",
    title="Other models",
    help="The same current per capacitance into a leaky integrate-and-fire neuron, this neuron, "
    "the adaptive exponential model (AdEx) and the Hodgkin–Huxley model, with the operations that "
    "a millisecond costs: this model fires like the most complex one at nearly the cost of the "
    "simplest.",
    place="extra",
    on_demand=True,
    tall=True,
    axis_group="time",
    order=110,
    build=build,
)
