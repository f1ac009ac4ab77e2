"""Averages around events: population rates around onsets, and a neuron around its spikes."""

from __future__ import annotations

from collections.abc import Sequence

from izhikevich._typing import FloatArray
from izhikevich.messages import Number, marked, msg
from izhikevich.plots.network.raster import dash_of
from izhikevich.plots.spec import (
    RATE,
    VOLTAGE,
    Area,
    Axis,
    Curve,
    Pane,
    Plot,
    Quantity,
    Rule,
    Series,
)
from izhikevich.plots.style import Role

_FROM_ONSET = Quantity("time from the onset", "ms", ".1f")
_FROM_SPIKE = Quantity("time from the spike", "ms", ".1f")
#: Name, role and rate (Hz) of a population in each bin.
Rate = tuple[str, Role, FloatArray]
#: A mean over spikes, and its standard error, shape (n,).
Mean = tuple[FloatArray, FloatArray]


def psth_plot(lags: FloatArray, rates: Sequence[Rate], count: int) -> Plot:
    """Describe the mean rates of populations around the onsets of a stimulus.

    Parameters
    ----------
    lags : array, shape (n,)
        Centres of the bins, ms after an onset.
    rates : sequence of Rate
    count : int
        Number of onsets.
    """
    time = Axis(_FROM_ONSET, range=(float(lags[0]), float(lags[-1])))
    mean = msg("mean of {count} onsets", count=count) if count > 1 else msg("one onset")
    return Plot(
        legend="below" if len(rates) > 1 else "none",
        panes=[_rates(time, lags, rates, Area(), [(mean, Role.MUTED)])],
        results=[_highest(name, lags, rate) for name, _, rate in rates],
    )


def triggered_plot(
    lags: FloatArray,
    current: Mean,
    voltage: Mean,
    unit: str,
    rates: tuple[FloatArray, Sequence[Rate]],
    neuron: str,
) -> Plot:
    """Describe the input and the voltage of a neuron, and the rates of populations, at its spikes.

    Parameters
    ----------
    lags : array, shape (n,)
        Time from the spike, ms.
    current, voltage : Mean
        In `unit`, and mV.
    unit : str
        Unit of the current.
    rates : (array, sequence of Rate)
        Centres of the bins, ms, and rates of the populations without the neuron.
    neuron : str
        Which neuron it is, and how many spikes.
    """
    time = Axis(_FROM_SPIKE, range=(float(lags[0]), float(lags[-1])))
    input_of = Quantity("input", unit, ".3g")
    return Plot(
        legend="below" if len(rates[1]) > 1 else "none",
        panes=[
            _mean(time, input_of, Role.CURRENT, lags, current, Area(bottom=0.72), neuron),
            _mean(time, VOLTAGE, Role.VOLTAGE, lags, voltage, Area(bottom=0.37, top=0.63)),
            _rates(time, *rates, Area(top=0.28), []),
        ],
        results=[neuron],
    )


def _mean(
    time: Axis,
    quantity: Quantity,
    role: Role,
    lags: FloatArray,
    mean: Mean,
    area: Area,
    neuron: str = "",
) -> Pane:
    """Return a mean with its standard error as lines above and below."""
    middle, error = mean
    return Pane(
        x=time,
        y=Axis(quantity, ticks=3),
        area=area,
        heading=quantity,
        notes=[(neuron, Role.MUTED)] if neuron else (),
        series=[
            Curve(name=quantity.name, role=role, x=lags, y=middle, legend=False, stays="compared"),
            *(
                Curve(
                    name=msg("{name}: {side}", name=msg(quantity.name), side=side),
                    role=Role.FAINT,
                    x=lags,
                    y=middle + sign * error,
                    width=1.0,
                    point=None,
                    legend=False,
                )
                for side, sign in (
                    (msg("standard error above"), 1.0),
                    (msg("standard error below"), -1.0),
                )
            ),
        ],
        marks=[Rule(role=Role.FAINT, x=0.0, below=True)],
    )


def _rates(
    time: Axis,
    lags: FloatArray,
    rates: Sequence[Rate],
    area: Area,
    notes: Sequence[tuple[str, Role]],
) -> Pane:
    roles = [role for _, role, _ in rates]
    series: list[Series] = [
        Curve(
            name=name,
            role=role,
            x=lags,
            y=rate,
            dash=dash_of(roles, k),
            step="between",
            stays="compared",
            point=marked("{name}: {y} at {x}"),
        )
        for k, (name, role, rate) in enumerate(rates)
    ]
    return Pane(
        x=time,
        y=Axis(RATE, from_zero=True, grid=True, ticks=3),
        area=area,
        heading=RATE,
        notes=notes,
        series=series,
        marks=[Rule(role=Role.FAINT, x=0.0, below=True)],
    )


def _highest(name: str, lags: FloatArray, rate: FloatArray) -> str:
    top = int(rate.argmax())
    return msg(
        "{name}: the rate is highest, {rate}, {lag} from the onset.",
        name=name,
        rate=Number(float(rate[top]), "Hz", ".3g"),
        lag=Number(float(lags[top]), "ms", ".3g"),
    )
