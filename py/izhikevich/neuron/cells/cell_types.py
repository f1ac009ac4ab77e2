"""Cell types: the 2003 paper's, the 2007 book's, and Nengo's variants of the former.

Where the same abbreviation denotes different numbers, key and title name their origin: "FS (Nengo)"
keeps d = 8, while the 2003 fast-spiking cell has d = 2.
"""

from __future__ import annotations

from functools import partial

from izhikevich.messages import msg
from izhikevich.neuron.cells.cell_type import CellType
from izhikevich.neuron.cells.cells_2007 import CELLS_2007
from izhikevich.neuron.parameters import Parameters
from izhikevich.neuron.stimuli.text import parse
from izhikevich.table import Table

_SOURCE_2003 = msg(
    "Izhikevich (2003), figure 2, with the protocol of the authors' code (ModelDB 39948)"
)
_SOURCE_NENGO = msg("Nengo's documented Izhikevich parameters; protocol of the 2003 cell")


def _cell(
    symbol: str,
    name: str,
    abcd: tuple[float, float, float, float],
    protocol: tuple[float, float],
    stimulus: str,
    look_for: str,
    *,
    family: str,
    source: str,
    key: str = "",
) -> CellType:
    """Make a cell of the 2003 form from (a, b, c, d) and (v0, duration)."""
    a, b, c, d = abcd
    v0, duration = protocol
    return CellType(
        key=key or symbol,
        symbol=symbol,
        family=family,
        name=name,
        parameters=Parameters(a=a, b=b, c=c, d=d),
        stimulus=parse(stimulus),
        duration=duration,
        dt=0.25,
        v0=v0,
        u0=b * v0,
        scheme="euler",
        look_for=look_for,
        source=source,
    )


#: Makes a cell of the 2003 paper.
_cell_2003 = partial(_cell, family="2003", source=_SOURCE_2003)


def _cell_nengo(symbol: str, look_for: str, **names: float) -> CellType:
    """Make one of Nengo's cells, with the protocol of the 2003 cell of that name."""
    model = _BY_KEY_2003[symbol]
    parameters = Parameters.from_nengo(**names)
    return CellType(
        key=f"{symbol}_Nengo",
        symbol=symbol,
        family="Nengo",
        name=model.name,
        parameters=parameters,
        stimulus=model.stimulus,
        duration=model.duration,
        dt=model.dt,
        v0=model.v0,
        u0=model.u0,
        scheme=model.scheme,
        look_for=look_for,
        source=_SOURCE_NENGO,
    )


_CELLS_2003 = (
    _cell_2003(
        "RS",
        "regular spiking",
        (0.02, 0.2, -65, 8),
        (-63, 150),
        "piecewise(0,15<t:14)",
        "The most common excitatory cell of the cortex. The first interval is short, the later "
        "ones long: each spike raises u by 8, which delays the next.",
    ),
    _cell_2003(
        "IB",
        "intrinsically bursting",
        (0.02, 0.2, -55, 4),
        (-70, 150),
        "piecewise(0,15<t:11)",
        "A short burst at the onset, then single spikes. With the higher reset, the first spikes "
        "follow in quick succession until u has accumulated.",
    ),
    _cell_2003(
        "CH",
        "chattering",
        (0.02, 0.2, -50, 2),
        (-70, 150),
        "piecewise(0,15<t:10)",
        "Burst after burst. The reset at -50 mV is close to the next spike, and it takes several "
        "small jumps of u to end a burst.",
    ),
    _cell_2003(
        "FS",
        "fast spiking",
        (0.1, 0.2, -65, 2),
        (-70, 150),
        "piecewise(0,15<t:10)",
        "An inhibitory cell that fires fast and almost without adaptation: u recovers five times "
        "as fast as in the excitatory cells and has decayed before the next spike.",
    ),
    _cell_2003(
        "TC",
        "thalamo-cortical",
        (0.02, 0.25, -65, 0.05),
        (-63, 150),
        "piecewise(0,30<t:1.5)",
        "From rest, the thalamic relay cell fires single spikes. Compare the burst it fires when "
        "released from hyperpolarisation.",
    ),
    _cell_2003(
        "TC burst",
        "thalamo-cortical, rebound burst",
        (0.02, 0.25, -65, 0.05),
        (-87, 150),
        "piecewise(-25,45<t:0)",
        "The same cell, held near -87 mV and then released: u has fallen so low that the neuron "
        "fires a burst without any excitation.",
        key="TC_burst",
    ),
    _cell_2003(
        "RZ",
        "resonator",
        (0.1, 0.26, -65, 2),
        (-70, 100),
        "piecewise(-2,60<t<65:10,10<t:-0.5)",
        "Damped subthreshold oscillations after the step, and spikes during the pulse. The "
        "equilibrium is a focus, so the cell responds best to inputs at its natural frequency.",
    ),
    _cell_2003(
        "LTS",
        "low-threshold spiking",
        (0.02, 0.25, -65, 2),
        (-63, 250),
        "piecewise(0,25<t:10)",
        "An inhibitory cell with a low threshold (b = 0.25) that starts fast and slows down as u "
        "accumulates.",
    ),
)
_BY_KEY_2003 = {cell.key: cell for cell in _CELLS_2003}

_CELLS_NENGO = (
    _cell_nengo(
        "FS",
        "Nengo's fast-spiking set keeps d = 8 where the 2003 paper has d = 2: the larger jump of "
        "u makes it fire more slowly.",
        tau_recovery=0.1,
    ),
    _cell_nengo(
        "LTS",
        "Nengo's low-threshold set keeps d = 8 where the 2003 paper has d = 2: the larger "
        "jump of u makes it fire more slowly after the first interval.",
        coupling=0.25,
    ),
    _cell_nengo(
        "RZ",
        "Nengo's resonator keeps d = 8 where the 2003 paper has d = 2: the larger jump of u "
        "prevents a second spike.",
        tau_recovery=0.1,
        coupling=0.26,
    ),
)

__all__ = ["CELL_TYPES", "CellType"]

#: The cell types by key.
CELL_TYPES: Table[CellType] = Table(
    "cell type", {cell.key: cell for cell in (*_CELLS_2003, *CELLS_2007, *_CELLS_NENGO)}
)
