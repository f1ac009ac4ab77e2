"""The power spectrum of a population's rate."""

from __future__ import annotations

from collections.abc import Sequence

from izhikevich.figures.style import INK, MUTED, Figure, V, axis, curve, label, layout
from izhikevich.neuron.rules import FloatArray

_HIGHEST = 120.0  # Hz


def spectrum_figure(
    frequencies: FloatArray, power: FloatArray, peaks: Sequence[tuple[str, float, float]]
) -> Figure:
    """Return the spectrum, with names at its peaks.

    Parameters
    ----------
    frequencies, power : arrays, shape (m,)
        Hz, and Hz^2 per Hz.
    peaks : sequence of (name, frequency, power)
    """
    shown = (frequencies > 0.0) & (frequencies <= _HIGHEST)
    return {
        "data": [
            curve(
                "power",
                frequencies[shown],
                power[shown],
                V,
                hovertemplate="%{y:.3g} Hz²/Hz at %{x:.1f} Hz<extra></extra>",
            ),
            {
                "type": "scatter",
                "mode": "markers",
                "name": "peaks",
                "x": [frequency for _, frequency, _ in peaks],
                "y": [height for *_, height in peaks],
                "marker": {"color": INK, "size": 6},
                "hoverinfo": "skip",
            },
        ],
        "layout": layout(
            xaxis=axis("frequency (Hz)", range=[0.0, _HIGHEST]),
            yaxis=axis("power (Hz²/Hz)", showgrid=True, rangemode="tozero"),
            annotations=[
                label(
                    f"{name} {frequency:.0f} Hz",
                    frequency,
                    height,
                    MUTED,
                    yanchor="bottom",
                    yshift=4,
                )
                for name, frequency, height in peaks
            ],
        ),
    }
