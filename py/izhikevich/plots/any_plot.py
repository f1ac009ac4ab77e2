"""The plot of anything that has one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.messages import Number, msg, verbatim
from izhikevich.neuron.trace import Trace
from izhikevich.plots.figure import Figure
from izhikevich.plots.spec import TIME, VOLTAGE, Axis, Curve, Map, Pane, Plot, Points, Quantity
from izhikevich.plots.style import Role

_NUMBERS = "biuf"  # kinds of arrays
_ROLES = (Role.VOLTAGE, Role.RECOVERY, Role.DECODED, Role.GRADIENT)
_SCALE = (Role.PAPER, Role.VOLTAGE, Role.INK)
#: Columns that are drawn as curves; more are drawn as a map of colours.
MAX_CURVES = 8
#: Recorded neurons whose spikes are lit in a raster; of more, none are.
MAX_LIT = 20
_TIME = Quantity("t", "ms", ".0f")


def plot_of(thing: Any) -> Plot | Mapping[str, Any] | None:
    """Return the plot of a result, a figure or an array, or None.

    Returns
    -------
    Plot, mapping or None
        Something that is already a figure of Plotly, as a dictionary.
    """
    if isinstance(thing, Figure):
        return thing.plot
    if isinstance(thing, np.ndarray):
        if thing.dtype.kind not in _NUMBERS or thing.ndim not in (1, 2) or not thing.size:
            return None
        return array_plot(thing.astype(np.float64))
    if hasattr(thing, "to_plotly_json"):
        thing = thing.to_plotly_json()
    if isinstance(thing, Mapping):
        return thing if "data" in thing else None
    for kind in type(thing).__mro__:
        build = _PLOTS.get(f"{kind.__module__}.{kind.__qualname__}")
        if build is not None:
            return build(thing)
    return None


def figure(result: Any) -> Figure:
    """Return the figure of a result.

    Raises
    ------
    ParameterError
        If it has none.
    """
    plot = plot_of(result)
    if not isinstance(plot, Plot):
        raise ParameterError("result", result, "there is nothing to plot")
    return Figure(plot)


def array_plot(y: FloatArray, x: FloatArray | None = None) -> Plot:
    """Describe numbers as a curve, a few columns as curves, more as a colour map.

    Parameters
    ----------
    y : array, shape (n,) or (n, m)
    x : array, shape (n,), optional
        Abscissa; by default their index.

    Raises
    ------
    ParameterError
        If there is nothing to draw, or the shapes differ.
    """
    if y.ndim not in (1, 2) or not y.size:
        raise ParameterError("y", y.shape, "only arrays of one or two dimensions can be drawn")
    if x is not None and x.shape != y.shape[:1]:
        raise ParameterError(
            "x", x.shape, msg("must have the shape {shape}, one for each y", shape=y.shape[:1])
        )
    if y.ndim == 2 and y.shape[1] > MAX_CURVES:
        return _map(y)
    columns = y[:, None] if y.ndim == 1 else y
    over = np.arange(y.shape[0], dtype=np.float64) if x is None else x
    quantity = Quantity("index" if x is None else "", digits=".6g")
    named = [(str(k), column) for k, column in enumerate(columns.T)]
    return _curves(quantity, over, named, Quantity("", digits=".6g"), "{y} at {x}")


def _curves(
    quantity: Quantity,
    x: FloatArray,
    named: list[tuple[str, FloatArray]],
    value: Quantity,
    point: str,
) -> Plot:
    """Describe columns of numbers over others."""
    kind = Curve if x.size > 1 else Points
    return Plot(
        panes=[
            Pane(
                x=Axis(quantity),
                y=Axis(value, grid=True),
                series=[
                    kind(
                        name=name,
                        role=_ROLES[k % len(_ROLES)],
                        x=x,
                        y=np.ascontiguousarray(column),
                        point=point,
                    )
                    for k, (name, column) in enumerate(named)
                ],
            )
        ]
    )


def _map(z: FloatArray) -> Plot:
    n, m = z.shape
    row, column = Quantity("row", digits=".0f"), Quantity("column", digits=".0f")
    return Plot(
        panes=[
            Pane(
                x=Axis(column, range=(-0.5, m - 0.5)),
                y=Axis(row, range=(n - 0.5, -0.5)),
                series=[
                    Map(
                        name="values",
                        role=Role.VOLTAGE,
                        x=np.arange(m),
                        y=np.arange(n),
                        z=z,
                        measure=Quantity("value", digits=".6g"),
                        scale=_SCALE,
                        key=True,
                        point="{z}, row {y}, column {x}",
                    )
                ],
            )
        ]
    )


def _trace(trace: Trace) -> Plot:
    from izhikevich.plots.neuron.trace import trace_plot

    return trace_plot(trace, trace.parameters.units["I"])


def _course(course: Any) -> Plot:
    """Describe the voltage of one neuron over time."""
    return _curves(TIME, course.t, [("v", course.v)], VOLTAGE, "{y} at {x}")


def _recording(recording: Any) -> Plot:
    """Describe the spikes recorded from a network; those of traced neurons are lit."""
    from izhikevich.plots.network.recorded import recorded_plot

    return recorded_plot(
        recording.times,
        recording.indices,
        recording.groups,
        _span(recording),
        dt=1.0,
        lit=sorted(recording.courses) if len(recording.courses) <= MAX_LIT else (),
    )


def _traces(traces: Any) -> Plot:
    """Describe the voltages of neurons of a network."""
    from izhikevich.plots.network.traces import traces_plot

    return traces_plot(traces.neurons, _span(traces))


def _balance(found: Any) -> Plot:
    from izhikevich.plots.network.balance import balance_plot

    return balance_plot(found)


def _convergence(found: Any) -> Plot:
    from izhikevich.plots.network.convergence import convergence_plot

    return convergence_plot(found)


def _synapses(monitor: Any) -> Plot | None:
    """Describe what was recorded of synapses, if anything was."""
    from izhikevich.plots.network.weight_courses import weight_courses_plot

    recorded = monitor.t.size and monitor.projection.synapses.n
    return weight_courses_plot([monitor]) if recorded else None


def _fit(found: Any) -> Plot:
    from izhikevich.plots.fitting.fit import fit_plot

    return fit_plot(found)


def _sensitivity(found: Any) -> Plot:
    from izhikevich.plots.fitting.sensitivity import sensitivity_plot

    return sensitivity_plot(found)


def _span(run: Any) -> tuple[float, float]:
    return run.start, max(run.stop, run.start + 1.0)


def _monitor(monitor: Any) -> Plot:
    """Describe the samples that a monitor took, or the spikes if it took none."""
    from izhikevich.network.populations import Group
    from izhikevich.plots.network.recorded import recorded_plot

    if monitor.variables:
        name = monitor.variables[0]
        if monitor.ranks.size > MAX_CURVES:
            return array_plot(monitor[name])
        named = [(str(rank), monitor[name][:, k]) for k, rank in enumerate(monitor.ranks.tolist())]
        unit = monitor.population.unit(name) if name in ("v", "u") else ""
        return _curves(TIME, monitor.t, named, Quantity(name, unit, ".4g"), "{name}: {y} at {x}")
    group = Group(monitor.population.name, monitor.ranks.size, 0)
    first, stop = (*monitor.spans[:1, 0], *monitor.spans[-1:, 1]) or (0.0, 1.0)
    span = (first, max(stop, first + 1.0))
    return recorded_plot(monitor.spike_times, monitor.spike_indices, (group,), span, dt=1.0)


def _result(result: Any) -> Plot | None:
    """Describe what the probes recorded over time: one row if all of it is decoded values."""
    if any(probe.of != "decoded" for probe in result.model.probes.values()):
        from izhikevich.plots.ensemble.probed import probed_plot

        return probed_plot(result)
    named = [
        (f"{name} {k}" if values.shape[1] > 1 else name, values[:, k])
        for name, values in result.probes.items()
        if values.dtype.kind == "f" and values.ndim == 2
        for k in range(values.shape[1])
    ]
    if not 0 < len(named) <= MAX_CURVES:
        return None
    several = len(named) > 1  # then the legend names them
    point = "{y} at {x}" if several else "{name} {y} at {x}"
    plot = _curves(_TIME, result.t, named, Quantity("", digits=".3g"), point)
    return replace(plot, legend="above") if several else plot


def _tuning(curves: Any) -> Plot | None:
    """Describe tuning curves of an ensemble of one dimension, the first neuron in front."""
    if curves.points.shape[1] != 1:
        return None
    from izhikevich.plots.ensemble.tuning import tuning_plot

    positive = curves.encoders[:, 0] > 0.0
    return tuning_plot(curves.points[:, 0], curves.rates, positive, 0, "represented value")


def _frequency(curve: Any) -> Plot:
    from izhikevich.plots.neuron.frequency import frequency_plot

    return frequency_plot(curve)


def _classification(result: Any) -> Plot:
    from izhikevich.plots.learning.confusion import confusion_plot

    return confusion_plot(result.matrix, [verbatim(str(name)) for name in result.classes])


def _bifurcations(diagram: Any) -> Plot:
    from izhikevich.plots.neuron.bifurcation import bifurcation_plot

    return bifurcation_plot(diagram)


def _strength_duration(found: Any) -> Plot:
    from izhikevich.plots.neuron.strength_duration import strength_duration_plot

    return strength_duration_plot(found)


def _phase_response(found: Any) -> Plot:
    from izhikevich.plots.neuron.phase_response import phase_response_plot

    return phase_response_plot(found)


def _impedance(found: Any) -> Plot:
    from izhikevich.plots.neuron.impedance import impedance_plot

    return impedance_plot(found)


def _basins(found: Any) -> Plot:
    from izhikevich.dynamics import fixed_points, saddle_manifolds
    from izhikevich.plots.neuron.basins import basins_plot

    neuron, current, window = found.parameters, found.current, found.window
    manifolds = saddle_manifolds(neuron, current, window)
    return basins_plot(
        found,
        neuron,
        current,
        (window.v_low, window.v_high, window.u_low, window.u_high),
        tuple(p for p in fixed_points(neuron, current) if p.v <= neuron.peak(p.u)),
        None if manifolds is None else manifolds.separatrix,
    )


def _model_costs(costs: Any) -> Plot:
    from izhikevich.plots.neuron.model_costs import model_costs_plot

    return model_costs_plot(costs)


def _phase_plane(plane: Any) -> Plot:
    from izhikevich.plots.neuron.phase_plane import phase_plot

    return phase_plot(plane)


def _regime_map(found: Any) -> Plot:
    from izhikevich.dynamics.maps.regime_map import borders
    from izhikevich.plots.neuron.regime_map import regime_map_plot

    curves = borders(found.parameters, found.current, found.plane, found.ranges)
    return regime_map_plot(found, curves)


def _reset_map(found: Any) -> Plot:
    from izhikevich.plots.neuron.reset_map import reset_map_plot

    at = msg("at I = {current}", current=Number(found.current, form=".4g"))
    return reset_map_plot(found, np.empty(0), at)


#: What makes the plot of each class of results, by its full name: imports are slow in the browser,
#: and the class of a result has already been imported.
_PLOTS: Mapping[str, Callable[[Any], Plot | None]] = MappingProxyType(
    {
        "izhikevich.neuron.trace.Trace": _trace,
        "izhikevich.network.monitors.Monitor": _monitor,
        "izhikevich.network.simulation.neuron_trace.NeuronTrace": _course,
        "izhikevich.network.simulation.traces.Traces": _traces,
        "izhikevich.network.projection_monitors.ProjectionMonitor": _synapses,
        "izhikevich.networks.balance.BalanceCurve": _balance,
        "izhikevich.networks.convergence.Convergence": _convergence,
        "izhikevich.fitting.fit.Fit": _fit,
        "izhikevich.fitting.exponential_fit.AdaptiveExponentialFit": _fit,
        "izhikevich.fitting.sensitivity.Sensitivity": _sensitivity,
        "izhikevich.network.simulation.recording.Recording": _recording,
        "izhikevich.comparison.cost.ModelCosts": _model_costs,
        "izhikevich.comparison.voltage_trace.VoltageTrace": _course,
        "izhikevich.nef.curves.TuningCurves": _tuning,
        "izhikevich.learning.classification.result.Classification": _classification,
        "izhikevich.nef.result.Result": _result,
        "izhikevich.dynamics.bifurcations.diagram.BifurcationDiagram": _bifurcations,
        "izhikevich.dynamics.equilibria.phase_plane.PhasePlane": _phase_plane,
        "izhikevich.dynamics.maps.basins.Basins": _basins,
        "izhikevich.dynamics.maps.regime_map.RegimeMap": _regime_map,
        "izhikevich.dynamics.maps.reset_map.ResetMap": _reset_map,
        "izhikevich.dynamics.responses.frequency.FrequencyCurve": _frequency,
        "izhikevich.dynamics.responses.impedance.Impedance": _impedance,
        "izhikevich.dynamics.responses.phase_response.PhaseResponse": _phase_response,
        "izhikevich.dynamics.responses.strength_duration.StrengthDuration": _strength_duration,
    }
)
