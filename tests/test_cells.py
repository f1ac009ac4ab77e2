"""Saved neurons as cells of a network: what the text says is the neuron of the link."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from izhikevich.app.cells import cells_of
from izhikevich.app.protocol import ReadCells
from izhikevich.app.worker import Worker
from izhikevich.errors import ParameterError
from izhikevich.networks.rows.cells import read_cell
from izhikevich.networks.rows.of_network import cell_text
from izhikevich.views import registry
from izhikevich.views.preparation import read

NEURON = registry.VIEWS["neuron"]()


@pytest.mark.parametrize("preset", [one.name for one in NEURON.presets])
def test_the_cell_is_the_neuron_of_the_link(preset: str) -> None:
    (text,) = cells_of([f"#neuron?preset={preset}"]).texts
    state: Any = {"view": "neuron", "preset": preset, "values": {}}
    _, _, run = read(state)
    if text:
        assert read_cell(text).parameters == run.parameters
        assert not read_cell(text).per_neuron
    else:
        with pytest.raises(ParameterError, match="rules of its own"):
            cell_text(run.parameters, "cell")


def test_links_of_other_things_are_no_cells() -> None:
    links = [
        "#neuron?preset=RS&d=6.5",
        "#network?preset=custom",
        "#neuron?preset=RS&d=nonsense",
        "#neuron?preset=nothing",
    ]
    assert cells_of(links).texts == ("RS d=6.5", "", "", "")


def test_the_worker_answers() -> None:
    sent: list[str] = []
    one = Worker(lambda text, _: sent.append(text))
    asyncio.run(one._call(ReadCells(id=3, links=["#neuron?preset=FS&a=0.05"])))
    assert "FS a=0.05" in sent[-1]
