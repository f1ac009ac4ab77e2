"""A network of the fitted neuron, and of fast spiking ones that inhibit it."""

from __future__ import annotations

from izhikevich.errors import ParameterError
from izhikevich.fitting.fit import Fit
from izhikevich.fitting.steps import find_step
from izhikevich.links import write_link
from izhikevich.networks.rows.of_network import cell_text
from izhikevich.views.opening import normal
from izhikevich.views.registry import VIEWS

_SIZE, _INHIBITORY = 100, 0.2
#: Currents differ between neurons by such a part, so that they do not all fire together.
_UNEQUAL = 0.1
#: mV by which a spike moves v of its targets, through synapses that act for 1 ms.
_EXCITES, _INHIBITS = 0.3, 0.6


def network_link(found: Fit, sweep: int) -> str | None:
    """Return the link to a network of the fitted neuron; None if it cannot be written as a cell.

    Parameters
    ----------
    found : Fit
    sweep : int
        Its neurons get about the current of this step, or of the strongest if it fires none.
    """
    p, step = found.parameters, find_step(found.recording)
    try:
        cell = cell_text(p, "cell")
    except ParameterError:  # the 2003 form with a scale
        return None
    if step is None:
        level = float(found.recording.current[sweep].mean())
    else:
        fires = found.sweeps[sweep].model.size > 0
        at = sweep if fires else int(step.amplitudes.argmax())
        level = float(step.holding[at] + step.amplitudes[at])
    ends = sorted((level * (1.0 - _UNEQUAL), level * (1.0 + _UNEQUAL)))
    current = f"uniform({ends[0]:.4g},{ends[1]:.4g})"
    weights = f"weight={_EXCITES * p.C:.3g},weight_inh={_INHIBITS * p.C:.3g}"
    state = normal(
        VIEWS["network"](),
        "custom",
        {
            "populations": f"name=cells,size={_SIZE},cell={cell},inhibitory={_INHIBITORY},"
            f"current={current}",
            "projections": f"pre=cells,post=cells,{weights}",
            "scheme": "adaptive",
        },
    )
    assert state is not None
    return write_link({**state, "view": "network"})
