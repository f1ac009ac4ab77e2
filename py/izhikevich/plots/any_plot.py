"""The plot of anything that has one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from izhikevich._typing import FloatArray
from izhikevich.errors import ParameterError
from izhikevich.kinds import RECORDING, RESULT, is_a
from izhikevich.messages import msg
from izhikevich.neuron.trace import Trace
from izhikevich.plots.spec import Axis, Curve, Map, Pane, Plot, Points, Quantity
from izhikevich.plots.style import Role

_NUMBERS = "biuf"  # kinds of arrays
_ROLES = (Role.VOLTAGE, Role.RECOVERY, Role.DECODED, Role.GRADIENT)
_SCALE = (Role.PAPER, Role.VOLTAGE, Role.INK)
#: Columns that are drawn as curves; more are drawn as a map of colours.
MAX_CURVES = 8
_TIME = Quantity("t", "ms", ".0f")


def plot_of(thing: Any) -> Plot | Mapping[str, Any] | None:
    """Return the plot of a trace, a recording, a run of ensembles or an array, or None.

    Returns
    -------
    Plot, mapping or None
        Something that is already a figure of Plotly, as a dictionary.
    """
    if isinstance(thing, Trace):
        from izhikevich.plots.neuron.trace import trace_plot

        return trace_plot(thing, thing.parameters.units["I"])
    if isinstance(thing, np.ndarray):
        if thing.dtype.kind not in _NUMBERS or thing.ndim not in (1, 2) or not thing.size:
            return None
        return array_plot(thing.astype(np.float64))
    if hasattr(thing, "to_plotly_json"):
        thing = thing.to_plotly_json()
    if isinstance(thing, Mapping):
        return thing if "data" in thing else None
    if is_a(thing, RESULT):
        return _of_result(thing)
    return _of_recording(thing) if is_a(thing, RECORDING) else None


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


def _of_recording(recording: Any) -> Plot:
    """Describe the spikes recorded from a network."""
    from izhikevich.network.populations import Group
    from izhikevich.plots.network.recorded import recorded_plot

    n = int(recording.indices.max(initial=0)) + 1
    populations = recording.populations or (Group("neurons", n, 0),)
    span = (recording.start, max(recording.stop, recording.start + 1.0))
    return recorded_plot(recording.times, recording.indices, populations, span, dt=1.0)


def _of_result(result: Any) -> Plot | None:
    """Describe the decoded values of a run over time."""
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
