"""The figure of anything that has one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from izhikevich.figures.style import Figure, layout, literal
from izhikevich.kinds import RECORDING, RESULT, is_a
from izhikevich.neuron.trace import Trace

_NUMBERS = "biuf"  # kinds of arrays


def figure_of(thing: Any) -> Figure | None:
    """Return the figure of a trace, a recording, a run of ensembles or an array, or None.

    What is a Plotly figure already is returned as a dictionary with "data" and "layout".
    """
    if isinstance(thing, Trace):
        from izhikevich.plots.neuron.trace import trace_plot
        from izhikevich.plots.render.plotly import render

        return render(trace_plot(thing, thing.parameters.units["I"]))
    if isinstance(thing, np.ndarray):
        return _of_array(thing)
    if hasattr(thing, "to_plotly_json"):
        thing = thing.to_plotly_json()
    if isinstance(thing, Mapping):
        if "data" not in thing:
            return None
        return {"data": list(thing["data"]), "layout": layout(**(thing.get("layout") or {}))}
    return _of_run(thing)


def _of_array(array: np.ndarray[Any, Any]) -> Figure | None:
    from izhikevich.figures.arrays import array_figure

    if array.dtype.kind not in _NUMBERS or array.ndim not in (1, 2) or not array.size:
        return None
    return array_figure(array.astype(np.float64))


def _of_run(thing: Any) -> Figure | None:
    """Return the figure of what a network or a model of ensembles left behind."""
    if is_a(thing, RESULT):
        return _of_result(thing)
    if not is_a(thing, RECORDING):
        return None
    from izhikevich.figures.recorded import recorded_figure
    from izhikevich.network.populations import Group

    n = int(thing.indices.max(initial=0)) + 1
    populations = thing.populations or (Group("neurons", n, 0),)
    span = (thing.start, max(thing.stop, thing.start + 1.0))
    return recorded_figure(thing.times, thing.indices, populations, span, dt=1.0)


def _of_result(result: Any) -> Figure | None:
    """Return the decoded values of a run over time."""
    from izhikevich.figures.arrays import MOST_CURVES, array_figure

    curves = [
        (literal(f"{name} {k}" if values.shape[1] > 1 else name), values[:, k])
        for name, values in result.probes.items()
        if values.dtype.kind == "f" and values.ndim == 2
        for k in range(values.shape[1])
    ]
    if not 0 < len(curves) <= MOST_CURVES:
        return None
    figure = array_figure(np.column_stack([y for _, y in curves]), result.t)
    for trace, (name, _) in zip(figure["data"], curves, strict=True):
        trace |= {
            "name": name,
            "hovertemplate": f"{name} %{{y:.3g}} at %{{x:.0f}} ms<extra></extra>",
        }
    figure["layout"]["xaxis"]["title"]["text"] = "t (ms)"
    figure["layout"] |= {"showlegend": len(curves) > 1, "legend": {"orientation": "h", "y": 1.2}}
    return figure
