"""Descriptions of networks, and their states in the Network view."""

from __future__ import annotations

from izhikevich.imports.result import Imported
from izhikevich.messages import counted
from izhikevich.networks.description import read_description
from izhikevich.views.network.described import described


def read_network(text: str) -> Imported:
    """Read the description of a network, as JSON.

    Raises
    ------
    FileError, ParameterError
        If it is none; the message says where.
    """
    found = read_description(text)
    count = len(found["populations"])
    words = counted(
        "a network of {count} population", "a network of {count} populations", count, count=count
    )
    return Imported(described(found), words)
