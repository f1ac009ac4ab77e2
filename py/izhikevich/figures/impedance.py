"""The impedance of the resting neuron over frequency."""

from __future__ import annotations

from typing import Any

import numpy as np

from izhikevich.dynamics.impedance import Impedance, linear_impedance, resonance
from izhikevich.figures.style import (
    ACCENT,
    CURRENT,
    INK,
    Figure,
    V,
    axis,
    corner,
    curve,
    layout,
    row_title,
)
from izhikevich.figures.thin import room, thin
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.rules import FloatArray

# Domains of the rows, from the lowest to the highest.
_PHASE, _SIZE, _SWEEP = (0.0, 0.20), (0.29, 0.64), (0.80, 0.97)
_DEGREES = 180.0 / np.pi
_MOST_MARKS = 60  # of what was measured


def impedance_figure(
    found: Impedance, parameters: Parameters, current: float, highest: float
) -> Figure:
    """Return the response to the sweep, |Z| and the phase, measured and in closed form.

    Parameters
    ----------
    found : Impedance
    parameters : Parameters
        The neuron.
    current : float
        At which it rests, in the unit of u.
    highest : float
        Frequency at the end of the sweep, Hz.
    """
    scale, unit = (1000.0, "MΩ") if parameters.dimensional else (1.0, "mV per mV/ms")
    f = np.linspace(highest / 400.0, highest, 400)
    exact = linear_impedance(parameters, found.rest, f)
    peak = resonance(parameters, found.rest)
    during = found.t <= found.t[-1]
    t, v = thin(found.t[during], found.v[during], 2000)
    data = [
        _line("response to the sweep", t, v, V, "", "%{y:.3f} mV at %{x:.0f} ms"),
        _line("closed form", f, scale * np.abs(exact), ACCENT, "2", f"%{{y:.4g}} {unit}"),
        _points("sweep", found, scale * np.abs(found.measured), "2", f"%{{y:.4g}} {unit}"),
        _line("phase, closed form", f, _DEGREES * np.angle(exact), ACCENT, "3", "%{y:.1f}°"),
        _points("phase, sweep", found, _DEGREES * np.angle(found.measured), "3", "%{y:.1f}°"),
    ]
    at = {"xref": "x2", "yref": "paper", "y0": _PHASE[0], "y1": _SIZE[1]}
    line = {"color": CURRENT, "width": 1.0, "dash": "dot"}
    said = "no resonance" if peak is None else f"resonance {peak:.3g} Hz"
    said += f", rest at I = {current:.4g}"
    marked = peak is not None and peak < highest
    amplitude = f"{found.amplitude:.2g} {parameters.units['I']}"
    return {
        "data": data,
        "layout": layout(
            xaxis=axis(
                "", range=[0.0, float(found.t[-1])], anchor="y", domain=[0.0, 1.0], nticks=6
            ),
            xaxis2=axis(
                "frequency (Hz)", range=[0.0, highest], anchor="y3", showgrid=True, nticks=6
            ),
            yaxis=axis("", domain=list(_SWEEP), nticks=3),
            yaxis2=axis("", domain=list(_SIZE), anchor="x2", showgrid=True, rangemode="tozero"),
            yaxis3=axis("", domain=list(_PHASE), anchor="x2", showgrid=True, nticks=3),
            shapes=[{"type": "line", "x0": peak, "x1": peak, "line": line, **at}] if marked else [],
            annotations=[
                row_title(f"v (mV), sweep of {amplitude} to {highest:g} Hz", _SWEEP[1]),
                row_title(f"|Z| ({unit})", _SIZE[1]),
                row_title("phase of v (degrees)", _PHASE[1]),
                corner(said, _SIZE[1], INK),
            ],
        ),
    }


def _line(
    name: str, x: FloatArray, y: FloatArray, colour: str, row: str, hover: str
) -> dict[str, Any]:
    where = "%{x:.3g} Hz: " if row else ""
    return curve(
        name,
        x,
        y,
        colour,
        width=1.5 if row else 1.0,
        xaxis="x2" if row else "x",
        yaxis=f"y{row}",
        hovertemplate=f"{where}{hover}<extra>{name}</extra>",
    )


def _points(name: str, found: Impedance, y: FloatArray, row: str, hover: str) -> dict[str, Any]:
    size = found.frequencies.size
    step = max(1, size // room(size, _MOST_MARKS))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": np.ascontiguousarray(found.frequencies[::step]),
        "y": np.ascontiguousarray(y[::step]),
        "xaxis": "x2",
        "yaxis": f"y{row}",
        "marker": {"symbol": "circle-open", "size": 5, "color": INK},
        "hovertemplate": f"%{{x:.3g}} Hz: {hover}<extra>{name}</extra>",
    }
