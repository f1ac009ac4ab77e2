"""Saved neurons as cells of a network."""

from __future__ import annotations

from collections.abc import Iterable

from izhikevich.app.protocol import Cells
from izhikevich.errors import ParameterError
from izhikevich.links import read_link
from izhikevich.networks.rows.of_network import cell_text
from izhikevich.views.neuron.view import NeuronView
from izhikevich.views.part import faults
from izhikevich.views.preparation import read


def cells_of(links: Iterable[str]) -> Cells:
    """Return the cell of each link as a row of a network has it; "" where it is no neuron."""
    return Cells(tuple(map(_cell, links)))


def _cell(link: str) -> str:
    try:
        state, _ = read_link(link)
        view, request, run = read(state)
        if isinstance(view, NeuronView) and not faults(request.notices):
            return cell_text(run.parameters, "cell")
    except ParameterError:
        pass
    return ""
