"""The cells of the 2007 book, in dimensional form, several with their own rules.

Their spike times belong to forward Euler with dt = 0.25 ms, as in the code published with them.
"""

from __future__ import annotations

from typing import Any

from izhikevich.messages import msg
from izhikevich.neuron.cells.cell_type import CellType
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.recovery import CubicDrive, PiecewiseDrive
from izhikevich.neuron.stimuli.text import parse

_SOURCE_2007 = msg("Izhikevich (2007), chapter 8, with the rules of the code izhi2007.m")


def _cell_2007(
    symbol: str,
    name: str,
    form: dict[str, Any],
    stimulus: str,
    duration: float,
    look_for: str,
    *,
    key: str = "",
    source: str = _SOURCE_2007,
) -> CellType:
    """Make a 2007 cell from the arguments of `Parameters.dimensional_2007`; it starts at rest."""
    parameters = Parameters.dimensional_2007(**form)
    v0, u0 = parameters.initial_state()
    return CellType(
        key=f"{key or symbol}_2007",
        symbol=symbol,
        family="2007",
        name=name,
        parameters=parameters,
        stimulus=parse(stimulus),
        duration=duration,
        dt=0.25,
        v0=v0,
        u0=u0,
        scheme="forward",
        look_for=look_for,
        source=source,
    )


def _form(
    C: float,
    k: float,
    vr: float,
    vt: float,
    v_peak: float,
    abcd: tuple[float, float, float, float],
    **rules: Any,
) -> dict[str, Any]:
    """Collect the arguments of `Parameters.dimensional_2007`."""
    a, b, c, d = abcd
    own = {"C": C, "k": k, "vr": vr, "vt": vt, "v_peak": v_peak, "a": a, "b": b, "c": c, "d": d}
    return {**own, **rules}


_TC_FORM = _form(
    200,
    1.6,
    -60,
    -50,
    35,
    (0.01, 0, -60, 10),
    drive=PiecewiseDrive(origin=-60.0, switch=-65.0, b_below=15.0),
    peak_slope=0.1,
    c_slope=-0.1,
)
_RTN_FORM = _form(
    40,
    0.25,
    -65,
    -45,
    0,
    (0.015, 2, -55, 50),
    drive=PiecewiseDrive(origin=-65.0, switch=-65.0, b_below=10.0),
)
CELLS_2007 = (
    _cell_2007(
        "RS",
        "regular spiking pyramidal cell, layer 5",
        _form(100, 0.7, -60, -40, 35, (0.03, -2, -50, 100)),
        "100",
        520,
        "Regular firing at a low rate. b is negative, so rest is lost in a saddle-node "
        "bifurcation, and weak currents can make the cell fire arbitrarily slowly.",
    ),
    _cell_2007(
        "IB",
        "intrinsically bursting cell, layer 5",
        _form(150, 1.2, -75, -45, 50, (0.01, 5, -56, 130)),
        "500",
        600,
        "Two spikes close together at the onset, then single ones: u is slow (1/a = 100 ms) and "
        "needs the first spikes to build up.",
    ),
    _cell_2007(
        "CH",
        "chattering cell, visual cortex",
        _form(50, 1.5, -60, -40, 25, (0.03, 1, -40, 150)),
        "600",
        210,
        "Bursts in quick succession: the reset at -40 mV, the instantaneous threshold, leaves the "
        "cell on the verge of the next spike until u has grown.",
    ),
    _cell_2007(
        "LTS",
        "low-threshold spiking interneuron, barrel cortex",
        _form(
            100,
            1.0,
            -56,
            -42,
            40,
            (0.03, 8, -53, 20),
            peak_slope=-0.1,
            c_slope=0.04,
            u_max=670.0,
        ),
        "200",
        320,
        "The rate falls after the onset while the spikes get smaller: the peak and reset of this "
        "cell depend on u, and u has a ceiling.",
    ),
    _cell_2007(
        "FS",
        "fast-spiking interneuron, visual cortex",
        _form(
            20,
            1.0,
            -55,
            -40,
            25,
            (0.2, 0, -45, 0),
            drive=CubicDrive(origin=-55.0, scale=0.025),
        ),
        "200",
        100,
        "Fast firing without adaptation. u does not jump at spikes (d = 0); instead the spike "
        "itself drives it, through the cube of v above -55 mV.",
    ),
    _cell_2007(
        "TC",
        "thalamo-cortical relay cell",
        _TC_FORM,
        "100",
        650,
        "Single spikes from rest. Above -65 mV nothing drives u (b = 0) except its jumps at the "
        "spikes, so the cell relays its input faithfully.",
    ),
    _cell_2007(
        "TC burst",
        "thalamo-cortical relay cell, rebound burst",
        _TC_FORM,
        "piecewise(0,t<120:-1200)",
        650,
        "Released from strong hyperpolarisation, the same cell fires a burst: below -65 mV the "
        "large b has driven u far down.",
        key="TC_burst",
    ),
    _cell_2007(
        "RTN",
        "reticular thalamic cell",
        _RTN_FORM,
        "110",
        650,
        "From rest, the cell fires two spikes close together and then single ones; compare its "
        "response to hyperpolarisation.",
    ),
    _cell_2007(
        "RTN burst",
        "reticular thalamic cell, after hyperpolarisation",
        _RTN_FORM,
        "piecewise(90,t<120:-350)",
        770,
        "Released from hyperpolarisation, the cell fires a burst before settling into single "
        "spikes: below -65 mV b is five times as large and drives u down.",
        key="RTN_burst",
    ),
    _cell_2007(
        "MSN",
        "medium spiny projection cell, striatum",
        _form(50, 1.0, -80, -25, 40, (0.01, -20, -55, 150)),
        "420",
        600,
        "A long delay before the first spike, during which v creeps up: u is slow and, with b "
        "negative, it aids the current more and more as v rises.",
        source=msg(
            "Izhikevich (2007), section 8.4, in one public port; not checked against a second"
        ),
    ),
)
