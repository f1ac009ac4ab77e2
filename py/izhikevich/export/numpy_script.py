"""Scripts that need only numpy and matplotlib, and explain themselves."""

from __future__ import annotations

from typing import Any

from izhikevich.export.formats import Exported, ExportRequest, comment, exported
from izhikevich.export.numpy_network import network_code
from izhikevich.export.numpy_neuron import neuron_code


def write(asked: ExportRequest, *, neurons: Any = None) -> Exported:
    """Return the script.

    Parameters
    ----------
    asked : ExportRequest
    neurons : sequence of int, optional
        Neurons of a network whose voltage is drawn.
    """
    if asked.view == "network":
        code, notes = network_code(asked, neurons)
    else:
        code, notes = neuron_code(asked)
    lines = [
        f"# {asked.link}",
        *("#\n" + comment(f"Note: {note}") for note in (*asked.notes, *notes)),
    ]
    return exported(asked, "\n".join(lines) + f"\n{code}", notes)
