"""The portable description of a network, as JSON."""

from __future__ import annotations

from izhikevich.export.formats import Exported, ExportRequest, exported
from izhikevich.networks.description import describe, written_description
from izhikevich.views.network.described import PRESET, description_of


def write(asked: ExportRequest) -> Exported:
    """Return the description of the network of a state.

    Raises
    ------
    ParameterError
        If something in it has no law; the message names it.
    """
    if asked.preset == PRESET:
        found = description_of(asked.values)
    else:
        found = describe(asked.prepared.session.net)
    return exported(asked, written_description(found), ())
